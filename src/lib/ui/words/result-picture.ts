/** The picture of a result that people pass on. */
export const pictureWords = {
  cores: (count: number) => `${count} logical cores`,
  software: ' (software)',
  times: (rounds: number) =>
    `Time of one run, upload and readback included: geometric mean of the medians of ${rounds} rounds, with the 95 % interval, and how many times as fast as one WASM thread.`,
  wrong: (configurations: string) => `Wrong results, not shown: ${configurations}.`,
  missing: (configurations: string) => `Without a result: ${configurations}.`,
  clock: (step: string) => `The clock steps by ${step}.`,
  origin: (app: string, protocol: number, preset: string, moment: string) =>
    `Inferometer ${app}, protocol ${protocol}, ${preset}, ${moment}`,
} as const;
