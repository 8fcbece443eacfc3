import type { ColumnPlan } from '../parsed-file.ts';

const misfitCodes: Record<ColumnPlan['type'], string> = {
  id: 'missingId',
  text: 'badText',
  number: 'badNumber',
  money: 'badMoney',
  time: 'badDate',
  boolean: 'badBoolean',
  skip: 'badText',
};

export function misfitCode(plan: ColumnPlan): string {
  return misfitCodes[plan.type];
}

const expected: Record<ColumnPlan['type'], string> = {
  id: 'an id',
  text: 'a text',
  number: 'a number',
  money: 'an amount',
  time: 'a date or time that exists',
  boolean: 'true or false',
  skip: 'a text',
};

const dateForms: Record<NonNullable<ColumnPlan['dateFormat']>, string> = {
  iso: 'as year-month-day',
  dayFirst: 'day first',
  monthFirst: 'month first',
  dayMonthName: 'with the month spelled out',
  yearFirstSlash: 'as year/month/day',
  epochMs: 'in milliseconds since 1970',
  epochSeconds: 'in seconds since 1970',
};

/** A sentence for a rejected row that names no value of it. */
export function rejectReason(code: string, plan: ColumnPlan | undefined, headerCount: number, fields: number): string {
  switch (code) {
    case 'raggedRow':
      return `The header names ${headerCount} columns, but this row has ${fields}.`;
    case 'reportFooter':
      return 'This line is the footer of a report, not a row of its table.';
    case 'strayQuote':
      return 'A quote stands where none may: a quoted field must be quoted whole, with quotes inside it doubled.';
    case 'fieldTooLong':
      return 'A field of this row is larger than 10 MB.';
    case 'rowTooLong':
      return 'This row is larger than 10 MB.';
    case 'missingId':
      return 'The id is empty.';
  }
  const form =
    plan?.type === 'time'
      ? ` ${dateForms[plan.dateFormat ?? 'iso']}`
      : plan?.type === 'number' || plan?.type === 'money'
        ? ` with a decimal ${plan.decimal === ',' ? 'comma' : 'point'}`
        : '';
  return `The column holds ${plan === undefined ? 'another type' : expected[plan.type]}${form}; this value does not fit.`;
}
