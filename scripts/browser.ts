import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { npmCommand } from './npm-command.mjs';
import { projectRoot } from './paths.ts';
import { runCommand } from './run-command.ts';

export type BrowserSource = 'INFEROMETER_BROWSER' | 'playwright' | 'installed' | 'downloaded' | 'apt-get';

export type BrowserSearch =
  | { status: 'found'; executablePath: string; source: BrowserSource }
  /** `message` is a sentence that says what to do. */
  | { status: 'none'; message: string };

const downloadLimitMs = 180_000;
const aptLimitMs = 600_000;

/**
 * Finds a Chromium: the one that INFEROMETER_BROWSER names, Playwright's own, an installed Chrome, Chromium or Edge.
 * With `install` it then tries to get one: Playwright's download, and on Debian as root its package.
 */
export async function findBrowser(options: { install: boolean }): Promise<BrowserSearch> {
  const present = findPresentBrowser({
    environment: process.env,
    platform: process.platform,
    playwrightPath: chromium.executablePath(),
    root: '/',
  });
  if (present !== undefined) return present;
  if (options.install) {
    const got = (await downloadBrowser()) ?? (await installDebianPackage());
    if (got !== undefined) return got;
  }
  return {
    status: 'none',
    message:
      'No browser was found: install Chrome, Chromium or Edge, or set INFEROMETER_BROWSER to the path of one.',
  };
}

/** A product out of those that are Chromium inside. */
export type ChromiumProduct = 'chromium' | 'chrome' | 'edge';

/** A browser of one product that is installed on this machine; undefined where there is none. */
export function findProduct(
  product: ChromiumProduct,
  surroundings: Pick<Surroundings, 'environment' | 'platform' | 'root'> = {
    environment: process.env,
    platform: process.platform,
    root: '/',
  },
): string | undefined {
  return usualPlaces(surroundings).find((path) => productNames[product].test(basename(path)) && isFile(path));
}

const productNames: Record<ChromiumProduct, RegExp> = {
  chromium: /^chromium/i,
  chrome: /chrome/i,
  edge: /edge/i,
};

export type Surroundings = {
  environment: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  /** Where Playwright would keep its Chromium, there or not. */
  playwrightPath: string;
  /** Folder that stands for `/` in the usual places; `/` outside tests. */
  root: string;
};

/** The part of the search that installs nothing. Undefined when none of the places has a browser. */
export function findPresentBrowser(surroundings: Surroundings): BrowserSearch | undefined {
  const named = surroundings.environment['INFEROMETER_BROWSER'];
  if (named !== undefined && named !== '') {
    if (isFile(named)) return { status: 'found', executablePath: named, source: 'INFEROMETER_BROWSER' };
    return {
      status: 'none',
      message: `INFEROMETER_BROWSER is "${named}", and there is no such file: set it to the path of a Chrome, Chromium or Edge program, or unset it.`,
    };
  }
  const { playwrightPath } = surroundings;
  if (isFile(playwrightPath))
    return { status: 'found', executablePath: playwrightPath, source: 'playwright' };
  const executablePath = usualPlaces(surroundings).find(isFile);
  return executablePath === undefined ? undefined : { status: 'found', executablePath, source: 'installed' };
}

function usualPlaces({
  environment,
  platform,
  root,
}: Pick<Surroundings, 'environment' | 'platform' | 'root'>): string[] {
  switch (platform) {
    case 'win32': {
      const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
        (name) => environment[name] ?? [],
      );
      const programs = [
        'Google/Chrome/Application/chrome.exe',
        'Chromium/Application/chrome.exe',
        'Microsoft/Edge/Application/msedge.exe',
      ];
      return programs.flatMap((program) => folders.map((folder) => join(folder, ...program.split('/'))));
    }
    case 'darwin': {
      const folders = [
        join(root, 'Applications'),
        ...(environment['HOME'] === undefined ? [] : [join(environment['HOME'], 'Applications')]),
      ];
      const programs = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
      return programs.flatMap((name) =>
        folders.map((folder) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
      );
    }
    default: {
      const onPath = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      const usual = ['usr/bin', 'usr/local/bin', 'snap/bin', 'opt/google/chrome', 'opt/microsoft/msedge'];
      const folders = [...onPath, ...usual.map((folder) => join(root, folder))];
      const programs = [
        'google-chrome-stable',
        'google-chrome',
        'chrome',
        'chromium',
        'chromium-browser',
        'microsoft-edge-stable',
        'microsoft-edge',
        'msedge',
      ];
      return programs.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function downloadBrowser(): Promise<BrowserSearch | undefined> {
  process.stderr.write('Getting a browser with Playwright…\n');
  await runCommand(
    process.execPath,
    [join(projectRoot, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium'],
    {
      environment: npmCommand([]).environment,
      limitMs: downloadLimitMs,
    },
  );
  const executablePath = chromium.executablePath();
  return isFile(executablePath) ? { status: 'found', executablePath, source: 'downloaded' } : undefined;
}

async function installDebianPackage(): Promise<BrowserSearch | undefined> {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  process.stderr.write('Installing the package chromium with apt-get…\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const parameters of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    await runCommand('apt-get', parameters, { environment, limitMs: aptLimitMs });
  }
  const executablePath = '/usr/bin/chromium';
  return isFile(executablePath) ? { status: 'found', executablePath, source: 'apt-get' } : undefined;
}

/** Whether this machine seems to have a graphics processor; only Linux machines are taken to lack one. */
export function hasGpu(root = '/', platform: NodeJS.Platform = process.platform): boolean {
  if (platform !== 'linux') return true;
  const has = (folder: string, pattern: RegExp): boolean => {
    const path = join(root, 'dev', folder);
    return existsSync(path) && readdirSync(path).some((name) => pattern.test(name));
  };
  return has('dri', /^renderD\d+$/) || has('', /^nvidia\d+$/);
}

/**
 * Chromium's switches for an unattended run. `softwareGpu` gives WebGPU and WebGL in software (SwiftShader), for
 * machines without a graphics processor; without it Linux is told to use the one it has. With null nothing is said
 * about graphics, and Chromium does what it does for everybody.
 */
export function chromiumSwitches({ softwareGpu }: { softwareGpu: boolean | null }): string[] {
  const isLinux = process.platform === 'linux';
  return [
    // Chromium's sandbox refuses to start as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ...graphicsSwitches(softwareGpu, isLinux),
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
}

function graphicsSwitches(softwareGpu: boolean | null, isLinux: boolean): string[] {
  if (softwareGpu === null) return [];
  return [
    ...(softwareGpu || isLinux ? ['--enable-unsafe-webgpu', '--ignore-gpu-blocklist'] : []),
    ...(softwareGpu ? ['--use-webgpu-adapter=swiftshader', '--enable-unsafe-swiftshader'] : []),
    ...(!softwareGpu && isLinux ? ['--enable-features=Vulkan'] : []),
  ];
}
