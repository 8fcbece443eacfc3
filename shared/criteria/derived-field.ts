import { type TextColumn, textDictionary } from '#domain/columns.ts';
import { foldText } from './fold-text.ts';
import type { FieldRef } from './tree.ts';

/** The canonical field from which Parley derives one, undefined for all others. */
export function derivedFrom(ref: FieldRef): string | undefined {
  return ref.object === 'lead' && ref.name === 'emailDomain' && !ref.custom ? 'email' : undefined;
}

/** The folded part of an email after its last `@`, empty where it has none. */
export function domainOfEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : foldText(email.slice(at + 1));
}

/** The domains of a column of emails as a column of its own. Each distinct email is read once. */
export function emailDomainColumn(emails: TextColumn): TextColumn {
  const { dictionary } = emails;
  const domains = [''];
  const known = new Map([['', 0]]);
  const codeOf = new Int32Array(dictionary.size).fill(-1);
  const codes = new Uint32Array(emails.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const email = emails.codes[row]!;
    let code = codeOf[email]!;
    if (code < 0) {
      const domain = domainOfEmail(dictionary.at(email));
      code = known.get(domain) ?? domains.push(domain) - 1;
      known.set(domain, code);
      codeOf[email] = code;
    }
    codes[row] = code;
  }
  return { kind: 'text', id: false, codes, dictionary: textDictionary(domains) };
}
