import { timingSafeEqual, createHash } from 'node:crypto';
import type { Store } from '../leaderboard/store.ts';

const help: Readonly<Record<string, string>> = {
  inferometer_api_requests_total: 'Answers of the endpoint, by method and status.',
  inferometer_submissions_total: 'Submissions, by what became of them.',
};

const knownMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

/** Prometheus's text format. */
export const metricsType = 'text/plain; version=0.0.4; charset=utf-8';

/** Counters of this process in Prometheus's text format. Labels are words of the code, never anything that was sent. */
export class Metrics {
  readonly #counts = new Map<string, Map<string, number>>();

  count(name: keyof typeof help & string, labels: Readonly<Record<string, string>>): void {
    const text = Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
    const byLabels = this.#counts.get(name) ?? new Map<string, number>();
    byLabels.set(text, (byLabels.get(text) ?? 0) + 1);
    this.#counts.set(name, byLabels);
  }

  /** One answer of the endpoint. */
  countAnswer(method: string, status: number): void {
    const known = knownMethods.has(method) ? method : 'other';
    this.count('inferometer_api_requests_total', { method: known, status: String(status) });
  }

  async text(store: Store): Promise<string> {
    const lines: string[] = [];
    for (const [name, byLabels] of this.#counts) {
      lines.push(`# HELP ${name} ${help[name]}`, `# TYPE ${name} counter`);
      for (const [labels, count] of byLabels) lines.push(`${name}{${labels}} ${count}`);
    }
    const gauge = (name: string, meaning: string, value: number) =>
      lines.push(`# HELP ${name} ${meaning}`, `# TYPE ${name} gauge`, `${name} ${value}`);
    const ready = await store.ready();
    gauge('inferometer_ready', 'Whether results can be kept.', ready.status === 'ready' ? 1 : 0);
    gauge('inferometer_epoch', 'Of the figures that are published.', store.epoch());
    const { rss, heapUsed } = process.memoryUsage();
    gauge('process_resident_memory_bytes', 'Resident memory.', rss);
    gauge('nodejs_heap_used_bytes', 'Heap in use.', heapUsed);
    gauge('process_uptime_seconds', 'Since the server started.', Math.round(process.uptime()));
    return `${lines.join('\n')}\n`;
  }
}

/** Compares in a time that does not depend on where two texts begin to differ. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** The token of `Authorization: Bearer TOKEN`; null without one. */
export function bearerToken(authorization: string | null): string | null {
  return /^Bearer +([\w.~+/=-]{1,200})$/i.exec(authorization ?? '')?.[1] ?? null;
}
