import * as v from 'valibot';

const text = v.pipe(v.string(), v.minLength(1));
const positive = v.pipe(v.number(), v.minValue(0));
const id = v.pipe(v.string(), v.maxLength(48), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/));

/**
 * A device that can be bought, with what is publicly known of it. A figure stands beside its source and is null where
 * nobody was found who states it; it is never guessed.
 */
export const catalogueDeviceSchema = v.strictObject({
  id,
  name: text,
  formFactor: v.picklist(['phone', 'desktop-gpu', 'laptop', 'single-board', 'mini-pc', 'tablet', 'handheld']),
  maker: text,
  chip: v.nullable(text),
  /** Vendor and architecture as WebGPU's `GPUAdapterInfo` reports them, where known. */
  gpu: v.nullable(
    v.strictObject({
      vendor: v.nullable(text),
      model: v.nullable(text),
      architecture: v.nullable(text),
    }),
  ),
  logicalCores: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Every size it was sold with. */
  memoryGiB: v.array(positive),
  releaseYear: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(2000))),
  /** In US dollars, at launch. */
  launchPriceUsd: v.nullable(positive),
  priceSource: v.nullable(text),
  priceDate: v.nullable(text),
  powerWatts: v.nullable(positive),
  /** What the figure is of: kinds are not comparable with each other. */
  powerKind: v.nullable(v.picklist(['tdp', 'board', 'adapter'])),
  powerSource: v.nullable(text),
});
export type CatalogueDevice = v.InferOutput<typeof catalogueDeviceSchema>;

/** All devices. Weighs some 70 kB, so it is loaded only where somebody picks one or asks the server about them. */
export async function loadCatalogue(): Promise<readonly CatalogueDevice[]> {
  const { default: devices } = await import('./devices.json', { with: { type: 'json' } });
  return devices as readonly CatalogueDevice[];
}
