// The other clusters of a mesh: where they are, and how agents and the API server connect to them.
import { isMap } from '../../manifest/types';
import { Chart } from '../context';
import { ETCD_TLS } from '../etcd';
import { goText } from '../go-format';
import { metadata } from '../objects';
import { Fields, Manifest } from '../types';
import { kvStoreMesh, meshAnnotations, ownEtcd } from './mesh';

export interface Peer {
  readonly name: string;
  /** Where it is listed, for messages. */
  readonly path: string;
  readonly port: unknown;
  readonly ips: readonly unknown[];
  readonly address: string;
}

const AT = 'clustermesh.config.clusters';
const FILES = '/var/lib/cilium/clustermesh';

/** The clusters of the list, or of the map by name; without those that are switched off. Before 1.19 there was the list alone, in its own order. */
export function peers(chart: Chart): Peer[] {
  const value = chart.v.get(AT);
  if (Array.isArray(value)) {
    const listed = value.map((each, i) => peer(isMap(each) ? each : {}, `${AT}[${i}]`));
    return chart.release.has('meshPeersByName') ? byName(listed.filter((_, i) => isOn(value[i]))) : listed;
  }
  if (!isMap(value)) return [];
  return byName(
    Object.entries(value)
      .filter(([, each]) => isOn(each))
      .map(([name, each]) => peer({ ...(isMap(each) ? each : {}), name }, `${AT}.${name}`)),
  );
}

const isOn = (each: unknown) => !isMap(each) || each.enabled !== false;

/** Sorted; of two with one name the last one counts. */
function byName(all: readonly Peer[]): Peer[] {
  const named = new Map(all.map((each) => [each.name, each]));
  return [...named.keys()].sort().map((name) => named.get(name)!);
}

function peer(given: Fields, path: string): Peer {
  return {
    name: goText(given.name),
    path,
    port: given.port,
    ips: Array.isArray(given.ips) ? given.ips : [],
    address: goText(given.address),
  };
}

/** Names of peers for a pod that connects to them itself. */
export function hostAliases(chart: Chart): Fields[] | undefined {
  const { v } = chart;
  if (!v.on('clustermesh.config.enabled') || v.on('clustermesh.disableKubernetesHostAliases')) return undefined;
  const aliases = peers(chart).flatMap((each) => each.ips.map((ip) => ({ ip, hostnames: [hostName(chart, each)] })));
  return aliases.length === 0 ? undefined : aliases;
}

/** The same for agents and operator, which go to their own API server when that copies the others' state. */
export function clientHostAliases(chart: Chart): Fields[] | undefined {
  return kvStoreMesh(chart) ? undefined : hostAliases(chart);
}

function hostName(chart: Chart, { name }: Peer): string {
  return `${name}.${chart.v.text('clustermesh.config.domain')}`;
}

/** Two Secrets by name only: they hold addresses and file names, never a key. */
export function peerSecrets(chart: Chart): Manifest[] {
  if (!chart.v.on('clustermesh.config.enabled')) return [];
  const secret = (name: string, connection: (each: Peer) => string): Manifest => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(chart, name, { labels: chart.commonLabels, annotations: meshAnnotations(chart) }),
    data: filled(
      Object.fromEntries(peers(chart).map((each) => [each.name, Buffer.from(connection(each)).toString('base64')])),
    ),
  });
  const direct = (each: Peer) => toPeer(chart, each);
  if (!kvStoreMesh(chart)) return [secret('cilium-clustermesh', direct)];
  return [
    secret('cilium-clustermesh', () => (ownEtcd(chart) ? toOwnServer(chart) : toKvStore(chart))),
    secret('cilium-kvstoremesh', direct),
  ];
}

const filled = (data: Record<string, string>) => (Object.keys(data).length === 0 ? undefined : data);
const tlsFiles = (prefix: string) => [
  `trusted-ca-file: ${prefix}-ca.crt`,
  `key-file: ${prefix}.key`,
  `cert-file: ${prefix}.crt`,
];

/** Straight to the other cluster. */
function toPeer(chart: Chart, each: Peer): string {
  const host = each.ips.length > 0 ? hostName(chart, each) : each.address;
  const aliased = each.ips.length > 0 && chart.release.has('meshHostAliasesInConfig');
  return [
    'endpoints:',
    `- https://${host}:${goText(each.port)}`,
    ...tlsFiles(`${FILES}/common-etcd-client`),
    ...(aliased
      ? [
          'cilium-host-aliases:',
          `- hostname: ${hostName(chart, each)}`,
          '  ips: ',
          ...each.ips.map((ip) => `    - ${goText(ip)}`),
        ]
      : []),
  ].join('\n');
}

/** To the copy that the own API server keeps. */
function toOwnServer(chart: Chart): string {
  return [
    'endpoints:',
    `- https://clustermesh-apiserver.${chart.namespace}.svc:2379`,
    ...tlsFiles(`${FILES}/local-etcd-client`),
  ].join('\n');
}

/** To the key-value store that the cluster has anyway. */
function toKvStore(chart: Chart): string {
  const tls = chart.v.on('etcd.ssl') ? ETCD_TLS : [];
  return ['endpoints:', ...chart.v.list('etcd.endpoints').map((each) => `- ${goText(each)}`), ...tls].join('\n');
}
