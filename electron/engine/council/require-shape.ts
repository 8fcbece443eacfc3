import type { z } from 'zod';
import { ParleyError } from '#domain/errors.ts';

/** Checks a value against a schema; the error names the first place that doesn't fit, as a JSON pointer, and never repeats the value. */
export function requireShape<Output>(schema: z.ZodType<Output>, value: unknown, code: string, what: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const pointer = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const problem = issue.message.replace(/^Invalid input: /, '');
  throw new ParleyError(code, `${what}${pointer === '' ? '' : ` at ${pointer}`}: ${problem}. Correct it and try again.`, { path: pointer });
}
