// Placing, sizing and marking the pods of each component.
import { Duration } from 'cdk8s';
import { checkLabels } from '../../manifest';
import { quantity } from '../../models/api-server/schema';
import { ValueError } from '../../net';
import { valueOf, wholeNumber } from './checked';
import { entriesOf, ValueEntry } from './entry';

/** How a toleration compares. */
export enum TolerationOperator {
  /** Key and value are the taint's. */
  EQUAL = 'Equal',
  /** The taint has the key; without a key every taint. */
  EXISTS = 'Exists',
}

/** What a taint does to pods that do not tolerate it. */
export enum TaintEffect {
  /** New pods stay away. */
  NO_SCHEDULE = 'NoSchedule',
  /** New pods stay away if they can. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** Running pods go as well. */
  NO_EXECUTE = 'NoExecute',
}

/** A taint that pods put up with. */
export interface CiliumToleration {
  /** Key of the taint. @default - every taint, with TolerationOperator.EXISTS */
  readonly key?: string;
  /** @default TolerationOperator.EQUAL */
  readonly operator?: TolerationOperator;
  /** Value of the taint. @default - none */
  readonly value?: string;
  /** @default - every effect */
  readonly effect?: TaintEffect;
  /** How long a pod stays after a NO_EXECUTE taint appeared (`tolerationSeconds`). @default - for ever */
  readonly evictAfter?: Duration;
}

/** Requests and limits of a container, as Kubernetes quantities (`100m`, `512Mi`). */
export interface CiliumResources {
  /** @default - none */
  readonly cpuRequest?: string;
  /** @default - none */
  readonly memoryRequest?: string;
  /** @default - none */
  readonly cpuLimit?: string;
  /** @default - none */
  readonly memoryLimit?: string;
}

/** Where the pods of a component run, and what they carry. */
export interface SchedulingOptions {
  /** Labels of the nodes, beside the chart's `kubernetes.io/os: linux`. @default - the chart's */
  readonly nodeSelector?: { [key: string]: string };
  /** Taints that the pods put up with; replace the chart's list. @default - the chart's: agent and Envoy tolerate everything */
  readonly tolerations?: CiliumToleration[];
  /** @default - none */
  readonly resources?: CiliumResources;
  /** @default - the chart's: system-node-critical for agent and Envoy, system-cluster-critical for the operator */
  readonly priorityClassName?: string;
  /** Labels of the pods. @default - none */
  readonly podLabels?: { [key: string]: string };
  /** Annotations of the component's objects. @default - those of the install */
  readonly annotations?: { [key: string]: string };
}

/** Scheduling, with annotations of the pods. */
export interface CiliumPodOptions extends SchedulingOptions {
  /** Annotations of the pods. @default - none */
  readonly podAnnotations?: { [key: string]: string };
}

/** The pods of a component that reads the configuration. */
export interface ComponentOptions extends CiliumPodOptions {
  /** Pods restart when their configuration changed: its checksum becomes an annotation of the pods. @default false */
  readonly rollOutOnChange?: boolean;
}

/** The operator. */
export interface OperatorOptions extends ComponentOptions {
  /** Number of pods. @default - 2; 1 on a cluster of one node */
  readonly replicas?: number;
}

/** Envoy, the proxy for L7 rules and gateways. */
export interface EnvoyOptions extends ComponentOptions {
  /** In a DaemonSet of its own; false: inside of the agents. @default true */
  readonly enabled?: boolean;
}

/** The API server of the cluster mesh. */
export interface ClusterMeshApiServerOptions extends CiliumPodOptions {
  /** It runs. @default false */
  readonly enabled?: boolean;
}

/** Where the values of a component lie. `resources`, `annotations` may be several places, `rollOut` is none for some. */
interface Places {
  readonly group: string;
  readonly prefix: string;
  readonly resources?: readonly string[];
  readonly annotations?: readonly string[];
  readonly rollOut?: string;
}

function podValues(places: Places, options: ComponentOptions | undefined): ValueEntry[] {
  if (options === undefined) return [];
  const { group, prefix } = places;
  checkPod(group, options);
  const resources = resourcesValue(group, options.resources);
  const entry = (property: string, path: string, value: unknown): ValueEntry => ({
    property: `${group}.${property}`,
    path,
    value,
  });
  return [
    ...entriesOf(group, options, [
      ['nodeSelector', `${prefix}nodeSelector`],
      ['priorityClassName', `${prefix}priorityClassName`],
      ['podLabels', `${prefix}podLabels`],
      ['podAnnotations', `${prefix}podAnnotations`],
    ]),
    entry(
      'tolerations',
      `${prefix}tolerations`,
      options.tolerations?.map(({ evictAfter, ...toleration }) =>
        Object.fromEntries(
          Object.entries({ ...toleration, tolerationSeconds: evictAfter?.toSeconds() }).filter(
            ([, value]) => value !== undefined,
          ),
        ),
      ),
    ),
    ...(places.resources ?? [`${prefix}resources`]).map((path) => entry('resources', path, resources)),
    ...(places.annotations ?? [`${prefix}annotations`]).map((path) => entry('annotations', path, options.annotations)),
    ...(places.rollOut === undefined ? [] : [entry('rollOutOnChange', places.rollOut, options.rollOutOnChange)]),
  ];
}

