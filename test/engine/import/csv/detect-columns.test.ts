import { describe, expect, it } from 'vitest';
import { detectColumns, detectWholeColumns, needsWholeColumn } from '#engine/import/csv/detect-columns.ts';
import { guessColumn } from '#engine/import/csv/guess-column.ts';
import { sniffFile } from '#engine/import/csv/sniff.ts';
import { quietJob } from '#engine/job.ts';
import { csvFile } from './csv-request.ts';

describe('guessColumn', () => {
  it.each<[string, string[], object]>([
    ['CreatedDate', ['2026-01-02T03:04:05.000+0000', ''], { type: 'time', dateFormat: 'iso' }],
    ['Created Time', ['15 Apr, 2021 00:03:00'], { type: 'time', dateFormat: 'dayMonthName' }],
    ['Datum', ['03.04.2026', '05.06.2026'], { type: 'time', dateFormat: 'dayFirst' }],
    ['engage_date', ['1/2/2026', '1/13/2026'], { type: 'time', dateFormat: 'monthFirst' }],
    ['date', ['13/1/2026', '2/1/2026'], { type: 'time', dateFormat: 'dayFirst' }],
    ['date', ['5/5/2026', '7/7/2026'], { type: 'time' }],
    ['StartDate', ['2026-01-02 00:00:00', '2026-01-03 00:00:00'], { type: 'time', midnightIsDate: true }],
    ['createdate', ['1617235200000', '1617235300000'], { type: 'time', dateFormat: 'epochMs' }],
    ['serial', ['1617235200000', '1617235300000'], { type: 'number' }],
    ['IsDeleted', ['0', '1'], { type: 'boolean' }],
    ['flag', ['TRUE', 'false', 'N/A'], { type: 'boolean', missing: ['n/a'] }],
    ['Score', ['0', '1'], { type: 'number' }],
    ['Probability', ['40', '12.5'], { type: 'number', decimal: '.' }],
    ['Menge', ['1.234,5', '12'], { type: 'number', decimal: ',' }],
    ['Amount', ['$22,700.00'], { type: 'money', decimal: '.' }],
    ['value', ['$342.09K'], { type: 'money', decimal: '.' }],
    ['Amount', ['1 234,50'], { type: 'money', decimal: ',' }],
    ['Zip', ['10115', '12345'], { type: 'text' }],
    ['code', ['007', '12'], { type: 'text' }],
    ['number', ['12345678901234567890'], { type: 'text' }],
    ['OwnerId', ['0055f0000000001AAA'], { type: 'id' }],
    ['mql_id', ['dac32acd4db4c29c230538b72f8dd87d'], { type: 'id' }],
    ['Paid', ['yes', 'no'], { type: 'boolean' }],
    ['Notes', ['hello', '5'], { type: 'text' }],
    ['Notes', ['', ''], { type: 'text', filled: 0 }],
  ])('%s with %j', (header, values, expected) => {
    const guess = guessColumn(header, 0, values);
    expect(guess).toMatchObject(expected);
    expect(guess.ambiguous).toBeUndefined();
  });

  it('shows both readings of what no value decides', () => {
    expect(guessColumn('date', 0, ['03/04/2026']).ambiguous).toEqual({
      kind: 'date',
      example: '03/04/2026',
      readings: [
        { dateFormat: 'dayFirst', shows: '2026-04-03' },
        { dateFormat: 'monthFirst', shows: '2026-03-04' },
      ],
    });
    expect(guessColumn('Menge', 0, ['1,234', '5']).ambiguous).toEqual({
      kind: 'decimal',
      example: '1,234',
      readings: [
        { decimal: '.', shows: '1234' },
        { decimal: ',', shows: '1.234' },
      ],
    });
  });
});

describe('detectWholeColumns', () => {
  it('decides by the one value of the whole file that can be read one way only', async () => {
    const rows = Array.from({ length: 1000 }, (_, row) => `${(row % 12) + 1}/${(row % 11) + 1}/2026,3/4/2026`);
    rows[900] = '12/31/2026,3/4/2026';
    const path = csvFile(`a,b\n${rows.join('\n')}`);
    const sniffed = await sniffFile(path);
    const guesses = detectColumns(sniffed.headers, sniffed.sample);
    expect(guesses.map(needsWholeColumn)).toEqual([true, true]);
    const request = { path, encoding: 'utf-8', delimiter: ',', headerCount: 2, skipRecords: 1, workers: 0 } as const;
    const whole = await detectWholeColumns(request, guesses, quietJob());
    expect(whole[0]).toMatchObject({ type: 'time', dateFormat: 'monthFirst', rows: 1000, filled: 1000 });
    expect(whole[0]!.ambiguous).toBeUndefined();
    expect(whole[1]!.ambiguous).toMatchObject({ kind: 'date', example: '3/4/2026' });
  });
});
