import { convolution, maxPool, upsampleNearest, type Activation } from '../graph/convolution.ts';
import { add, concat } from '../graph/elementwise.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Value } from '../graph/value.ts';
import type { ZooSizes } from './dims.ts';

/** Channels and residual blocks of CSPDarknet53's stages. */
const stages = [
  [64, 1],
  [128, 2],
  [256, 8],
  [512, 8],
  [1024, 4],
] as const;
const residualBranches = 23;
/** Three boxes in each place: four coordinates, whether there is anything, 80 classes. */
const predictions = 3 * (4 + 1 + 80);

/** CSPDarknet53, spatial pyramid pooling and path aggregation; the outputs are the three heads' feature maps. */
export function yoloV4(g: GraphBuilder, { batch, imageSize }: ZooSizes): void {
  const input = g.input('input', 'float32', [batch, 3, imageSize, imageSize]);
  const [eighth, sixteenth, thirtySecond] = backbone(g, input);
  const deep = pyramidPooling(g, thirtySecond);
  const middle = mergeUp(g, 'neck.up1', { deep, shallow: sixteenth, channels: 256 });
  const fine = mergeUp(g, 'neck.up2', { deep: middle, shallow: eighth, channels: 128 });
  g.output('small_objects', head(g, fine, 'head.small', 256));
  const middleAgain = mergeDown(g, 'neck.down1', { fine, coarse: middle, channels: 256 });
  g.output('medium_objects', head(g, middleAgain, 'head.medium', 512));
  const deepAgain = mergeDown(g, 'neck.down2', { fine: middleAgain, coarse: deep, channels: 512 });
  g.output('large_objects', head(g, deepAgain, 'head.large', 1024));
}

/** Feature maps of an eighth, a sixteenth and a thirty-second of the image's size. */
function backbone(g: GraphBuilder, input: Value): [Value, Value, Value] {
  let x = filter(g, input, 'backbone.stem', 32, 'mish');
  const maps: Value[] = [];
  for (const [stage, [channels, blocks]] of stages.entries()) {
    x = crossStagePartial(g, x, `backbone.${stage + 1}`, { channels, blocks, isFirst: stage === 0 });
    maps.push(x);
  }
  const [, , eighth, sixteenth, thirtySecond] = maps;
  if (eighth === undefined || sixteenth === undefined || thirtySecond === undefined)
    throw new Error('The backbone has five stages.');
  return [eighth, sixteenth, thirtySecond];
}

/** Half of the channels go through residual blocks, half pass by; the first stage does not halve them. */
function crossStagePartial(
  g: GraphBuilder,
  x: Value,
  name: string,
  { channels, blocks, isFirst }: { channels: number; blocks: number; isFirst: boolean },
): Value {
  const half = isFirst ? channels : channels / 2;
  const smaller = filter(g, x, `${name}.down`, channels, 'mish', 2);
  const passing = mix(g, smaller, `${name}.pass`, half, 'mish');
  let deep = mix(g, smaller, `${name}.enter`, half, 'mish');
  for (let block = 0; block < blocks; block += 1) {
    const inside = `${name}.blocks.${block}`;
    const reduced = mix(g, deep, `${inside}.1`, isFirst ? channels / 2 : half, 'mish');
    const scale = 1 / Math.sqrt(2 * residualBranches);
    const branch = convolution(g, reduced, `${inside}.2`, {
      channels: half,
      kernel: 3,
      activation: 'mish',
      scale,
    });
    deep = add(g, deep, branch);
  }
  const left = mix(g, deep, `${name}.leave`, half, 'mish');
  return mix(g, concat(g, [left, passing], 1), `${name}.merge`, channels, 'mish');
}

/** Each place sees the maxima of windows of 5, 9 and 13 around it. */
function pyramidPooling(g: GraphBuilder, x: Value): Value {
  const before = alternate(g, x, 'neck.before', 512, 3);
  const pooled = [13, 9, 5].map((kernel) => maxPool(g, before, kernel, 1));
  return alternate(g, concat(g, [...pooled, before], 1), 'neck.after', 512, 3);
}

function mergeUp(
  g: GraphBuilder,
  name: string,
  { deep, shallow, channels }: { deep: Value; shallow: Value; channels: number },
): Value {
  const larger = upsampleNearest(g, mix(g, deep, `${name}.deep`, channels));
  const merged = concat(g, [mix(g, shallow, `${name}.shallow`, channels), larger], 1);
  return alternate(g, merged, name, channels, 5);
}

function mergeDown(
  g: GraphBuilder,
  name: string,
  { fine, coarse, channels }: { fine: Value; coarse: Value; channels: number },
): Value {
  const smaller = filter(g, fine, `${name}.down`, channels, 'leaky-relu', 2);
  return alternate(g, concat(g, [smaller, coarse], 1), name, channels, 5);
}

/** 1×1 and 3×3 convolutions in turn, the 3×3 ones of twice the channels. */
function alternate(g: GraphBuilder, x: Value, name: string, channels: number, count: number): Value {
  let result = x;
  for (let index = 0; index < count; index += 1)
    result =
      index % 2 === 0
        ? mix(g, result, `${name}.${index}`, channels)
        : filter(g, result, `${name}.${index}`, 2 * channels);
  return result;
}

function head(g: GraphBuilder, x: Value, name: string, channels: number): Value {
  const filtered = filter(g, x, `${name}.filter`, channels);
  return convolution(g, filtered, `${name}.predict`, { channels: predictions, batchNorm: false });
}

function mix(
  g: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  activation: Activation = 'leaky-relu',
): Value {
  return convolution(g, x, name, { channels, activation });
}

function filter(
  g: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  activation: Activation = 'leaky-relu',
  stride = 1,
): Value {
  return convolution(g, x, name, { channels, kernel: 3, activation, stride });
}
