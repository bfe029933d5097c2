// Everything that checks: the layers that judge one object, and the rules over all of them; and every code that can be said.
import { INPUT_CODES } from '../input';
import { RUN_CODES } from '../run';
import { celLayer } from './cel';
import { ciliumLayer } from './cilium';
import { RULES } from '../rules';
import { schemaLayer } from './schema';
import { Code } from '../../problem';
import { ObjectLayer, Rule } from '../rule';

/** Layers over one object, in the order in which a cluster would judge it. */
export const LAYERS: readonly ObjectLayer[] = [schemaLayer, celLayer, ciliumLayer];

export { RULES };

/** Names for `--only`. */
export const LAYER_NAMES: readonly string[] = [
  'schema',
  'cel',
  'cilium',
  'objects',
  'references',
  'policies',
  'addresses',
  'cni',
  'gateway',
  'values',
  'l2',
  'talos',
];

/** A code with the layer that says it. */
export interface ListedCode extends Code {
  readonly layer: string;
}

/** Every code, by layer and name. */
export function allCodes(): ListedCode[] {
  const of = ({ layer, codes }: ObjectLayer | Rule) => codes.map((code) => ({ layer, ...code }));
  const listed = [
    ...[...INPUT_CODES, ...RUN_CODES].map((code) => ({ layer: 'input', ...code })),
    ...[...LAYERS, ...RULES].flatMap(of),
  ];
  const rank = ({ layer, code }: ListedCode) =>
    `${String(['input', ...LAYER_NAMES].indexOf(layer)).padStart(2, '0')} ${code}`;
  return [...new Map(listed.map((each) => [each.code, each])).values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
