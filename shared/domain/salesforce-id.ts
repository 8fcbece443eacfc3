const suffixLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * How many of an id's characters identify the record: 15 for an 18-character Salesforce id, all of them for any other id.
 * @param charCodeAt the id's character codes (or ASCII bytes) by place.
 * @param length number of characters.
 * @returns 15 or `length`.
 * @remarks Only ids whose last three characters are the checksum of the first 15 count, so 18-digit ids of other systems stay whole.
 * @source Salesforce, "What are Salesforce IDs composed of": the suffix tells which of the 15 characters are capitals.
 */
export function salesforceIdLength(charCodeAt: (place: number) => number, length: number): number {
  if (length !== 18) return length;
  for (let group = 0; group < 3; group++) {
    let bits = 0;
    for (let place = 0; place < 5; place++) {
      const code = charCodeAt(group * 5 + place);
      const isCapital = code >= 65 && code <= 90;
      if (!isCapital && !(code >= 97 && code <= 122) && !(code >= 48 && code <= 57)) return length;
      if (isCapital) bits |= 1 << place;
    }
    if (charCodeAt(15 + group) !== suffixLetters.charCodeAt(bits)) return length;
  }
  return 15;
}

/**
 * The part of an id that identifies a record, so that the 15- and 18-character forms of one Salesforce id give the same text.
 * @param id text exactly as exported, compared with regard to case.
 * @returns the first 15 characters of an 18-character Salesforce id, any other id as it is (the empty text too).
 */
export function salesforceIdKey(id: string): string {
  const length = salesforceIdLength((place) => id.charCodeAt(place), id.length);
  return length === id.length ? id : id.slice(0, length);
}
