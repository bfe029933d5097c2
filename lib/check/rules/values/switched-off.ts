// Objects that need a feature of Cilium which the values leave off: the API server takes them, and nobody reads them.
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { listAt, mapAt, textAt, valueAtPath } from '../../../world/derived/fields';
import { CheckedObject, World } from '../../../world/types';
import { Rule } from '../../rule';

interface Row {
  readonly code: string;
  readonly kinds: readonly (readonly [group: string, kind: string])[];
  /** Value paths, one of which must be on. */
  readonly needs: readonly string[];
  /** Which of the objects count. @default - all */
  readonly when?: (object: CheckedObject, world: World) => boolean;
  /** What becomes of the object. */
  readonly effect: string;
}

const CILIUM = 'cilium.io';
const GATEWAY = 'gateway.networking.k8s.io';
/** Controller of Cilium's GatewayClass. Source: operator, gateway-api package. */
const CONTROLLER = 'io.cilium/gateway-controller';

/** Source: agent and operator of 1.18 to 1.20; each controller is started by its switch only. */
const ROWS: readonly Row[] = [
  {
    code: 'values/l2-off',
    kinds: [[CILIUM, 'CiliumL2AnnouncementPolicy']],
    needs: ['l2announcements.enabled'],
    effect: 'no address is announced',
  },
  {
    code: 'values/gateway-off',
    kinds: [[GATEWAY, 'Gateway']],
    needs: ['gatewayAPI.enabled'],
    when: isOfCilium,
    effect: 'no controller takes the Gateway',
  },
  {
    code: 'values/bgp-off',
    kinds: [
      'CiliumBGPClusterConfig',
      'CiliumBGPPeerConfig',
      'CiliumBGPAdvertisement',
      'CiliumBGPNodeConfigOverride',
      'CiliumBGPPeeringPolicy',
    ].map((kind) => [CILIUM, kind] as const),
    needs: ['bgpControlPlane.enabled'],
    effect: 'no session is made',
  },
  {
    code: 'values/egress-gateway-off',
    kinds: [[CILIUM, 'CiliumEgressGatewayPolicy']],
    needs: ['egressGateway.enabled'],
    effect: 'traffic leaves with the address of the node of each pod',
  },
  {
    code: 'values/envoy-config-off',
    kinds: [
      [CILIUM, 'CiliumEnvoyConfig'],
      [CILIUM, 'CiliumClusterwideEnvoyConfig'],
    ],
    // Source: chart, enable-envoy-config: any of these switches it on.
    needs: ['envoyConfig.enabled', 'ingressController.enabled', 'gatewayAPI.enabled'],
    effect: 'Envoy never sees it',
  },
  {
    code: 'values/ingress-off',
    kinds: [['networking.k8s.io', 'Ingress']],
    needs: ['ingressController.enabled'],
    when: hasIngressClass,
    effect: 'no controller takes the Ingress',
  },
  {
    code: 'values/host-firewall-off',
    kinds: [[CILIUM, 'CiliumClusterwideNetworkPolicy']],
    needs: ['hostFirewall.enabled'],
    when: selectsNodes,
    effect: 'the policy of the nodes is not enforced',
  },
  {
    code: 'values/authentication-off',
    kinds: [
      [CILIUM, 'CiliumNetworkPolicy'],
      [CILIUM, 'CiliumClusterwideNetworkPolicy'],
    ],
    // Source: agent, pkg/auth: without a provider every connection that must be authenticated is dropped.
    needs: ['authentication.mutual.spire.enabled'],
    when: demandsAuthentication,
    effect: 'every connection that must be authenticated is dropped',
  },
  {
    code: 'values/redirect-off',
    kinds: [[CILIUM, 'CiliumLocalRedirectPolicy']],
    needs: ['localRedirectPolicies.enabled', 'localRedirectPolicy'],
    effect: 'nothing is redirected',
  },
];

/** Every object of Cilium has its feature switched on, where the values are known. */
export const SWITCHED_OFF: Rule = {
  layer: 'values',
  codes: ROWS.map(({ code, kinds, needs, effect }) => ({
    code,
    title: `${kinds[0]![1]} needs ${needs.join(' or ')}`,
    why: `Otherwise ${effect}, and nothing says so. Source: agent and operator of 1.18 to 1.20, whose controllers are started by their switches only.`,
    words: ({ kind, value, file }: { kind: string; value: string; file?: string }) => ({
      message: `${kind} needs ${value}, which the values of Cilium${file === undefined ? '' : ` (${file})`} leave off: ${effect}`,
      repair: `set ${value}: true in the values of Cilium`,
    }),
  })),
  check(world, report) {
    for (const row of ROWS) {
      for (const object of row.kinds.flatMap(([group, kind]) => world.of(group, kind))) {
        if (row.when?.(object, world) === false) continue;
        const install = installOf(world, object);
        if (install === undefined || !row.needs.every((path) => install.isOff(path))) continue;
        const { at } = install.placeOf(row.needs[0]!);
        const { kind } = object.manifest;
        report.error(row.code, object, ['kind'], { kind, value: row.needs[0]!, file: at.origin.file });
      }
    }
  },
};

function isOfCilium(gateway: CheckedObject, world: World): boolean {
  const name = textAt(gateway.manifest, 'spec', 'gatewayClassName');
  const known = world.of(GATEWAY, 'GatewayClass').filter(({ manifest }) => manifest.metadata.name === name);
  return known.length === 0
    ? name === 'cilium'
    : known.every(({ manifest }) => textAt(manifest, 'spec', 'controllerName') === CONTROLLER);
}

function hasIngressClass({ manifest }: CheckedObject): boolean {
  const annotation = mapAt(manifest, 'metadata', 'annotations')['kubernetes.io/ingress.class'];
  return textAt(manifest, 'spec', 'ingressClassName') === 'cilium' || annotation === 'cilium';
}

function specsOf({ manifest }: CheckedObject): unknown[] {
  return [manifest.spec, ...((Array.isArray(manifest.specs) ? manifest.specs : []) as unknown[])];
}

function demandsAuthentication(policy: CheckedObject): boolean {
  return specsOf(policy).some((spec) =>
    [...listAt(spec, 'ingress'), ...listAt(spec, 'egress')].some(
      (rule) => textAt(rule, 'authentication', 'mode') === 'required',
    ),
  );
}

function selectsNodes(policy: CheckedObject): boolean {
  return specsOf(policy).some(
    (spec) => valueAtPath(spec, ['nodeSelector']) !== undefined && valueAtPath(spec, ['nodeSelector']) !== null,
  );
}
