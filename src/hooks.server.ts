import { resolve } from 'node:path';
import { building } from '$app/environment';
import { env } from '$env/dynamic/private';
import { openStore } from '#lib/server/leaderboard/open-store.ts';
import type { ServerInit } from '@sveltejs/kit';

/** Once per server, before its first request. */
export const init: ServerInit = async () => {
  if (building) return;
  const store = await openStore(resolve(env['DATA_DIR'] || 'data'));
  process.once('sveltekit:shutdown', () => void store.close());
};
