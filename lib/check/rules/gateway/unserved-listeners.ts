// Listeners and Gateways that Cilium accepts and serves otherwise than they read.
import { UnservedCode } from '../../../models/gateway';
import { selectorKeys } from '../../../world/derived/selectors';
import { listAt, mapAt, valueAtPath } from '../../../world/derived/fields';
import { World } from '../../../world/types';
import { listed, named, ruleOf, UnservedRow } from './entries';

interface OfListener {
  readonly listener: string;
  readonly port: number;
  readonly routes?: readonly string[];
}

const ROWS: readonly UnservedRow[] = [
  {
    unserved: [UnservedCode.PLAIN_TEXT],
    code: 'gateway/plain-https',
    title: 'An HTTPS listener has certificateRefs',
    why: 'Without them Cilium answers in plain text on that port; the API server lets it pass (run: tls-no-tls, tls-options-only).',
    level: 'error',
    words: ({ listener, port, routes = [] }: OfListener) => ({
      message: `HTTPS listener "${listener}" has no certificate: Cilium answers in plain text on port ${port}${routes.length === 0 ? '' : ` for ${routes.map(named).join(', ')}`}`,
      repair: 'write tls: {certificateRefs: [{name: <Secret>}]}',
    }),
  },
  {
    unserved: [UnservedCode.CLOSED],
    code: 'gateway/closed-https',
    title: 'An HTTPS listener has a certificate that is read',
    why: 'Its routes are configured for TLS, and without a certificate Envoy opens nothing (run: tls-no-tls).',
    level: 'error',
    words: ({ listener, port }: OfListener) => ({
      message: `HTTPS listener "${listener}" has no certificate: nothing answers on port ${port}`,
      repair: 'write tls: {certificateRefs: [{name: <Secret>}]}',
    }),
  },
  {
    unserved: [UnservedCode.PLAIN_ON_TLS],
    code: 'gateway/plain-on-tls',
    title: 'No HTTPRoute is answered in plain text on the port of a TLS listener',
    why: 'To Cilium a TLS listener is an HTTP one too: an HTTPRoute that fits its host name is answered there in plain text (run: listener-http-tls-port, kinds-http-section-on-tls).',
    level: 'warning',
    words: ({ listener, port, routes = [] }: OfListener) => ({
      message: `${routes.map(named).join(', ')} is answered in plain text on port ${port} of TLS listener "${listener}"`,
      repair: 'write sectionName in the parentRefs of the route: a listener for HTTP or HTTPS',
    }),
  },
  {
    unserved: [UnservedCode.STREAM_CLOSED],
    code: 'gateway/listener-protocol',
    title: 'A TCP or UDP listener is for Cilium 1.20 and later',
    why: 'Earlier minors accept it and open no port (run: listener-udp-and-http, tcp-beside-http).',
    level: 'error',
    words: ({ listener, port, protocol }: OfListener & { protocol: string }) => ({
      message: `Cilium before 1.20 accepts listener "${listener}" and opens no ${protocol} port ${port}`,
      repair: 'use Cilium 1.20, or a Service of type LoadBalancer',
    }),
  },
  {
    unserved: [UnservedCode.TLS_TERMINATE],
    code: 'gateway/tls-terminate',
    title: 'A TLS listener passes through',
    why: 'Mode Terminate is the default mode; 1.18 and 1.19 build a chain that terminates and one that passes through, 1.20 refuses it (run: tls-terminate-tlsroute, tls-terminate-default-mode).',
    level: 'warning',
    words: ({ listener }: OfListener) => ({
      message: `TLS listener "${listener}" is in mode Terminate: Cilium both terminates and passes through`,
      repair: 'write tls: {mode: Passthrough}, or protocol HTTPS',
    }),
  },
  {
    unserved: [UnservedCode.INVALID_SERVED],
    code: 'gateway/invalid-served',
    title: 'A listener that is not accepted is not served',
    why: 'A refused listener stays in the configuration of Envoy: its routes are served all the same (run: tls-one-of-two-bad, ls-conflict-gateway). The reason is a finding of its own, so this is a note.',
    level: 'note',
    words: ({ listener, reason, routes = [] }: OfListener & { reason: string }) => ({
      message: `listener "${listener}" is not accepted (${reason}), and Cilium serves ${routes.map(named).join(', ')} there all the same`,
      repair: 'repair the listener; do not rely on the refusal',
    }),
  },
  {
    unserved: [UnservedCode.DUPLICATE_CHAIN],
    code: 'gateway/duplicate-chain',
    title: 'Server names of a Gateway have one certificate on one port',
    why: 'Two filter chains of one Envoy listener would have the same server names, which Envoy is documented to refuse; that was not run.',
    level: 'warning',
    words: ({ serverNames }: { serverNames: string[] }) => ({
      message: `two filter chains for ${serverNames.length === 0 ? 'every server name' : listed(serverNames)} in one Envoy listener`,
      repair: 'write one certificate for each host name, or host names that differ',
    }),
  },
  {
    unserved: [UnservedCode.METADATA_LABELS],
    code: 'gateway/metadata-labels',
    title: 'Labels by which pools and announcements choose a Gateway stand under spec.infrastructure',
    why: 'Only spec.infrastructure reaches the Service of the Gateway, and selectors look at the Service (run: infra-labels). Said only where a selector of the input asks for one of the labels.',
    level: (entry, world) =>
      Object.keys(entry.data.labels as object).some((key) => serviceKeys(world).has(key)) ? 'warning' : undefined,
    words: ({ labels }: { labels: Record<string, string> }) => ({
      message: `labels of the Gateway do not reach its Service, by which selectors choose: ${Object.entries(labels)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}`,
      repair: 'write them under spec.infrastructure.labels',
    }),
  },
  {
    unserved: [UnservedCode.METADATA_ANNOTATIONS],
    code: 'gateway/metadata-annotations',
    title: 'Annotations for the Service of a Gateway stand under spec.infrastructure',
    why: 'Annotations of the Gateway itself do not reach its Service: an address that they ask for is not given (run: infra-labels).',
    level: 'warning',
    words: ({ key, value }: { key: string; value: string }) => ({
      message: `annotation ${key}: ${value} stands on the Gateway, and its Service does not get it`,
      repair: 'write it under spec.infrastructure.annotations',
    }),
  },
  {
    unserved: [UnservedCode.ADDRESS_OVERRIDDEN],
    code: 'gateway/address-twice',
    title: 'A Gateway asks for addresses in one place',
    why: 'LB-IPAM follows the annotation, and the Gateway then says Programmed False, AddressNotUsable (run: infra-lbipam-and-address).',
    level: 'error',
    words: ({ annotation, lost }: { annotation: string; lost: string[] }) => ({
      message: `spec.addresses asks for ${listed(lost)} and the annotation ${annotation} for others: the Gateway is never programmed`,
      repair: 'keep spec.addresses, remove the annotation',
    }),
  },
  {
    unserved: [UnservedCode.PARAMETERS_IGNORED],
    code: 'gateway/parameters-ignored',
    title: 'Parameters are read by Cilium',
    why: 'A configuration that is not there leaves the defaults (run: class-params-missing); spec.infrastructure.parametersRef of a Gateway is not looked at before 1.20, and refused from then on (run: class-params-on-gateway).',
    level: ({ object }, world) => (object.startsWith('Gateway/') || world.complete ? 'warning' : 'note'),
    words: ({ name }: { name?: string }) => ({
      message: `the parameters ${name === undefined ? '' : `"${name}" `}are not read: the defaults hold`,
      repair: 'name a CiliumGatewayClassConfig with its namespace in the parametersRef of the class',
    }),
  },
  {
    unserved: [UnservedCode.HOST_PORT_SHARED],
    code: 'gateway/host-port-shared',
    title: 'In host network mode a port belongs to one Gateway',
    why: 'Every port of every Gateway opens on the nodes; nobody checks that each is used once (run: hostnetwork-same-port).',
    level: 'error',
    words: ({ port, with: other }: { port: number; with: string }) => ({
      message: `port ${port} of the nodes belongs to ${named(other)} already`,
      repair: 'write another port, or one Gateway with both listeners',
    }),
  },
  {
    unserved: [UnservedCode.SET_WITHOUT_GATEWAY],
    code: 'gateway/set-without-gateway',
    title: 'The Gateway of a ListenerSet has a valid listener of its own',
    why: 'Otherwise it gives its sets no status and programs nothing (run: ls-gateway-invalid).',
    level: 'error',
    words: ({ gateway }: { gateway: string }) => ({
      message: `Gateway ${gateway} has no valid listener of its own: the set gets no status and is not served`,
      repair: 'give the Gateway a valid listener',
    }),
  },
];

/** What becomes of listeners and Gateways. */
export const UNSERVED_LISTENERS = ruleOf(ROWS);

/** Labels that selectors over Services ask for. */
function serviceKeys(world: World): ReadonlySet<string> {
  const of = (kind: string) => world.of('cilium.io', kind).map(({ manifest }) => manifest);
  const selectors = [
    ...[...of('CiliumLoadBalancerIPPool'), ...of('CiliumL2AnnouncementPolicy')].map((each) =>
      mapAt(each, 'spec', 'serviceSelector'),
    ),
    ...of('CiliumBGPAdvertisement').flatMap((each) =>
      listAt(each, 'spec', 'advertisements').map((advertisement) => valueAtPath(advertisement, ['selector'])),
    ),
  ];
  return new Set(selectors.flatMap((selector) => selectorKeys(selector)));
}
