import { serveEngine } from '../serve-engine.ts';
import { countStartedWorkers } from './thread-count.ts';
import { fetchFiles } from './runtime.ts';
import { open } from './open.ts';

// Before the runtime is loaded: it starts its thread workers while it initialises.
const startedWorkers = countStartedWorkers(globalThis);

serveEngine({ fetchFiles, open: (request) => open(request, startedWorkers) });
