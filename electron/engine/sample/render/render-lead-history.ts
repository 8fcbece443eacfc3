import type { LeadChange, SampleCompany, SampleLead } from '../company/records.ts';
import { salesforceId } from '../parts/salesforce-id.ts';
import { dateTimeText } from '../parts/time-text.ts';
import { csvLine } from './csv-line.ts';
import { type RenderedFile, renderedFile, repeatRows } from './rendered-file.ts';

/** Lead history in order of entry: an earlier extract's rows are the first rows of a later one's, but for what vanished. */
export function renderLeadHistory(company: SampleCompany, asOf: number): RenderedFile {
  const entries = company.leads.flatMap((lead) => lead.changes.map((one): [SampleLead, LeadChange] => [lead, one]));
  entries.sort((a, b) => a[1].recordedAt - b[1].recordedAt);
  const lines: string[] = [];
  entries.forEach(([lead, { at, recordedAt, byId, field, from, to }], index) => {
    if (recordedAt >= asOf || lead.goneAt < asOf) return;
    lines.push(csvLine([salesforceId('017', index + 1), lead.id, byId, dateTimeText(at), field, from, to]));
  });
  return repeatRows(renderedFile('LeadHistory.csv', 'Id LeadId CreatedById CreatedDate Field OldValue NewValue', lines), 9000);
}
