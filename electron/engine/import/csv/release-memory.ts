const worthReleasing = 65_536;

/** Gives the memory of large arrays back at once rather than when they are next collected; nobody may use them afterwards. */
export function releaseMemory(...arrays: ArrayBufferView[]): void {
  for (const { buffer } of arrays) {
    if (buffer instanceof ArrayBuffer && !buffer.detached && buffer.byteLength > worthReleasing) buffer.transfer(0);
  }
}
