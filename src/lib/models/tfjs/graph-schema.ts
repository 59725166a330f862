import * as v from 'valibot';

/** The parts of TensorFlow's `GraphDef`, as JSON, that tell what a model takes and gives. */

/** `DT_FLOAT`, or its number. */
const typeSchema = v.union([v.string(), v.number()]);
const shapeSchema = v.looseObject({
  unknownRank: v.nullish(v.boolean()),
  dim: v.nullish(v.array(v.looseObject({ size: v.nullish(v.union([v.string(), v.number()])) }))),
});
export type TensorShape = v.InferOutput<typeof shapeSchema>;

const nodeSchema = v.object({
  name: v.string(),
  op: v.string(),
  input: v.nullish(v.array(v.string())),
  attr: v.nullish(
    v.looseObject({
      dtype: v.nullish(v.looseObject({ type: v.nullish(typeSchema) })),
      shape: v.nullish(v.looseObject({ shape: v.nullish(shapeSchema) })),
    }),
  ),
});
export type GraphNode = v.InferOutput<typeof nodeSchema>;

export const graphSchema = v.object({
  node: v.array(nodeSchema),
  library: v.nullish(
    v.looseObject({
      function: v.nullish(v.array(v.looseObject({ nodeDef: v.nullish(v.array(nodeSchema)) }))),
    }),
  ),
});
export type Graph = v.InferOutput<typeof graphSchema>;

const tensorInfoSchema = v.looseObject({
  /** The tensor's, for example `input:0`; the signature's own key where it has none. */
  name: v.nullish(v.string()),
  dtype: v.nullish(typeSchema),
  tensorShape: v.nullish(shapeSchema),
  /** Of what TensorFlow.js feeds by itself: variables and tables that an initialising graph fills. */
  resourceId: v.nullish(v.unknown()),
});
export type TensorInfo = v.InferOutput<typeof tensorInfoSchema>;

export const signatureSchema = v.looseObject({
  inputs: v.nullish(v.record(v.string(), tensorInfoSchema)),
  outputs: v.nullish(v.record(v.string(), tensorInfoSchema)),
});
export type Signature = v.InferOutput<typeof signatureSchema>;
