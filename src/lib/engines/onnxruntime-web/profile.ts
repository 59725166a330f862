import { makeInputs } from '#lib/core/protocol/random-inputs.ts';
import { macsOfRun } from '#lib/onnx/macs/run-macs.ts';
import { readOnnx } from '#lib/onnx/read.ts';
import type { ProfileReply, ProfileRequest } from '../profile-messages.ts';
import { bindInputs } from './bind.ts';
import { classifyError } from './classify-error.ts';
import { configure, readFiles } from './open.ts';
import { ranNodes } from './profile-events.ts';
import { importRuntime } from './runtime.ts';

const backend = 'wasm-simd';

/**
 * Runs a model once, with the runtime's profiler on and its optimisations off, so that the nodes that run are those of
 * the file. The profile is printed when it ends.
 *
 * @param printed everything that was printed so far
 */
export async function profileMacs(request: ProfileRequest, printed: () => string): Promise<ProfileReply> {
  const files = await readFiles(request.files);
  if (files.status === 'failed') return files;
  try {
    const ort = await importRuntime(backend);
    configure(ort, backend, 1);
    const session = await ort.InferenceSession.create(files.model, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'disabled',
      enableProfiling: true,
      // A kernel that packs its weights in its own way no longer tells their shape.
      extra: { session: { disable_prepacking: '1' } },
      logSeverityLevel: 3,
      ...(files.external.length === 0 ? {} : { externalData: files.external }),
    });
    await bindInputs(ort, session, makeInputs(request.specs, 0, request.seed)).run();
    session.endProfiling();
  } catch (error) {
    return classifyError(error, backend);
  }
  const nodes = ranNodes(printed());
  if (nodes.length === 0) {
    return { status: 'failed', cause: { kind: 'engine-error', detail: 'the runtime printed no profile' } };
  }
  const read = readOnnx(files.model);
  return { status: 'profiled', macs: macsOfRun(nodes, read.status === 'read' ? read.model : null) };
}
