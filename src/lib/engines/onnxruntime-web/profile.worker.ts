import { serveCalls, type WorkerScope } from '#lib/workers/host.ts';
import type { ProfileCalls } from '../profile-messages.ts';
import { collectPrintedLines } from './printed-lines.ts';
import { profileMacs } from './profile.ts';

const printed = collectPrintedLines(console);

serveCalls<ProfileCalls>(globalThis as unknown as WorkerScope, {
  profile: (request) => profileMacs(request, printed),
});
