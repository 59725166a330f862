import { afterEach, expect, it } from 'vitest';
import { withDatabase } from './database.ts';

const work = () => Promise.reject(new Error('There is no database to work on.'));

afterEach(() => Reflect.deleteProperty(globalThis, 'indexedDB'));

it('says that a browser without storage has none', async () => {
  expect(await withDatabase(work)).toEqual({
    status: 'refused',
    reason: 'this browser offers no storage here',
  });
});

it('says that a browser forbids storage whose very name throws', async () => {
  Object.defineProperty(globalThis, 'indexedDB', {
    configurable: true,
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  expect(await withDatabase(work)).toEqual({
    status: 'refused',
    reason: 'the browser does not let this site store anything',
  });
});
