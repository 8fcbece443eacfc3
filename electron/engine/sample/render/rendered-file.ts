/** A file of an extract before it is written: records in CSV form. */
export interface RenderedFile {
  name: string;
  headers: string[];
  lines: string[];
  /** Records that stand in the file a second time, identical to the byte. */
  identicalRows: number;
  /** Records that no importer should accept, by what is wrong with them. */
  brokenRows: { code: 'raggedRow' | 'badDate' | 'badNumber'; line: string }[];
}

export function renderedFile(name: string, headers: string, lines: string[]): RenderedFile {
  return { name, headers: headers.split(' '), lines, identicalRows: 0, brokenRows: [] };
}

/** Repeats every `stride`-th record right after itself. */
export function repeatRows(file: RenderedFile, stride: number): RenderedFile {
  const lines = file.lines.flatMap((line, index) => (index % stride === stride - 1 ? [line, line] : [line]));
  return { ...file, lines, identicalRows: lines.length - file.lines.length };
}

/** Puts records that must be rejected in among the others. */
export function breakRows(file: RenderedFile, brokenRows: RenderedFile['brokenRows']): RenderedFile {
  const lines = [...file.lines];
  brokenRows.forEach(({ line }, index) => {
    lines.splice(Math.floor((lines.length * (index + 1)) / (brokenRows.length + 1)), 0, line);
  });
  return { ...file, lines, brokenRows };
}
