import type { DefinitionContent, Side } from './definition.ts';
import type { Policy } from './policy.ts';

/** What a member does in the council; leaders of marketing and of sales sign for their side. */
export type MemberFunction = 'leader' | 'chair' | 'analyst' | 'other';

/** A member as the log knows one: by random id, without a name. `nameCommitment` is SHA-256 (hex) over the name and a salt kept beside the name. */
export interface MemberFacts {
  member: string;
  title: string;
  side: Side;
  function: MemberFunction;
  active: boolean;
  nameCommitment: string;
}

/** What a signer signs: the canonical JSON of this object, as UTF-8 bytes. `parents` are the heads of the log at the moment of signing. */
export interface SignOffMessage {
  format: 'parley.signOff.1';
  workspace: string;
  definition: string;
  version: number;
  contentHash: string;
  signer: string;
  side: 'marketing' | 'sales';
  role: string;
  parents: string[];
}

interface VersionRef {
  definition: string;
  version: number;
}

/** What each type of entry carries beside the common fields. Times are ISO-8601 UTC with milliseconds; hashes and keys are lower-case hex. */
export interface LogPayloads {
  memberAdded: MemberFacts;
  memberChanged: MemberFacts;
  keyRegistered: { member: string; publicKey: string; fingerprint: string };
  keyRevoked: { fingerprint: string; reason: string };
  definitionDrafted: VersionRef & { content: DefinitionContent; reason: string };
  draftEdited: VersionRef & { content: DefinitionContent; reason: string };
  definitionProposed: VersionRef & { contentHash: string; reason: string };
  proposalRejected: VersionRef & { contentHash: string; reason: string };
  definitionSigned: VersionRef & { message: SignOffMessage; fingerprint: string; signature: string };
  /** `from` null: from the beginning. */
  definitionActivated: VersionRef & { contentHash: string; from: string | null };
  definitionWithdrawn: VersionRef & { reason: string };
  policySet: { version: number; policy: Policy };
}

export type LogEntryType = keyof LogPayloads;

export interface LogEntryOf<Type extends LogEntryType> {
  type: Type;
  /** Id of the workspace in which the entry was made. */
  workspace: string;
  /** Ids of the entries that were the heads of the log; empty for the first. */
  parents: string[];
  /** ISO-8601 UTC with milliseconds: what the local clock claimed. */
  at: string;
  /** Member id, or null where someone without membership acted (drafts and policies only). */
  by: string | null;
  payload: LogPayloads[Type];
}

/** One entry of the decision log. Its id is the SHA-256 (hex) of its canonical JSON (RFC 8785) as UTF-8 bytes, which are what is stored. */
export type LogEntry = { [Type in LogEntryType]: LogEntryOf<Type> }[LogEntryType];

export const logEntryTypes = [
  'memberAdded',
  'memberChanged',
  'keyRegistered',
  'keyRevoked',
  'definitionDrafted',
  'draftEdited',
  'definitionProposed',
  'proposalRejected',
  'definitionSigned',
  'definitionActivated',
  'definitionWithdrawn',
  'policySet',
] as const satisfies LogEntryType[];

/** What an entry is about, for looking entries up: a definition's id, a member's id, or `policy`. */
export function logSubject(entry: LogEntry): string {
  switch (entry.type) {
    case 'memberAdded':
    case 'memberChanged':
    case 'keyRegistered':
      return entry.payload.member;
    case 'keyRevoked':
      return entry.payload.fingerprint;
    case 'policySet':
      return 'policy';
    default:
      return entry.payload.definition;
  }
}
