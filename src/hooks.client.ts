import type { HandleClientError } from '@sveltejs/kit';
import { siteAnswers } from '#lib/ui/site-answers.ts';

/** A page that one is led to inside the site may not come; SvelteKit calls that an error of the server's. */
export const handleError: HandleClientError = async ({ error, status, message }) => {
  if (status === 404) return { message };
  console.error(error);
  if (await siteAnswers()) return { message };
  return { message, isUnreachable: true };
};
