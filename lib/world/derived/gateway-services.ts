// The Services that Cilium makes of Gateways, as manifests.
import { Manifest } from '../../manifest';
import { gatewayVerdict } from '../../models/gateway';
import { LoadBalancerSettings } from '../../models/load-balancer';
import { CheckedObject, World } from '../types';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
/** Kinds that the operator looks at, besides those of the Gateway API. */
const KINDS: readonly (readonly [string, string])[] = [
  ['', 'Service'],
  ['', 'Secret'],
  ['', 'ConfigMap'],
  ['', 'Namespace'],
  ['cilium.io', 'CiliumGatewayClassConfig'],
];
/** The class that the chart makes. */
const OWN_CLASS = {
  apiVersion: `${GATEWAY_GROUP}/v1`,
  kind: 'GatewayClass',
  metadata: { name: 'cilium' },
  spec: { controllerName: 'io.cilium/gateway-controller' },
};

/** A Service of a Gateway. */
export interface MadeService {
  readonly at: CheckedObject;
  readonly manifest: Manifest;
  readonly origin: 'Gateway';
}

/** The Services of the Gateways, those of other controllers left out. */
export function gatewayServices(
  world: World,
  gateways: readonly CheckedObject[],
  { ipv6 }: LoadBalancerSettings,
): MadeService[] {
  if (gateways.length === 0) return [];
  const others = [
    ...world.objects.filter(
      ({ manifest }) => manifest.apiVersion.startsWith(`${GATEWAY_GROUP}/`) && manifest.kind !== 'Gateway',
    ),
    ...KINDS.flatMap(([group, kind]) => world.of(group, kind)),
  ];
  const hasClass = others.some(
    ({ manifest }) => manifest.kind === 'GatewayClass' && manifest.metadata.name === OWN_CLASS.metadata.name,
  );
  const { services } = gatewayVerdict(
    [
      ...(hasClass ? [] : [OWN_CLASS]),
      ...others.map(({ manifest }) => manifest),
      ...gateways.map((each) => each.manifest),
    ],
    { minor: world.versions.cilium, ipv6: ipv6 === true },
  );
  return gateways.flatMap((at): MadeService[] => {
    const { namespace, name } = at.manifest.metadata;
    const made = services.get(`${typeof namespace === 'string' && namespace !== '' ? namespace : 'default'}/${name}`);
    if (made === undefined) return [];
    const metadata = { namespace: made.namespace, name: made.name, labels: made.labels, annotations: made.annotations };
    return [
      {
        at,
        origin: 'Gateway',
        manifest: {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: metadata as Manifest['metadata'],
          spec: { type: made.type, ports: made.ports, ...made.spec },
        },
      },
    ];
  });
}
