import { runningService } from '#lib/server/api/service.ts';
import { versionsPage } from '#lib/server/pages/versions-page.ts';
import { shownPage } from '../../../shown.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  shownPage(versionsPage(runningService(), event.params.reference, event.url), event);
