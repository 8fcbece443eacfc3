/** The words of a command line as a POSIX shell would split it: quotes hold words together, ` > ` sends what follows elsewhere. */
export function shellWords(line: string): string[] {
  return [...line.split(' > ', 1)[0]!.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}
