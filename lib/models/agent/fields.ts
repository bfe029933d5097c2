// The fields that the agent decodes, with their types, per minor. Sources: the Go types of pkg/policy/api, pkg/k8s/apis/cilium.io/v2 and
// pkg/k8s/slim of 1.18.11, 1.19.6, 1.20.0, which the CRDs of these releases repeat.
import { AGENT_MINORS, AgentFeatures, featuresOf } from './minors';

/** Shape of a value. @internal */
export type Shape =
  | { readonly kind: 'string' | 'boolean' | 'integer or string' | 'time' | 'any' | 'label' }
  | { readonly kind: 'integer'; readonly least: number; readonly most: number }
  | { readonly kind: 'list'; readonly of: Shape }
  /** Keys are data. */
  | { readonly kind: 'map'; readonly of: Shape }
  | FieldsShape;

/** A map with known keys. @internal */
export interface FieldsShape {
  readonly kind: 'fields';
  readonly fields: Readonly<Record<string, Shape>>;
  /** Go's own decoder reads it, which takes field names in any case; the API machinery's does not. */
  readonly anyCase: boolean;
}

const STRING: Shape = { kind: 'string' };
const BOOLEAN: Shape = { kind: 'boolean' };
const TIME: Shape = { kind: 'time' };
const INT32: Shape = { kind: 'integer', least: -(2 ** 31), most: 2 ** 31 - 1 };
const INT64: Shape = { kind: 'integer', least: -(2 ** 63), most: 2 ** 63 };
const UINT64: Shape = { kind: 'integer', least: 0, most: 2 ** 64 };
const UINT8: Shape = { kind: 'integer', least: 0, most: 255 };

const list = (of: Shape): Shape => ({ kind: 'list', of });
const map = (of: Shape): Shape => ({ kind: 'map', of });
const fields = (known: Record<string, Shape>, anyCase = false): FieldsShape => ({
  kind: 'fields',
  fields: Object.assign(Object.create(null) as Record<string, Shape>, known),
  anyCase,
});

const TEXTS = list(STRING);
const TEXT_MAP = map(STRING);

function selector(anyCase: boolean): Shape {
  return fields(
    {
      matchLabels: TEXT_MAP,
      matchExpressions: list(fields({ key: STRING, operator: STRING, values: TEXTS }, anyCase)),
    },
    anyCase,
  );
}
/** EndpointSelector has a decoder of its own, which hands over to Go's. */
const SELECTOR = selector(true);
const PLAIN_SELECTOR = selector(false);
const SELECTORS = list(SELECTOR);

const METADATA = fields({
  ...{
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    selfLink: STRING,
    uid: STRING,
    resourceVersion: STRING,
    generation: INT64,
  },
  ...{
    creationTimestamp: TIME,
    deletionTimestamp: TIME,
    deletionGracePeriodSeconds: INT64,
    labels: TEXT_MAP,
    annotations: TEXT_MAP,
    finalizers: TEXTS,
  },
  ownerReferences: list(
    fields({
      apiVersion: STRING,
      kind: STRING,
      name: STRING,
      uid: STRING,
      controller: BOOLEAN,
      blockOwnerDeletion: BOOLEAN,
    }),
  ),
  managedFields: list(
    fields({
      manager: STRING,
      operation: STRING,
      apiVersion: STRING,
      time: TIME,
      fieldsType: STRING,
      fieldsV1: { kind: 'any' },
      subresource: STRING,
    }),
  ),
});

