import { delimiter, sep } from 'node:path';

/**
 * How to call the ordinary npm client from inside an npm script. Not with the Node of `node_modules`, which `npm ci`
 * removes while it runs; and without the settings of the npm that started us, which `npm run -s` makes silent.
 * Plain JavaScript: install.mjs needs it before Node 24 is there.
 *
 * @param {string[]} parameters npm's own, such as `['ci']`
 * @param {Record<string, string | undefined>} [environment]
 * @returns {{ command: string, parameters: string[], environment: Record<string, string>, shell: boolean }}
 */
export function npmCommand(parameters, environment = process.env) {
  /** @type {Record<string, string>} */
  const cleaned = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || /^npm_(config_(loglevel|silent)$|lifecycle_|package_|command$)/i.test(name))
      continue;
    cleaned[name] = /^path$/i.test(name) ? withoutProjectBinaries(value) : value;
  }
  const npmScript = environment['npm_execpath'];
  const outerNode = environment['npm_node_execpath'];
  if (npmScript?.endsWith('.js') && outerNode !== undefined && !isInModules(outerNode)) {
    return { command: outerNode, parameters: [npmScript, ...parameters], environment: cleaned, shell: false };
  }
  // On Windows npm is a .cmd file, which only a shell starts.
  return { command: 'npm', parameters, environment: cleaned, shell: process.platform === 'win32' };
}

/** @param {string} path */
function withoutProjectBinaries(path) {
  return path
    .split(delimiter)
    .filter((folder) => !isInModules(folder))
    .join(delimiter);
}

/** @param {string} path */
function isInModules(path) {
  return path.split(sep).some((part, index, parts) => part === 'node_modules' && parts[index + 1] !== 'npm');
}
