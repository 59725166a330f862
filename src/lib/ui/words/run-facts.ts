/** On what, and how, a run was measured: below its result. */
export const runFactsWords = {
  summary: 'Device, model and plan behind these numbers',
  device: 'Device',
  graphics: 'Graphics',
  graphicsBySoftware: 'Graphics drawn by the processor',
  graphicsUnnamed: 'not named by the browser',
  drivenBy: (driver: string) => `Driven by ${driver}`,
  drivenWith: (driver: string, switches: string) => `Driven by ${driver}, with ${switches}`,
  model: 'Model',
  parameters: (count: string) => `, ${count} parameters`,
  macs: (count: string) => `, ${count} multiply-accumulates per run`,
  sha256: (digest: string) => `SHA-256 ${digest}`,
  fedAt: (batch: number, inputs: string) => `Fed at batch ${batch}: ${inputs}`,
  plan: 'Plan',
  measured: (preset: string, seed: number, moment: string, span: string) =>
    `${preset}, seed ${seed}. Measured ${moment}, in ${span}.`,
  protocol: (version: number, isOurs: boolean, app: string, run: string) =>
    `Protocol ${version}${isOurs ? '' : ' (not the one of this page)'}, Inferometer ${app}, run ${run}.`,
} as const;
