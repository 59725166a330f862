import { readFileSync } from 'node:fs';
import { buildZooModel } from '#lib/models/zoo/build-zoo-model.ts';

/**
 * Builds ResNet-50 as the page's worker does and prints, as JSON, how long that took and how much memory the process
 * grew by at most. A process of its own, because the peak of resident memory never comes down again.
 */
const request = { id: 'resnet50-v1' } as const;
// Code that runs for the first time is compiled: the smallest model first, in any size.
buildZooModel({ id: 'super-resolution' });
const beforeBytes = peakBytes();
const startedAtMs = performance.now();
const built = buildZooModel(request);
const elapsedMs = performance.now() - startedAtMs;
if (built.status !== 'built') throw new Error(built.message);
process.stdout.write(
  JSON.stringify({ elapsedMs, modelBytes: built.byteLength, grownBytes: peakBytes() - beforeBytes }),
);

/** On Linux `maxRSS` begins with what the starting process held at that moment, which hides our own growth below it. */
function peakBytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes = ''] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
