import { outermostElement } from './xml-check.test-data.ts';
import { describe, expect, it } from 'vitest';
import {
  failedCell,
  measuredCell,
  runDocument,
  unsupportedCell,
  wrongCell,
} from '../../../tests/fixtures/run-documents.ts';
import { reportedRuns } from '../baseline/report-runs.ts';
import { logAxis } from './axis.ts';
import { html } from './html.ts';
import { toHtmlReport } from './html-report.ts';
import { toJunit } from './junit.ts';
import { toMarkdownReport } from './markdown.ts';
import { estimate } from './number-words.ts';

const hostile = 'a"<script>alert(1)</script>&\u0007 @everyone';
const { model } = runDocument([]);
const baseline = runDocument(
  [measuredCell('wasm-simd', [10, 10.1, 9.9]), measuredCell('webgpu', [2, 2, 2])],
  {
    runId: 'before',
  },
);
const run = runDocument(
  [
    measuredCell('wasm-simd', [12, 12.1, 11.9]),
    measuredCell('wasm-threads', [5, 5.1, 4.9]),
    wrongCell('webgl', [1, 1, 1]),
    failedCell('webgpu', { kind: 'context-lost' }),
    { ...unsupportedCell('webgpu', { kind: 'no-adapter' }), id: 'tfjs/webgpu/t1/b1/fp32', engine: 'tfjs' },
  ],
  { runId: 'now', model: { ...model, name: hostile } },
);
const judged = (of = baseline) => ({
  runs: reportedRuns([{ name: null, run }], { runs: [of], failAbove: 0.05 }),
});
const plain = { runs: reportedRuns([{ name: 'desk', run }], null) };

describe('JUnit', () => {
  const xml = toJunit(judged());

  it('counts what got slower, wrong or lost as failures and what cannot be as skipped', () => {
    expect(xml).toContain('tests="5" failures="3" errors="0" skipped="1"');
    expect(xml).toMatch(/<failure type="regression" message="[^"]*WASM-SIMD got slower: 1\.20/);
    expect(xml).toMatch(/<failure type="wrong-result"/);
    expect(xml).toMatch(/<failure type="lost-result" message="[^"]*The WebGL context was lost\./);
    expect(xml).toMatch(/<skipped message="This browser has WebGPU but found no graphics adapter/);
    expect(toJunit(plain)).toContain('failures="1" errors="1" skipped="1"');
  });

  it('is well formed whatever a model is called', () => {
    expect(outermostElement(xml)).toBe('testsuites');
    expect(xml).not.toContain('\u0007');
  });

  it('fails a suite that could not be compared', () => {
    const refused = toJunit(judged({ ...baseline, protocolVersion: 2 }));
    expect(refused).toMatch(/type="not-comparable" message="[^"]*versions 2 and 1/);
  });
});

describe('Markdown', () => {
  it('says the verdict first and keeps names from becoming markup or mentions', () => {
    const text = toMarkdownReport(judged());
    expect(text).toMatch(/^## Inferometer: regression\n/);
    expect(text).toContain('| 1.200 (');
    expect(text).toContain('**slower**');
    expect(text).toContain('WebGPU had a right result in the baseline and has none now.');
    expect(text).not.toMatch(/(?<!\\)<script|@everyone/);
  });

  it('leaves out runs that a comment cannot hold, and says so', () => {
    const many = { runs: Array.from({ length: 100 }, () => plain.runs).flat() };
    const text = toMarkdownReport(many);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\d+ more runs do not fit into a comment/);
  });
});

describe('the HTML report', () => {
  const text = toHtmlReport(judged());

  it('holds charts, the tables behind them and the verdict, and asks nothing from outside', () => {
    expect(text).toContain(
      'Regression: one configuration got slower by more than 5 %, and one configuration lost',
    );
    expect(text).toContain('Against the baseline');
    expect(text.match(/<svg>/g)?.length).toBeGreaterThan(5);
    expect(text.match(/<table/g)?.length).toBe(3);
    expect(text).toContain('default-src &#39;none&#39;');
    expect(text).not.toMatch(/(src|href)="(?!#)|url\(|@import/);
  });

  it('shows a model’s name as text', () => {
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;');
  });

  it('links its runs where there are several', () => {
    const several = toHtmlReport({ runs: [...plain.runs, ...judged().runs] });
    expect(several).toMatch(/href="#run-2"/);
    expect(several).toMatch(/id="run-2"/);
  });
});

describe('the parts of reports', () => {
  it('escapes what is put into HTML, and joins lists', () => {
    expect(html`<b title="${'"&'}">${['<', null, false, html`<i></i>`]}</b>`.markup).toBe(
      '<b title="&quot;&amp;">&lt;<i></i></b>',
    );
  });

  it.each([
    [[3.4, 3.9], 5],
    [[1, 1.05, 1.2], 5],
    [[0.002, 40], 5],
    [[1, 100_000], 5],
    [[7], 5],
    [[], 5],
  ])('has one to five round ticks on an axis over %j', (values, most) => {
    const { ticks, place } = logAxis(values, '×');
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(most);
    for (const { at } of ticks) expect(at >= 0 && at <= 100).toBe(true);
    for (const value of values) expect(place(value) > 0 && place(value) < 100).toBe(true);
  });

  it('gives an estimate and its interval one number of decimals', () => {
    expect(estimate(3.614, 3.55, 3.68)).toEqual({ value: '3.61', interval: '(3.55–3.68)' });
    expect(estimate(250.4, 250.1, 250.3)).toEqual({ value: '250.4', interval: '(250.1–250.3)' });
    expect(estimate(12.34, null, null)).toEqual({ value: '12.3', interval: null });
  });
});
