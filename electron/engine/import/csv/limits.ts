/** A row from this many bytes on is rejected. */
export const rowRejectBytes = 10_000_000;

/** A field from this many bytes on refuses the file. */
export const fieldRefuseBytes = 100_000_000;

/** More columns than this refuse the file. */
export const columnLimit = 20_000;

/** Raw text of a rejected row is kept up to this many bytes. */
export const rawBytesKept = 65_536;
