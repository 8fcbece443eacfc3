/** A moment as part of a file name: 20260331T090000Z. */
export function fileStamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+|[-:]/g, '');
}
