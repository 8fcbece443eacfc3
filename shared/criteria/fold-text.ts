const ascii = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * A text as Parley compares it: trimmed of white space, Unicode NFC, full case folding (`STRASSE` and `straße` are equal, `ΟΔΟΣ` and
 * `οδος` too). An empty result is an empty field.
 * @remarks Dotless `ı` stays apart from `i`, as in default (not Turkish) folding. Export writes this text as `<column>__fold`.
 * @source Unicode Standard, section 3.13, Default Case Folding; here by code point to lower, upper and lower case, then NFC.
 */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = '';
  for (const point of text.trim().normalize('NFC')) folded += point === 'ı' ? point : point.toLowerCase().toUpperCase().toLowerCase();
  return folded.normalize('NFC');
}
