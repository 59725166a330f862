import type { EngineDescriptor } from './engine.ts';
import { onnxruntimeWeb } from './onnxruntime-web/descriptor.ts';
import { tfjs } from './tfjs/descriptor.ts';

/** Every engine there is. A new one is a folder beside the others and a line here. */
export const engines: readonly EngineDescriptor[] = [onnxruntimeWeb, tfjs];
