import { hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { ParleyError } from '#domain/errors.ts';
import type { WorkspaceSettings } from './workspace.ts';

const names: readonly (keyof WorkspaceSettings)[] = ['workspaceId', 'timeZone', 'currency', 'createdAt'];

export function settingDigest(key: string, value: string): string {
  return hash('sha256', `${key}\n${value}`);
}

export function writeSetting(connection: Database, key: string, value: string): void {
  connection
    .prepare(
      'INSERT INTO settings (key, value, sha256) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, sha256 = excluded.sha256',
    )
    .run(key, value, settingDigest(key, value));
}

/** Reads the workspace's settings. Throws E_DAMAGED where one is missing or does not match its digest. */
export function readSettings(connection: Database, path: string): WorkspaceSettings {
  const rows = connection.prepare('SELECT key, value, sha256 FROM settings').all() as { key: string; value: string; sha256: string }[];
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const read = (name: keyof WorkspaceSettings) => {
    const row = byKey.get(name);
    if (row && row.sha256 === settingDigest(row.key, row.value)) return row.value;
    throw new ParleyError(
      'E_DAMAGED',
      `${path}: The file is damaged: the setting ${name} is ${row ? 'altered' : 'missing'}. Restore a backup.`,
      {
        data: { area: 'settings', setting: name },
      },
    );
  };
  return Object.fromEntries(names.map((name) => [name, read(name)])) as unknown as WorkspaceSettings;
}

/** Refuses time zones and currencies that the workspace could not count with. */
export function requireSettings(timeZone: string, currency: string): void {
  if (!/^[A-Z]{3}$/.test(currency))
    throw new ParleyError('E_CURRENCY', `Expected a currency as three capital letters such as USD, got ${JSON.stringify(currency)}.`);
  if (!isTimeZone(timeZone))
    throw new ParleyError('E_TIME_ZONE', `Expected an IANA time zone such as Europe/Berlin or UTC, got ${JSON.stringify(timeZone)}.`);
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
