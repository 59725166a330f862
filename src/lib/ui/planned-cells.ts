import type { Plan } from '#lib/core/protocol/plan.ts';
import { planCells, type EngineOffer } from '#lib/core/protocol/plan-cells.ts';
import type { BackendId } from '#lib/core/results/ids.ts';
import type { DeviceReport } from '#lib/device/device-report.ts';
import type { LoadedModel } from '#lib/models/loaded-model.ts';

const assumedCores = 4;

/**
 * Configurations of a plan that will really run here, so that the time can be told beforehand. Which engines read the
 * model's format is the run's business: here each is taken to, which one engine makes true.
 */
export function countCells(
  plan: Plan,
  model: Pick<LoadedModel, 'format'>,
  report: DeviceReport | null,
): number {
  if (report === null) return plan.backends.length;
  const { cells } = planCells(
    plan,
    { format: model.format, precision: plan.precision[0] ?? 'fp32', batch: 'any' },
    offers(report, model.format),
    report.environment.logicalCores ?? assumedCores,
  );
  return cells.filter(
    ({ key, unsupported }) => unsupported === null && report.backends[key.backend].status === 'available',
  ).length;
}

function offers(report: DeviceReport, format: string): EngineOffer[] {
  const backends = new Map<string, { title: string; backends: BackendId[] }>();
  for (const { engine, title, backend } of report.engines) {
    const known = backends.get(engine);
    if (known === undefined) backends.set(engine, { title, backends: [backend] });
    else known.backends.push(backend);
  }
  return [...backends].map(([id, { title, backends }]) => ({ id, title, backends, formats: [format] }));
}
