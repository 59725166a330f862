import { describe, expect, it } from 'vitest';
import { measuredCell, runDocument } from '../../../../tests/fixtures/run-documents.ts';
import { parseRunsFile, writeRunsFile } from './parse-runs-file.ts';

const first = runDocument([measuredCell('wasm-simd', [1, 1.1, 0.9])], { runId: 'first' });
const second = runDocument([measuredCell('webgl', [2, 2.1, 1.9])], { runId: 'second' });
const label = { name: 'Before the update', notes: 'on battery' };

describe('a file of runs', () => {
  it('reads back what was written', () => {
    const text = writeRunsFile([
      { document: first, label },
      { document: second, label: null },
    ]);
    expect(parseRunsFile(JSON.parse(text))).toEqual({
      status: 'valid',
      runs: [
        { document: first, label },
        { document: second, label: null },
      ],
      damaged: [],
    });
  });

  it('reads what the command line writes, which has no labels', () => {
    const parsed = parseRunsFile({ format: 'inferometer-runs', version: 1, runs: [first] });
    expect(parsed).toEqual({ status: 'valid', runs: [{ document: first, label: null }], damaged: [] });
  });

  it('names each damaged run and reads the others', () => {
    const broken = { ...first, durationMs: 'long' };
    const parsed = parseRunsFile({ format: 'inferometer-runs', version: 1, runs: [broken, second, 7] });
    if (parsed.status !== 'valid') throw new Error(parsed.message);
    expect(parsed.runs.map(({ document }) => document.runId)).toEqual(['second']);
    expect(parsed.damaged[0]).toMatch(/^Run 1 of 3: .*damaged at durationMs/);
    expect(parsed.damaged[1]).toMatch(/^Run 3 of 3: /);
  });

  it.each([
    [{ format: 'inferometer-run' }, /not a file of Inferometer runs/],
    [null, /not a file/],
    [{ format: 'inferometer-runs', version: 2, runs: [] }, /newer/],
    [{ format: 'inferometer-runs', version: 1 }, /damaged/],
  ])('refuses %j', (json, words) => {
    const parsed = parseRunsFile(json);
    expect(parsed.status === 'invalid' && parsed.message).toMatch(words);
  });
});
