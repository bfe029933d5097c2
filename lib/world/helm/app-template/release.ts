// One release of the chart while it renders: its values with the library's defaults, the names and the labels that everything
// else is made of.
import { isMap, PlainMap } from '../../../manifest';
import {
  dig,
  isEmpty,
  overwritten,
  merged,
  orDefault,
  printed,
  Refused,
  truncated,
  withoutEnd,
} from '../template/go-values';
import { filled, TemplateRoot } from '../template/template';
import { readBack, throughYaml } from '../template/yaml-text';
import { ChartVersion } from './versions';

/** What the cluster offers, as far as the chart asks. */
export interface ChartCluster {
  /** The minor of Kubernetes. @default 33 */
  readonly kubernetesMinor?: number;
  /** API versions with kinds (`gateway.networking.k8s.io/v1/HTTPRoute`). @default those of the Gateway API's experimental channel */
  readonly apiVersions?: readonly string[];
}

// Source: values.yaml of the library chart at 3.7.3 and 4.1.1; what is empty there and read only as a group is an empty group.
const POD_DEFAULTS: PlainMap = {
  affinity: {},
  annotations: {},
  automountServiceAccountToken: true,
  dnsConfig: {},
  dnsPolicy: '',
  enableServiceLinks: false,
  hostname: '',
  hostAliases: [],
  hostIPC: false,
  hostNetwork: false,
  hostPID: false,
  hostUsers: null,
  imagePullSecrets: [],
  labels: {},
  nodeSelector: {},
  priorityClassName: '',
  restartPolicy: '',
  runtimeClassName: '',
  schedulerName: '',
  securityContext: {},
  shareProcessNamespace: null,
  terminationGracePeriodSeconds: null,
  tolerations: [],
  topologySpreadConstraints: [],
};

const GROUPS =
  'controllers secrets configMaps service ingress serviceMonitor route persistence networkpolicies rawResources rbac'.split(
    ' ',
  );

function defaults(version: ChartVersion): PlainMap {
  const values: PlainMap = {
    global: {
      nameOverride: null,
      fullnameOverride: null,
      propagateGlobalMetadataToPods: false,
      labels: {},
      annotations: {},
    },
    defaultPodOptions: { ...POD_DEFAULTS },
    serviceAccount: {},
    configMapsFromFolder: { enabled: false },
  };
  for (const group of GROUPS) values[group] = {};
  if (version.has('default service account'))
    values.defaultPodOptions = { ...POD_DEFAULTS, automountServiceAccountToken: false };
  if (version.has('component label')) {
    values.enforceServiceAccountCreation = false;
    values.serviceAccount = { create: false, annotations: {}, labels: {}, name: '', extraServiceAccounts: {} };
  }
  return values;
}

/** The name of the chart, which is also what a release without overrides falls back to. */
const CHART = 'app-template';

const GATEWAY_KINDS = [
  'v1/HTTPRoute',
  'v1beta1/HTTPRoute',
  'v1/GRPCRoute',
  'v1alpha2/TLSRoute',
  'v1alpha2/TCPRoute',
  'v1alpha2/UDPRoute',
].map((kind) => `gateway.networking.k8s.io/${kind}`);

/** Groups whose values are written and read before anything is added to them. */
const THROUGH_YAML = ['controllers', 'networkpolicies', 'rawResources'];

/** An entry of a group of values, with its key. @internal */
export type Entry = readonly [identifier: string, values: PlainMap];

/** A release: everything here is fixed from its values on. @internal */
export class Release {
  readonly values: PlainMap;
  readonly root: TemplateRoot;
  readonly kubernetesMinor: number;
  private readonly apiVersions: ReadonlySet<string>;
  /** The chart's name as labels carry it. */
  private readonly chartName: unknown;
  readonly fullName: string;

