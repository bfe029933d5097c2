// Whether two Services may have one address. Facts: loadbalancer-engine 4.3, rows "sharing".
import { Service } from './service';

/** Why two Services may not share, in the order in which LB-IPAM looks. */
export type SharingRefusal =
  /** The keys differ, or one has none. */
  | 'key'
  /** Two namespaces that do not both permit each other. */
  | 'namespace'
  /** A port of one protocol stands in both. */
  | 'port'
  /** externalTrafficPolicy differs. */
  | 'traffic-policy'
  /** With Local: the selectors differ, or are empty. */
  | 'selector';

/** Why the two may not share an address, or undefined. @param byPortAlone true where the protocol does not tell ports apart */
export function sharingRefusal(one: Service, other: Service, byPortAlone = false): SharingRefusal | undefined {
  if (one.sharingKey !== other.sharingKey) return 'key';
  if (one.namespace !== other.namespace && !(permits(one, other) && permits(other, one))) return 'namespace';
  for (const a of one.ports)
    for (const b of other.ports) if (a.port === b.port && (byPortAlone || a.protocol === b.protocol)) return 'port';
  if (one.externalTrafficPolicy !== other.externalTrafficPolicy) return 'traffic-policy';
  if (one.externalTrafficPolicy === 'Local' && !sameSelector(one.selector, other.selector)) return 'selector';
  return undefined;
}

function permits({ sharingNamespaces }: Service, { namespace }: Service): boolean {
  return sharingNamespaces.includes(namespace) || sharingNamespaces.includes('*');
}

/** Two empty selectors are not the same: nobody knows what is behind them. */
function sameSelector(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length > 0 && keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** Cilium's words for a refusal, as they stand in a condition. @internal */
export const SHARING_WORDS: Readonly<Record<SharingRefusal, string>> = {
  key: 'different sharing key',
  namespace: 'different and not permitted namespace',
  port: 'same port and protocol',
  'traffic-policy': 'different ExternalTrafficPolicy',
  selector: 'compatible ExternalTrafficPolicy local but selecting different set of pods',
};
