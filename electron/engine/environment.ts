/** What the engine takes from the outside world, passed in so that everything can be repeated. */
export interface Environment {
  /** Milliseconds since 1970 UTC; a claim of the local clock. */
  now(): number;
  randomBytes(length: number): Uint8Array;
}
