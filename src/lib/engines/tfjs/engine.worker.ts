import { serveEngine } from '../serve-engine.ts';
import { open } from './open.ts';
import { fetchFiles } from './runtime.ts';

serveEngine({ fetchFiles, open });
