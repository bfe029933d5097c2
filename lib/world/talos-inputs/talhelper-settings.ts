// What talhelper makes of its own settings, as patches on the generated configuration: networks of the cluster, interfaces and names of a machine.
import { isMap, PlainMap, toYaml } from '../../manifest';
import { minorOf } from '../../catalogue/span';
import { talosDoes } from '../../catalogue/talos';
import { loadTalos, TalosMinor } from '../../models/talos';
import { Path } from '../../problem';
import { isPlaceholder, listAt, mapAt, textAt } from '../derived/fields';
import { CheckedDocument, Moved, Origin } from '../origin';
import { appliedAs, MachinePatch } from './machine-tree';
import { textOf } from './patch-sources';
import { linkDocuments, MadeDocument } from './talhelper-links';
import { loadable } from './unknown-values';

/** The version whose interfaces talhelper's settings are: they have not changed since. */
const FORM: TalosMinor = '1.12';

/** A talconfig.yaml. */
export interface TalhelperCluster {
  readonly at: CheckedDocument;
  /** The file with its variables filled in. */
  readonly content: PlainMap;
  /** Version of Talos, as written. */
  readonly talos: string | undefined;
}

/** A machine in it. */
export interface TalhelperMachine extends TalhelperCluster {
  readonly node: PlainMap;
  readonly path: Path;
  /** `controlPlane` or `worker`. */
  readonly group: string;
}

/** What holds for every machine. */
export function clusterSettings(cluster: TalhelperCluster): MachinePatch[] {
  const { content, talos } = cluster;
  const network = {
    ...textUnder('dnsDomain', content, 'domain'),
    ...textsUnder('podSubnets', content, 'clusterPodNets'),
    ...textsUnder('serviceSubnets', content, 'clusterSvcNets'),
  };
  const cni = mapAt(content, 'cniConfig');
  const hasCni = textAt(cni, 'name') !== undefined;
  const moved = (above: Path): Moved[] => [
    { path: [...above, 'dnsDomain'], from: ['domain'] },
    { path: [...above, 'podSubnets'], from: ['clusterPodNets'] },
    { path: [...above, 'serviceSubnets'], from: ['clusterSvcNets'] },
  ];
  if (talosDoes(minorOf(talos ?? '') ?? '', 'kubernetesDocuments')) {
    const documents = [
      ...(Object.keys(network).length === 0
        ? []
        : [{ document: named('KubeNetworkConfig', network), moved: moved([]) }]),
      ...(hasCni && cni.name !== 'flannel'
        ? [
            {
              document: named('KubeFlannelCNIConfig', { $patch: 'delete' }),
              moved: [{ path: [], from: ['cniConfig'] }],
            },
          ]
        : []),
    ];
    return patchOf(cluster.at, [], documents);
  }
  const written = {
    ...textUnder('clusterName', content, 'clusterName'),
    ...(Object.keys(network).length === 0 && !hasCni ? {} : { network: { ...network, ...(hasCni ? { cni } : {}) } }),
  };
  return patchOf(
    cluster.at,
    [],
    [
      {
        document: { cluster: written },
        moved: [
          ...moved(['cluster', 'network']),
          { path: ['cluster', 'clusterName'], from: ['clusterName'] },
          { path: ['cluster', 'network', 'cni'], from: ['cniConfig'] },
        ],
      },
    ],
  );
}

/** What holds for one machine, or for those of its group. */
export function machineSettings(machine: TalhelperMachine): MachinePatch[] {
  const { at, path, talos } = machine;
  const setting = (key: string) => settingOf(machine, key);
  const interfaces = setting('networkInterfaces');
  const firewall = setting('ingressFirewall');
  const hasDocuments = talosDoes(minorOf(talos ?? '') ?? '', 'networkDocuments');
  return patchOf(at, path, [
    ...(hasDocuments ? nameDocuments(machine, setting('nameservers')) : []),
    ...(interfaces === undefined ? [] : links(interfaces, hasDocuments)),
    ...(firewall === undefined ? [] : firewallDocuments(firewall)),
  ]);
}