  constructor(
    readonly version: ChartVersion,
    readonly name: string,
    readonly namespace: string,
    given: PlainMap,
    cluster: ChartCluster,
    /** Nothing is demanded of values beside the network: what a newer chart demands is not known, and a release that runs has passed it. */
    readonly networkOnly = false,
  ) {
    const values = overwritten(defaults(version), given);
    const global = isMap(values.global) ? values.global : {};
    if (isEmpty(global.nameOverride)) values.global = { ...global, nameOverride: name };
    this.values = values;
    this.root = {
      Values: values,
      Release: { Name: name, Namespace: namespace, Service: 'Helm', IsInstall: true, IsUpgrade: false },
      Chart: { Name: CHART, Version: version.text },
    };
    this.kubernetesMinor = cluster.kubernetesMinor ?? 33;
    this.apiVersions = new Set(cluster.apiVersions ?? GATEWAY_KINDS);
    const plain = cut(printed(dig(values, 'global', 'nameOverride')));
    this.chartName = readBack(plain);
    this.fullName = this.fullNameWith(plain);
  }

  private fullNameWith(plain: string): string {
    const override = orDefault(dig(this.values, 'global', 'fullnameOverride'), this.values.fullnameOverride);
    if (isEmpty(override)) return cut(this.name.includes(plain) ? this.name : `${this.name}-${plain}`);
    if (typeof override !== 'string') throw new Refused('template', 'wrong type for value; trunc expects string');
    return cut(override);
  }

  offers(apiVersionAndKind: string): boolean {
    return this.apiVersions.has(apiVersionAndKind);
  }

  /** A text with its templates filled; anything but a text stops helm. */
  filled(value: unknown): string {
    if (typeof value !== 'string') throw new Refused('template', 'wrong type for value; tpl expects string');
    return filled(value, this.root);
  }

  /** The entries of a group that are maps, in the order of their keys. */
  entries(...path: readonly string[]): Entry[] {
    const group = dig(this.values, ...path);
    if (!isMap(group)) return [];
    return Object.entries(group)
      .filter((entry): entry is [string, PlainMap] => isMap(entry[1]))
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The entries of a group that are not switched off. */
  enabled(...path: readonly string[]): Entry[] {
    const entries = this.entries(...path).filter(([, values]) => isEnabled(values));
    // From 4.x on the chart sends some groups through YAML as they are, and a text at their very end loses its newline.
    if (!this.version.has('identifiers') || !THROUGH_YAML.includes(path[0]!)) return entries;
    const group = throughYaml(Object.fromEntries(entries)) as PlainMap;
    return entries.map(([identifier]) => [identifier, group[identifier] as PlainMap]);
  }

  /** Labels of every object, before its own. */
  allLabels(): PlainMap {
    return {
      'helm.sh/chart': readBack(cut(`${CHART}-${this.version.text}`.replaceAll('+', '_'))),
      ...this.selectorLabels(),
      'app.kubernetes.io/managed-by': 'Helm',
      ...this.globalLabels(),
    };
  }

  /** Name and instance: a manifest reads them back, so that a release named 123 has a number there. */
  selectorLabels(): PlainMap {
    return { 'app.kubernetes.io/name': this.chartName, 'app.kubernetes.io/instance': readBack(this.name) };
  }

  globalLabels(): PlainMap {
    return this.filledTexts(dig(this.values, 'global', 'labels'));
  }

  globalAnnotations(): PlainMap {
    return this.filledTexts(dig(this.values, 'global', 'annotations'));
  }

  private filledTexts(map: unknown): PlainMap {
    return Object.fromEntries(Object.entries(isMap(map) ? map : {}).map(([key, value]) => [key, this.filled(value)]));
  }

  /** The metadata of an object in the release's namespace. `first` are labels that the object cannot replace. */
  metadata(name: string, values: PlainMap, first: PlainMap = {}): PlainMap {
    return { ...this.unplaced(name, values, first), namespace: readBack(this.namespace) };
  }

  /** The metadata of an object that the chart gives no namespace. */
  unplaced(name: string, values: PlainMap, first: PlainMap = {}): PlainMap {
    const labels = this.filledTexts(
      isEmpty(first) ? merged(values.labels, this.allLabels()) : merged(first, values.labels, this.allLabels()),
    );
    const annotations = this.filledTexts(merged(values.annotations, this.globalAnnotations()));
    return { name: readBack(name), labels, ...(isEmpty(annotations) ? {} : { annotations }) };
  }
}

/** True unless an entry is switched off. @internal */
export function isEnabled(values: PlainMap): boolean {
  return !Object.hasOwn(values, 'enabled') || !isEmpty(values.enabled);
}

/** A name cut to what a label can hold. */
function cut(name: string): string {
  return withoutEnd(truncated(name, 63), '-');
}
