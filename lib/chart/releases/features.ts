// Which minor has which shape of object. Source: facts over charts 1.18.12, 1.19.6, 1.20.0, rendered and compared.
import { isIn, Span } from '../../catalogue/span';
import { Feature } from './types';

interface FeatureRow extends Span {
  readonly feature: Feature;
  readonly what: string;
}

/** What went first, then what came, each by minor. */
export const FEATURES: readonly FeatureRow[] = [
  {
    feature: 'certgenHookJob',
    until: '1.19',
    what: 'the first certificate Job has a fixed name and is a hook of helm; later its name carries a hash of its spec',
  },
  {
    feature: 'certgenLegacyAccountField',
    until: '1.19',
    what: 'the certificate Job names its account in the old field `serviceAccount` too',
  },
  {
    feature: 'certgenZeroTtl',
    until: '1.19',
    what: 'zero seconds to keep a finished certificate Job are written, later they mean no limit',
  },
  {
    feature: 'meshCertgenOnHost',
    until: '1.19',
    what: "the mesh's certificate Job runs on the host network, and may change an older certificate too",
  },
  {
    feature: 'meshUsersAlways',
    until: '1.19',
    what: 'users of remote clusters are written without clustermesh.config too',
  },
  {
    feature: 'meshServerUnmarked',
    until: '1.19',
    what: "the mesh's server certificate by cert-manager carries no labels, and annotations make the template fail",
  },
  { feature: 'ipsecInterface', until: '1.20', what: 'the interface that IPsec encrypts is a value' },
  {
    feature: 'meshInlineCertificates',
    until: '1.20',
    what: 'mesh certificates that are not automatic come from the values, unless enableSecrets is off',
  },
  {
    feature: 'alwaysListsPorts',
    since: '1.19',
    what: 'agent and operator declare their ports; before only with metrics, and never the health port',
  },
  { feature: 'bashOnHost', since: '1.19', what: 'helpers on the host run under bash, before under sh' },
  {
    feature: 'configInitSecurity',
    since: '1.19',
    what: 'the init container that reads the configuration drops what it does not need',
  },
  {
    feature: 'ingressEndpointSlice',
    since: '1.19',
    what: 'the shared ingress has an EndpointSlice, before an Endpoints object',
  },
  { feature: 'meshEtcdGatewayOff', since: '1.19', what: "the mesh's etcd serves no gRPC gateway" },
  {
    feature: 'meshPeersByName',
    since: '1.19',
    what: 'peers of the mesh may be a map, come sorted by name, and may be switched off',
  },
  {
    feature: 'namedPorts',
    since: '1.19',
    what: 'probes and metrics Services go by the name of a declared port, Envoy by number; before the other way round',
  },
  {
    feature: 'sharedInitResources',
    since: '1.19',
    what: 'initResources hold for the container that mounts cgroups too',
  },
  {
    feature: 'singleConfigSource',
    since: '1.19',
    what: 'a single ConfigMap as source of the configuration is mounted, without an init container that resolves sources',
  },
  { feature: 'ztunnelRole', since: '1.19', what: 'the operator may manage the ztunnel DaemonSet' },
  { feature: 'chartLabel', since: '1.20', what: 'objects carry the label helm.sh/chart' },
  { feature: 'envoyAdsByDefault', since: '1.20', what: 'Envoy gets listeners and clusters over one aggregated stream' },
  {
    feature: 'envoyProbeTimes',
    since: '1.20',
    what: "delays and timeouts of Envoy's probes are values, before they were fixed",
  },
  { feature: 'envoyXdsCircuitBreakers', since: '1.20', what: "circuit breakers guard Envoy's own xDS cluster too" },
  {
    feature: 'gatewayAdmissionPolicy',
    since: '1.20',
    what: 'a ValidatingAdmissionPolicy guards Gateways of class cilium',
  },
  {
    feature: 'gatewayForcesLoadBalancing',
    since: '1.20',
    what: 'Gateway API sets two options of the socket and algorithm load balancing, whatever the values say',
  },
  { feature: 'hostUsers', since: '1.20', what: 'pods state hostUsers on Kubernetes 1.33 and newer' },
  { feature: 'meshCertificateForService', since: '1.20', what: "the mesh's server certificate is for its Service" },
  { feature: 'meshHostAliasesInConfig', since: '1.20', what: 'connections of the mesh say addresses themselves' },
  { feature: 'poolEnds', since: '1.20', what: 'pools say whether their first and last addresses may be used' },
  { feature: 'relayTmpVolume', since: '1.20', what: 'the relay has a read-only root and a /tmp volume' },
  { feature: 'uiTmpLimit', since: '1.20', what: "the UI's temporary volume is limited" },
];

/** Features of a version such as `1.20.0`. */
export function featuresOf(version: string): ReadonlySet<Feature> {
  return new Set(FEATURES.filter((row) => isIn(version, row)).map((row) => row.feature));
}
