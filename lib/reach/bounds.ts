// Policies whose texts another program fills in: what they do at least, and at most. The truth lies between the two, whatever is filled in.
import { holdsPlaceholder, isMap, Manifest, PlainMap } from '../manifest';

/** Two readings of one policy, with every rule at its place. @internal */
export interface Bounds {
  /** Lets the least through: its allowing rules are as narrow as they can be, those that deny as wide, and so is whom it is about. */
  readonly least: Manifest;
  /** Lets the most through. */
  readonly most: Manifest;
}

/** The bounds of a policy; undefined for one that is wholly known. @internal */
export function boundsOf(manifest: Manifest): Bounds | undefined {
  const { spec, specs } = manifest as { spec?: unknown; specs?: unknown };
  if (!KINDS.includes(manifest.kind) || !(holdsPlaceholder(spec) || holdsPlaceholder(specs))) return undefined;
  const read = (bound: Bound): Manifest => ({
    ...manifest,
    ...(isMap(spec) ? { spec: specOf(spec, bound) } : {}),
    ...(Array.isArray(specs) ? { specs: specs.map((each) => (isMap(each) ? specOf(each, bound) : each)) } : {}),
  });
  const isNetworkPolicy = manifest.kind === 'NetworkPolicy';
  const most = read('most');
  return {
    least: read('least'),
    most: isNetworkPolicy && holdsPlaceholder(mapOf(spec).podSelector) ? withoutDefaultDeny(most) : most,
  };
}

type Bound = keyof Bounds;
type Side = 'from' | 'to';

const KINDS = ['CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy', 'NetworkPolicy'];

