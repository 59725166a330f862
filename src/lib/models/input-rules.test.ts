import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputRule } from '#lib/core/protocol/input-spec.ts';
import { makeInputs } from '#lib/core/protocol/random-inputs.ts';
import { tensorTypes, type TensorType } from '#lib/core/protocol/tensors.ts';
import { formatRule, parseRule, ruleProblem, suggestRule, type RuleInput } from './input-rules.ts';

/** `name dtype 1x2x3` */
function input(text: string): RuleInput {
  const [name = '', dtype = '', shape = ''] = text.split(' ');
  return { name, dtype: dtype as TensorType, shape: shape === '' ? [] : shape.split('x').map(Number) };
}

function suggested(
  text: string,
  vocabularySize: number | null = null,
  others: readonly string[] = [],
): string {
  const one = input(text);
  return formatRule(suggestRule(one, { vocabularySize, allInputs: [one, ...others.map(input)] }).rule);
}

describe('suggestRule', () => {
  test.each([
    ['input_ids int64 1x128', 'integers(0,99)'],
    ['attention_mask int64 1x128', 'constant(1)'],
    ['attention_mask float32 1x1x8x8', 'constant(1)'],
    ['token_type_ids int64 1x128', 'constant(0)'],
    ['segment_ids:0 int32 1x128', 'constant(0)'],
    ['position_ids int64 1x128', 'sequence'],
    ['sr int64 ', 'constant(16000)'],
    ['sample_rate float32 1', 'constant(16000)'],
    ['sr int8 ', 'constant(1)'],
    ['images uint8 1x224x224x3', 'integers(0,255)'],
    ['image int32 1x192x192x3', 'integers(0,255)'],
    ['quantized int8 1x3x8x8', 'integers(-128,127)'],
    ['flags bool 1x8', 'constant(1)'],
    ['key_padding_mask bool 1x8', 'constant(0)'],
    ['bbox int64 1x8x4', 'sequence'],
    ['steps int32 ', 'constant(1)'],
    ['input float32 1x3x224x224', 'normal'],
    ['input float16 1x3x224x224', 'normal'],
    ['x float32 1', 'normal'],
  ])('%s → %s', (text, rule) => expect(suggested(text)).toBe(rule));

  test('the size of the table bounds ids, whatever their name', () => {
    expect(suggested('input_ids int64 1x128', 30_522)).toBe('integers(0,30521)');
    expect(suggested('0 int32 1x16', 10)).toBe('integers(0,9)');
    expect(suggested('token_type_ids int64 1x128', 2)).toBe('constant(0)');
  });

  test('a table says so in the reason', () => {
    const ids = input('input_ids int64 1x128');
    const { why } = suggestRule(ids, { vocabularySize: 30_522, allInputs: [ids] });
    expect(why).toContain('30522');
  });

  test('positions count only as far as their table goes', () => {
    expect(suggested('position_ids int64 1x128', 512)).toBe('sequence');
    expect(suggested('position_ids int64 1x128', 64)).toBe('integers(0,63)');
  });

  test('lengths follow the input that they measure', () => {
    expect(suggested('input_lengths int64 1', null, ['input int64 1x50'])).toBe('constant(50)');
    expect(suggested('length int64 1', null, ['audio_signal float32 1x80x128'])).toBe('constant(80)');
  });

  test('settings beside a real input', () => {
    const image = ['images float32 1x3x640x640'];
    expect(suggested('orig_target_sizes int64 1x2', null, image)).toBe('constant(640)');
    expect(suggested('conf_threshold float32 1', null, image)).toBe('constant(0.5)');
    expect(suggested('scales float32 3', null, image)).toBe('constant(1)');
    expect(suggested('timestep float32 1', null, image)).toBe('constant(500)');
    expect(suggested('gain float32 ', null, image)).toBe('constant(1)');
  });

  test('a decoder’s cache is off while it is empty', () => {
    expect(suggested('use_cache_branch bool 1', null, ['past_key_values.0.key float32 1x12x0x64'])).toBe(
      'constant(0)',
    );
    expect(suggested('use_cache_branch bool 1', null, ['past_key_values.0.key float32 1x12x4x64'])).toBe(
      'constant(1)',
    );
  });
});

