import { describe, expect, it } from 'vitest';
import type { Progress } from './page-types.ts';
import { describeProgress, ProgressLine } from './progress-line.ts';

function stream(isTTY: boolean): {
  isTTY: boolean;
  columns: number;
  written: string;
  write: (text: string) => void;
} {
  return {
    isTTY,
    columns: 20,
    written: '',
    write(text) {
      this.written += text;
    },
  };
}

const sampling: Progress = {
  phase: 'measuring',
  round: 2,
  rounds: 5,
  maximumRounds: 10,
  cell: 'onnxruntime-web/wasm-simd/t1/b1/fp32',
  position: 1,
  cells: 4,
  step: 'sampling',
  samples: 120,
  latestMs: 3.6123,
  fraction: 0.42,
  remainingMs: 75_400,
};

describe('ProgressLine', () => {
  it('writes each step once where it does not go to a terminal', () => {
    const out = stream(false);
    const line = new ProgressLine(out);
    for (const samples of [1, 2, 3]) line.show(`step one, ${samples}`, 'step one');
    line.show('step two');
    line.clear();
    expect(out.written).toBe('step one\nstep two\n');
  });

  it('rewrites one line on a terminal, cut to its width, and clears it before what stays', () => {
    const out = stream(true);
    const line = new ProgressLine(out);
    line.show('a text that is longer than the terminal');
    line.say('done');
    expect(out.written).toBe('\r\u001b[Ka text that is long\r\u001b[Kdone\n');
  });
});

describe('describeProgress', () => {
  it('has a key that changes with round and cell only', () => {
    const { key } = describeProgress(sampling);
    expect(key).toBe('Round 2 of 5, cell 1 of 4: onnxruntime-web/wasm-simd/t1/b1/fp32');
    expect(describeProgress({ ...sampling, step: 'warm-up', samples: 0, fraction: 0.3 }).key).toBe(key);
    expect(describeProgress({ ...sampling, round: 3 }).key).not.toBe(key);
  });

  it('tells share, time left, samples and the latest latency', () => {
    expect(describeProgress(sampling).text).toBe(
      '42 %, 75 s left | round 2 of 5, cell 1 of 4 | 120 samples | 3.61 ms | onnxruntime-web/wasm-simd/t1/b1/fp32',
    );
  });
});
