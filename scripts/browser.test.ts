import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chromiumSwitches, findPresentBrowser, hasGpu, type Surroundings } from './browser.ts';

let root = '';
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'inferometer-browser-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

async function place(path: string): Promise<string> {
  const full = join(root, path);
  await mkdir(dirname(full), { recursive: true });
  await writeFile(full, '');
  await chmod(full, 0o755);
  return full;
}

const surroundings = (more: Partial<Surroundings> = {}): Surroundings => ({
  environment: { PATH: join(root, 'bin') },
  platform: 'linux',
  playwrightPath: join(root, 'playwright/chrome'),
  root,
  ...more,
});

describe('findPresentBrowser', () => {
  test('takes the named one, then Playwright’s own, then an installed one', async () => {
    expect(findPresentBrowser(surroundings())).toBeUndefined();
    const installed = await place('usr/bin/chromium');
    expect(findPresentBrowser(surroundings())).toEqual({
      status: 'found',
      executablePath: installed,
      source: 'installed',
    });
    const own = await place('playwright/chrome');
    expect(findPresentBrowser(surroundings())).toMatchObject({ executablePath: own, source: 'playwright' });
    const named = await place('named');
    const environment = { INFEROMETER_BROWSER: named };
    expect(findPresentBrowser(surroundings({ environment }))).toMatchObject({
      executablePath: named,
      source: 'INFEROMETER_BROWSER',
    });
  });

  test('a bad INFEROMETER_BROWSER is said, not passed over', async () => {
    await place('usr/bin/chromium');
    const found = findPresentBrowser(surroundings({ environment: { INFEROMETER_BROWSER: '/no/such' } }));
    expect(found).toMatchObject({
      status: 'none',
      message: expect.stringContaining('"/no/such"') as unknown,
    });
  });

  test('looks where other systems keep theirs', async () => {
    const mac = await place('Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    expect(findPresentBrowser(surroundings({ platform: 'darwin' }))).toMatchObject({ executablePath: mac });
    const edge = await place('Programs/Microsoft/Edge/Application/msedge.exe');
    const environment = { PROGRAMFILES: join(root, 'Programs') };
    expect(findPresentBrowser(surroundings({ platform: 'win32', environment }))).toMatchObject({
      executablePath: edge,
    });
  });
});

test('hasGpu looks for a render node or an NVIDIA device', async () => {
  expect(hasGpu(root, 'linux')).toBe(false);
  await place('dev/nvidiactl');
  expect(hasGpu(root, 'linux')).toBe(false);
  await place('dev/dri/renderD128');
  expect(hasGpu(root, 'linux')).toBe(true);
  expect(hasGpu(root, 'darwin')).toBe(true);
});

test('switches for software are not given to a machine with a graphics processor', () => {
  expect(chromiumSwitches({ softwareGpu: true })).toContain('--use-webgpu-adapter=swiftshader');
  const hardware = chromiumSwitches({ softwareGpu: false }).join(' ');
  expect(hardware).not.toMatch(/swiftshader/);
});
