import { describe, expect, it } from 'vitest';
import { parseBenchArguments, type BenchCommand } from './arguments.ts';

function command(...typed: string[]): BenchCommand {
  const parsed = parseBenchArguments(typed);
  if (parsed.status !== 'run') throw new Error(`expected a command, got ${JSON.stringify(parsed)}`);
  return parsed.command;
}

function refusal(...typed: string[]): string {
  const parsed = parseBenchArguments(typed);
  return parsed.status === 'refused' ? parsed.message : `not refused: ${parsed.status}`;
}

describe('parseBenchArguments', () => {
  it('leaves out of the plan what was not asked for, so that the page fills in its defaults', () => {
    expect(command('a.onnx', 'shelf:b')).toEqual({
      models: ['a.onnx', 'shelf:b'],
      plan: {},
      dims: {},
      inputs: {},
      browser: { kind: 'playwright', engine: 'chromium' },
      headed: false,
      strict: false,
      jsonPath: null,
      csvPath: null,
      reports: { htmlPath: null, markdownPath: null, junitPath: null },
      baselinePath: null,
      failAbove: null,
      configPath: null,
      resultsPath: null,
      upload: null,
      spool: null,
      device: null,
      resume: false,
      list: false,
    });
  });

  it('accumulates lists over repeated options, in both spellings, without doubles', () => {
    const { plan } = command('m', '--threads', '1,2', '--threads=4,2', '--backends', 'webgl, wasm-simd');
    expect(plan).toEqual({ threads: [1, 2, 4], backends: ['webgl', 'wasm-simd'] });
  });

  it('takes the last of single values', () => {
    expect(command('m', '--preset', 'quick', '--preset', 'rigorous').plan.preset).toBe('rigorous');
  });

  it('takes options before, between and after models, and anything as a model after --', () => {
    expect(command('a', '--strict', 'b', '--headed', '--', '--c').models).toEqual(['a', 'b', '--c']);
  });

  it('reads dimensions and inputs by the last equals sign and the first colon after it', () => {
    const { dims, inputs } = command(
      ...['m', '--dim', 'a=b=4', '--dim', 'seq=128'],
      ...['--input', 'x:0=1x3x8x8', '--input', 'ids=1x16:integers(0,99)', '--input', 'mask=:constant(1)'],
    );
    expect(dims).toEqual({ 'a=b': 4, seq: 128 });
    expect(inputs).toEqual({
      'x:0': { shape: [1, 3, 8, 8] },
      ids: { shape: [1, 16], rule: { kind: 'integers', low: 0, high: 99 } },
      mask: { rule: { kind: 'constant', value: 1 } },
    });
  });

  it('keeps names such as __proto__ as names', () => {
    expect(Object.entries(command('m', '--dim', '__proto__=3').dims)).toEqual([['__proto__', 3]]);
  });

  it('turns the limit from seconds into both limits of the plan', () => {
    expect(command('m', '--limit', '2.5').plan.limits).toEqual({ openMs: 2500, roundMs: 2500 });
  });

  it('takes - as standard output, and a path as a browser', () => {
    expect(command('m', '--json', '-', '--browser', './firefox-bin')).toMatchObject({
      jsonPath: '-',
      browser: { kind: 'program', engine: 'firefox', path: './firefox-bin' },
    });
  });

  it.each([['--help'], ['-h']])('%s asks for help whatever else is there', (option) => {
    expect(parseBenchArguments(['m', option, '--threads', 'many'])).toEqual({ status: 'help' });
  });

  it.each([
    [['m', '--thread', '2'], 'Unknown option --thread; did you mean --threads?'],
    [['m', '--backends', 'wasm-thread'], 'Unknown backend wasm-thread; did you mean wasm-threads?'],
    [['m', '--backends', 'wasm'], 'did you mean wasm-simd?'],
    [['m', '--backends', 'cuda'], 'There are webgpu, webgl, wasm-simd and wasm-threads.'],
    [['m', '--preset', 'standart'], 'did you mean standard?'],
    [['m', '--precision', 'f16'], 'did you mean fp16?'],
    [['m', '--browser', 'chrmium'], 'did you mean chromium?'],
    [['m', '--uplod', 'http://site.invalid'], 'Unknown option --uplod; did you mean --upload?'],
    [['m', '--__proto__', 'x'], 'Unknown option --__proto__.'],
    [['m', '--batch', '1,,2'], 'one of "1,,2" is empty'],
    [['m', '--threads', '0'], 'a whole number from 1 to 64'],
    [['m', '--threads', '-1'], 'a whole number from 1 to 64'],
    [['m', '--threads', '65'], 'a whole number from 1 to 64'],
    [['m', '--threads', 'NaN'], '"NaN" is not one'],
    [['m', '--threads', '0x2'], '"0x2" is not one'],
    [['m', '--batch', '99999999999'], '"99999999999" is not one'],
    [['m', '--seed', '4294967296'], 'a whole number from 0 to 4294967295'],
    [['m', '--limit', '0'], 'seconds from 0.1 to 3600'],
    [['m', '--limit', '1e9'], 'seconds from 0.1 to 3600'],
    [['m', '--dim', 'batch'], '--dim takes NAME=N'],
    [['m', '--dim', 'batch=0'], '--dim batch takes a whole number'],
    [['m', '--dim', 'a=1', '--dim', 'a=2'], '--dim names a twice'],
    [['m', '--input', 'x='], '--input takes NAME=SHAPE'],
    [['m', '--input', 'x=1x0x3'], '--input x takes a shape such as'],
    [['m', '--input', 'x=1:noise'], '--input x has the rule "noise"'],
    [['m', '--json'], '--json needs a value'],
    [['m', '--json', '--strict'], '--json needs a value'],
    [['m', '--strict=yes'], '--strict takes no value'],
    [['m', '--json', 'out', '--csv', './out'], '--json and --csv both name out'],
    [['m', '--report', 'out', '--junit', 'out'], '--report and --junit both name out'],
    [['m', '--fail-over', '5%'], 'did you mean --fail-above?'],
    [['--strict'], 'Name a model'],
    [
      ['a.onnx', '--config', 'run.json'],
      'The run file run.json says what is measured and where; leave out a.onnx.',
    ],
    [['--config', 'run.json', '--backends', 'webgpu'], 'leave out --backends.'],
    [['a.onnx', '--resume'], '--resume needs the run file'],
  ])('refuses %j with a sentence', (typed, sentence) => {
    expect(refusal(...typed)).toContain(sentence);
  });
});
