// What the Talos documents of the input say about the settings that Cilium depends on. Only what is written counts: a missing setting may stand elsewhere.
import { CheckedDocument, Model, World } from '../types';
import { Path } from '../../problem';
import { textAt, valueAtPath } from './fields';

/** A setting with its place. */
export interface TalosSetting<T> {
  readonly value: T;
  readonly at: CheckedDocument;
  readonly path: Path;
}

/** Settings of all documents; several documents may say the same thing, or differ by node. */
export interface TalosSettings {
  /** True if the input is about Talos at all. */
  readonly present: boolean;
  readonly kubeProxyEnabled: readonly TalosSetting<boolean>[];
  readonly kubePrismEnabled: readonly TalosSetting<boolean>[];
  readonly kubePrismPort: readonly TalosSetting<number>[];
  readonly hostDnsForwards: readonly TalosSetting<boolean>[];
  readonly kubeSpanEnabled: readonly TalosSetting<boolean>[];
  readonly kubeSpanAdvertises: readonly TalosSetting<boolean>[];
  /** Name of the CNI that Talos installs: of `cluster.network.cni`, or `flannel` by its document and `none` by the deletion of it. */
  readonly cniName: readonly TalosSetting<string>[];
  /** Exact versions, `1.12.3`, from the installer images and from the files of talhelper, TOPF and Omni. */
  readonly versions: readonly TalosSetting<string>[];
}

interface Row {
  readonly key: keyof TalosSettings;
  /** Kind of a document; undefined for the v1alpha1 form. */
  readonly kind?: string;
  readonly path: Path;
  readonly type: 'boolean' | 'number' | 'string';
  /** The setting says the opposite. */
  readonly negated?: boolean;
}

/** Source: Talos machinery 1.11 to 1.14, v1alpha1 and document forms. */
const ROWS: readonly Row[] = [
  { key: 'kubeProxyEnabled', path: ['cluster', 'proxy', 'disabled'], type: 'boolean', negated: true },
  { key: 'kubeProxyEnabled', kind: 'KubeProxyConfig', path: ['enabled'], type: 'boolean' },
  { key: 'kubePrismEnabled', path: ['machine', 'features', 'kubePrism', 'enabled'], type: 'boolean' },
  { key: 'kubePrismPort', path: ['machine', 'features', 'kubePrism', 'port'], type: 'number' },
  { key: 'kubePrismPort', kind: 'KubePrismConfig', path: ['port'], type: 'number' },
  { key: 'hostDnsForwards', path: ['machine', 'features', 'hostDNS', 'forwardKubeDNSToHost'], type: 'boolean' },
  { key: 'hostDnsForwards', kind: 'ResolverConfig', path: ['hostDNS', 'forwardKubeDNSToHost'], type: 'boolean' },
  { key: 'kubeSpanEnabled', path: ['machine', 'network', 'kubespan', 'enabled'], type: 'boolean' },
  { key: 'kubeSpanEnabled', kind: 'KubeSpanConfig', path: ['enabled'], type: 'boolean' },
  {
    key: 'kubeSpanAdvertises',
    path: ['machine', 'network', 'kubespan', 'advertiseKubernetesNetworks'],
    type: 'boolean',
  },
  { key: 'kubeSpanAdvertises', kind: 'KubeSpanConfig', path: ['advertiseKubernetesNetworks'], type: 'boolean' },
  { key: 'cniName', path: ['cluster', 'network', 'cni', 'name'], type: 'string' },
];

/** The model. */
export const TALOS_SETTINGS: Model<TalosSettings> = {
  name: 'talos-settings',
  build: (world) => {
    const found = (key: keyof TalosSettings) =>
      ROWS.filter((row) => row.key === key).flatMap((row) => settingsOf(world, row));
    return {
      present: world.talos.length > 0 || world.versions.talos !== undefined,
      kubeProxyEnabled: found('kubeProxyEnabled') as TalosSetting<boolean>[],
      kubePrismEnabled: found('kubePrismEnabled') as TalosSetting<boolean>[],
      kubePrismPort: found('kubePrismPort') as TalosSetting<number>[],
      hostDnsForwards: [
        ...(found('hostDnsForwards') as TalosSetting<boolean>[]),
        ...stated(world, ['hostDnsForwarding'], world.facts?.hostDnsForwarding),
      ],
      kubeSpanEnabled: [
        ...(found('kubeSpanEnabled') as TalosSetting<boolean>[]),
        ...stated(world, ['kubeSpan'], world.facts?.kubeSpan === undefined ? undefined : true),
      ],
      kubeSpanAdvertises: [
        ...(found('kubeSpanAdvertises') as TalosSetting<boolean>[]),
        ...stated(
          world,
          ['kubeSpan', 'advertiseKubernetesNetworks'],
          world.facts?.kubeSpan === undefined ? undefined : world.facts.kubeSpan.advertiseKubernetesNetworks === true,
        ),
      ],
      cniName: [...(found('cniName') as TalosSetting<string>[]), ...flannelDocuments(world)],
      versions: versionsOf(world),
    };
  },
};

function settingsOf(world: World, row: Row): TalosSetting<unknown>[] {
  return world.talos.flatMap((at) => {
    const { kind } = at.content;
    if (typeof kind === 'string' ? kind !== row.kind : row.kind !== undefined) return [];
    const value = valueAtPath(at.content, row.path);
    return typeof value === row.type
      ? [{ value: row.negated === true ? value !== true : value, at, path: row.path }]
      : [];
  });
}

/** What the facts of the cluster say of a setting. */
function stated<T>({ factsDocument: at }: World, path: Path, value: T | undefined): TalosSetting<T>[] {
  return at === undefined || value === undefined ? [] : [{ value, at, path }];
}

/** From 1.14 on the document is Flannel, and its deletion is none. */
function flannelDocuments(world: World): TalosSetting<string>[] {
  return world.talos
    .filter(({ content }) => content.kind === 'KubeFlannelCNIConfig')
    .map((at) => ({ value: at.content.$patch === 'delete' ? 'none' : 'flannel', at, path: ['kind'] }));
}

function versionsOf(world: World): TalosSetting<string>[] {
  const images = world.talos.flatMap((at) => {
    const path = ['machine', 'install', 'image'];
    const version = /\/(?:metal-)?installer[^:]*:v(\d+\.\d+\.\d+)/.exec(textAt(at.content, ...path) ?? '')?.[1];
    return version === undefined ? [] : [{ value: version, at, path }];
  });
  const trees = world.machineTrees.flatMap(({ at, talos }) => {
    const version = /^v?(\d+\.\d+\.\d+)$/.exec(talos?.text ?? '')?.[1];
    return talos === undefined || version === undefined ? [] : [{ value: version, at, path: talos.path }];
  });
  return [...images, ...trees];
}
