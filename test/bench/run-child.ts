import { spawn } from 'node:child_process';

export interface ChildRun {
  /** From start to exit of the process. */
  wallSeconds: number;
  /** Largest resident set of the process. */
  peakMb: number;
  /** What the child reported of its work. */
  report: Record<string, number>;
}

/**
 * Runs a script of this folder in a process of its own. Its last line on stdout is JSON: `peakMb` and what it wants to report.
 * @throws Error with the child's own words where it fails.
 */
export function runChild(script: URL, args: readonly string[]): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script.pathname, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (piece) => (output += piece));
    child.stderr.on('data', (piece) => (errors += piece));
    child.on('error', reject);
    child.on('close', (code) => {
      const wallSeconds = (performance.now() - started) / 1000;
      if (code !== 0) return reject(new Error(`${script.pathname} ended with ${code}: ${errors.trim() || output.trim()}`));
      const { peakMb, ...report } = JSON.parse(output.trim().split('\n').pop()!) as Record<string, number>;
      resolve({ wallSeconds, peakMb: peakMb!, report });
    });
  });
}

/** The last line of a child. */
export function reportChild(report: Record<string, number>): void {
  console.log(JSON.stringify({ ...report, peakMb: process.resourceUsage().maxRSS / 1024 }));
}
