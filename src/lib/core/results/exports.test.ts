import { describe, expect, it } from 'vitest';
import {
  measuredCell,
  runDocument,
  unsupportedCell,
  wrongCell,
} from '../../../../tests/fixtures/run-documents.ts';
import { toCsv } from './export-csv.ts';
import { toMarkdown } from './export-markdown.ts';
import { exportColumns } from './export-rows.ts';
import { toHtmlTable, toTabSeparated } from './export-table.ts';
import { parseRunDocument } from './parse-run-document.ts';

const document = runDocument([
  unsupportedCell('webgl', {
    kind: 'unsupported-operator',
    engine: 'ONNX Runtime Web',
    backend: 'webgl',
    operator: 'Max',
    opset: 13,
  }),
  wrongCell('webgpu', [0.5, 0.5, 0.5]),
  measuredCell('wasm-simd', [3, 3.1, 2.9]),
  measuredCell('wasm-threads', [1, 1.1, 0.9]),
]);

describe('toCsv', () => {
  const lines = toCsv(document).split('\r\n');

  it('has a header, a row for each cell, and nothing after the last line', () => {
    expect(lines).toHaveLength(document.cells.length + 2);
    expect(lines.at(-1)).toBe('');
    expect(lines[0]?.split(',')).toEqual(['model', 'modelSha256', 'browser', 'os', ...exportColumns]);
  });

  it('puts the fastest correct cell first and a wrong one behind all correct ones', () => {
    expect(lines.slice(1, 5).map((line) => /(webgpu|webgl|wasm-\w+)\/t/.exec(line)?.[1])).toEqual([
      'wasm-threads',
      'wasm-simd',
      'webgpu',
      'webgl',
    ]);
  });

  it('quotes fields as RFC 4180 wants it', () => {
    expect(lines[1]?.startsWith('"a, ""quoted"" model",')).toBe(true);
  });

  it('keeps a name that begins like a formula from being one', () => {
    const named = toCsv({ ...document, model: { ...document.model, name: '=1+1' } });
    expect(named.split('\r\n')[1]?.startsWith("'=1+1,")).toBe(true);
  });
});

describe('toMarkdown', () => {
  const text = toMarkdown(document);

  it('says the sentence, draws the interval and gives the reason of what is missing', () => {
    expect(text).toContain(document.recommendation.sentence.replace(/[()]/g, (sign) => sign));
    expect(text).toMatch(/\| WASM-threads \(4 threads\) \| 0\.99\d \(0\.7\d+–1\.2\d*\) ms \|/);
    expect(text).toContain(
      '- WebGL: ONNX Runtime Web does not implement the operator Max (opset 13) on WebGL.',
    );
  });

  it('strikes a wrong result through', () => {
    expect(text).toMatch(/\| ~~WebGPU~~ \| ~~0\.5 .*wrong/);
  });

  it('does not let a model name break the table', () => {
    const named = toMarkdown({ ...document, model: { ...document.model, name: '|<b>' } });
    expect(named.split('\n')[0]).toContain('\\|\\<b\\>');
  });
});

describe('parseRunDocument', () => {
  it('takes what was exported', () => {
    expect(parseRunDocument(JSON.parse(JSON.stringify(document)))).toEqual({ status: 'valid', document });
  });

  it.each([
    [null, 'not an Inferometer result'],
    [{ some: 'json' }, 'not an Inferometer result'],
    [{ ...document, version: 2 }, 'newer Inferometer'],
    [{ ...document, cells: [{ ...document.cells[0], status: 'odd' }] }, 'damaged at cells.0'],
    [{ ...document, durationMs: 'long' }, 'damaged at durationMs'],
  ])('says what is wrong with %j', (json, words) => {
    expect(parseRunDocument(json)).toMatchObject({
      status: 'invalid',
      message: expect.stringContaining(words),
    });
  });
});

describe('the table for a clipboard', () => {
  it('has as many fields in every row, and numbers that a spreadsheet reads', () => {
    const rows = toTabSeparated(document)
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows).toHaveLength(document.cells.length + 1);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    expect(Number(rows[1]?.[2])).toBeCloseTo(1, 1);
    // A wrong result has no speedup.
    expect(rows[3]?.[9]).toBe('wrong');
    expect(rows[3]?.[5]).toBe('');
  });

  it('lets no name out of its cell', () => {
    const name = '<img src=x onerror=alert(1)>';
    const named = { ...document, model: { ...document.model, name } };
    expect(toHtmlTable(named)).toContain('&lt;img');
    expect(toHtmlTable(named)).not.toContain('<img');
  });
});
