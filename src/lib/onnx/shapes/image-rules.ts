import { add, axisOf, multiply, ofRank, type Shape, type Size } from './known.ts';
import type { Rule, Rules } from './rule.ts';

/** A size times a factor, as ONNX rounds it: down. Null beyond what is known. */
function scaled(size: Size, factor: Size): Size {
  return size === null || factor === null ? null : Math.floor(size * factor);
}

/** Sizes or scales of Resize, for the axes it names; what it does not name stays. */
const resize: Rule = (view) => {
  const dtype = view.dtype(0);
  const input = view.shape(0);
  if (input === null) return [{ dtype, shape: null }];
  // Up to opset 10 the scales are the second input, and there are no sizes.
  const [scalesAt, sizesAt] = view.opset < 11 ? [1, Number.NaN] : [2, 3];
  const axes = (view.ints('axes') ?? input.map((_, axis) => axis)).map((axis) => axisOf(axis, input.length));
  const isGiven = (index: number) => view.has(index) && view.shape(index)?.[0] !== 0;
  const sizes = isGiven(sizesAt) ? view.elements(sizesAt) : null;
  const scales = isGiven(scalesAt) ? view.elements(scalesAt) : null;
  if (sizes === null && scales === null) return [{ dtype, shape: ofRank(input.length) }];
  const policy = view.text('keep_aspect_ratio_policy', 'stretch');
  const factor = sizes === null || policy === 'stretch' ? null : commonFactor(input, sizes, axes, policy);
  const shape = input.map((size, axis): Size => {
    const at = axes.indexOf(axis);
    if (at < 0) return size;
    if (sizes === null) return scaled(size, scales?.[at] ?? null);
    if (policy === 'stretch') return sizes[at] ?? null;
    return size === null || factor === null ? null : Math.round(size * factor);
  });
  return [{ dtype, shape }];
};

function commonFactor(
  input: Shape,
  sizes: readonly Size[],
  axes: readonly (number | null)[],
  policy: string,
): number | null {
  const factors = axes.map((axis, at) => {
    const [size, wanted] = [input[axis ?? 0] ?? null, sizes[at] ?? null];
    return size === null || wanted === null ? null : wanted / size;
  });
  const known = factors.filter((factor) => factor !== null);
  if (known.length < factors.length) return null;
  return policy === 'not_larger' ? Math.min(...known) : Math.max(...known);
}

const upsample: Rule = (view) => {
  const scales = view.floats('scales') ?? view.elements(1);
  const input = view.shape(0);
  return [
    { dtype: view.dtype(0), shape: input && input.map((size, axis) => scaled(size, scales?.[axis] ?? null)) },
  ];
};

const pad: Rule = (view) => {
  const dtype = view.dtype(0);
  const input = view.shape(0);
  if (input === null) return [{ dtype, shape: null }];
  const pads = view.ints('pads') ?? view.elements(1);
  if (pads === null) return [{ dtype, shape: ofRank(input.length) }];
  const stated = view.has(3) ? view.numbers(3) : input.map((_, axis) => axis);
  if (stated === null) return [{ dtype, shape: ofRank(input.length) }];
  if (pads.length !== 2 * stated.length) return null;
  const shape: Size[] = [...input];
  for (const [index, axis] of stated.entries()) {
    const at = axisOf(axis, input.length);
    if (at === null) return null;
    shape[at] = add(add(shape[at] ?? null, pads[index] ?? null), pads[index + stated.length] ?? null);
  }
  return [{ dtype, shape }];
};

/** Blocks of a picture moved into channels, or back. */
function blocks(direction: 'to-depth' | 'to-space'): Rule {
  return (view) => {
    const input = view.shape(0);
    const block = view.int('blocksize', 1);
    if (input === null) return [{ dtype: view.dtype(0), shape: ofRank(4) }];
    if (input.length !== 4) return null;
    const [batch = null, channels = null, height = null, width = null] = input;
    const up = (size: Size, by: number) => multiply(size, by);
    const down = (size: Size, by: number) => (size === null ? null : Math.floor(size / by));
    const shape =
      direction === 'to-depth'
        ? [batch, up(channels, block ** 2), down(height, block), down(width, block)]
        : [batch, down(channels, block ** 2), up(height, block), up(width, block)];
    return [{ dtype: view.dtype(0), shape }];
  };
}

const gridSample: Rule = (view) => {
  const [input, grid] = [view.shape(0), view.shape(1)];
  if (input === null || grid === null) return [{ dtype: view.dtype(0), shape: null }];
  return [{ dtype: view.dtype(0), shape: [...input.slice(0, 2), ...grid.slice(1, -1)] }];
};

const affineGrid: Rule = (view) => {
  const size = view.elements(1);
  const shape = size && [size[0] ?? null, ...size.slice(2), size.length - 2];
  return [{ dtype: view.dtype(0), shape }];
};

/** One crop for each region: regions × channels × the stated size. */
const alignedRegions: Rule = (view) => {
  const regions = view.shape(1)?.[0] ?? null;
  const channels = view.shape(0)?.[1] ?? null;
  const shape = [regions, channels, view.int('output_height', 1), view.int('output_width', 1)];
  return [{ dtype: view.dtype(0), shape }];
};

const maximumOfRegions: Rule = (view) => {
  const regions = view.shape(1)?.[0] ?? null;
  const size = view.ints('pooled_shape') ?? [null, null];
  return [{ dtype: view.dtype(0), shape: [regions, view.shape(0)?.[1] ?? null, ...size] }];
};

const crop: Rule = (view) => {
  const input = view.shape(0);
  const wanted = view.elements(1);
  const axes = view.ints('axes') ?? input?.map((_, axis) => axis) ?? [];
  const shape =
    input &&
    input.map((size, axis) => {
      const at = axes.findIndex((each) => axisOf(each, input.length) === axis);
      return at < 0 ? size : (wanted?.[at] ?? null);
    });
  return [{ dtype: view.dtype(0), shape }];
};

/** The view of a convolution undone: columns of blocks become a picture. */
const columnsToImage: Rule = (view) => {
  const [columns, image, block] = [view.shape(0), view.elements(1), view.numbers(2)];
  const cells = block?.reduce((product, size) => product * size, 1) ?? null;
  const rows = columns?.[1] ?? null;
  const channels = rows === null || cells === null ? null : rows / cells;
  return [{ dtype: view.dtype(0), shape: image && [columns?.[0] ?? null, channels, ...image] }];
};

export const imageRules: Rules = {
  Resize: resize,
  Upsample: upsample,
  Pad: pad,
  SpaceToDepth: blocks('to-depth'),
  DepthToSpace: blocks('to-space'),
  GridSample: gridSample,
  AffineGrid: affineGrid,
  RoiAlign: alignedRegions,
  MaxRoiPool: maximumOfRegions,
  CenterCropPad: crop,
  Col2Im: columnsToImage,
};
