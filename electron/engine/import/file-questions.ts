import type { SniffedFile } from './csv/sniff.ts';
import type { ImportQuestion } from './import-plan.ts';

/** Which of the encodings that fit the bytes it is. */
export function encodingQuestion(fileName: string, sniffed: SniffedFile): Omit<ImportQuestion, 'fileName'> {
  const { alternatives, notUtf8At } = sniffed.encoding;
  return {
    code: 'encoding',
    message: `${fileName}: ${notUtf8At === undefined ? 'the file is not UTF-8' : `the byte at offset ${notUtf8At} is not UTF-8`}; the file reads as ${alternatives.join(' or ')}. Say which with "encoding" in a mapping file: --map; --dry-run shows how its values read.`,
    decideBy: { flag: '--map', key: 'encoding' },
    choices: [...alternatives],
  };
}

/** What splits the columns. */
export function delimiterQuestion(fileName: string, sniffed: SniffedFile): Omit<ImportQuestion, 'fileName'> {
  const names = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;
  const candidates = sniffed.delimiter.candidates.map(({ delimiter, columns }) => `${names[delimiter]} (${columns} columns)`);
  return {
    code: 'delimiter',
    message: `${fileName}: ${candidates.length > 0 ? `the columns may be split by ${candidates.join(' or ')}` : 'nothing splits the rows into columns'}. Say which with "delimiter" in a mapping file: --map.`,
    decideBy: { flag: '--map', key: 'delimiter' },
    choices:
      sniffed.delimiter.candidates.length > 0 ? sniffed.delimiter.candidates.map(({ delimiter }) => delimiter) : [',', ';', '\t', '|'],
  };
}
