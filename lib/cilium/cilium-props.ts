// The properties of an install, and what they are in chart values.
import { Link } from '../cluster';
import { canonical, checkLabels, isMap, PlainMap, withoutNulls } from '../manifest';
import { checkMtu, Cidr, IpFamily, ValueError } from '../net';
import { HelmAdoptionOptions } from './adoption';
import { CiliumBootstrap } from './bootstrap';
import { ChartSource } from './chart-source';
import { CiliumDelivery } from './delivery';
import {
  BandwidthManagerOptions,
  BpfOptions,
  ClusterMeshApiServerOptions,
  ComponentOptions,
  DashboardOptions,
  EncryptionOptions,
  EnvoyOptions,
  GatewayApiOptions,
  HubbleOptions,
  LoadBalancingOptions,
  MonitoringOptions,
  OperatorOptions,
  RoutingOptions,
  SchedulingOptions,
} from './options';
import { bandwidthValues, bpfValues, encryptionValues } from './options/datapath';
import { entriesOf, ValueEntry } from './options/entry';
import { gatewayApiValues } from './options/gateway-api';
import { hubbleValues } from './options/hubble';
import { loadBalancingValues } from './options/load-balancing';
import { dashboardValues, monitoringValues } from './options/monitoring';
import { agentValues, certgenValues, clusterMeshApiServerValues, envoyValues, operatorValues } from './options/pods';
import { routingValues } from './options/routing';
import { leaves, putValue } from './value-sources';

/** Cilium minors. */
export enum CiliumVersion {
  /** Cilium 1.18. */
  V1_18 = '1.18',
  /** Cilium 1.19. */
  V1_19 = '1.19',
  /** Cilium 1.20. */
  V1_20 = '1.20',
}

/** The Kubernetes API as the agents reach it before there are Services. */
export interface KubernetesApiOptions {
  /** Name or address. @default - localhost (KubePrism) without kube-proxy, else the Service */
  readonly host?: string;
  /** Port. @default - 7445 (KubePrism) without kube-proxy */
  readonly port?: number;
}

/** The cluster's place in a mesh of clusters. */
export interface CiliumClusterOptions {
  /** Name, at most 32 lower-case letters, digits and "-". @default default */
  readonly name?: string;
  /** Number, 1 to 255; 0 outside of a mesh. @default 0 */
  readonly id?: number;
}

/** Properties of a CiliumInstall. What is not here is in `values`. */
export interface CiliumInstallProps {
  /** Cilium minor; its newest supported patch is rendered. @default CiliumVersion.V1_20 */
  readonly version?: CiliumVersion;
  /** Namespace of the install. @default kube-system */
  readonly namespace?: string;
  /**
   * The install brings its Namespace, for privileged pods (`pod-security.kubernetes.io/enforce`); neither Talos nor Helm would make it.
   *
   * @default - true for a namespace other than kube-system
   */
  readonly createNamespace?: boolean;
  /** Cilium handles Services instead of kube-proxy and reaches the API through KubePrism. @default true */
  readonly kubeProxyReplacement?: boolean;
  /** The Kubernetes API. @default - KubePrism without kube-proxy */
  readonly kubernetesApi?: KubernetesApiOptions;
  /** Name and number in a mesh of clusters. @default - outside of a mesh */
  readonly cluster?: CiliumClusterOptions;
  /** Other CNI configurations are put aside. @default - true; false if another construct, such as MultusTalos, needs it */
  readonly cniExclusive?: boolean;
  /**
   * Links whose interfaces carry Cilium's BPF programs. Every node must have one of them. By name or pattern (`eth+`): `values: { devices: […] }`.
   *
   * @default - Cilium looks for interfaces with addresses; named for it where the nodes' address is on a bridge or bond
   */
  readonly devices?: Link[];
  /** Routing between nodes. @default - tunnels by VXLAN, addresses from the nodes' pod networks */
  readonly routing?: RoutingOptions;
  /** Services. @default - as the chart has them */
  readonly loadBalancing?: LoadBalancingOptions;
  /** BPF programs and maps. @default - as the chart has them */
  readonly bpf?: BpfOptions;
  /** Limits and pacing of pods' traffic. @default - off */
  readonly bandwidthManager?: BandwidthManagerOptions;
  /** Encryption between nodes. @default - none */
  readonly encryption?: EncryptionOptions;
  /** Gateway API. @default - as the Gateways of the app need it */
  readonly gatewayApi?: GatewayApiOptions;
  /** Hubble, its relay and UI, and where its certificates come from. @default - Hubble on, relay and UI off, certificates by CronJob */
  readonly hubble?: HubbleOptions;
  /** Metrics. @default - as the chart has them: operator and Envoy, by annotation */
  readonly monitoring?: MonitoringOptions;
  /** Grafana dashboards. @default - none */
  readonly dashboards?: DashboardOptions;
  /** Pods of the agent. @default - as the chart has them */
  readonly agent?: ComponentOptions;
  /** The operator. @default - as the chart has it */
  readonly operator?: OperatorOptions;
  /** Envoy. @default - as the chart has it */
  readonly envoy?: EnvoyOptions;
  /** Pods that make Hubble's certificates. @default - as the chart has them */
  readonly certgen?: SchedulingOptions;
  /** The API server of the cluster mesh. @default - off */
  readonly clusterMeshApiServer?: ClusterMeshApiServerOptions;
  /** Labels of every object that the chart lets have some. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the objects of every component; a component's own `annotations` take their place. @default - none */
  readonly annotations?: { [key: string]: string };
  /**
   * Further chart values as a tree, `{ bpf: { lbMapMax: 131072 } }`. Misspelt keys are refused; so are they by the compiler with
   * `{ … } satisfies CiliumValues1_20` of `cdk8s-talos-network/values`.
   *
   * @default - none
   */
  readonly values?: { [key: string]: any };
  /** What turns the values into objects. @default ChartSource.native() */
  readonly chartSource?: ChartSource;
  /** Who brings the install into the cluster after bootstrap. @default CiliumDelivery.objects() */
  readonly delivery?: CiliumDelivery;
  /** Marks on all objects, by which a Helm release takes them over later. @default - none; those of the release with CiliumDelivery.flux() */
  readonly adoption?: HelmAdoptionOptions;
  /** How a new cluster gets its first copy. Jobs are left out of what Talos applies. @default CiliumBootstrap.inline() */
  readonly bootstrap?: CiliumBootstrap;
}

