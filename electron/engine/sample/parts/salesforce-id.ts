const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character Salesforce id of the `index`-th record of an object: key prefix, base-62 number, three check characters. */
export function salesforceId(keyPrefix: string, index: number): string {
  let digits = '';
  let rest = index;
  for (let position = 0; position < 6; position++) {
    digits = alphabet[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  const id = `${keyPrefix}5f000000`.slice(0, 9) + digits;
  return id + suffixOf(id, 0) + suffixOf(id, 5) + suffixOf(id, 10);
}

/** Each check character says which of five characters are upper-case letters. */
function suffixOf(id: string, start: number): string {
  let bits = 0;
  for (let offset = 0; offset < 5; offset++) {
    const code = id.charCodeAt(start + offset);
    if (code >= 65 && code <= 90) bits |= 1 << offset;
  }
  return suffixAlphabet[bits]!;
}
