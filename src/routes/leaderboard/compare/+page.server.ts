import { runningService } from '#lib/server/api/service.ts';
import { comparePage } from '#lib/server/pages/compare-page.ts';
import { shownPage } from '../shown.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => shownPage(comparePage(runningService(), event.url), event);
