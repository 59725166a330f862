import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backendIds } from '#lib/core/results/ids.ts';
import { backendColour, backendProperty, engineMarker } from './palette.ts';

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
const block = (selector: string) =>
  new Map(
    [...(css.split(`${selector} {`)[1]?.split('}')[0] ?? '').matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
const themes = {
  light: block(':root'),
  dark: block(":root[data-theme='dark']"),
  'dark by the system': block(":root:not([data-theme='light'])"),
};

/** Contrast ratio of WCAG 2.2, from relative luminances. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(Object.entries(themes))('in the %s theme', (_, tokens) => {
  const token = (name: string) => tokens.get(name) ?? 'missing';

  it.each(backendIds)('%s stands out from the ground by 3 : 1', (backend) => {
    expect(contrast(token(backendProperty(backend)), token('--ground'))).toBeGreaterThanOrEqual(3);
    expect(contrast(token(backendProperty(backend)), token('--sunken'))).toBeGreaterThanOrEqual(3);
  });

  it.each(['--ink', '--muted', '--link', '--good', '--caution', '--bad'])(
    'text in %s reads by 4.5 : 1',
    (name) => {
      for (const ground of ['--ground', '--surface', '--sunken']) {
        expect(contrast(token(name), token(ground)), ground).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it('the main button reads by 4.5 : 1', () => {
    expect(contrast(token('--action-ink'), token('--action'))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(token('--action-ink'), token('--action-hover'))).toBeGreaterThanOrEqual(4.5);
  });

  it('gives each backend a colour of its own', () => {
    expect(new Set(backendIds.map((backend) => token(backendProperty(backend)))).size).toBe(
      backendIds.length,
    );
  });
});

it('has the same dark colours whether the visitor or the system asks for them', () => {
  expect(themes['dark by the system']).toEqual(themes.dark);
});

it('points at the theme, and tells engines by markers', () => {
  expect(backendColour('wasm-simd')).toBe('var(--backend-wasm-simd)');
  expect(engineMarker('tfjs', ['onnxruntime-web', 'tfjs'])).not.toBe(
    engineMarker('onnxruntime-web', ['onnxruntime-web', 'tfjs']),
  );
});
