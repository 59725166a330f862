/** Why a plan in a link cannot be read. Loaded only with a link that carries one. */
export const planLinkWords = {
  damaged: 'The plan in this link is cut off or damaged. Copy the whole link and open it again.',
  refused: (path: string | null) =>
    `The plan in this link cannot be measured: a part is missing or not allowed.${path === null ? '' : ` Look at “${path}”.`}`,
} as const;
