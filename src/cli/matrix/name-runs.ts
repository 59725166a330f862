import { basename } from 'node:path';
import type { NamedRun } from '#lib/core/recommendations/device-matrix.ts';
import type { RunDocument } from '#lib/core/results/run-document.ts';

/**
 * Names for the rows of a matrix: the browser behind the device's given name, or behind what the browser tells of it.
 * Two devices of one kind cannot be told apart by that, so that runs with one name get their file's beside it.
 */
export function nameRuns(
  runs: readonly { readonly name: string | null; readonly path: string; readonly document: RunDocument }[],
): NamedRun[] {
  const plain = runs.map(({ name, document }) => plainName(name, document));
  const withFile = runs.map(({ path }, index) =>
    isShared(plain, index) ? `${plain[index] ?? ''} (${basename(path)})` : (plain[index] ?? ''),
  );
  return runs.map(({ document }, index) => ({
    name: isShared(withFile, index)
      ? `${withFile[index] ?? ''}, ${document.startedAt.slice(0, 16).replace('T', ' ')}`
      : (withFile[index] ?? ''),
    document,
  }));

  /** Rows of different models never meet, so that their names may be the same. */
  function isShared(names: readonly string[], index: number): boolean {
    const own = runs[index]?.document;
    return runs.some(
      ({ document }, other) =>
        document.runId !== own?.runId &&
        document.model.sha256 === own?.model.sha256 &&
        names[other] === names[index],
    );
  }
}

function plainName(name: string | null, { environment }: RunDocument): string {
  const { browser, os, formFactor, logicalCores, gpu, headless } = environment;
  const inBrowser =
    `${browser.family} ${browser.majorVersion ?? ''}`.trim() + (headless ? ' (headless)' : '');
  if (name !== null) return `${name}, ${inBrowser}`;
  const graphics = gpu === null ? 'no GPU' : [gpu.vendor, gpu.architecture].filter(Boolean).join(' ');
  const device = [
    os.family + (formFactor === 'unknown' ? '' : ` ${formFactor}`),
    ...(logicalCores === null ? [] : [`${logicalCores} cores`]),
    graphics,
  ];
  return `${device.join(', ')}, ${inBrowser}`;
}
