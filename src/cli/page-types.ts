/** The page's automation interface, as `src/app.d.ts` declares it: this layer drives the page and imports none of it. */
export type InferometerPage = Window['inferometer'];
export type Progress = Parameters<NonNullable<Parameters<InferometerPage['run']>[1]>>[0];
export type DeviceReport = Awaited<ReturnType<InferometerPage['probe']>>;
