import { runningService } from '#lib/server/api/service.ts';
import { overviewPage } from '#lib/server/pages/overview-page.ts';
import type { PageServerLoad } from './$types';
import { shownPage } from './shown.server.ts';

export const load: PageServerLoad = (event) => shownPage(overviewPage(runningService(), event.url), event);
