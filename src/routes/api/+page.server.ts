import { openApiDocument } from '#lib/server/api/openapi.ts';
import { apiReference, type OpenApiDocument } from '#lib/ui/api-reference.ts';
import type { PageServerLoad } from './$types';

/** The page is made of what the service says of itself, so that it cannot say anything else. */
export const load: PageServerLoad = ({ url }) => ({
  reference: apiReference(openApiDocument() as OpenApiDocument, url.origin),
});
