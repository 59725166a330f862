import type { Service } from '../api/service.ts';
import { readSharedResult } from '../api/shared-result.ts';
import { PictureShelf } from './picture-shelf.ts';

const shelf = new PictureShelf();

/** The picture of a result that is still there; the result is looked up each time, for it may have been deleted. */
export async function answerPicture(service: Service, id: string): Promise<Response> {
  const outcome = await readSharedResult(service, id);
  switch (outcome.status) {
    case 'found':
      return new Response(await shelf.of(outcome.result), {
        headers: { 'content-type': 'image/png', 'cache-control': 'no-cache' },
      });
    case 'unknown':
      return refused(404, 'There is no such result.');
    case 'unavailable':
      return refused(503, 'The leaderboard cannot be reached at the moment.');
  }
}

function refused(status: number, message: string): Response {
  return new Response(`${message}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
