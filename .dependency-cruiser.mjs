import { layers, packageHomes, packagesAllowed, serverEntries, siblings } from './layers.mjs';

const names = Object.keys(layers);
const underFolder = (folder) =>
  /\.\w+$/.test(folder) ? `^${folder.replaceAll('.', '\\.')}$` : `^${folder}/`;
const serverEntry = serverEntries.source;

const layerRules = names.map((name) => {
  const forbidden = names.filter((other) => other !== name && !layers[name].mayImport.includes(other));
  return {
    name: `layer-${name}`,
    severity: 'error',
    comment: `${layers[name].folder} may import ${layers[name].mayImport.join(', ') || 'no other layer'}.`,
    from: { path: underFolder(layers[name].folder), ...(name === 'routes' ? { pathNot: serverEntry } : {}) },
    to: { path: forbidden.map((other) => underFolder(layers[other].folder)) },
  };
});

const serverEntryRule = {
  name: 'layer-server-entries',
  severity: 'error',
  comment: 'Server-only routes may import what routes may, and server.',
  from: { path: serverEntry },
  to: {
    path: names
      .filter((name) => name !== 'routes' && name !== 'server' && !layers.routes.mayImport.includes(name))
      .map((name) => underFolder(layers[name].folder)),
  },
};

const siblingRules = siblings.names.map((name) => ({
  name: `sibling-${name}`,
  severity: 'error',
  comment: 'Engines never import each other.',
  from: { path: underFolder(`${siblings.folder}/${name}`) },
  to: {
    path: siblings.names
      .filter((other) => other !== name)
      .map((other) => underFolder(`${siblings.folder}/${other}`)),
  },
}));

const packageRules = packageHomes.map(({ packages, homes }, index) => ({
  name: `package-home-${index + 1}`,
  severity: 'error',
  comment: `${packages.join(', ')} may be imported only in ${homes.join(', ')}.`,
  from: { path: '^(src|scripts|tests)/', pathNot: homes.map(underFolder) },
  to: {
    path: packages.flatMap((name) => {
      const plain = name.endsWith('.*') ? name.slice(0, -2) : `${name.replace('(/.*)?', '')}(/|$)`;
      // The installed package, or its bare name where it is not installed or is Node's own (whose `node:` is dropped).
      return [`(^|/)node_modules/${plain}`, `^${plain.replace(/^node:/, '(node:)?')}`];
    }),
    // A .svelte file imports svelte as soon as it is compiled; those with a home outside are caught by their folder.
    pathNot: 'node_modules/svelte/src/internal/',
  },
}));

const allowedRules = Object.entries(packagesAllowed).map(([folder, packages]) => ({
  name: `packages-of-${folder.split('/').at(-1)}`,
  severity: 'error',
  comment: `${folder} may use no package but ${packages.join(', ')}.`,
  from: { path: underFolder(folder), pathNot: '\\.test\\.ts$' },
  to: {
    dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'],
    pathNot: packages.map((name) => `(^|/)node_modules/${name}(/|$)`),
  },
}));

export default {
  forbidden: [
    ...allowedRules,
    ...layerRules,
    serverEntryRule,
    ...siblingRules,
    ...packageRules,
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Files must not import each other in a ring.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'A rule cannot see through an import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\$app/|\\$env/|\\$service-worker|\\./\\$types)|\\?' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.svelte-kit|build)/' },
    tsPreCompilationDeps: true,
    // The only way imports are written: `#lib/….ts` of package.json, and relative ones with their extension.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['browser', 'svelte', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte'],
    },
  },
};
