import { describe, expect, test } from 'vitest';
import { enablingAdvice } from './enabling-advice.ts';

const here = (family: string, os: string, formFactor: 'desktop' | 'mobile' = 'desktop') => ({
  browser: { family, majorVersion: 140 },
  os: { family: os },
  formFactor,
});

describe('advice on what is missing', () => {
  test('names the flags that help in Chromium on Linux, and none where the browser is merely old', () => {
    const onLinux = enablingAdvice({ kind: 'no-webgpu' }, here('Chromium', 'Linux'), true);
    expect(onLinux.join(' ')).toContain('chrome://flags/#enable-unsafe-webgpu');
    const onWindows = enablingAdvice({ kind: 'no-webgpu' }, here('Edge', 'Windows'), true);
    expect(onWindows.join(' ')).toContain('Update the browser');
    expect(onWindows.join(' ')).not.toContain('chrome://flags');
  });

  test('sends every browser on plain HTTP to HTTPS first', () => {
    for (const family of ['Chrome', 'Firefox', 'Safari'])
      expect(enablingAdvice({ kind: 'no-webgpu' }, here(family, 'macOS'), false)[0]).toContain('HTTPS');
    const cause = { kind: 'not-isolated', secureContext: false } as const;
    expect(enablingAdvice(cause, here('Chrome', 'Android', 'mobile'), false)[0]).toContain('HTTPS');
  });

  test('names Firefox’s preferences where it keeps WebGPU off', () => {
    const advice = enablingAdvice({ kind: 'no-webgpu' }, here('Firefox', 'Linux'), true);
    expect(advice.join(' ')).toContain('dom.webgpu.enabled');
  });

  test('says of WebKitGTK that it hides shared memory, and does not promise a switch', () => {
    const advice = enablingAdvice({ kind: 'no-shared-memory' }, here('Safari', 'Linux'), true);
    expect(advice.join(' ')).toContain('WebKitGTK');
  });

  test('has nothing to say where the model or the engine is the reason', () => {
    const cause = { kind: 'model-format', engine: 'TensorFlow.js', format: 'onnx' } as const;
    expect(enablingAdvice(cause, here('Chrome', 'Windows'), true)).toEqual([]);
  });
});
