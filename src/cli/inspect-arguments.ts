import { expandSuites } from './models.ts';
import { parseDim, parseInput, parseNamed, refused, type InputOverride } from './option-values.ts';
import { readTypedOptions } from './typed-options.ts';

/** What is to be described. Paths are as written; `-` is standard output. */
export interface InspectCommand {
  readonly models: readonly string[];
  readonly dims: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, InputOverride>>;
  readonly jsonPath: string | null;
}

export type InspectArguments =
  | { readonly status: 'run'; readonly command: InspectCommand }
  | { readonly status: 'help' }
  | { readonly status: 'version' }
  | { readonly status: 'refused'; readonly message: string };

const options = {
  dim: { type: 'string' },
  input: { type: 'string' },
  json: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Reads what was typed after `inspect`. */
export function parseInspectArguments(typed: readonly string[]): InspectArguments {
  const read = readTypedOptions(typed, options);
  if (read.status === 'refused') return read;
  const { positionals: models, given } = read;
  if (given.has('help')) return { status: 'help' };
  if (given.has('version')) return { status: 'version' };
  const dims = parseNamed('--dim', given.get('dim') ?? [], parseDim);
  if (dims.status === 'refused') return dims;
  const inputs = parseNamed('--input', given.get('input') ?? [], parseInput);
  if (inputs.status === 'refused') return inputs;
  if (models.length === 0)
    return refused(
      'Name a model: a file, a URL, shelf:NAME or zoo:NAME, for example npm run -s inspect -- shelf:silero-vad.',
    );
  const jsonPath = given.get('json')?.at(-1) ?? null;
  return {
    status: 'run',
    command: { models: expandSuites(models), dims: dims.value, inputs: inputs.value, jsonPath },
  };
}

/** What `--help` prints. */
export const inspectHelp = `Describes a model without running it and without a browser: parameters, multiply-accumulates
(MACs), inputs, outputs and operators.

Usage: npm run -s inspect -- MODEL... [options]

MODEL is an .onnx or .ort file, the model.json of a TensorFlow.js model or the folder that holds it, the http or https
address of such a file, shelf:NAME for a model of the site's own shelf, or zoo:NAME for an architecture that is built with
random weights (zoo:NAME/fp16, zoo:NAME/int8; zoo:suite/NAME stands for several). Files with a model's weights are found
beside it.

  --dim NAME=N         a symbolic dimension of the model, for which MACs are counted; may be repeated
  --input NAME=SHAPE   an input's shape, for example image=1x3x224x224; may be repeated. After a colon a rule may say
                       what fills it, as for bench: a constant may decide which branch of a model counts
  --json FILE          write the description as JSON; - is standard output, and the table then goes to standard error
  --help, --version

MACs are counted from shapes. Where those depend on data, MACs are unknown, and the table says which operator is why.

Exit codes: 0 done; 2 bad usage, or a model that cannot be read; 130 interrupted.
`;
