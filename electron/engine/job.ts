export interface JobProgress {
  phase: string;
  done: number;
  total: number;
  unit: 'bytes' | 'rows' | 'steps';
  /** Rows seen so far, where the unit is bytes. */
  rows?: number;
}

/** Long work reports between its steps and stops where the signal says so. */
export interface JobContext {
  signal: AbortSignal;
  report(progress: JobProgress): void;
}

/** A job that nobody watches and nobody cancels. */
export function quietJob(): JobContext {
  return { signal: new AbortController().signal, report: () => {} };
}
