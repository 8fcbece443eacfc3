import { expect, it } from 'vitest';
import { fieldDictionary } from '#engine/extracts/field-dictionary.ts';
import { importPaths, newWorkspace, writeFiles } from '../import/import-setup.ts';

it('the field dictionary tells type, headers, fill, distinct values and picklists, deleted rows left out', async () => {
  const { workspace, folder } = newWorkspace();
  const first = await importPaths(
    workspace,
    [
      writeFiles(folder, {
        'Lead.csv':
          'Id,Status,Lead_Score__c,Budget_Status__c,IsDeleted,OwnerId,CreatedDate,Note__c\n1,Open,5,,false,U1,2026-01-01,\n2,open,5,yes,false,U1,2026-01-02,\n3,MQL,,no,true,U1,2026-01-02,\n4,MQL,7.5,yes,false,,2026-01-02,\n',
      }),
    ],
    { asOfMs: 1 },
  );
  const second = await importPaths(
    workspace,
    [writeFiles(folder, { 'lead.csv': 'Lead ID,Lead Status,Lead Source,Lead Owner\n4,SQL,Web,U9\n' })],
    { asOfMs: 2 },
  );
  const fields = new Map(fieldDictionary(workspace).map((entry) => [entry.field, entry]));
  expect(fields.get('status')).toEqual({
    kind: 'leads',
    field: 'status',
    isCustom: false,
    headers: ['Lead Status', 'Status'],
    type: 'text',
    dateOnly: false,
    rows: 3,
    filled: 3,
    fillRate: 1,
    distinct: 3,
    picklist: [
      { value: 'Open', count: 1 },
      { value: 'SQL', count: 1 },
      { value: 'open', count: 1 },
    ],
    extracts: [second.extractId, first.extractId],
  });
  expect(fields.get('score')).toMatchObject({
    type: 'number',
    filled: 3,
    distinct: 2,
    picklist: null,
    headers: ['Lead_Score__c'],
    extracts: [first.extractId],
  });
  expect(fields.get('custom.budgetStatus')).toMatchObject({
    isCustom: true,
    type: 'boolean',
    rows: 3,
    filled: 2,
    picklist: [{ value: 'true', count: 2 }],
  });
  expect(fields.get('id')).toMatchObject({ type: 'id', distinct: 3, picklist: null });
  expect(fields.get('createdAt')).toMatchObject({ type: 'time', dateOnly: true });
  expect(fields.get('custom.note')).toMatchObject({ filled: 0, fillRate: 0, distinct: 0 });
  expect(new Map(fieldDictionary(workspace, 1).map((entry) => [entry.field, entry])).get('status')!.headers).toEqual(['Status']);
});
