import type { Facts } from '../../facts/facts.ts';
import { type Finding, leadFinding, leadsWhere, text, times } from './finding.ts';

const untouchedPicklist = /^(select|--?none--?|n\/?a|unknown|not set|-|\?|null|undefined)$/i;
const testRecord = /^(test|asdf|qwerty|demo test|delete me)\b|\btest (lead|record|user)\b/i;

/** Findings about single leads: what is missing, doubled, impossible or a test. */
export function leadChecks(facts: Facts): Finding[] {
  const { leads, stageToday, asOfMs } = facts;
  const findings: Finding[] = [];
  const source = text(leads, 'source');
  if (source) {
    findings.push(
      leadFinding(
        facts,
        'missingSource',
        'leads without a lead source',
        leadsWhere(facts, (lead) => source.codes[lead] === 0),
        ['scorecard', 'leakage by source', 'attribution'],
      ),
    );
    const placeholder = Uint8Array.from({ length: source.dictionary.size }, (_, code) =>
      untouchedPicklist.test(source.dictionary.at(code).trim()) ? 1 : 0,
    );
    findings.push(
      leadFinding(
        facts,
        'placeholderSource',
        'leads whose source only says that nobody chose one',
        leadsWhere(facts, (lead) => placeholder[source.codes[lead]!] === 1),
        ['leakage by source', 'attribution'],
      ),
    );
  }
  const email = text(leads, 'email');
  if (email) {
    findings.push(
      leadFinding(
        facts,
        'duplicatePerson',
        'leads that share their e-mail address with another lead',
        sharedRows(facts, (lead) => email.dictionary.at(email.codes[lead]!).trim().toLowerCase()),
        ['leakage', 'calibration', 'sla'],
      ),
    );
  }
  const created = times(leads, 'createdAt');
  const converted = times(leads, 'convertedAt');
  if (created) {
    findings.push(
      leadFinding(
        facts,
        'createdAfterAsOf',
        'leads created after the extract was taken',
        leadsWhere(facts, (lead) => created[lead]! > asOfMs),
        ['leakage'],
      ),
    );
    if (converted) {
      const day = (ms: number) => facts.zone.startOfDayMs(ms);
      findings.push(
        leadFinding(
          facts,
          'convertedBeforeCreated',
          'leads converted on a day before they were created',
          leadsWhere(facts, (lead) => converted[lead]! < day(created[lead]!)),
          ['velocity', 'leakage'],
        ),
      );
    }
  }
  const isConverted = leads.column('isConverted');
  if (isConverted?.kind === 'boolean') {
    findings.push(
      leadFinding(
        facts,
        'convertedStatusOnly',
        'leads whose status says converted while the conversion flag says no',
        leadsWhere(facts, (lead) => stageToday[lead] === 7 && isConverted.values[lead] === 0),
        ['leakage', 'velocity'],
      ),
    );
  }
  const status = text(leads, 'status');
  if (status) {
    findings.push(
      leadFinding(
        facts,
        'unmappedStatus',
        'leads in a status that no stage mapping knows',
        leadsWhere(facts, (lead) => status.codes[lead] !== 0 && stageToday[lead] === 0),
        ['leakage', 'rejections', 'velocity'],
      ),
    );
  }
  const score = leads.column('score');
  if (score?.kind === 'number') {
    findings.push(
      leadFinding(
        facts,
        'missingScore',
        'leads without a score',
        leadsWhere(facts, (lead) => Number.isNaN(score.values[lead]!)),
        ['calibration'],
      ),
    );
  }
  const names = ['firstName', 'lastName', 'company'].flatMap((name) => text(leads, name) ?? []);
  if (names.length > 0) {
    const tests = names.map((column) => {
      const seen = new Map<number, boolean>();
      return (lead: number) => {
        const code = column.codes[lead]!;
        let known = seen.get(code);
        if (known === undefined) {
          known = testRecord.test(column.dictionary.at(code).trim());
          seen.set(code, known);
        }
        return known;
      };
    });
    findings.push(
      leadFinding(
        facts,
        'testRecord',
        'leads that look like test records and are still counted',
        leadsWhere(facts, (lead) => tests.some((test) => test(lead))),
        ['leakage', 'calibration'],
      ),
    );
  }
  return findings;
}

/** Rows whose key stands more than once; an empty key is no key. */
function sharedRows(facts: Facts, keyOf: (lead: number) => string): number[] {
  const first = new Map<string, number>();
  const shared = new Uint8Array(facts.included.length);
  for (let lead = 0; lead < facts.included.length; lead++) {
    if (facts.included[lead] !== 1) continue;
    const key = keyOf(lead);
    if (key === '') continue;
    const known = first.get(key);
    if (known === undefined) first.set(key, lead);
    else {
      shared[known] = 1;
      shared[lead] = 1;
    }
  }
  return leadsWhere(facts, (lead) => shared[lead] === 1);
}
