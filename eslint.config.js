import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import {
  layers,
  packageHomes,
  packagesAllowed,
  serverEntryGlobs,
  siblings,
  testPackages,
} from './layers.mjs';
import svelteConfig from './svelte.config.js';

const names = Object.keys(layers);
const withoutPrefix = (folder) => folder.replace(/^src\/lib\//, '');

/** How another layer's files can be named: `#lib/engines/…`, `$lib/engines/…`, `../engines/…`, `/src/lib/engines/…`. */
function importsOf(folder) {
  const inLib = folder.startsWith('src/lib/');
  const tail = `${inLib ? withoutPrefix(folder) : folder.replace(/^src\//, '')}(/|$)`;
  return inLib ? `^([#$]lib/|(\\.\\./)+(lib/)?|.*/src/lib/)${tail}` : `^((\\.\\./)+(src/)?|.*/src/)${tail}`;
}

/**
 * One restriction in two rules: `no-restricted-imports` sees imports and type imports, the selectors see
 * `import('…')` as an expression and as a type.
 */
function restrict(restrictions) {
  return {
    'no-restricted-imports': ['error', { patterns: restrictions }],
    'no-restricted-syntax': [
      'error',
      ...bannedSyntax,
      ...restrictions.flatMap(({ regex, message }) => {
        const pattern = `/${regex.replaceAll('/', '\\/')}/`;
        return [
          { selector: `ImportExpression[source.value=${pattern}]`, message },
          { selector: `TSImportType[source.value=${pattern}]`, message },
        ];
      }),
    ],
  };
}

const bannedSyntax = [{ selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' }];

/** Younger than browsers that can do everything else: iPadOS 17 lacks the first, Safari 17.3 the rest. */
const youngInterfaces = [
  ['URL', 'parse'],
  ['AbortSignal', 'any'],
  ['Map', 'groupBy'],
  ['Object', 'groupBy'],
  ['Promise', 'withResolvers'],
  ['Promise', 'try'],
].map(([object, property]) => ({ object, property, message: 'Older Safari lacks it; see ARCHITECTURE.md.' }));

/** Kit's alias would be a second spelling that package.json does not know. */
const spelling = { regex: '^\\$lib(/|$)', message: 'Write #lib/….ts.' };

function layerRestrictions(name, allowed) {
  return names
    .filter((other) => other !== name && !allowed.includes(other))
    .map((other) => ({
      regex: importsOf(layers[other].folder),
      message: `${layers[name].folder} may not import ${other} (layers.mjs).`,
    }));
}

function packageRestrictions(folder) {
  const allowed = packagesAllowed[folder];
  if (allowed !== undefined) {
    const names = [...allowed, ...testPackages].join('|');
    return [
      {
        regex: `^(?!(${names})$|[.#])`,
        message: `${folder} may use no package but ${allowed.join(', ')} (layers.mjs).`,
      },
    ];
  }
  return packageHomes
    .filter(({ homes }) => !homes.some((home) => folder === home || folder.startsWith(`${home}/`)))
    .map(({ packages, homes }) => ({
      regex: `^(${packages.join('|')})$`,
      message: `Only ${homes.join(', ')} may import this package (layers.mjs).`,
    }));
}

const filesIn = (folder) => [`${folder}/**/*.{ts,js,svelte}`];

const layerConfigs = names.map((name) => ({
  files: filesIn(layers[name].folder),
  rules: restrict([
    spelling,
    ...layerRestrictions(name, layers[name].mayImport),
    ...packageRestrictions(layers[name].folder),
  ]),
}));

/** Homes deeper than a layer get their layer's rules again, with their packages allowed and their siblings forbidden. */
const homeConfigs = [
  ...new Set([
    ...packageHomes.flatMap(({ homes }) => homes),
    ...siblings.names.map((name) => `${siblings.folder}/${name}`),
  ]),
].flatMap((folder) => {
  const name = names.find((layer) => folder.startsWith(`${layers[layer].folder}/`));
  if (name === undefined) return [];
  const others = siblings.names
    .filter((other) => folder.startsWith(`${siblings.folder}/`) && folder !== `${siblings.folder}/${other}`)
    .map((other) => ({
      regex: `${importsOf(`${siblings.folder}/${other}`)}|^(\\.\\./)+${other}(/|$)`,
      message: 'Engines never import each other (layers.mjs).',
    }));
  const restrictions = [
    spelling,
    ...layerRestrictions(name, layers[name].mayImport),
    ...packageRestrictions(folder),
    ...others,
  ];
  return [{ files: filesIn(folder), rules: restrict(restrictions) }];
});

const serverEntryConfig = {
  files: serverEntryGlobs,
  rules: restrict([
    spelling,
    ...layerRestrictions('routes', [...layers.routes.mayImport, 'server']),
    ...packageRestrictions(layers.routes.folder),
  ]),
};

export default typescript.config(
  { ignores: ['.svelte-kit/', 'build/', 'data/', 'static/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...typescript.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    files: ['src/lib/**/*.{ts,svelte}', 'src/routes/**/*.{ts,svelte}'],
    ignores: ['src/lib/server/**'],
    rules: { 'no-restricted-properties': ['error', ...youngInterfaces] },
  },
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript's own check, which knows the types, is the better one.
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'no-restricted-syntax': ['error', ...bannedSyntax],
      'max-lines': ['error', 300],
      // State that no template reads needs no reactive collection.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: typescript.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'max-lines': ['error', 250],
      // The site is always served from the root of its address.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  ...layerConfigs,
  ...homeConfigs,
  serverEntryConfig,
);
