import type { BackendId } from '#lib/core/results/ids.ts';

/**
 * One colour per backend, the same on every page and chart: after Okabe and Ito, "Color Universal Design" (2008),
 * darkened on light and lightened on dark ground until it stands out by 3 : 1. The values are in theme.css.
 */
export function backendColour(backend: BackendId): string {
  return `var(${backendProperty(backend)})`;
}

/** The custom property that holds a backend's colour, for a canvas that must resolve it by itself. */
export function backendProperty(backend: BackendId): string {
  return `--backend-${backend}`;
}

const markers = ['circle', 'triangle', 'rect', 'rectRot'] as const;
export type Marker = (typeof markers)[number];

/** The engine is told by the marker, never by colour alone: the first engine of a run gets a circle, and so on. */
export function engineMarker(engine: string, engines: readonly string[]): Marker {
  return markers[Math.max(0, engines.indexOf(engine)) % markers.length] ?? 'circle';
}
