import { arch, cpus, platform, release, totalmem } from 'node:os';

/** One line that says what the numbers were measured on. */
export function machineFacts(): string {
  const processors = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${processors.length} × ${processors[0]?.model.trim() || 'unnamed processor'}, ${memory} GB, ${platform()} ${release()} ${arch()}, Node ${process.version}`;
}
