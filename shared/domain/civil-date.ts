/** A day of the proleptic Gregorian calendar; month 1…12, day 1…31. */
export interface CivilDate {
  year: number;
  month: number;
  day: number;
}

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar.
 * @param year any whole year, 0 and below included.
 * @param month 1…12.
 * @param day 1…31; a day past the month's end counts on into the next month.
 * @returns whole days, negative before 1970.
 * @source Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), days_from_civil.
 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The date that stands a number of days after 1970-01-01.
 * @param days whole days, negative before 1970.
 * @source Hinnant (2013), civil_from_days.
 */
export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The months since year 0 of the day `days` after 1970-01-01: year × 12 + (month − 1). NaN stays NaN. */
export function monthIndexFromDays(days: number): number {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  return (yearOfEra + era * 400) * 12 + Math.floor((5 * dayOfYear + 2) / 153) + 2;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days of a month (1…12), leap years of the Gregorian calendar included. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return monthLengths[month - 1]!;
}

/** Whether year, month and day name a day that exists: 2026-02-30 does not. */
export function isCivilDate(year: number, month: number, day: number): boolean {
  return Number.isInteger(year) && month >= 1 && month <= 12 && day >= 1 && Number.isInteger(day) && day <= daysInMonth(year, month);
}

/** Day of the week of the day `days` after 1970-01-01: 1 Monday … 7 Sunday. */
export function dayOfWeekFromDays(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}