const mapOf = (value: unknown): PlainMap => (isMap(value) ? value : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const EVERYWHERE = ['0.0.0.0/0', '::/0'];
const SUBJECTS = ['endpointSelector', 'nodeSelector', 'podSelector'];
const NAMESPACE = /(?:^|:)io\.(?:kubernetes\.pod\.namespace$|cilium\.k8s\.namespace\.labels\.)/;

function specOf(spec: PlainMap, bound: Bound): PlainMap {
  const isOpen = SUBJECTS.some((key) => holdsPlaceholder(spec[key]));
  const found: PlainMap = { ...spec };
  for (const key of SUBJECTS) if (isMap(spec[key])) found[key] = wideSelector(spec[key]);
  for (const list of ['ingress', 'egress', 'ingressDeny', 'egressDeny']) {
    if (!Array.isArray(spec[list])) continue;
    const nobody =
      NOBODY[spec.podSelector === undefined ? 'cilium' : 'kubernetes'][list.startsWith('ingress') ? 'from' : 'to'];
    const isWide = list.endsWith('Deny') === (bound === 'least');
    found[list] = listOf(spec[list]).map((rule) => {
      if (!isMap(rule)) return rule;
      if (isWide) return wideRule(rule);
      // It is not certain of anybody that the rule is about him.
      return isOpen ? nobody : narrowRule(rule, nobody);
    });
  }
  if (isOpen && bound === 'most' && spec.podSelector === undefined)
    found.enableDefaultDeny = { ingress: false, egress: false };
  return found;
}

const NO_POD = {
  podSelector: { matchExpressions: ['Exists', 'DoesNotExist'].map((operator) => ({ key: 'app', operator })) },
};

/** Rules that name nobody. */
const NOBODY: Readonly<Record<'cilium' | 'kubernetes', Readonly<Record<Side, PlainMap>>>> = {
  cilium: { from: { fromEntities: [] }, to: { toEntities: [] } },
  kubernetes: { from: { from: [NO_POD] }, to: { to: [NO_POD] } },
};

/** What is not certain is left out. */
function narrowRule(rule: PlainMap, nobody: PlainMap): PlainMap {
  if (!holdsPlaceholder(rule)) return rule;
  const found: PlainMap = { ...rule };
  for (const [key, value] of Object.entries(rule)) {
    if (!holdsPlaceholder(value)) continue;
    found[key] = key === 'toPorts' ? listOf(value).map((item) => narrowPorts(mapOf(item))) : certain(value);
    // An empty list means all in some places.
    if (listOf(found[key]).length === 0) return nobody;
  }
  return found;
}

function narrowPorts(item: PlainMap): PlainMap {
  const { ports, ...rest } = item;
  return holdsPlaceholder(rest) ? { ports: [] } : { ...rest, ports: certain(ports) };
}

const certain = (value: unknown) => listOf(value).filter((item) => !holdsPlaceholder(item));

/** What is not known is everything that it can be. */
function wideRule(rule: PlainMap): PlainMap {
  if (!holdsPlaceholder(rule)) return rule;
  const found: PlainMap = { ...rule };
  for (const [key, value] of Object.entries(rule)) {
    if (!holdsPlaceholder(value)) continue;
    if (key === 'toPorts') found[key] = listOf(value).map((item) => widePorts(mapOf(item)));
    else if (key === 'ports' || key === 'icmps' || !Array.isArray(value)) delete found[key];
    else {
      const items = (value as unknown[]).flatMap((item) => (holdsPlaceholder(item) ? widePeer(key, item) : [item]));
      if (items.includes(ANYBODY))
        return { ...withoutPeers(found), [`${key.startsWith('from') ? 'from' : 'to'}Entities`]: ['all'] };
      found[key] = items;
    }
  }
  return found;
}

const ANYBODY = Symbol('anybody');

function withoutPeers(rule: PlainMap): PlainMap {
  return Object.fromEntries(Object.entries(rule).filter(([key]) => key === 'toPorts' || key === 'icmps'));
}

/** A port that is not known is any, and rules about contents that are not known let everything through. */
function widePorts(item: PlainMap): PlainMap {
  const isOpen = listOf(item.ports).some(holdsPlaceholder);
  return { ports: isOpen ? [{ port: '0', protocol: 'ANY' }] : item.ports };
}

function widePeer(key: string, item: unknown): readonly unknown[] {
  if (/(?:from|to)(?:Endpoints|Nodes)$/.test(key)) return [wideSelector(mapOf(item), key)];
  if (key.endsWith('CIDR')) return EVERYWHERE;
  if (key.endsWith('CIDRSet')) return EVERYWHERE.map((cidr) => ({ cidr }));
  if (key === 'toFQDNs') return [{ matchPattern: '*' }];
  if (key === 'from' || key === 'to') return [widePeerOfNetworkPolicy(mapOf(item))];
  return [ANYBODY];
}

function widePeerOfNetworkPolicy({ podSelector, namespaceSelector, ipBlock }: PlainMap): PlainMap {
  if (isMap(ipBlock)) return { ipBlock: { cidr: EVERYWHERE[0] } };
  return {
    ...(isMap(podSelector) ? { podSelector: wideSelector(podSelector) } : {}),
    ...(isMap(namespaceSelector) ? { namespaceSelector: wideSelector(namespaceSelector) } : {}),
  };
}

/** A selector without the conditions that are not known; one about a namespace asks for any then, as none means the own. */
function wideSelector(selector: PlainMap, key = ''): PlainMap {
  if (!holdsPlaceholder(selector)) return selector;
  const labels = Object.entries(mapOf(selector.matchLabels));
  const isOpen = ([name, value]: readonly [string, unknown]) => holdsPlaceholder(name) || holdsPlaceholder(value);
  const expressions = listOf(selector.matchExpressions);
  const open = [
    ...labels.filter(isOpen).map(([name]) => name),
    ...expressions.filter(holdsPlaceholder).map((each) => mapOf(each).key),
  ];
  const anyNamespace =
    key !== '' && open.some((name) => typeof name === 'string' && (NAMESPACE.test(name) || holdsPlaceholder(name)));
  return {
    matchLabels: Object.fromEntries(labels.filter((label) => !isOpen(label))),
    matchExpressions: [
      ...expressions.filter((each) => !holdsPlaceholder(each)),
      ...(anyNamespace ? [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] : []),
    ],
  };
}

/** A NetworkPolicy that may be about a pod or not: it may allow there, and must not close. Only Cilium's own kind says so. */
function withoutDefaultDeny({ spec, ...manifest }: Manifest): Manifest {
  const { podSelector, ingress, egress } = mapOf(spec);
  const all = (side: string, rules: unknown) =>
    listOf(rules).length === 0 ? {} : { [side]: [{ [`${side === 'ingress' ? 'from' : 'to'}Entities`]: ['all'] }] };
  return {
    ...manifest,
    ...{ apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' },
    spec: {
      ...{ endpointSelector: podSelector, enableDefaultDeny: { ingress: false, egress: false } },
      ...all('ingress', ingress),
      ...all('egress', egress),
    },
  };
}
