import { type TextColumn, textDictionary } from '#domain/columns.ts';

/** The same column with each distinct text replaced; texts that become equal share a code. Meant for columns of few distinct texts. */
export function rewriteTexts(column: TextColumn, rewrite: (text: string) => string, id = column.id): TextColumn {
  const texts = [''];
  const codeOf = new Map([['', 0]]);
  const translate = new Uint32Array(column.dictionary.size);
  for (let code = 0; code < column.dictionary.size; code++) {
    const text = rewrite(column.dictionary.at(code));
    let known = codeOf.get(text);
    if (known === undefined) {
      known = texts.length;
      codeOf.set(text, known);
      texts.push(text);
    }
    translate[code] = known;
  }
  const codes = new Uint32Array(column.codes.length);
  for (let row = 0; row < codes.length; row++) codes[row] = translate[column.codes[row]!]!;
  return { kind: 'text', id, codes, dictionary: textDictionary(texts) };
}
