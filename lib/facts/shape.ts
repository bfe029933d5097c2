// The shape of the file of facts, as a table: which keys there are and what each holds.

/** What a key holds. */
export type Shape =
  | { readonly type: 'text' | 'number' | 'boolean' | 'texts' }
  | { readonly type: 'word'; readonly words: readonly string[] }
  | { readonly type: 'map'; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] }
  | { readonly type: 'maps'; readonly keys: Readonly<Record<string, Shape>>; readonly required?: readonly string[] };

const TEXT: Shape = { type: 'text' };
const TEXTS: Shape = { type: 'texts' };
const BOOLEAN: Shape = { type: 'boolean' };
const NUMBER: Shape = { type: 'number' };

/** Keys at the top, in the order in which they are written. */
export const FACTS_KEYS: Readonly<Record<string, Shape>> = {
  name: TEXT,
  complete: BOOLEAN,
  talos: TEXT,
  kubernetes: TEXT,
  cilium: TEXT,
  gatewayApi: TEXT,
  configFormat: { type: 'word', words: ['v1alpha1', 'documents'] },
  linkFormat: { type: 'word', words: ['v1alpha1', 'documents'] },
  endpoint: TEXT,
  dnsDomain: TEXT,
  hostDnsForwarding: BOOLEAN,
  kubeSpan: { type: 'map', keys: { mtu: NUMBER, advertiseKubernetesNetworks: BOOLEAN } },
  nodeSubnets: TEXTS,
  podSubnets: TEXTS,
  serviceSubnets: TEXTS,
  virtualIps: TEXTS,
  nodes: {
    type: 'maps',
    keys: { name: TEXT, role: { type: 'word', words: ['controlplane', 'worker'] }, addresses: TEXTS },
    required: ['name', 'role', 'addresses'],
  },
  links: {
    type: 'maps',
    keys: {
      name: TEXT,
      interface: TEXT,
      nodes: TEXTS,
      alias: BOOLEAN,
      parent: TEXT,
      vlanId: NUMBER,
      members: TEXTS,
      mtu: NUMBER,
      subnets: TEXTS,
      dhcp: BOOLEAN,
      addressed: TEXTS,
      managed: BOOLEAN,
    },
    required: ['name', 'interface'],
  },
  outside: {
    type: 'map',
    keys: { gatewayApiCrds: BOOLEAN, cilium: BOOLEAN, multus: BOOLEAN, namespaces: TEXTS, objects: TEXTS },
  },
  ignores: { type: 'maps', keys: { code: TEXT, reason: TEXT, objects: TEXTS }, required: ['code', 'reason'] },
  invariants: { type: 'maps', keys: { name: TEXT, never: TEXT, always: TEXT, reason: TEXT } },
};
