import { inWords } from '../unknown-name.ts';
import type { Spool } from './spool.ts';

/** What lies in a rig's spool, in sentences. */
export async function describeSpool(spool: Spool, folder: string): Promise<string> {
  const [measured, queued, sent, aside] = await Promise.all([
    spool.measured(),
    spool.queued(),
    spool.sent(),
    spool.setAsides(),
  ]);
  const last = sent.at(-1);
  const lines = [
    `Spool: ${folder}`,
    `Measured and not yet queued: ${measured.length}`,
    `Queued: ${queued.length}${queued.length === 0 ? '' : ` (${inWords(queued.slice(0, 3))}${queued.length > 3 ? ' …' : ''})`}`,
    `Sent: ${sent.length}${last === undefined ? '' : `, the last ${last.sentAt} (${last.resultId})`}`,
    `Set aside: ${aside.length}`,
    ...aside.map(({ name, reason }) => `  ${name}: ${reason}`),
  ];
  return `${lines.join('\n').replaceAll(/[^\P{Cc}\n]/gu, ' ')}\n`;
}
