import { runningService } from '#lib/server/api/service.ts';
import { modelPage } from '#lib/server/pages/model-page.ts';
import { shownPage } from '../../shown.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  shownPage(modelPage(runningService(), event.params.reference, event.url), event);
