import * as v from 'valibot';
import type { RanNode } from '#lib/onnx/macs/run-macs.ts';

/** Shapes as the profiler writes them: one object per tensor, of its type's name and its sizes. */
const shapes = v.array(v.record(v.string(), v.array(v.number())));

const nodeEvent = v.object({
  cat: v.literal('Node'),
  name: v.pipe(v.string(), v.endsWith('_kernel_time')),
  args: v.object({ op_name: v.string(), input_type_shape: shapes, output_type_shape: shapes }),
});

/** The nodes that ran, out of ONNX Runtime's profile: Chrome's trace format, among whatever else was printed. */
export function ranNodes(printed: string): RanNode[] {
  return printed.split('\n').flatMap((line) => {
    const event = v.safeParse(
      nodeEvent,
      parsed(
        line
          .trim()
          .replace(/^\[?(?=\{)/, '')
          .replace(/[,\]]+$/, ''),
      ),
    );
    if (!event.success) return [];
    const { name, args } = event.output;
    return [
      {
        name: name.slice(0, -'_kernel_time'.length),
        opType: args.op_name,
        inputs: args.input_type_shape.map(shapeIn),
        outputs: args.output_type_shape.map(shapeIn),
      },
    ];
  });
}

function parsed(line: string): unknown {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function shapeIn(tensor: Readonly<Record<string, number[]>>): number[] | null {
  return Object.values(tensor)[0] ?? null;
}
