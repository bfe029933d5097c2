// Backends that Cilium drops, or treats otherwise than they read.
import { BackendLoss, UnservedCode } from '../../../models/gateway';
import { named, ruleOf, UnservedRow } from './entries';

/** What is certain about a backend from the route alone. Whether a Service exists is a question of what the input holds. */
const CERTAIN: readonly unknown[] = [BackendLoss.KIND, BackendLoss.NO_PORT, BackendLoss.TLS_POLICY];

const LOSSES: Readonly<Record<string, string>> = {
  [BackendLoss.KIND]: 'is no Service (group and kind)',
  [BackendLoss.NO_PORT]: 'has no port',
  [BackendLoss.TLS_POLICY]: 'has a BackendTLSPolicy that Cilium refuses',
};
const REPAIRS: Readonly<Record<string, string>> = {
  [BackendLoss.KIND]: 'name a Service: leave group and kind out',
  [BackendLoss.NO_PORT]: 'write the port of the Service',
  [BackendLoss.TLS_POLICY]: 'write one caCertificateRefs entry: a ConfigMap that holds PEM under ca.crt',
};
const EFFECTS: Readonly<Record<string, string>> = {
  'others-take-it': 'the other backends of the rule take its share',
  fails: 'no backend is left, and requests get status 500',
  closed: 'no backend is left, and connections are closed',
};

interface Lost {
  readonly loss: string;
  readonly service: string;
  readonly effect?: string;
}

const ROWS: readonly UnservedRow[] = [
  {
    unserved: [UnservedCode.BACKEND_DROPPED],
    code: 'gateway/backend-dropped',
    title: 'A backend is a Service with a port, and no refused BackendTLSPolicy stands before it',
    why: 'Cilium drops such a backend and the others take all the traffic; 500 only when none of the rule is left (run: backend-kind, backend-port-absent, backend-one-of-two-missing, btp-*).',
    level: ({ data }) => (CERTAIN.includes(data.loss) ? 'error' : undefined),
    words: ({ loss, service, effect }: Lost) => ({
      message: `backend ${service} ${LOSSES[loss] ?? loss}: Cilium drops it; ${EFFECTS[effect ?? ''] ?? ''}`,
      repair: REPAIRS[loss] ?? 'name a Service with a port',
    }),
  },
  {
    unserved: [UnservedCode.MIRROR_DROPPED],
    code: 'gateway/mirror-dropped',
    title: 'A mirror is a Service with a port',
    why: 'Cilium drops the mirror; the route stays accepted (run: filter-mirror-*).',
    level: ({ data }) => (CERTAIN.includes(data.loss) ? 'warning' : undefined),
    words: ({ loss, service }: Lost) => ({
      message: `mirror ${service} ${LOSSES[loss] ?? loss}: Cilium drops it`,
      repair: REPAIRS[loss] ?? 'name a Service with a port',
    }),
  },
  {
    unserved: [UnservedCode.AUTH_DROPPED],
    code: 'gateway/auth-dropped',
    title: 'An external authoriser is a Service with a port',
    why: 'Without its authoriser the rule lets every request pass (toHTTPExternalAuthFilter).',
    level: ({ data }) => (CERTAIN.includes(data.loss) ? 'error' : undefined),
    words: ({ loss, service }: Lost) => ({
      message: `authoriser ${service} ${LOSSES[loss] ?? loss}: Cilium drops it, and requests pass without being asked`,
      repair: REPAIRS[loss] ?? 'name a Service with a port',
    }),
  },
  {
    unserved: [UnservedCode.WEIGHT_IGNORED],
    code: 'gateway/weight-ignored',
    title: 'An only backend has a weight above 0',
    why: 'Weight 0 on the only backend still sends all the traffic there (run: backend-single-weight-zero).',
    level: 'warning',
    words: ({ service }: { service: string }) => ({
      message: `${service} is the only backend: weight 0 does not keep requests away from it`,
      repair: 'remove the backend or the weight',
    }),
  },
  {
    unserved: [UnservedCode.WEIGHTS_ZERO],
    code: 'gateway/weights-zero',
    title: 'A backend of a rule has a weight above 0',
    why: 'All weights 0 make a weighted cluster of sum 0, which Envoy is documented to refuse (run up to Envoy: backend-weights-all-zero).',
    level: 'warning',
    words: ({ services }: { services: string[] }) => ({
      message: `all backends of the rule have weight 0: ${services.join(', ')}`,
      repair: 'give one of them a weight',
    }),
  },
  {
    unserved: [UnservedCode.HTTP2_FORCED, UnservedCode.SHARED_WITH_GRPC],
    code: 'gateway/http2-forced',
    title: 'An HTTPRoute and a GRPCRoute do not share a port of a Service',
    why: 'Cilium has one cluster per Service port and Gateway, and it speaks HTTP/2 as soon as a match of a GRPCRoute leads there (isGRPCService; without a match the protocol of the client goes on). A backend that takes both on one port is fine, so this is a note.',
    level: 'note',
    words: ({ service, port, by }: { service: string; port: number; by: string }) => ({
      message: `${named(by)} uses port ${port} of Service ${service} too: as soon as it has a match, Envoy speaks HTTP/2 to the port for both`,
      repair: 'give gRPC a port of its own on the Service, unless the backend takes HTTP/2 without TLS on this one',
    }),
  },
  {
    unserved: [UnservedCode.TLS_POLICY_IGNORED],
    code: 'gateway/tls-policy-ignored',
    title: 'A BackendTLSPolicy stands before backends of HTTPRoutes, in Cilium 1.20 and later',
    why: 'Cilium looks at HTTPRoutes alone for it, and from 1.20 on; other backends get plain text, and the policy no status. It knows caCertificateRefs only, and does not check subjectAltNames (run: btp-*).',
    level: 'warning',
    words: policyWords,
  },
];

interface PolicyData {
  readonly gap: string;
  readonly service?: string;
  readonly section?: string;
  readonly routes?: readonly string[];
  readonly ports?: readonly string[];
}

function policyWords({ gap, service, section, routes = [], ports = [] }: PolicyData) {
  const by = routes.map(named).join(', ');
  const rows: Readonly<Record<string, { message: string; repair: string }>> = {
    minor: {
      message: 'Cilium before 1.20 does not look at a BackendTLSPolicy: backends get plain text',
      repair: 'use Cilium 1.20, or plain text to the backend',
    },
    grpc: {
      message: `the BackendTLSPolicy does not hold for ${by}: Cilium looks at HTTPRoutes only, and Service ${service} gets plain text from a GRPCRoute`,
      repair: 'use an HTTPRoute, or plain text to the backend',
    },
    passthrough: {
      message: `the BackendTLSPolicy does not hold for ${by}: a TLSRoute passes the connection through`,
      repair: 'remove the policy, or use an HTTPRoute',
    },
    section: {
      message: `Service ${service} has no port named "${section}"${ports.length === 0 ? '' : `; it has ${ports.map((name) => `"${name}"`).join(', ')}`}: the policy holds for no port`,
      repair: 'write the name of a port of the Service, or leave sectionName out',
    },
    'well-known': {
      message: 'Cilium encrypts nothing for wellKnownCACertificates: the backend gets plain text',
      repair: 'write caCertificateRefs: a ConfigMap with the authority under ca.crt',
    },
    names: {
      message: 'Cilium does not check subjectAltNames: every certificate of the authority is taken',
      repair: 'do not rely on it; write hostname',
    },
  };
  return rows[gap] ?? { message: gap, repair: '' };
}

/** What becomes of backends. */
export const UNSERVED_BACKENDS = ruleOf(ROWS);