/** A value that the user gave. @internal */
export interface GivenValue {
  readonly path: string;
  readonly value: unknown;
  /** Property that it comes from; undefined for `values`. */
  readonly property: string | undefined;
}

/** Objects of these components take annotations; certgen and the cluster mesh come as options of their own. */
const ANNOTATED = ['', 'operator.', 'envoy.', 'hubble.', 'hubble.relay.', 'hubble.ui.'].map(
  (prefix) => `${prefix}annotations`,
);

/**
 * The values that the user gave, each with where it was said.
 *
 * @throws ValueError `cilium/value-twice` when a property and `values`, or two properties, say different things
 * @internal
 */
export function givenValues(props: CiliumInstallProps): GivenValue[] {
  const tree: PlainMap = {};
  const given = new Map<string, GivenValue>();
  for (const entry of typedValues(props)) {
    if (entry.value === undefined) continue;
    given.set(entry.path, entry);
    putValue(tree, entry.path, structuredClone(entry.value));
  }
  const raw = (props.values ?? {}) as PlainMap;
  for (const { path, value } of leaves(raw)) {
    if (value === undefined) continue;
    // Null deletes a default; what no YAML can hold is refused.
    if (value !== null) canonical(withoutNulls(value), `values.${path}`);
    const held = path.split('.').reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), tree);
    if (held !== undefined && JSON.stringify(held) !== JSON.stringify(value)) {
      const inside = [...given.values()].filter(
        (each) => each.path === path || path.startsWith(`${each.path}.`) || each.path.startsWith(`${path}.`),
      );
      const property = inside.map((each) => each.property).find((name) => name !== undefined);
      throw new ValueError(
        'cilium/value-twice',
        `${path} is ${JSON.stringify(held)} by ${property === undefined ? 'values' : `the property ${property}`} and ${JSON.stringify(value)} in values`,
        'say it once',
      );
    }
    if (held === undefined) given.set(path, { path, value, property: undefined });
  }
  return [...given.values()];
}

function typedValues(props: CiliumInstallProps): ValueEntry[] {
  checkNetworks(props.routing ?? {});
  checkLabels(props.labels ?? {});
  const metrics = props.hubble?.metrics !== undefined;
  const typed = [
    ...entriesOf('', props, [
      ['kubeProxyReplacement', 'kubeProxyReplacement'],
      ['cniExclusive', 'cni.exclusive'],
      ['labels', 'commonLabels'],
    ]).map((entry) => ({ ...entry, property: entry.property.slice(1) })),
    ...entriesOf('kubernetesApi', props.kubernetesApi, [
      ['host', 'k8sServiceHost'],
      ['port', 'k8sServicePort'],
    ]),
    ...entriesOf('cluster', props.cluster, [
      ['name', 'cluster.name'],
      ['id', 'cluster.id'],
    ]),
    ...routingValues(props.routing),
    ...loadBalancingValues(props.loadBalancing),
    ...bpfValues(props.bpf),
    ...bandwidthValues(props.bandwidthManager),
    ...encryptionValues(props.encryption),
    ...gatewayApiValues(props.gatewayApi),
    ...hubbleValues(props.hubble),
    ...monitoringValues(props.monitoring, metrics),
    ...dashboardValues(props.dashboards, metrics),
    ...agentValues(props.agent),
    ...operatorValues(props.operator),
    ...envoyValues(props.envoy),
    ...certgenValues(props.certgen),
    ...clusterMeshApiServerValues(props.clusterMeshApiServer),
  ].filter(({ value }) => value !== undefined);
  const own = new Set(typed.map(({ path }) => path));
  const annotations = ANNOTATED.filter((path) => !own.has(path)).map((path) => ({
    property: 'annotations',
    path,
    value: props.annotations,
  }));
  return [...typed, ...annotations];
}

function checkNetworks({ ipv4NativeCidr, ipv6NativeCidr, mtu }: RoutingOptions): void {
  if (mtu !== undefined) checkMtu(mtu);
  for (const [text, family, property] of [
    [ipv4NativeCidr, IpFamily.IPV4, 'ipv4NativeCidr'],
    [ipv6NativeCidr, IpFamily.IPV6, 'ipv6NativeCidr'],
  ] as const) {
    if (text !== undefined && Cidr.of(text).family !== family)
      throw new ValueError(
        'cilium/option',
        `routing.${property} is ${text}, of the other family`,
        'write a network of the family that the property names',
      );
  }
}