const GROUPS = list(
  fields({ aws: fields({ labels: TEXT_MAP, region: STRING, securityGroupsIds: TEXTS, securityGroupsNames: TEXTS }) }),
);
const NAMES = list(fields({ matchName: STRING, matchPattern: STRING }));
const ICMPS = list(fields({ fields: list(fields({ family: STRING, type: { kind: 'integer or string' } }, true)) }));
const PORTS = list(fields({ port: STRING, endPort: INT32, protocol: STRING }));
const SECRET = fields({ name: STRING, namespace: STRING });
const TLS = fields({ secret: SECRET, certificate: STRING, privateKey: STRING, trustedCA: STRING });
const HTTP = list(
  fields({
    ...{ method: STRING, path: STRING, host: STRING, headers: TEXTS },
    headerMatches: list(fields({ name: STRING, value: STRING, mismatch: STRING, secret: SECRET })),
  }),
);
const KAFKA = list(fields({ role: STRING, apiKey: STRING, apiVersion: STRING, clientID: STRING, topic: STRING }));
const LISTENER = fields({ envoyConfig: fields({ kind: STRING, name: STRING }), name: STRING, priority: UINT8 });
const SERVICES = list(
  fields({
    k8sService: fields({ serviceName: STRING, namespace: STRING }),
    k8sServiceSelector: fields({ selector: PLAIN_SELECTOR, namespace: STRING }),
  }),
);
const AUTHENTICATION = fields({ mode: STRING });
const DENY_PORTS = list(fields({ ports: PORTS }));

/** Names of the lists of rules. @internal */
export type RuleListName = 'ingress' | 'egress' | 'ingressDeny' | 'egressDeny';
/** The lists in the order of the documentation. @internal */
export const RULE_LISTS: readonly RuleListName[] = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

/** The shapes of one minor. @internal */
export interface Shapes {
  readonly policy: FieldsShape;
  readonly spec: FieldsShape;
  /** One rule of each list. */
  readonly rules: Readonly<Record<RuleListName, FieldsShape>>;
  readonly networkPolicy: FieldsShape;
}

function shapesFor(does: AgentFeatures): Shapes {
  // From 1.19 on a rule of its own looks at it, to say what became of the field.
  const requires: Shape = does.requires ? SELECTORS : { kind: 'any' };
  const cidrSet = list(
    fields({
      cidr: STRING,
      cidrGroupRef: STRING,
      cidrGroupSelector: does.nullGroupSelector ? SELECTOR : PLAIN_SELECTOR,
      except: TEXTS,
    }),
  );
  const toPorts = list(
    fields({
      ports: PORTS,
      rules: fields({
        http: HTTP,
        dns: NAMES,
        ...(does.proxylib ? { kafka: KAFKA, l7proto: STRING, l7: list(TEXT_MAP) } : {}),
      }),
      ...{ serverNames: TEXTS, terminatingTLS: TLS, originatingTLS: TLS, listener: LISTENER },
    }),
  );
  const from = {
    ...{ fromEndpoints: SELECTORS, fromRequires: requires, fromEntities: TEXTS, fromCIDR: TEXTS, fromCIDRSet: cidrSet },
    ...{ fromNodes: SELECTORS, fromGroups: GROUPS, icmps: ICMPS },
  };
  const to = {
    ...{ toEndpoints: SELECTORS, toRequires: requires, toEntities: TEXTS, toCIDR: TEXTS, toCIDRSet: cidrSet },
    ...{ toNodes: SELECTORS, toGroups: GROUPS, toServices: SERVICES, icmps: ICMPS },
  };
  const rules = {
    ingress: fields({ ...from, toPorts, authentication: AUTHENTICATION }),
    egress: fields({ ...to, toFQDNs: NAMES, toPorts, authentication: AUTHENTICATION }),
    ingressDeny: fields({ ...from, toPorts: DENY_PORTS }),
    egressDeny: fields({ ...to, toPorts: DENY_PORTS }),
  };
  const spec = fields({
    ...{ endpointSelector: SELECTOR, nodeSelector: SELECTOR, description: STRING },
    enableDefaultDeny: fields({ ingress: BOOLEAN, egress: BOOLEAN }),
    labels: list({ kind: 'label' }),
    log: fields({ value: STRING }),
    ...Object.fromEntries(RULE_LISTS.map((name) => [name, list(rules[name])])),
  });
  return {
    policy: fields({ ...OBJECT, spec, specs: list(spec), status: POLICY_STATUS }),
    spec,
    rules,
    networkPolicy: NETWORK_POLICY,
  };
}

const OBJECT = { apiVersion: STRING, kind: STRING, metadata: METADATA };

