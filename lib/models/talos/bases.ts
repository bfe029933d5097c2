// What `talosctl gen config` of a minor writes, secrets taken out: the configuration that patches are judged on.
import { PlainMap } from '../../manifest';
import table = require('./data/bases.json');
import { loadPlain, Part } from './documents';
import { TalosMinor } from './minors';

/** A control plane or a worker. */
export type TalosRole = 'controlplane' | 'worker';

/** How the configuration is generated. */
export interface BaseOptions {
  /** The minor whose format it has. @default the minor itself */
  readonly contract?: TalosMinor;
  /** With KubeSpan. @default false */
  readonly kubespan?: boolean;
  /** With cluster discovery. @default true */
  readonly discovery?: boolean;
}

const DATA = table as unknown as {
  readonly documents: readonly PlainMap[];
  readonly bases: Readonly<Record<string, readonly number[]>>;
};
const LOADED = new Map<string, readonly Part[]>();

/** The documents as they are written; `undefined` for a contract that the minor does not write. */
export function generatedBase(
  minor: TalosMinor,
  role: TalosRole,
  options: BaseOptions = {},
): readonly PlainMap[] | undefined {
  return DATA.bases[keyOf(minor, role, options)]?.map((index) => DATA.documents[index]!);
}

/** The same with values; equal questions give one answer, which nobody changes. @internal */
export function generatedParts(
  minor: TalosMinor,
  role: TalosRole,
  options: BaseOptions = {},
): readonly Part[] | undefined {
  const key = keyOf(minor, role, options);
  const known = LOADED.get(key);
  if (known !== undefined) return known;
  const plain = generatedBase(minor, role, options);
  if (plain === undefined) return undefined;
  const loaded = loadPlain(plain, minor);
  if (!('parts' in loaded)) return undefined;
  LOADED.set(key, loaded.parts);
  return loaded.parts;
}

function keyOf(
  minor: TalosMinor,
  role: TalosRole,
  { contract = minor, kubespan = false, discovery = true }: BaseOptions,
): string {
  return `${minor} ${contract} ${role} ${kubespan ? 'kubespan' : '-'} ${discovery ? 'discovery' : '-'}`;
}
