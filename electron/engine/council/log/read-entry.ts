import { canonicalJson } from '#domain/canonical-json.ts';
import { ParleyError } from '#domain/errors.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import { parseStrictJson } from '#domain/strict-json.ts';
import { requireShape } from '../require-shape.ts';
import { entryFrame, payloadSchemas } from './payload-schemas.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the stored bytes of an entry: strict JSON, in canonical form, of a known type and its exact shape. */
export function readEntry(bytes: Uint8Array): LogEntry {
  const text = decodeText(bytes);
  const value = parseStrictJson(text);
  if (canonicalJson(value) !== text) throw refused('expected canonical JSON (RFC 8785), got another spelling of it');
  const frame = requireShape(entryFrame, value, 'E_LOG_ENTRY', 'Log entry');
  requireShape(payloadSchemas[frame.type] as never, frame.payload, 'E_LOG_ENTRY', `Log entry ${frame.type}`);
  return value as unknown as LogEntry;
}

/** An entry as it is stored and hashed. */
export function entryBytes(entry: LogEntry): Uint8Array {
  return new TextEncoder().encode(canonicalJson(entry));
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw refused('expected UTF-8 text, got other bytes');
  }
}

function refused(problem: string): ParleyError {
  return new ParleyError('E_LOG_ENTRY', `Log entry: ${problem}. Restore a backup if the file was damaged.`);
}
