import { chmodSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../scripts/lock.mjs';
import type { Target } from './run-file/run-file.ts';

/** Two targets with the same device measure each other when they run at the same time. */
export function deviceOf(target: Target): string {
  switch (target.kind) {
    case 'chromium':
    case 'firefox':
    case 'webkit':
      return 'this-machine';
    case 'android':
      return `android-${target.serial ?? 'device'}`;
    case 'cdp':
    case 'playwright':
      return `endpoint-${URL.parse(target.endpoint)?.host ?? target.endpoint}`;
    case 'ssh':
      return `ssh-${target.host}`;
  }
}

/**
 * Works while no other command of this machine, whatever folder it was installed in, measures on a device. A command
 * that was killed leaves no lock behind. INFEROMETER_LOCKS names another folder for the locks.
 */
export function withDevice<Result>(
  device: string,
  work: () => Promise<Result>,
  onWait: (pid: number) => void,
): Promise<Result> {
  const folder = process.env['INFEROMETER_LOCKS'] ?? join(tmpdir(), 'inferometer-locks');
  mkdirSync(folder, { recursive: true });
  try {
    // Other people's commands measure on the same devices.
    chmodSync(folder, 0o777);
  } catch {
    // It is somebody else's, who has done so.
  }
  return withLock(join(folder, device.replaceAll(/[^\w.@-]/g, '_')), work, onWait);
}
