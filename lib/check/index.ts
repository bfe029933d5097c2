// The check room: rules over plain manifests, whoever wrote them. It knows no construct.
import { Input } from './input';
import { LAYERS, RULES } from './layers';
import { withoutPatches } from './patches';
import { run } from './run';
import { CheckedDocument, Versions, World } from '../world/types';
import { Problem } from './rule';
import { versionsFor } from '../world/versions';
import { worldOf, WorldParts } from '../world/world';

export * from '../world/types';
export * from '../problem';
export * from './rule';
export * from './findings';
export { allCodes, LAYER_NAMES } from './layers';
export type { ListedCode } from './layers';
export { readInput, readText } from './input';
export type { Input, InputProblem } from './input';
export { CILIUM_MINORS, GATEWAY_BUNDLES, minorOf, TALOS_MINORS } from '../world/versions';
export { worldOf } from '../world/world';
export { format, FORMATS } from './report';
export type { Format, Summary } from './report';

/** What may be chosen. */
export interface CheckOptions {
  /** Versions; those left open are found in the input, else the newest supported. */
  readonly versions?: Partial<Versions>;
  /** Layers to run. @default - all */
  readonly only?: readonly string[];
  /** Values files of Cilium that the user named. */
  readonly ciliumValues?: readonly CheckedDocument[];
  readonly progress?: (done: string) => void;
}

/** What a check found. */
export interface Checked {
  readonly problems: readonly Problem[];
  readonly world: World;
}

/** Runs every layer and rule over what was read. */
export function check(
  read: Pick<Input, 'objects' | 'talos' | 'documents'> & Partial<Pick<Input, 'files'>>,
  options: CheckOptions = {},
): Checked {
  const { versions = {}, ciliumValues, only, progress } = options;
  const parts: WorldParts = {
    ...read,
    versions: versionsFor(versions),
    ...(ciliumValues === undefined ? {} : { ciliumValues }),
  };
  const world = worldOf(parts);
  const plan = {
    layers: LAYERS,
    rules: RULES,
    ...(only === undefined ? {} : { only }),
    ...(progress === undefined ? {} : { progress }),
  };
  return { problems: withoutPatches(world, run(world, plan)), world };
}