const POLICY_STATUS = fields({
  derivativePolicies: map(
    fields({
      ok: BOOLEAN,
      error: STRING,
      lastUpdated: TIME,
      localPolicyRevision: UINT64,
      enforcing: BOOLEAN,
      annotations: TEXT_MAP,
    }),
  ),
  conditions: list(fields({ type: STRING, status: STRING, lastTransitionTime: TIME, reason: STRING, message: STRING })),
});

const NETWORK_PEERS = list(
  fields({
    podSelector: PLAIN_SELECTOR,
    namespaceSelector: PLAIN_SELECTOR,
    ipBlock: fields({ cidr: STRING, except: TEXTS }),
  }),
);
const NETWORK_PORTS = list(fields({ protocol: STRING, port: { kind: 'integer or string' }, endPort: INT32 }));
/** The agent keeps a slim copy of Kubernetes' types: what it leaves out it does not decode. */
const SLIM_METADATA = fields({
  ...{
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    uid: STRING,
    resourceVersion: STRING,
    generation: INT64,
    deletionTimestamp: TIME,
  },
  ...{ labels: TEXT_MAP, annotations: TEXT_MAP },
  ownerReferences: list(
    fields({
      apiVersion: STRING,
      kind: STRING,
      name: STRING,
      uid: STRING,
      controller: BOOLEAN,
      blockOwnerDeletion: { kind: 'any' },
    }),
  ),
  ...Object.fromEntries(
    ['selfLink', 'creationTimestamp', 'deletionGracePeriodSeconds', 'finalizers', 'managedFields'].map(
      (name): [string, Shape] => [name, { kind: 'any' }],
    ),
  ),
});
const NETWORK_POLICY = fields({
  ...{ apiVersion: STRING, kind: STRING, metadata: SLIM_METADATA },
  spec: fields({
    ...{ podSelector: PLAIN_SELECTOR, policyTypes: TEXTS },
    ingress: list(fields({ from: NETWORK_PEERS, ports: NETWORK_PORTS })),
    egress: list(fields({ to: NETWORK_PEERS, ports: NETWORK_PORTS })),
  }),
  // The status went out of the type with Kubernetes 1.28.
  status: { kind: 'any' },
});

const BY_MINOR = new Map(AGENT_MINORS.map((minor) => [featuresOf(minor), shapesFor(featuresOf(minor))]));

/** The shapes that an agent decodes. @internal */
export function shapesOf(does: AgentFeatures): Shapes {
  return BY_MINOR.get(does)!;
}

const LOCAL_PORTS = list(fields({ port: STRING, protocol: STRING, name: STRING }));
const GATEWAY = fields({ nodeSelector: PLAIN_SELECTOR, interface: STRING, egressIP: STRING });

/** Other kinds that the agent or the operator reads, the same in all minors: the spec. @internal */
export const OTHER_SPECS: Readonly<Record<string, Shape>> = {
  CiliumCIDRGroup: fields({ externalCIDRs: TEXTS }),
  CiliumEgressGatewayPolicy: fields({
    selectors: list(
      fields({ namespaceSelector: PLAIN_SELECTOR, podSelector: PLAIN_SELECTOR, nodeSelector: PLAIN_SELECTOR }),
    ),
    ...{ destinationCIDRs: TEXTS, excludedCIDRs: TEXTS, egressGateway: GATEWAY, egressGateways: list(GATEWAY) },
  }),
  CiliumLocalRedirectPolicy: fields({
    redirectFrontend: fields({
      addressMatcher: fields({ ip: STRING, toPorts: LOCAL_PORTS }),
      serviceMatcher: fields({ serviceName: STRING, namespace: STRING, toPorts: LOCAL_PORTS }),
    }),
    redirectBackend: fields({ localEndpointSelector: PLAIN_SELECTOR, toPorts: LOCAL_PORTS }),
    ...{ skipRedirectFromBackend: BOOLEAN, description: STRING },
  }),
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

/** Fields of older releases, which nobody is told to write. @internal */
export const REMOVED_FIELDS: ReadonlySet<string> = new Set(['fromRequires', 'toRequires', 'kafka', 'l7', 'l7proto']);
