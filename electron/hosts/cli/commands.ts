import type { Command } from './command.ts';
import { analyze } from './commands/analyze.ts';
import { definition, key, log, member, policy } from './commands/council-commands.ts';
import { compile, evaluate, explain } from './commands/criteria-commands.ts';
import { demo } from './commands/demo.ts';
import { pack, verify } from './commands/document-commands.ts';
import { exportCommand, extracts, fields, importCommand, rejects } from './commands/extract-commands.ts';
import { backup, check, create, info, restore } from './commands/workspace-commands.ts';

/** Every command, in the order of the work. */
export const commands: readonly Command[] = [
  create,
  info,
  importCommand,
  extracts,
  fields,
  rejects,
  evaluate,
  explain,
  compile,
  definition,
  member,
  key,
  policy,
  analyze,
  log,
  pack,
  verify,
  exportCommand,
  backup,
  restore,
  check,
  demo,
];