function resourcesValue(group: string, resources: CiliumResources | undefined): unknown {
  if (resources === undefined) return undefined;
  for (const [key, amount] of Object.entries(resources) as [string, string | undefined][]) {
    if (amount !== undefined && !((quantity(amount) ?? -1) >= 0))
      throw new ValueError(
        'cilium/option',
        `${group}.resources.${key} is ${JSON.stringify(amount)}`,
        'write a quantity such as "100m", "2" or "512Mi"',
      );
  }
  const pair = (cpu: string | undefined, memory: string | undefined) =>
    cpu === undefined && memory === undefined
      ? undefined
      : { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  const requests = pair(resources.cpuRequest, resources.memoryRequest);
  const limits = pair(resources.cpuLimit, resources.memoryLimit);
  return { ...(requests === undefined ? {} : { requests }), ...(limits === undefined ? {} : { limits }) };
}

function checkPod(group: string, options: ComponentOptions): void {
  checkLabels(options.podLabels ?? {});
  checkLabels(options.nodeSelector ?? {});
  for (const [index, toleration] of (options.tolerations ?? []).entries()) {
    const at = `${group}.tolerations[${index}]`;
    valueOf(`${at}.operator`, toleration.operator, TolerationOperator);
    valueOf(`${at}.effect`, toleration.effect, TaintEffect);
    if (toleration.operator !== TolerationOperator.EXISTS && toleration.key === undefined)
      throw new ValueError(
        'cilium/option',
        `${at} has no key`,
        'name the key of the taint, or write operator: TolerationOperator.EXISTS for every taint',
      );
    if (toleration.operator === TolerationOperator.EXISTS && toleration.value !== undefined)
      throw new ValueError('cilium/option', `${at} has a value beside EXISTS`, 'drop the value, or the operator');
  }
}

/** @internal */
export function agentValues(options: ComponentOptions | undefined): ValueEntry[] {
  return podValues({ group: 'agent', prefix: '', rollOut: 'rollOutCiliumPods' }, options);
}

/** @internal */
export function operatorValues(options: OperatorOptions | undefined): ValueEntry[] {
  wholeNumber('operator.replicas', options?.replicas, 1);
  return [
    ...podValues({ group: 'operator', prefix: 'operator.', rollOut: 'operator.rollOutPods' }, options),
    ...entriesOf('operator', options, [['replicas', 'operator.replicas']]),
  ];
}

/** @internal */
export function envoyValues(options: EnvoyOptions | undefined): ValueEntry[] {
  return [
    ...podValues({ group: 'envoy', prefix: 'envoy.', rollOut: 'envoy.rollOutPods' }, options),
    ...entriesOf('envoy', options, [['enabled', 'envoy.enabled']]),
  ];
}

/** @internal */
export function relayValues(options: ComponentOptions | undefined): ValueEntry[] {
  return podValues(
    { group: 'hubble.relayPods', prefix: 'hubble.relay.', rollOut: 'hubble.relay.rollOutPods' },
    options,
  );
}

/** The UI has two containers; both get the resources. @internal */
export function uiValues(options: ComponentOptions | undefined): ValueEntry[] {
  const resources = ['hubble.ui.backend.resources', 'hubble.ui.frontend.resources'];
  return podValues(
    { group: 'hubble.uiPods', prefix: 'hubble.ui.', rollOut: 'hubble.ui.rollOutPods', resources },
    options,
  );
}

/** @internal */
export function certgenValues(options: SchedulingOptions | undefined): ValueEntry[] {
  return podValues(
    { group: 'certgen', prefix: 'certgen.', annotations: ['certgen.annotations.cronJob', 'certgen.annotations.job'] },
    options,
  );
}

/** @internal */
export function clusterMeshApiServerValues(options: ClusterMeshApiServerOptions | undefined): ValueEntry[] {
  return [
    ...podValues(
      { group: 'clusterMeshApiServer', prefix: 'clustermesh.apiserver.', annotations: ['clustermesh.annotations'] },
      options,
    ),
    ...entriesOf('clusterMeshApiServer', options, [['enabled', 'clustermesh.useAPIServer']]),
  ];
}
