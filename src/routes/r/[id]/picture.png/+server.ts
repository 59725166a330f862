import { answerPicture } from '#lib/server/pictures/answer-picture.ts';
import { runningService } from '#lib/server/api/service.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => answerPicture(runningService(), params.id);
