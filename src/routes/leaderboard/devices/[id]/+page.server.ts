import { runningService } from '#lib/server/api/service.ts';
import { devicePage } from '#lib/server/pages/device-page.ts';
import { shownPage } from '../../shown.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
  shownPage(devicePage(runningService(), event.params.id, event.url), event);
