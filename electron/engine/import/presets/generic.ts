import type { ExtractKind } from '#domain/canonical-fields.ts';
import { canonicalFields } from '#domain/canonical-fields.ts';
import type { FieldAliases, Preset } from './preset.ts';

const extra: Partial<Record<ExtractKind, Record<string, string[]>>> = {
  leads: {
    id: ['lead_id', 'record_id'],
    source: ['lead_source', 'channel'],
    status: ['lead_status'],
    score: ['lead_score'],
    ownerId: ['owner', 'lead_owner', 'rep', 'sales_agent'],
    employees: ['number_of_employees', 'company_size', 'headcount'],
    createdAt: ['created', 'created_date', 'created_time', 'create_date', 'date_created'],
    qualifiedAt: ['mql_date', 'mql_at'],
    acceptedAt: ['sal_date'],
    salesQualifiedAt: ['sql_date', 'sql_at'],
  },
  contacts: {
    id: ['contact_id', 'record_id'],
    ownerId: ['owner', 'contact_owner'],
    createdAt: ['created', 'created_date', 'created_time', 'create_date'],
  },
  accounts: {
    id: ['account_id', 'company_id'],
    name: ['account_name', 'company_name', 'company', 'account'],
    domain: ['website', 'company_domain'],
    employees: ['number_of_employees'],
    ownerId: ['owner'],
  },
  opportunities: {
    id: ['opportunity_id', 'deal_id', 'opp_id'],
    name: ['opportunity_name', 'deal_name'],
    amount: ['close_value', 'deal_amount', 'value', 'deal_value'],
    stage: ['deal_stage', 'stage_name', 'opportunity_stage'],
    createdAt: ['created', 'created_date', 'created_time', 'create_date', 'engage_date', 'open_date'],
    closedAt: ['close_date', 'closed_date', 'closing_date', 'won_date'],
    ownerId: ['owner', 'deal_owner', 'opportunity_owner', 'sales_agent', 'sales_rep'],
    lossReason: ['lost_reason', 'closed_lost_reason'],
    source: ['lead_source'],
  },
  leadHistory: {
    recordId: ['lead_id', 'contact_id'],
    field: ['field_name', 'changed_field', 'changed_field_key'],
    from: ['old_value', 'from_value', 'previous_value'],
    to: ['new_value', 'to_value'],
    at: ['changed_at', 'change_time', 'changed_date', 'timestamp', 'created_date'],
    byId: ['changed_by', 'user_id'],
  },
  opportunityHistory: {
    recordId: ['opportunity_id', 'deal_id'],
    field: ['field_name', 'changed_field', 'changed_field_key'],
    from: ['old_value', 'from_value', 'previous_value', 'from_stage'],
    to: ['new_value', 'to_value', 'to_stage'],
    at: ['changed_at', 'change_time', 'changed_date', 'timestamp', 'created_date'],
    byId: ['changed_by', 'user_id'],
  },
  activities: {
    id: ['activity_id', 'task_id'],
    type: ['activity_type'],
    at: ['activity_date', 'completed_at', 'timestamp', 'date'],
    byId: ['owner', 'user_id', 'rep', 'owner_id'],
  },
  campaigns: { id: ['campaign_id'], name: ['campaign_name'], startAt: ['start_date'], endAt: ['end_date'], cost: ['actual_cost', 'spend'] },
  campaignMembers: { at: ['responded_at', 'first_responded_date', 'date'], responded: ['has_responded'] },
  users: {
    id: ['user_id', 'rep_id'],
    name: ['full_name', 'sales_agent', 'rep'],
    role: ['title'],
    managerId: ['manager'],
    region: ['regional_office'],
    active: ['is_active'],
    'custom.department': ['department'],
  },
  opportunityContactRoles: { isPrimary: ['primary'] },
  reportedPipeline: {
    reporter: ['reported_by', 'owner_of_number', 'report'],
    metric: ['measure', 'figure'],
    period: ['quarter', 'fiscal_period'],
    opportunityId: ['deal_id', 'opp_id'],
    opportunityName: ['deal_name', 'opportunity'],
    accountName: ['account', 'company'],
    amount: ['value', 'reported_amount', 'pipeline'],
    date: ['reported_date', 'as_of', 'close_date'],
    source: ['lead_source'],
    stage: ['stage_name', 'deal_stage'],
  },
};

/** Canonical names themselves (in any spelling of case, spaces and underscores) and what plain tables call them. */
export const generic: Preset = {
  name: 'generic',
  marks: [],
  fileNames: {
    leads: 'leads',
    lead: 'leads',
    mqls: 'leads',
    contacts: 'contacts',
    accounts: 'accounts',
    companies: 'accounts',
    opportunities: 'opportunities',
    deals: 'opportunities',
    salespipeline: 'opportunities',
    leadhistory: 'leadHistory',
    opportunityhistory: 'opportunityHistory',
    dealhistory: 'opportunityHistory',
    activities: 'activities',
    tasks: 'activities',
    calls: 'activities',
    campaigns: 'campaigns',
    campaignmembers: 'campaignMembers',
    users: 'users',
    salesteams: 'users',
    opportunitycontactroles: 'opportunityContactRoles',
    reportedpipeline: 'reportedPipeline',
  },
  aliases: Object.fromEntries(
    Object.entries(canonicalFields).map(([kind, fields]): [string, FieldAliases] => {
      const more = extra[kind as ExtractKind] ?? {};
      const aliases: Record<string, string[]> = {};
      for (const field of Object.keys(fields)) aliases[field] = [field, ...(more[field] ?? [])];
      for (const [field, headers] of Object.entries(more)) aliases[field] ??= headers;
      return [kind, aliases];
    }),
  ),
};