describe('ruleProblem', () => {
  test.each<[InputRule, TensorType]>([
    [{ kind: 'normal' }, 'float16'],
    [{ kind: 'uniform', low: -1, high: 1 }, 'float64'],
    [{ kind: 'integers', low: 0, high: 255 }, 'uint8'],
    [{ kind: 'integers', low: 0, high: 9 }, 'float32'],
    [{ kind: 'constant', value: 0.5 }, 'float32'],
    [{ kind: 'constant', value: 1 }, 'bool'],
    [{ kind: 'sequence' }, 'int64'],
  ])('%j suits %s', (rule, dtype) => expect(ruleProblem(rule, dtype)).toBeNull());

  test.each<[InputRule, TensorType, RegExp]>([
    [{ kind: 'normal' }, 'int64', /int64 holds whole numbers only/],
    [{ kind: 'uniform', low: 0, high: 1 }, 'bool', /integers\(0,1\)/],
    [{ kind: 'uniform', low: 1, high: 1 }, 'float32', /below/],
    [{ kind: 'uniform', low: 0, high: 1e6 }, 'float16', /1000000 is out of range for float16/],
    [{ kind: 'integers', low: 0.5, high: 3 }, 'float32', /whole/],
    [{ kind: 'integers', low: 4, high: 3 }, 'int32', /above/],
    [{ kind: 'integers', low: 0, high: 256 }, 'uint8', /256 is out of range for uint8 \(0 to 255\)/],
    [{ kind: 'constant', value: -1 }, 'uint32', /-1 is out of range/],
    [{ kind: 'constant', value: 1.5 }, 'int8', /whole/],
    [{ kind: 'constant', value: Number.NaN }, 'float64', /out of range/],
    [{ kind: 'sequence' }, 'bool', /0 and 1/],
  ])('%j does not suit %s', (rule, dtype, sentence) => expect(ruleProblem(rule, dtype)).toMatch(sentence));
});

describe('rules as text', () => {
  test.each<[string, InputRule]>([
    ['normal', { kind: 'normal' }],
    ['sequence', { kind: 'sequence' }],
    ['uniform(-0.5,1e-3)', { kind: 'uniform', low: -0.5, high: 1e-3 }],
    ['integers(0,99)', { kind: 'integers', low: 0, high: 99 }],
    ['constant(16000)', { kind: 'constant', value: 16_000 }],
  ])('%s', (text, rule) => {
    expect(parseRule(text)).toEqual(rule);
    expect(parseRule(formatRule(rule))).toEqual(rule);
  });

  test('spaces and capitals do not matter', () => {
    expect(parseRule(' Integers( 0 , 9 ) ')).toEqual({ kind: 'integers', low: 0, high: 9 });
  });

  test.each([
    '',
    'normal()',
    'normal(1)',
    'constant',
    'constant()',
    'constant(a)',
    'constant(0x10)',
    'constant(1',
    'uniform(1)',
    'integers(1,2,3)',
    'integers(,1)',
    'constant(1e999)',
    'gauss',
    'sequence(1)',
  ])('%j is no rule', (text) => expect(parseRule(text)).toBeNull());
});

test('what is suggested for any input can be made', () => {
  const name = fc.constantFrom(
    'x',
    'input_ids',
    'attention_mask',
    'sr',
    'position_ids',
    'lengths',
    'timestep',
    'token_type_ids',
    'bbox',
    'orig_size',
    'scale',
  );
  const input = fc.record({
    name,
    dtype: fc.constantFrom(...tensorTypes),
    shape: fc.array(fc.nat(6), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(input, fc.option(fc.integer({ min: 1, max: 200_000 })), (tensor, vocabularySize) => {
      const { rule } = suggestRule(tensor, { vocabularySize, allInputs: [tensor] });
      expect(() => makeInputs([{ ...tensor, rule }], 0, 1)).not.toThrow();
    }),
    { numRuns: 500 },
  );
});
