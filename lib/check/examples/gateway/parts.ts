// Gateways, routes and what stands beside them, for examples.
const API = 'gateway.networking.k8s.io/v1';
/** An object with a spec. */
const object = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: object,
  more: object = {},
) => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...more },
  spec,
});
/** Routes of every namespace may attach. */
const ALL = { allowedRoutes: { namespaces: { from: 'All' } } };
/** A listener of HTTP for routes of every namespace, unless the rest says otherwise. */
export const listener = (name: string, port: number, rest: object = {}) => ({
  name,
  port,
  protocol: 'HTTP',
  ...ALL,
  ...rest,
});
/** What makes a listener one of HTTPS. */
export const TLS = { protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } };
/** What makes a listener pass TLS through. */
export const PASS = { protocol: 'TLS', tls: { mode: 'Passthrough' } };
/** The Gateway infra/web. */
export const gateway = (listeners: readonly object[], spec: object = {}, metadata: object = {}) =>
  object(API, 'Gateway', 'infra', 'web', { gatewayClassName: 'cilium', listeners, ...spec }, metadata);
/** The Gateway infra/web with one listener of HTTP. */
export const HTTP = gateway([listener('http', 80)]);
/** A Service of the namespace apps. */
export const service = (
  name = 'web',
  ports: readonly object[] = [{ name: 'http', port: 80, targetPort: 8080 }],
  namespace = 'apps',
) => object('v1', 'Service', namespace, name, { selector: { app: name }, ports });
/** A rule with backends. */
export const rule = (...names: string[]) => ({ backendRefs: names.map((name) => ({ name, port: 80 })) });
/** Attached to the Gateway infra/web. */
export const parent = (more: object = {}) => ({ parentRefs: [{ name: 'web', namespace: 'infra', ...more }] });
/** A route of the namespace apps to the Service web. */
export const route = (spec: object = {}, kind = 'HTTPRoute', name = 'r', version = API) =>
  object(version, kind, 'apps', name, { ...parent(), rules: [rule('web')], ...spec });
/** One rule with filters. */
export const filtered = (...filters: object[]) => ({ rules: [{ ...rule('web'), filters }] });
/** A redirect to HTTPS. */
export const redirect = { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] }] };
/** A BackendTLSPolicy for the Service web. */
export const policy = (validation: object, target: object = {}) =>
  object(API, 'BackendTLSPolicy', 'apps', 'tls', {
    targetRefs: [{ group: '', kind: 'Service', name: 'web', ...target }],
    validation: { hostname: 'shop.example.com', ...validation },
  });
/** An authority in a ConfigMap. */
export const CA = { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'ca' }] };
/** A ListenerSet of the Gateway infra/web. */
export const set = (listeners: readonly object[]) =>
  object(API, 'ListenerSet', 'infra', 'more', { parentRef: { name: 'web' }, listeners });
/** A ReferenceGrant of infra for apps. */
export const grant = (kind: string, to: object) => ({
  ...object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', 'infra', 'g', {
    from: [{ group: 'gateway.networking.k8s.io', kind, namespace: 'apps' }],
    to: [to],
  }),
});
/** The pods behind the Service web. */
export const deployment = object('apps/v1', 'Deployment', 'apps', 'web', {
  selector: { matchLabels: { app: 'web' } },
  template: {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: 'x/y:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
  },
});
/** A policy of these pods that lets somebody in. */
export const lets = (who: object) =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', 'apps', 'web', {
    endpointSelector: { matchLabels: { app: 'web' } },
    ingress: [{ ...who, toPorts: [{ ports: [{ port: 'http', protocol: 'TCP' }] }] }],
  });
/** An install of Cilium by Flux. */
export const release = (version: string, values: object) =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'kube-system', 'cilium', {
    chart: { spec: { chart: 'cilium', version, sourceRef: { kind: 'HelmRepository', name: 'cilium' } } },
    values,
  });
/** A pool of addresses. */
export const pool = (more: object) => ({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumLoadBalancerIPPool',
  metadata: { name: 'lan' },
  spec: { blocks: [{ cidr: '192.0.2.0/24' }], ...more },
});
/** A policy that announces every Service. */
export const L2 = {
  apiVersion: 'cilium.io/v2alpha1',
  kind: 'CiliumL2AnnouncementPolicy',
  metadata: { name: 'lan' },
  spec: { loadBalancerIPs: true },
};

/** An install of Cilium of a minor. */
export const on = (minor: string) =>
  release(`${minor}.3`, { kubeProxyReplacement: true, gatewayAPI: { enabled: true } });
