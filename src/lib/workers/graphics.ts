/** A graphics adapter as the browser names it; `software` when the processor does the drawing. */
export interface NamedAdapter {
  readonly vendor: string;
  readonly architecture: string;
  readonly software: boolean;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software|warp/i;

/** Browsers name software rasterisers only in these fields: SwiftShader passes for a GPU everywhere else. */
export function webGpuAdapter(info: GPUAdapterInfo | null): NamedAdapter {
  if (info === null) return { vendor: '', architecture: '', software: false };
  const words = [info.vendor, info.architecture, info.device, info.description].join(' ');
  return {
    vendor: info.vendor,
    architecture: info.architecture,
    software: info.isFallbackAdapter || softwareNames.test(words),
  };
}

/**
 * WebGL tells a driver's renderer string. It is used to see software rendering and to name the vendor, and goes no
 * further: whole strings identify people.
 */
export function webGlAdapter(context: WebGLRenderingContext | WebGL2RenderingContext): NamedAdapter {
  const extension = context.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(context.getParameter(extension?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER) ?? '');
  const vendor = vendors.find(([pattern]) => pattern.test(renderer))?.[1] ?? '';
  const software = softwareNames.test(renderer);
  return {
    vendor,
    architecture: software ? (/swiftshader/i.test(renderer) ? 'swiftshader' : 'software') : '',
    software,
  };
}

const vendors: readonly (readonly [RegExp, string])[] = [
  [/swiftshader/i, 'google'],
  [/llvmpipe|softpipe|lavapipe/i, 'mesa'],
  [/nvidia|geforce|quadro/i, 'nvidia'],
  [/amd|radeon|ati /i, 'amd'],
  [/intel/i, 'intel'],
  [/apple/i, 'apple'],
  [/adreno|qualcomm/i, 'qualcomm'],
  [/mali|\barm\b/i, 'arm'],
  [/powervr|imagination/i, 'img-tec'],
  [/videocore|broadcom/i, 'broadcom'],
  [/samsung|xclipse/i, 'samsung'],
];
