import type { DescribedValue } from '#lib/onnx/describe.ts';
import type { InspectionRecord } from './inspection-record.ts';
import { formatTextTable, type Column } from './text-table.ts';
import { plainText } from './plain-text.ts';

const operatorColumns: readonly Column[] = [
  { title: 'operator', align: 'left' },
  { title: 'nodes', align: 'right' },
  { title: 'parameters', align: 'right' },
  { title: 'MACs', align: 'right' },
];

/** A decoder's cache has two inputs and two outputs for every layer. */
const valuesListed = 6;

const whole = new Intl.NumberFormat('en');

/** One model as text, ending with a line feed. Control characters, which names may hold, are taken out. */
export function formatInspection(record: InspectionRecord, width: number): string {
  const opset = record.opset === null ? '' : `, opset ${record.opset}`;
  const fed = (record.fed ?? []).map(({ name, shape }) => `${name} ${shape.join('×') || 'scalar'}`);
  const facts: [string, string][] = [
    ['format', `${record.format}${opset}${record.precision === null ? '' : `, ${record.precision}`}`],
    ['bytes', whole.format(record.bytes)],
    ['sha256', record.sha256],
    ['parameters', counted(record.parameters)],
    ['published', record.publishedParameters === null ? '' : whole.format(record.publishedParameters)],
    ['MACs', record.macs === null ? `unknown. ${record.macsReason ?? ''}` : whole.format(record.macs)],
    ['for inputs', listed(fed)],
    ['inputs', listed((record.inputs ?? []).map(valueText))],
    ['outputs', listed((record.outputs ?? []).map(valueText))],
  ];
  const lines = facts.filter(([, text]) => text !== '').map(([title, text]) => `${title.padEnd(11)} ${text}`);
  const rows = (record.operatorStatistics ?? []).map(({ operator, count, parameters, macs }) => [
    operator,
    whole.format(count),
    contribution(parameters),
    contribution(macs),
  ]);
  const table = formatTextTable(
    operatorColumns,
    rows.map((row) => row.map(plainText)),
    width,
  );
  const tableLines =
    rows.length === 0 ? [] : ['', ...(table.head === null ? [] : [table.head]), ...table.rows];
  return `${[record.name, ...lines].map(plainText).concat(tableLines).join('\n')}\n`;
}

/** Cut where it would fill the screen; the JSON has all. */
function listed(values: readonly string[]): string {
  if (values.length <= valuesListed) return values.join(', ');
  const shown = values.slice(0, valuesListed - 1);
  return `${shown.join(', ')} and ${values.length - shown.length} more (all in --json)`;
}

function counted(value: number | null): string {
  return value === null ? 'unknown' : whole.format(value);
}

/** Empty for an operator that contributes nothing. */
function contribution(value: number | null): string {
  return value === 0 ? '' : value === null ? '?' : whole.format(value);
}

function valueText({ name, dtype, shape }: DescribedValue): string {
  const sizes = shape?.map((dim) => dim ?? '?').join('×') ?? 'of unknown rank';
  return `${name} ${dtype} ${sizes || 'scalar'}`;
}
