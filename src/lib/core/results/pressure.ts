/** The Compute Pressure API's states, calm first. */
export const pressureStates = ['nominal', 'fair', 'serious', 'critical'] as const;
export type PressureState = (typeof pressureStates)[number];
