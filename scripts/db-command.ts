import { unknownName } from '../src/cli/unknown-name.ts';

/** What `npm run db` is asked to do. */
export type DatabaseCommand =
  | { readonly kind: 'help' | 'migrate' | 'verify' | 'quarantine-list' }
  | { readonly kind: 'backup' | 'restore'; readonly file: string }
  | { readonly kind: 'seed'; readonly results: number; readonly seed: number; readonly cells: number }
  | { readonly kind: 'rig-add'; readonly name: string }
  | { readonly kind: 'quarantine-release' | 'quarantine-remove'; readonly id: string };

export const usage = `npm run db -- COMMAND, on the database of DATABASE_URL or in DATA_DIR (data):
  migrate                      bring the schema up to date (the server does so when it starts)
  backup FILE                  write every result and rig to a compressed file
  restore FILE                 fill an empty database from such a file
  verify                       recompute everything from the results and report differences
  seed --results N             fill an empty database with a synthetic population
       [--seed S] [--cells C]  another population (1); cells of a result, 1 to 8 (8)
  rig add NAME                 print a new key for a rig, whose results are the lab's
  quarantine list              results that were judged implausible
  quarantine release ID        let one count
  quarantine remove ID         erase one`;

type ReadCommand =
  | { readonly status: 'read'; readonly command: DatabaseCommand }
  | { readonly status: 'wrong'; readonly message: string };

const commands = ['migrate', 'backup', 'restore', 'verify', 'seed', 'rig', 'quarantine', 'help'] as const;

/** The command in these words, or a sentence about what is wrong with them. */
export function readDatabaseCommand(words: readonly string[]): ReadCommand {
  const [name, ...rest] = words;
  switch (name) {
    case undefined:
      return wrong('What shall be done?');
    case 'help':
    case '--help':
      return { status: 'read', command: { kind: 'help' } };
    case 'migrate':
    case 'verify':
      return rest.length === 0
        ? { status: 'read', command: { kind: name } }
        : wrong(`${name} takes nothing behind it.`);
    case 'backup':
    case 'restore': {
      const [file] = rest;
      if (file === undefined || rest.length > 1) return wrong(`${name} takes the name of one file.`);
      return { status: 'read', command: { kind: name, file } };
    }
    case 'seed':
      return readSeed(rest);
    case 'rig':
      return readRig(rest);
    case 'quarantine':
      return readQuarantine(rest);
    default:
      return wrong(unknownName('command', name, commands));
  }
}

function readSeed(words: readonly string[]): ReadCommand {
  const options = new Map<string, number>([
    ['--results', 0],
    ['--seed', 1],
    ['--cells', 8],
  ]);
  for (let index = 0; index < words.length; index += 2) {
    const [option, value] = [words[index] ?? '', words[index + 1] ?? ''];
    if (!options.has(option)) return wrong(unknownName('option', option, [...options.keys()]));
    if (!/^\d{1,8}$/.test(value)) return wrong(`${option} takes a whole number.`);
    options.set(option, Number(value));
  }
  const [results = 0, seed = 1, cells = 8] = options.values();
  if (results === 0) return wrong('--results says how many results to make.');
  if (cells < 1 || cells > 8) return wrong('--cells is 1 to 8.');
  return { status: 'read', command: { kind: 'seed', results, seed, cells } };
}

function readRig([verb, name, ...rest]: readonly string[]): ReadCommand {
  if (verb !== 'add' || name === undefined || rest.length > 0) return wrong('It is rig add NAME.');
  if (name.length > 48 || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
    return wrong('A rig is called by small letters, digits and single hyphens, at most 48.');
  }
  return { status: 'read', command: { kind: 'rig-add', name } };
}

function readQuarantine([verb, id, ...rest]: readonly string[]): ReadCommand {
  if (verb === 'list' && id === undefined) return { status: 'read', command: { kind: 'quarantine-list' } };
  if ((verb === 'release' || verb === 'remove') && id !== undefined && rest.length === 0) {
    return { status: 'read', command: { kind: `quarantine-${verb}`, id } };
  }
  return wrong('It is quarantine list, quarantine release ID or quarantine remove ID.');
}

function wrong(message: string): ReadCommand {
  return { status: 'wrong', message };
}
