import { describe, expect, it } from 'vitest';
import {
  failedCell,
  measuredCell,
  runDocument,
  webgpuWithoutAdapter,
  withVerdict,
} from './run-document.test-data.ts';
import { formatRun, type Tone } from './table.ts';

const reference = withVerdict(measuredCell(4), 'reference');
const threads = measuredCell(2, {
  backend: 'wasm-threads',
  threads: { requested: 4, observed: 2 },
  flags: ['threads-partial'],
});
const wrong = withVerdict(measuredCell(1, { backend: 'webgl' }), 'fail');
const failed = failedCell({ kind: 'context-lost' }, { backend: 'webgl' });

function text(document: Parameters<typeof formatRun>[0], width = Number.POSITIVE_INFINITY): string {
  return formatRun(document, { width, paint: (_, line) => line });
}

describe('formatRun', () => {
  it('aligns the columns, fastest first, wrong results last and without a rank', () => {
    const lines = text(runDocument([reference, wrong, threads])).split('\n');
    const head = lines.findIndex((line) => line.includes('configuration'));
    expect(lines.slice(head, head + 4)).toEqual([
      'configuration                median ms (95 % interval)  items/s  speedup per item    cold path ms   threads  outputs    notes',
      '1. WASM-threads (2 threads)  2.00 (1.96-2.04)               500  2.00 (1.95-2.05) x  210+31.0+9.80        2  pass       threads-partial',
      '2. WASM-SIMD                 4.00 (3.92-4.08)               250  baseline            210+31.0+9.80        1  reference',
      '-  WebGL                     1.00 (0.980-1.02)             1000                      210+31.0+9.80        1  WRONG',
    ]);
  });

  it('names what could not be measured with its reason, then the recommendation', () => {
    const lines = text(runDocument([reference, failed, webgpuWithoutAdapter]))
      .trimEnd()
      .split('\n');
    expect(lines.slice(-4)).toEqual([
      'WebGL: failed. The WebGL context was lost.',
      'WebGPU: unsupported. This browser has WebGPU but found no graphics adapter it may use.',
      '',
      'No significant difference was found.',
    ]);
  });

  it('names cells that share a reason together', () => {
    const cause = { kind: 'invalid-model', detail: 'no graph' } as const;
    const document = runDocument([failedCell(cause), failedCell(cause, { backend: 'webgl' })]);
    expect(text(document)).toContain('WASM-SIMD, WebGL: failed. The model is not valid: no graph.');
  });

  it('moves the last columns below their rows where the terminal is narrow', () => {
    const narrow = text(runDocument([reference, threads]), 90).split('\n');
    expect(narrow.slice(3, 6)).toEqual([
      'configuration                median ms (95 % interval)  items/s  speedup per item',
      '1. WASM-threads (2 threads)  2.00 (1.96-2.04)               500  2.00 (1.95-2.05) x',
      '    cold path ms: 210+31.0+9.80',
    ]);
  });

  it('becomes a list where the terminal is very narrow', () => {
    const narrow = text(runDocument([reference, threads]), 50).split('\n');
    expect(narrow.slice(3, 6)).toEqual([
      '1. WASM-threads (2 threads)',
      '    median ms (95 % interval): 2.00 (1.96-2.04)',
      '    items/s: 500',
    ]);
  });

  it('leaves intervals out where there are none', () => {
    const latency = { ...reference.latency, ciLowMs: null, ciHighMs: null };
    const cut = text(runDocument([{ ...reference, latency }], {}, { status: 'cancelled' }));
    expect(cut).toMatch(/WASM-SIMD +4\.00 +250 +baseline/);
    expect(cut).toContain('Stopped before the end; this is what had been measured.');
  });

  it('paints whole lines and marks the wrong ones', () => {
    const tones: [Tone, string][] = [];
    formatRun(runDocument([reference, wrong]), {
      width: Number.POSITIVE_INFINITY,
      paint: (tone, line) => {
        tones.push([tone, line]);
        return line;
      },
    });
    expect(tones.filter(([tone]) => tone === 'wrong').map(([, line]) => line)).toEqual([
      expect.stringMatching(/^- {2}WebGL .* WRONG$/),
    ]);
  });

  it('keeps control characters of names away from the terminal', () => {
    const document = runDocument([reference]);
    const shown = text({ ...document, model: { ...document.model, name: 'a\u001b[2Jb\nc' } });
    expect(shown.split('\n')[0]).toBe('a [2Jb c (onnx, fp32, 1.23 kB), preset quick');
  });

  it('says when the graphics are rendered in software', () => {
    expect(text(runDocument([reference])).split('\n')[1]).toBe(
      'Chromium 156 (headless), Linux, 2 logical cores, software graphics google swiftshader',
    );
  });
});
