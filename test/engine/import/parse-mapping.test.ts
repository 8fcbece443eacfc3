import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dateFormatOf, parseMappings } from '#engine/import/parse-mapping.ts';

const examples = new URL('../../../resources/mappings/', import.meta.url);

describe('a mapping file', () => {
  it.each(readdirSync(examples).filter((name) => name.endsWith('.json')))('%s of the examples is one', (name) => {
    expect(parseMappings(readFileSync(new URL(name, examples), 'utf8')).length).toBeGreaterThan(0);
  });

  it('may leave everything but the kind out', () => {
    expect(parseMappings('{"kind":"leads"}')).toEqual([{ kind: 'leads', columns: {} }]);
  });

  it.each([
    ['[]', '', 'an empty array'],
    ['7', '', '7'],
    ['{"columns":{}}', '/kind', 'nothing'],
    ['{"kind":"lead"}', '/kind', '"lead"'],
    ['{"kind":"leads","colums":{}}', '/colums', '"colums"'],
    ['{"kind":"leads","columns":{"A/B":"sauce"}}', '/columns/A~1B', '"sauce"'],
    ['{"kind":"leads","columns":{"A":7}}', '/columns/A', '7'],
    ['{"kind":"leads","columns":{"A":"custom."}}', '/columns/A', '"custom."'],
    ['{"kind":"leads","columns":{"A":"isWon"}}', '/columns/A', '"isWon"'],
    ['{"kind":"leads","constants":{"isConverted":null}}', '/constants/isConverted', 'null'],
    ['{"kind":"leads","stages":{"MQL":"mql"}}', '/stages/MQL', '"mql"'],
    ['{"kind":"leads","missing":{"source":"Select"}}', '/missing/source', '"Select"'],
    ['{"kind":"users","stageDates":{"x":"y"}}', '/stageDates', 'some'],
    ['{"kind":"leads","delimiter":"x"}', '/delimiter', '"x"'],
    ['{"kind":"leads","encoding":"utf8"}', '/encoding', '"utf8"'],
    ['{"kind":"leads","dateFormat":"tomorrow"}', '/dateFormat', '"tomorrow"'],
    ['{"kind":"leads","timeZone":"Mars/Olympus"}', '/timeZone', '"Mars/Olympus"'],
    ['{"kind":"leads","currency":"euro"}', '/currency', '"euro"'],
    ['[{"kind":"leads"},{"kind":"users","columns":{"A":"score"}}]', '/1/columns/A', '"score"'],
  ])('%s is refused at %s', (text, path, got) => {
    expect(() => parseMappings(text)).toThrowError(
      expect.objectContaining({ code: 'E_MAPPING', path, message: expect.stringContaining(`got ${got}`) }),
    );
  });

  it.each([
    ['yyyy-MM-dd', 'iso'],
    ["yyyy-MM-dd'T'HH:mm:ss", 'iso'],
    ['yyyy/MM/dd', 'yearFirstSlash'],
    ['dd/MM/yyyy', 'dayFirst'],
    ['d.M.yyyy HH:mm', 'dayFirst'],
    ['M/d/yyyy', 'monthFirst'],
    ['dd MMM, yyyy HH:mm:ss', 'dayMonthName'],
    ['epochMs', 'epochMs'],
  ])('reads the pattern %s as %s', (pattern, format) => {
    expect(dateFormatOf(pattern)).toBe(format);
  });
});
