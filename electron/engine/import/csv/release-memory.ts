const worthReleasing = 65_536;

/** Gives the memory of large buffers back at once rather than when they are next collected; nobody may use them afterwards. */
export function releaseMemory(...memory: (ArrayBufferView | ArrayBufferLike)[]): void {
  for (const item of memory) {
    const buffer = ArrayBuffer.isView(item) ? item.buffer : item;
    if (buffer instanceof ArrayBuffer && !buffer.detached && buffer.byteLength > worthReleasing) buffer.transfer(0);
  }
}
