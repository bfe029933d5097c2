// What exists although the world does not hold it, by `outside` of the facts. A rule that rests on the absence of an object asks here first.
import { OutsideFacts } from '../facts';
import { World } from './types';

/** An object that is not in the world; what is left out may be anything. */
export interface Absent {
  readonly kind: string;
  /** Left out for an object that has none, too. */
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

/** Objects that somebody brings who installs the whole. */
interface Installation {
  readonly key: 'cilium' | 'multus' | 'gatewayApiCrds';
  brings(absent: Absent): boolean;
}

const INSTALLATIONS: readonly Installation[] = [
  // Every object of the chart has a name of these. Source: templates of the chart, 1.18 to 1.20.
  { key: 'cilium', brings: ({ name }) => /^(cilium|hubble|clustermesh-apiserver)(-|$)/.test(name ?? '') },
  // Its manifest, or the chart that brings it, may install plugins and run their daemons too.
  {
    key: 'multus',
    brings: ({ kind, name }) => (kind === 'DaemonSet' && name === undefined) || /multus/.test(name ?? ''),
  },
  {
    key: 'gatewayApiCrds',
    brings: ({ kind, name }) =>
      kind === 'CustomResourceDefinition' && name?.endsWith('.gateway.networking.k8s.io') === true,
  },
];

/** True if the facts say that such an object exists outside of what the world holds. */
export function isOutside({ facts }: World, absent: Absent): boolean {
  const outside = facts?.outside;
  return (
    outside !== undefined &&
    (INSTALLATIONS.some(({ key, brings }) => outside[key] === true && brings(absent)) ||
      keysOf(outside).some((key) => isMeant(key, absent)))
  );
}

/** `Kind/namespace/name` and `Kind/name` of what is named. */
function keysOf({ objects = [], namespaces = [] }: OutsideFacts): string[] {
  return [...objects, ...namespaces.map((name) => `Namespace/${name}`)];
}

function isMeant(key: string, { kind, namespace, name }: Absent): boolean {
  const [ofKind, ...rest] = key.split('/');
  const [itsNamespace, itsName] = rest.length > 1 ? rest : [undefined, rest[0]];
  return (
    ofKind === kind &&
    (name === undefined || name === itsName) &&
    (namespace === undefined || itsNamespace === undefined || namespace === itsNamespace)
  );
}
