import type { JobContext, JobProgress } from '#engine/job.ts';

const intervalMs = 200;

/** Shows progress on standard error (one line, rewritten on a terminal, silent elsewhere) and turns Ctrl-C into a cancel. */
export function terminalJob(stream: NodeJS.WriteStream, now: () => number): { job: JobContext; finish(): void } {
  const controller = new AbortController();
  const onInterrupt = () => controller.abort();
  process.once('SIGINT', onInterrupt);
  const startedAt = now();
  let shownAt = 0;
  let isShown = false;
  return {
    job: {
      signal: controller.signal,
      report: (progress) => {
        if (!stream.isTTY || now() - shownAt < intervalMs) return;
        shownAt = now();
        isShown = true;
        stream.write(`\r\u001b[K${progressLine(progress, (now() - startedAt) / 1000)}`);
      },
    },
    finish: () => {
      process.removeListener('SIGINT', onInterrupt);
      if (isShown) stream.write('\r\u001b[K');
    },
  };
}

/** `read Lead.csv 43 %, 1,200,000 rows, 310,000 rows/s, 4 s left`. */
export function progressLine({ phase, done, total, unit, rows }: JobProgress, seconds: number): string {
  const share = total === 0 ? 0 : done / total;
  const seen = unit === 'rows' ? done : rows;
  const parts = [`${phase} ${Math.round(share * 100)} %`];
  if (seen !== undefined && seconds > 0) {
    parts.push(`${seen.toLocaleString('en-US')} rows`, `${Math.round(seen / seconds).toLocaleString('en-US')} rows/s`);
  }
  if (share > 0.02 && share < 1) parts.push(`${Math.ceil((seconds / share) * (1 - share))} s left`);
  return parts.join(', ');
}
