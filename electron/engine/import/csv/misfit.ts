/** What a value reader answers where the bytes do not fit its type; no reader ever yields it as a value. */
export const misfit = Number.POSITIVE_INFINITY;
