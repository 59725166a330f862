import { backendIds, type BackendId } from '#lib/core/results/ids.ts';
import type { Environment } from '#lib/core/results/run-document.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import { formatStep } from './format.ts';
import { browserInWords } from './run-words.ts';
import { factValues, factWords, type Fact } from './words/device-page.ts';

/** What numbers depend on here, each with what it means; `meanwhile` in place of values until the device is known. */
export function deviceFacts(environment: Environment | null, meanwhile: string): readonly Fact[] {
  const values = environment === null ? null : factsOf(environment);
  return Object.entries(factWords).map(([name, words]) => ({
    ...words,
    value: values === null ? meanwhile : values[name as keyof typeof factWords],
  }));
}

function factsOf(environment: Environment): Record<keyof typeof factWords, string> {
  const { browser, os, logicalCores, memoryGiB, isolated, sharedMemory, clockResolutionMs } = environment;
  return {
    browser: `${browserInWords(browser)}, ${os.family}`,
    cores: logicalCores === null ? factValues.notTold : String(logicalCores),
    memory: memoryGiB === null ? factValues.notTold : factValues.memory(memoryGiB),
    isolated: yesNo(isolated),
    shared: yesNo(sharedMemory),
    clock: formatStep(clockResolutionMs),
  };
}

function yesNo(is: boolean): string {
  return is ? factValues.yes : factValues.no;
}

export interface EngineRow {
  readonly title: string;
  readonly version: string;
  /** Compressed download; null where the engine lacks the backend, or the device does. */
  readonly bytes: Readonly<Record<BackendId, number | null>>;
}

/** A row for each engine with what its backends would download here. */
export function engineRows({ engines }: Pick<DeviceReport, 'engines'>): readonly EngineRow[] {
  const ids = [...new Set(engines.map(({ engine }) => engine))];
  return ids.flatMap((id) => {
    const entries = engines.filter(({ engine }) => engine === id);
    const [first] = entries;
    if (first === undefined) return [];
    const bytesOf = (backend: BackendId) => {
      const entry = entries.find((each) => each.backend === backend);
      return entry?.availability.status === 'available' ? entry.download.bytes : null;
    };
    const bytes = Object.fromEntries(backendIds.map((backend) => [backend, bytesOf(backend)])) as Record<
      BackendId,
      number | null
    >;
    return [{ title: first.title, version: first.version, bytes }];
  });
}
