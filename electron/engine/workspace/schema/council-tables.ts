/** The decision log: `bytes` is the canonical JSON whose SHA-256 is `id`; `type` and `subject` repeat what stands in it, for look-ups. */
export interface LogEntriesTable {
  seq: number;
  id: string;
  type: string;
  subject: string;
  bytes: Uint8Array;
}

/** The entries that no other entry names as its parent. */
export interface LogHeadsTable {
  id: string;
}

/** A member as the log knows one, without a name. */
export interface MembersTable {
  id: string;
  name_commitment: string;
  title: string;
  side: string;
  function: string;
  active: number;
  entry_id: string;
}

/** The only place of a member's name; the member's commitment is taken over salt and name. */
export interface MemberNamesTable {
  member_id: string;
  name: string;
  salt: string;
}

export interface MemberKeysTable {
  fingerprint: string;
  member_id: string;
  public_key: string;
  registered_entry: string;
  revoked_entry: string | null;
}

/** Private keys under their owners' passphrases; not part of the log. `sha256` is taken over fingerprint and wrapping. */
export interface WrappedKeysTable {
  fingerprint: string;
  wrapping: string;
  sha256: string;
}

export interface DefinitionsTable {
  id: string;
  term: string;
  motion: string;
  kind: string;
  entry_id: string;
}

/** `content` is canonical JSON, `hash` its SHA-256. `in_force_from_ms` is null before activation and -8640000000000000 for "from the beginning". */
export interface DefinitionVersionsTable {
  definition_id: string;
  version: number;
  state: string;
  hash: string;
  content: string;
  drafted_by: string | null;
  drafted_at: string;
  proposed_by: string | null;
  proposed_at: string | null;
  activated_by: string | null;
  activated_at: string | null;
  in_force_from_ms: number | null;
  in_force_to_ms: number | null;
  entry_id: string;
}

/** `message` is the exact text that was signed; `voided_entry` names the entry that took the sign-off's object away. */
export interface SignOffsTable {
  entry_id: string;
  definition_id: string;
  version: number;
  content_hash: string;
  member_id: string;
  side: string;
  role: string;
  fingerprint: string;
  message: string;
  signature: string;
  signed_at: string;
  voided_entry: string | null;
}

export interface PoliciesTable {
  version: number;
  policy: string;
  set_by: string | null;
  set_at: string;
  entry_id: string;
}

/** Row tables of what the council governs: members, definitions, policies, sign-offs, the log. */
export interface CouncilTables {
  log_entries: LogEntriesTable;
  log_heads: LogHeadsTable;
  members: MembersTable;
  member_names: MemberNamesTable;
  member_keys: MemberKeysTable;
  wrapped_keys: WrappedKeysTable;
  definitions: DefinitionsTable;
  definition_versions: DefinitionVersionsTable;
  sign_offs: SignOffsTable;
  policies: PoliciesTable;
}

export const councilTables: string[] = [
  `CREATE TABLE log_entries (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT`,
  'CREATE INDEX log_entries_subject ON log_entries (subject, seq)',
  `CREATE TABLE log_heads (
  id TEXT NOT NULL PRIMARY KEY REFERENCES log_entries (id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE members (
  id TEXT NOT NULL PRIMARY KEY,
  name_commitment TEXT NOT NULL,
  title TEXT NOT NULL,
  side TEXT NOT NULL,
  function TEXT NOT NULL,
  active INTEGER NOT NULL,
  entry_id TEXT NOT NULL REFERENCES log_entries (id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE member_names (
  member_id TEXT NOT NULL PRIMARY KEY REFERENCES members (id),
  name TEXT NOT NULL,
  salt TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE member_keys (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  member_id TEXT NOT NULL REFERENCES members (id),
  public_key TEXT NOT NULL UNIQUE,
  registered_entry TEXT NOT NULL REFERENCES log_entries (id),
  revoked_entry TEXT REFERENCES log_entries (id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE wrapped_keys (
  fingerprint TEXT NOT NULL PRIMARY KEY REFERENCES member_keys (fingerprint),
  wrapping TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE definitions (
  id TEXT NOT NULL PRIMARY KEY,
  term TEXT NOT NULL,
  motion TEXT NOT NULL,
  kind TEXT NOT NULL,
  entry_id TEXT NOT NULL REFERENCES log_entries (id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE definition_versions (
  definition_id TEXT NOT NULL REFERENCES definitions (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL,
  hash TEXT NOT NULL,
  content TEXT NOT NULL,
  drafted_by TEXT,
  drafted_at TEXT NOT NULL,
  proposed_by TEXT,
  proposed_at TEXT,
  activated_by TEXT,
  activated_at TEXT,
  in_force_from_ms INTEGER,
  in_force_to_ms INTEGER,
  entry_id TEXT NOT NULL REFERENCES log_entries (id),
  PRIMARY KEY (definition_id, version)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sign_offs (
  entry_id TEXT NOT NULL PRIMARY KEY REFERENCES log_entries (id),
  definition_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  member_id TEXT NOT NULL REFERENCES members (id),
  side TEXT NOT NULL,
  role TEXT NOT NULL,
  fingerprint TEXT NOT NULL REFERENCES member_keys (fingerprint),
  message TEXT NOT NULL,
  signature TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  voided_entry TEXT REFERENCES log_entries (id),
  FOREIGN KEY (definition_id, version) REFERENCES definition_versions (definition_id, version)
) STRICT, WITHOUT ROWID`,
  'CREATE INDEX sign_offs_version ON sign_offs (definition_id, version)',
  `CREATE TABLE policies (
  version INTEGER PRIMARY KEY CHECK (version >= 1),
  policy TEXT NOT NULL,
  set_by TEXT,
  set_at TEXT NOT NULL,
  entry_id TEXT NOT NULL REFERENCES log_entries (id)
) STRICT`,
];
