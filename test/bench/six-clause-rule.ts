/** A definition of six clauses as a council writes it, with a threshold to move, and the same in SQL. */
export function sixClauseRule(threshold: number): { criteria: string; sql: string } {
  return {
    criteria: [
      `lead.score >= ${threshold}`,
      'lead.employees between 50 and 5000',
      'lead.country in ("United States", "Canada", "United Kingdom", "Germany")',
      'lead.source != "Content Syndication"',
      'lead.title contains any of ("VP", "Head of", "Director", "Manager")',
      'lead.motion is filled',
    ].join(' and '),
    sql: `SELECT count(*) AS n FROM leads WHERE coalesce(Lead_Score__c >= ${threshold}, false)
      AND coalesce(NumberOfEmployees BETWEEN 50 AND 5000, false)
      AND Country IN ('United States', 'Canada', 'United Kingdom', 'Germany')
      AND coalesce(LeadSource <> 'Content Syndication', true)
      AND (contains(Title, 'VP') OR contains(Title, 'Head of') OR contains(Title, 'Director') OR contains(Title, 'Manager'))
      AND Motion__c IS NOT NULL AND Motion__c <> ''`,
  };
}
