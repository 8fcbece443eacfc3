import type { Table } from '#domain/columns.ts';
import { idKey } from './join-ids.ts';

/** The people of the CRM by row; where no users were imported, everyone who owns something stands here as a sales user. */
export interface UserDirectory {
  ids: string[];
  teams: string[];
  managers: string[];
  /** 1 for a sales user: queues, marketing and systems are 0. */
  sales: Uint8Array;
  /** Whether the extracts say who is in sales. */
  functionsKnown: boolean;
  imported: boolean;
  /** Row of a user by id or name, -1 for a queue or a stranger. */
  rowOf(idOrName: string): number;
}

function texts(table: Table, name: string): string[] {
  const column = table.column(name);
  if (column?.kind !== 'text') return new Array<string>(table.rowCount).fill('');
  return Array.from(column.codes, (code) => column.dictionary.at(code));
}

/** Salesforce queue ids start so; a queue is not a person. */
const queuePrefix = '00G';

/** @param ownerTexts owner ids or names seen in leads and history, used where no users were imported. */
export function readUsers(users: Table | undefined, ownerTexts: Iterable<string>): UserDirectory {
  const byKey = new Map<string, number>();
  if (users && users.rowCount > 0) {
    const ids = texts(users, 'id');
    const names = texts(users, 'name');
    const functions = texts(users, 'function');
    const functionsKnown = functions.some((value) => value !== '');
    names.forEach((name, row) => {
      const key = name.trim().toLowerCase();
      if (key !== '' && !byKey.has(`name:${key}`)) byKey.set(`name:${key}`, row);
    });
    ids.forEach((id, row) => {
      if (id !== '') byKey.set(idKey(id), row);
    });
    return {
      ids,
      teams: texts(users, 'team'),
      managers: texts(users, 'managerId'),
      sales: Uint8Array.from(functions, (value) => (!functionsKnown || value.trim().toLowerCase() === 'sales' ? 1 : 0)),
      functionsKnown,
      imported: true,
      rowOf: (value) => byKey.get(idKey(value)) ?? byKey.get(`name:${value.trim().toLowerCase()}`) ?? -1,
    };
  }
  const ids: string[] = [];
  for (const owner of ownerTexts) {
    if (owner === '' || owner.startsWith(queuePrefix) || byKey.has(idKey(owner))) continue;
    byKey.set(idKey(owner), ids.length);
    ids.push(owner);
  }
  return {
    ids,
    teams: ids.map(() => ''),
    managers: ids.map(() => ''),
    sales: new Uint8Array(ids.length).fill(1),
    functionsKnown: false,
    imported: false,
    rowOf: (value) => byKey.get(idKey(value)) ?? -1,
  };
}
