// The fields that a policy may have, with their types. Source: the CRD of Cilium 1.20 (ciliumnetworkpolicies, v2); what 1.19 removed
// (requires) and 1.20 removed (kafka, l7, l7proto) is left out and explained in MISTAKES.

/** Shape of a value. @internal */
export type Shape =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'integer or string'
  | 'any'
  | { readonly list: Shape }
  | { readonly texts: true }
  | { readonly fields: Readonly<Record<string, Shape>> };

const TEXTS: Shape = { list: 'string' };
const SELECTOR: Shape = {
  fields: { matchLabels: { texts: true }, matchExpressions: { list: { fields: { key: 'string', operator: 'string', values: TEXTS } } } },
};
const SELECTORS: Shape = { list: SELECTOR };
const CIDR_SET: Shape = { list: { fields: { cidr: 'string', cidrGroupRef: 'string', cidrGroupSelector: SELECTOR, except: TEXTS } } };
const GROUPS: Shape = {
  list: { fields: { aws: { fields: { labels: { texts: true }, region: 'string', securityGroupsIds: TEXTS, securityGroupsNames: TEXTS } } } },
};
const NAMES: Shape = { list: { fields: { matchName: 'string', matchPattern: 'string' } } };
const ICMPS: Shape = { list: { fields: { fields: { list: { fields: { family: 'string', type: 'integer or string' } } } } } };
const PORTS: Shape = { list: { fields: { port: 'string', endPort: 'integer', protocol: 'string' } } };
const SECRET: Shape = { fields: { name: 'string', namespace: 'string' } };
const TLS: Shape = { fields: { secret: SECRET, certificate: 'string', privateKey: 'string', trustedCA: 'string' } };
const HTTP: Shape = {
  list: {
    fields: {
      method: 'string',
      path: 'string',
      host: 'string',
      headers: TEXTS,
      headerMatches: { list: { fields: { name: 'string', value: 'string', mismatch: 'string', secret: SECRET } } },
    },
  },
};
const TO_PORTS: Shape = {
  list: {
    fields: {
      ports: PORTS,
      rules: { fields: { http: HTTP, dns: NAMES } },
      serverNames: TEXTS,
      terminatingTLS: TLS,
      originatingTLS: TLS,
      listener: { fields: { envoyConfig: { fields: { kind: 'string', name: 'string' } }, name: 'string', priority: 'integer' } },
    },
  },
};
const DENY_PORTS: Shape = { list: { fields: { ports: PORTS } } };
const SERVICES: Shape = {
  list: {
    fields: {
      k8sService: { fields: { serviceName: 'string', namespace: 'string' } },
      k8sServiceSelector: { fields: { selector: SELECTOR, namespace: 'string' } },
    },
  },
};
const FROM = { fromEndpoints: SELECTORS, fromEntities: TEXTS, fromCIDR: TEXTS, fromCIDRSet: CIDR_SET, fromNodes: SELECTORS, fromGroups: GROUPS, icmps: ICMPS };
const TO = {
  toEndpoints: SELECTORS,
  toEntities: TEXTS,
  toCIDR: TEXTS,
  toCIDRSet: CIDR_SET,
  toNodes: SELECTORS,
  toGroups: GROUPS,
  toServices: SERVICES,
  icmps: ICMPS,
};
const AUTHENTICATION: Shape = { fields: { mode: 'string' } };

/** One rule of each list. @internal */
export const RULES: Readonly<Record<RuleListName, Shape>> = {
  ingress: { fields: { ...FROM, toPorts: TO_PORTS, authentication: AUTHENTICATION } },
  egress: { fields: { ...TO, toFQDNs: NAMES, toPorts: TO_PORTS, authentication: AUTHENTICATION } },
  ingressDeny: { fields: { ...FROM, toPorts: DENY_PORTS } },
  egressDeny: { fields: { ...TO, toPorts: DENY_PORTS } },
};

/** Names of the lists. @internal */
export type RuleListName = 'ingress' | 'egress' | 'ingressDeny' | 'egressDeny';
/** The lists in the order of the documentation. @internal */
export const RULE_LISTS: readonly RuleListName[] = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

/** The spec of a policy. @internal */
export const SPEC: Shape = {
  fields: {
    endpointSelector: SELECTOR,
    nodeSelector: SELECTOR,
    description: 'string',
    enableDefaultDeny: { fields: { ingress: 'boolean', egress: 'boolean' } },
    labels: { list: { fields: { key: 'string', value: 'string', source: 'string' } } },
    log: { fields: { value: 'string' } },
    ingress: { list: RULES.ingress },
    egress: { list: RULES.egress },
    ingressDeny: { list: RULES.ingressDeny },
    egressDeny: { list: RULES.egressDeny },
  },
};

/** Fields of peers, each a kind of its own. Source: pkg/policy/api/{ingress,egress}.go. @internal */
export const PEER_FIELDS: Readonly<Record<RuleListName, readonly string[]>> = {
  ingress: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromNodes', 'fromGroups'],
  ingressDeny: ['fromEndpoints', 'fromEntities', 'fromCIDR', 'fromCIDRSet', 'fromNodes', 'fromGroups'],
  egress: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toServices', 'toGroups', 'toNodes', 'toFQDNs'],
  egressDeny: ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toServices', 'toGroups', 'toNodes'],
};

/** Peer fields whose empty list means any peer, not nobody. Source: facts, cilium-engine 1. @internal */
export const EMPTY_MEANS_ANY: readonly string[] = ['toFQDNs', 'toServices', 'fromGroups', 'toGroups'];

/** Fields that people write from memory of NetworkPolicy or of older releases, and Cilium's way to say it. @internal */
export const MISTAKES: Readonly<Record<string, string>> = {
  from: 'write fromEndpoints: [{ matchLabels: {...} }] (or fromEntities, fromCIDR)',
  to: 'write toEndpoints: [{ matchLabels: {...} }] (or toEntities, toCIDR, toFQDNs)',
  podSelector: 'write the labels in an entry of fromEndpoints or toEndpoints; for the pods the policy is about, endpointSelector',
  namespaceSelector:
    'write the label k8s:io.kubernetes.pod.namespace into the entry of fromEndpoints or toEndpoints; labels of the namespace begin with k8s:io.cilium.k8s.namespace.labels.',
  ipBlock: 'write fromCIDRSet or toCIDRSet: [{ cidr, except }]',
  ports: 'write toPorts: [{ ports: [{ port: "80", protocol: "TCP" }] }]; it is toPorts in ingress rules too',
  fromPorts: 'write toPorts: [{ ports: [...] }]; it is toPorts in ingress rules too',
  policyTypes: 'leave it out: a direction with a rule is in default deny; enableDefaultDeny changes that',
  fromRequires: 'it was removed in Cilium 1.19: put the labels into every entry of fromEndpoints',
  toRequires: 'it was removed in Cilium 1.19: put the labels into every entry of toEndpoints',
  kafka: 'it was removed in Cilium 1.20, where a rule that still has it allows the whole port',
  l7: 'it was removed in Cilium 1.20, where a rule that still has it allows the whole port',
  l7proto: 'it was removed in Cilium 1.20, where a rule that still has it allows the whole port',
  rules: 'contents are looked at in allow rules only, in an item of toPorts',
  action: 'write deny rules in ingressDeny and egressDeny',
  toFQDN: 'did you mean "toFQDNs"?',
  toFQDNs: 'names work in egress rules only, and not in deny rules: Cilium drops the field, and what is left of the rule says something else',
};
