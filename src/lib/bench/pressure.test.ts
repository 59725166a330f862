import { afterEach, expect, it, vi } from 'vitest';
import { watchPressure, worseOf } from './pressure.ts';

afterEach(() => vi.unstubAllGlobals());

it('tells the processor’s states until it is stopped', () => {
  const told: string[] = [];
  const observed: unknown[] = [];
  let tell: (records: { state: string }[]) => void = () => undefined;
  const disconnect = vi.fn();
  vi.stubGlobal(
    'PressureObserver',
    class {
      constructor(onRecords: typeof tell) {
        tell = onRecords;
      }
      observe(...asked: unknown[]) {
        observed.push(asked);
        return Promise.resolve();
      }
      disconnect = disconnect;
    },
  );
  const stop = watchPressure((state) => told.push(state));
  tell([{ state: 'fair' }, { state: 'serious' }]);
  expect(observed).toEqual([['cpu', { sampleInterval: 1000 }]]);
  expect(told).toEqual(['fair', 'serious']);
  stop();
  expect(disconnect).toHaveBeenCalledOnce();
});

it('tells nothing where the browser has no such thing, or refuses', async () => {
  expect(watchPressure(() => expect.unreachable())()).toBeUndefined();
  vi.stubGlobal(
    'PressureObserver',
    class {
      observe() {
        return Promise.reject(new DOMException('No sensor.', 'NotSupportedError'));
      }
      disconnect() {}
    },
  );
  const stop = watchPressure(() => expect.unreachable());
  await new Promise((resolve) => setTimeout(resolve));
  stop();
});

it('keeps the worse of two states', () => {
  expect(worseOf(null, 'nominal')).toBe('nominal');
  expect(worseOf('serious', 'fair')).toBe('serious');
  expect(worseOf('fair', 'critical')).toBe('critical');
  expect(worseOf('fair', null)).toBe('fair');
});
