import { dataTypeName, type OnnxDataType } from '../data-type.ts';
import { type OnnxAttribute, type OnnxGraph, type OnnxNode, type OnnxTensor } from '../schema.ts';
import type { Known, Shape, Size } from './known.ts';

const utf8 = new TextDecoder();

/** What a rule sees of a node: its attributes, and what is known of its inputs. */
export class NodeView {
  readonly node: OnnxNode;
  /** `Conv`, or with its domain `com.microsoft.FusedConv`. */
  readonly operator: string;
  /** Version of the operator set that the node is of. */
  readonly opset: number;
  readonly inputs: readonly (Known | null)[];

  /** @param inputs null for an optional input that is left out */
  constructor(node: OnnxNode, opset: number, inputs: readonly (Known | null)[]) {
    this.node = node;
    this.operator = operatorName(node);
    this.opset = opset;
    this.inputs = inputs;
  }

  has(index: number): boolean {
    return (this.inputs[index] ?? null) !== null;
  }

  shape(index: number): Shape | null {
    return this.inputs[index]?.shape ?? null;
  }

  dtype(index: number): OnnxDataType {
    return this.inputs[index]?.dtype ?? 'undefined';
  }

  elements(index: number): readonly Size[] | null {
    return this.inputs[index]?.elements ?? null;
  }

  /** The elements of an input, where every one is known. */
  numbers(index: number): readonly number[] | null {
    const elements = this.elements(index);
    return elements !== null && elements.every((element) => element !== null) ? elements : null;
  }

  attribute(name: string): OnnxAttribute | null {
    return this.node.attributes.find((attribute) => attribute.name === name) ?? null;
  }

  int(name: string, otherwise: number): number {
    const found = this.attribute(name);
    return found?.type === 'int' ? found.i : otherwise;
  }

  ints(name: string): readonly number[] | null {
    const found = this.attribute(name);
    return found?.type === 'ints' ? found.ints : null;
  }

  floats(name: string): readonly number[] | null {
    const found = this.attribute(name);
    return found?.type === 'floats' ? found.floats : null;
  }

  text(name: string, otherwise: string): string {
    const found = this.attribute(name);
    return found?.type === 'string' ? utf8.decode(found.s) : otherwise;
  }

  tensor(name: string): OnnxTensor | null {
    const found = this.attribute(name);
    return found?.type === 'tensor' ? found.t : null;
  }

  /** The type that an attribute names, such as Cast's `to`. */
  dtypeAttribute(name: string, otherwise: OnnxDataType): OnnxDataType {
    const number = this.int(name, 0);
    return number === 0 ? otherwise : dataTypeName(number);
  }

  get outputCount(): number {
    return this.node.outputs.length;
  }

  graph(name: string): OnnxGraph | null {
    const found = this.attribute(name);
    return found?.type === 'graph' ? found.g : null;
  }
}

export function operatorName({ domain, opType }: Pick<OnnxNode, 'domain' | 'opType'>): string {
  return domain === '' ? opType : `${domain}.${opType}`;
}
