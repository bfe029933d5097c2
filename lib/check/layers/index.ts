// Everything that checks: the layers that judge one object, and the rules over all of them; and every code that can be said.
import { INPUT_CODES } from '../input';
import { RUN_CODES } from '../run';
import { celLayer } from './cel';
import { ciliumLayer } from './cilium';
import { RULES } from '../rules';
import { schemaLayer } from './schema';
import { ListedCode, PROGRAM_CODES, PROGRAM_LAYERS } from '../../problem';
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
  'releases',
  'policies',
  'addresses',
  'cni',
  'gateway',
  'values',
  'l2',
  'talos',
];

/** Who says codes, in the order of lists: the reader, the layers, and what no check of files can see. */
export const CODE_LAYERS: readonly string[] = ['input', ...LAYER_NAMES, ...PROGRAM_LAYERS];

/** Every code, by layer and name. */
export function allCodes(): ListedCode[] {
  return [...new Map(listedCodes().map((each) => [each.code, each])).values()];
}

/** The codes as they are registered, in the order of lists: a code twice where two rules have it. */
export function listedCodes(): ListedCode[] {
  const of = ({ layer, codes }: ObjectLayer | Rule) => codes.map((code) => ({ layer, ...code }));
  const listed = [
    ...[...INPUT_CODES, ...RUN_CODES].map((code) => ({ layer: 'input', ...code })),
    ...[...LAYERS, ...RULES].flatMap(of),
    ...PROGRAM_CODES,
  ];
  const rank = ({ layer, code }: ListedCode) => `${String(CODE_LAYERS.indexOf(layer)).padStart(2, '0')} ${code}`;
  return listed.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}