/** talhelper reads interfaces as those of v1alpha1: what Talos' own type refuses, it refuses too, so that stays as it is and the loader says so. */
function links({ value, path }: Setting, asDocuments: boolean): MadeDocument[] {
  if (!Array.isArray(value)) return [];
  const interfaces = { machine: { network: { interfaces: value as unknown[] } } };
  const isRead = asDocuments && 'parts' in loadTalos(loadable(toYaml([interfaces]), FORM), FORM, { patch: true });
  if (isRead) return linkDocuments(value, path);
  return [{ document: interfaces, moved: [{ path: ['machine', 'network', 'interfaces'], from: path }] }];
}

interface Setting {
  readonly value: unknown;
  readonly path: Path;
}

/** A setting of a node; where the node is silent, that of its group. Source: mergeNodeConfigs. */
function settingOf({ content, node, path, group }: TalhelperMachine, key: string): Setting | undefined {
  if (node[key] !== undefined && node[key] !== null) return { value: node[key], path: [...path, key] };
  const value = mapAt(content, group)[key];
  return value === undefined || value === null ? undefined : { value, path: [group, key] };
}

/** Host name and resolvers, in the form that the generated configuration has from 1.12 on. */
function nameDocuments({ node, path }: TalhelperMachine, nameservers: Setting | undefined): MadeDocument[] {
  const hostname = node.ignoreHostname === true ? { auto: 'stable' } : { auto: 'off', hostname: node.hostname };
  const servers = listAt(nameservers?.value).filter((text) => typeof text === 'string' && !isPlaceholder(text));
  return [
    {
      document: named('HostnameConfig', hostname),
      moved: [{ path: ['hostname'], from: [...path, 'hostname'] }],
    },
    ...(nameservers === undefined || servers.length === 0
      ? []
      : [
          {
            document: named('ResolverConfig', { nameservers: servers.map((address) => ({ address })) }),
            moved: [{ path: [], from: nameservers.path }],
          },
        ]),
  ];
}

function firewallDocuments({ value, path }: Setting): MadeDocument[] {
  const action = textAt(value, 'defaultAction');
  return [
    {
      document: named('NetworkDefaultActionConfig', { ingress: action ?? 'block' }),
      moved: [
        { path: ['ingress'], from: [...path, 'defaultAction'] },
        { path: [], from: path },
      ],
    },
    ...listAt(value, 'rules').flatMap((rule, index): MadeDocument[] =>
      isMap(rule)
        ? [{ document: named('NetworkRuleConfig', rule), moved: [{ path: [], from: [...path, 'rules', index] }] }]
        : [],
    ),
  ];
}

function patchOf(at: CheckedDocument, path: Path, made: readonly MadeDocument[]): MachinePatch[] {
  if (made.length === 0) return [];
  const documents = made.map(({ document, moved }): CheckedDocument => {
    const origin: Origin = { ...at.origin, moved: [...moved, { path: [], from: path }] };
    return { content: document, origin, ...appliedAs(at) };
  });
  return [{ documents, text: textOf(documents), own: true }];
}

function named(kind: string, fields: PlainMap): PlainMap {
  return { apiVersion: 'v1alpha1', kind, ...fields };
}

function textUnder(key: string, content: PlainMap, from: string): PlainMap {
  const text = textAt(content, from);
  return text === undefined || isPlaceholder(text) ? {} : { [key]: text };
}

/** A list of which one text is not known is not known. */
function textsUnder(key: string, content: PlainMap, from: string): PlainMap {
  const texts = listAt(content, from);
  const known = texts.length > 0 && texts.every((text) => typeof text === 'string' && !isPlaceholder(text));
  return known ? { [key]: texts } : {};
}
