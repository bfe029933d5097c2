// Patch sets made at random from the shapes of the types, for comparing the model with the engine:
//   node scripts/run.cjs scripts/talos-shapes/generate.ts <count> [seed] > cases.jsonl
// Most values are good ones, so that a set comes as far as validation; a few are wrong on purpose.
import { toYaml } from '../../lib/manifest/yaml';
import { generatedBase } from '../../lib/models/talos/bases';
import { TALOS_MINORS, TalosMinor } from '../../lib/models/talos/minors';
import { Shape, shapesOf, StructShape } from '../../lib/models/talos/shapes';

let state = 1;

function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = (part: number) => random() < part;
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

const LINKS = ['eth0', 'eth1', 'enp1s0', 'bond0', 'br0', 'vlan10'];
const ADDRESSES = ['192.0.2.10', '10.0.0.1', '2001:db8::1', '10.244.0.5'];
const PREFIXES = [
  '192.0.2.0/24',
  '10.0.0.0/8',
  '10.1.0.0/16',
  '2001:db8::/64',
  'fd00:10:244::/56',
  '192.0.2.10/24',
  '10.96.0.0/12',
  '10.244.0.0/16',
];
const BAD = ['', 'x', '10.0.0.300', '10.0.0.0/33', '0.0.0.0/0', '::/0', '0.0.0.0', 'yes', '-1', '10.0.0.1-5'];
const KEY = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const URLS = [
  'https://example.test/a.yaml',
  'http://10.0.0.1:8080',
  'https://192.0.2.10:6443',
  'tcp://10.0.0.1:514/',
  'grpc://discovery.example.test:443',
];

/** Texts that fit a field, by what its name contains. */
const TEXTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:interface|interfaces|link|links|parent|master|primary|iifName|oifName|vrf)$/, LINKS],
  [/^(?:addresses|cidr)$/, [...PREFIXES, ...ADDRESSES]],
  [/^(?:network|subnet|allowedIPs|excludeAdvertisedNetworks|podSubnets|serviceSubnets)$/, PREFIXES],
  [/^(?:validSubnets|advertisedSubnets|listenSubnets|endpoints)$/, [...PREFIXES, '!10.0.0.0/8', '!192.0.2.1']],
  [/^(?:gateway|source|ip|address|nameservers|routerID)$/, ADDRESSES],
  [/[uU]rls?$|manifests|Manifests|^endpoint$/, URLS],
  [/[kK]ey$/, [KEY]],
  [/^(?:hostname|hostnames|domains|searchDomains|dnsDomain)$/, ['node-1', 'example.test', 'cluster.local']],
  [/^image$/, ['registry.example.test/image:v1.33.0']],
  [/^(?:mode|bondMode)$/, ['802.3ad', 'active-backup', 'balance-rr', 'nftables', 'iptables', 'balance-tlb']],
  [/^xmitHashPolicy$/, ['layer2', 'layer3+4']],
  [/^lacpRate$/, ['fast', 'slow']],
  [/^type$/, ['controlplane', 'worker', 'RBAC', 'Webhook', 'ssd']],
  [/[dD]ate$|[tT]aints/, ['NoSchedule', 'x:NoExecute']],
  [/^match$/, ['true', 'link.kind == "physical"', 'disk.size > 10u']],
];
/** Keys of maps, by field. */
const KEYS = ['a', 'example.test/b', 'net.core.somaxconn', 'node-role.kubernetes.io/control-plane', 'memory', 'cpu'];
/** Fields that an identity or a section hangs on are left alone mostly. */
const RARE = new Set([
  'type',
  'token',
  'ca',
  'acceptedCAs',
  'version',
  'id',
  'secret',
  'serviceAccount',
  'aggregatorCA',
  'apiVersion',
  'kind',
  'disks',
  'baseRuntimeSpecOverrides',
  'persist',
]);

function value(shape: Shape, name: string, depth: number): unknown {
  if (chance(0.01)) return pick([null, 'x', 7, true, [], {}]);
  const wrong = chance(0.04);
  switch (shape.is) {
    case 'any':
      return pick<unknown>([true, 'text', 5, ['a'], { a: 'b' }, {}]);
    case 'string':
    case 'bytes': {
      if (wrong) return pick(BAD);
      if (name === 'name') return pick(['a', 'b', 'api', 'eth0', 'flannel', 'custom', 'none', 'cilium', 'PodSecurity']);
      return pick(TEXTS.find(([pattern]) => pattern.test(name))?.[1] ?? ['text', 'a', 'NoSchedule', '10.0.0.0/8']);
    }
    case 'bool':
      return wrong ? pick<unknown>(['off', 'on', 'maybe', 1]) : chance(0.6);
    case 'number': {
      if (wrong) return pick<unknown>([-1, 70000, 4095, 1.5, 'x', '5', 2 ** 40]);
      if (/mtu/i.test(name)) return pick([0, 1280, 1500, 9000, 1000]);
      if (/vlan/i.test(name)) return pick([0, 10, 20, 4094]);
      if (/[pP]ort/.test(name)) return pick([7445, 0, 51820, 443]);
      return pick([0, 1, 2, 100, 200]);
    }
    case 'duration':
      return wrong ? pick<unknown>(['5', 5, '-1s', 'x']) : pick(['10s', '1m', '1h30m', '0s']);
    case 'pointer':
      return value(shape.of, name, depth);
    case 'own':
      return own(shape.name, shape.words, name, wrong);
    case 'list': {
      const count = pick([0, 1, 1, 1, 2, 2]);
      return Array.from({ length: count }, () => value(shape.of, name, depth + 1));
    }
    case 'map':
      return Object.fromEntries(
        Array.from({ length: pick([0, 1, 1, 2]) }, () => [pick(KEYS), value(shape.of, name, depth + 1)]),
      );
    case 'struct':
      return struct(shape, depth + 1, depth > 3 ? 0.25 : 0.4);
  }
}

function own(type: string, words: readonly string[] | undefined, name: string, wrong: boolean): unknown {
  if (wrong) return pick<unknown>([...BAD, 5, 'unknown']);
  if (words !== undefined) return pick(words);
  if (type.endsWith('.PortRange')) return pick<unknown>([6443, 50000, '30000-32767', 22, '10-5']);
  if (type.endsWith('.ArgValue')) return pick<unknown>(['a', ['a', 'b'], 5]);
  if (type.endsWith('.AddrPort')) return pick(['192.0.2.1:51820', '[2001:db8::1]:51820']);
  if (type.endsWith('.Addr')) return pick(ADDRESSES);
  if (type.endsWith('.Prefix')) return pick(PREFIXES);
  if (type === 'cel.Expression')
    return pick(['true', 'link.kind == "physical"', 'link.mtu > 1500', 'disk.size > 10u', 'link.', 'nothing']);
  if (type === 'nethelpers.HardwareAddr') return pick(['02:00:00:00:00:01', '0200.0000.0001', 'zz']);
  if (type === 'nethelpers.RoutingTable') return pick(['main', '100', 'local', '300']);
  if (/URL|Endpoint/.test(type)) return pick(URLS);
  if (/Size/.test(type)) return pick(['10GB', '5GiB', '50%', '1MB']);
  return /base64|Base64/.test(type) ? KEY : name;
}

function struct(shape: StructShape, depth: number, part: number): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const fields = [...shape.fields.values()];
  for (const field of fields) {
    if (field.name === 'apiVersion' || field.name === 'kind') continue;
    if (chance(RARE.has(field.name) ? 0.01 : depth > 5 ? 0.1 : part))
      result[field.name] = value(field.shape, field.name, depth);
  }
  if (shape.rest !== undefined && chance(0.7)) result[pick(KEYS)] = value(shape.rest, '', depth + 1);
  if (chance(0.005)) result.unknown = 1;
  return result;
}

/** Sections of the v1alpha1 document that patches speak of, the network ones most. */
const SECTIONS = [
  'machine.network',
  'machine.network.interfaces',
  'machine.network.interfaces',
  'machine.network.interfaces',
  'machine.network.kubespan',
  'machine.kubelet',
  'machine.features',
  'machine.install',
  'machine.time',
  'machine.logging',
  'machine.kernel',
  'machine.sysctls',
  'machine.nodeLabels',
  'machine.nodeTaints',
  'machine.registries',
  'machine.udev',
  'machine.files',
  'machine.env',
  'machine.pods',
  'cluster.network',
  'cluster.network.cni',
  'cluster.proxy',
  'cluster.discovery',
  'cluster.etcd',
  'cluster.inlineManifests',
  'cluster.extraManifests',
  'cluster.apiServer',
  'cluster.allowSchedulingOnControlPlanes',
  'cluster.controlPlane',
  'cluster.coreDNS',
  'cluster.externalCloudProvider',
  'machine.systemDiskEncryption',
  'machine.network.nameservers',
  'machine.network.hostname',
];

function v1alpha1(minor: TalosMinor): Record<string, unknown> {
  const root = shapesOf(minor).kinds.get('')!.shape;
  const result: Record<string, unknown> = {};
  for (let count = pick([1, 1, 2]); count > 0; count--) {
    const path = pick(SECTIONS).split('.');
    let at = result;
    let shape: Shape = root;
    path.forEach((key, index) => {
      const inner: Shape = shape.is === 'pointer' ? shape.of : shape;
      const field = inner.is === 'struct' ? inner.fields.get(key) : undefined;
      if (field === undefined) return;
      shape = field.shape;
      if (index === path.length - 1) at[key] = chance(0.04) ? { $patch: 'delete' } : value(shape, key, 2);
      else at = (at[key] ??= {}) as Record<string, unknown>;
    });
  }
  if (chance(0.06)) deleteSomewhere(result);
  return result;
}

/** Puts a deletion at a random place. */
function deleteSomewhere(root: Record<string, unknown>): void {
  let at = root;
  for (let depth = 0; depth < 6; depth++) {
    const keys = Object.keys(at);
    if (keys.length === 0) break;
    const key = pick(keys);
    const inner = at[key];
    const next = Array.isArray(inner) ? (pick(inner.length === 0 ? [undefined] : inner) as unknown) : inner;
    if (next === null || typeof next !== 'object' || Array.isArray(next) || chance(0.3)) {
      if (Array.isArray(inner) && next !== null && typeof next === 'object')
        (next as Record<string, unknown>).$patch = 'delete';
      else at[key] = { $patch: 'delete' };
      return;
    }
    at = next as Record<string, unknown>;
  }
}

function document(minor: TalosMinor): Record<string, unknown> {
  const kinds = [...shapesOf(minor).kinds.values()].filter(({ kind }) => kind !== '');
  const near = kinds.filter(({ kind }) =>
    /Link|Bond|Bridge|VLAN|DHCP|VIP|Network|Kube|Hostname|Resolver|Route|Rule|Wireguard|Discovery|VRF|Static|Time/.test(
      kind,
    ),
  );
  const { kind, shape } = pick(chance(0.8) ? near : kinds);
  const head: Record<string, unknown> = {
    apiVersion: chance(0.01) ? 'v1' : 'v1alpha1',
    kind: chance(0.005) ? `${kind}s` : kind,
  };
  if (shape.fields.has('name') && chance(0.97))
    head.name = /VIP|StaticHost/.test(kind)
      ? pick(ADDRESSES)
      : /Route/.test(kind)
        ? pick(PREFIXES)
        : kind === 'VolumeConfig'
          ? pick(['EPHEMERAL', 'STATE', 'x'])
          : pick([...LINKS, 'api', 'PodSecurity', 'default', '100']);
  if (chance(0.08)) return { ...head, $patch: 'delete' };
  const body = struct(shape, 1, 0.55);
  delete body.name;
  // What is required is mostly there.
  for (const [key, good] of REQUIRED)
    if (shape.fields.has(key) && !(key in body) && chance(0.85))
      body[key] = value(shape.fields.get(key)!.shape, key, 2) ?? good;
  const result = { ...head, ...body };
  if (chance(0.04)) deleteSomewhere(body);
  return result;
}

const REQUIRED: readonly (readonly [string, unknown])[] = [
  ['links', ['eth0']],
  ['bondMode', 'active-backup'],
  ['vlanID', 10],
  ['parent', 'eth0'],
  ['link', 'eth0'],
  ['portSelector', {}],
  ['hostnames', ['a']],
  ['privateKey', KEY],
  ['endpoint', ''],
  ['selector', {}],
  ['image', 'a'],
  ['port', 1],
  ['url', ''],
  ['table', '100'],
];

/** Documents that the base holds, stated again in part. */
function restated(minor: TalosMinor, role: 'controlplane' | 'worker'): Record<string, unknown> {
  const documents = generatedBase(minor, role) ?? [];
  const { kind, name } = pick(documents) as { kind?: string; name?: string };
  if (kind === undefined) return v1alpha1(minor);
  const shape = shapesOf(minor).kinds.get(kind)!.shape;
  const head = { apiVersion: 'v1alpha1', kind, ...(name === undefined ? {} : { name }) };
  if (chance(0.2)) return { ...head, $patch: 'delete' };
  const body = struct(shape, 1, 0.35);
  delete body.name;
  if (chance(0.08)) deleteSomewhere(body);
  return { ...head, ...body };
}

function operations(): unknown[] {
  const path = pick([
    '/machine/sysctls',
    '/cluster/proxy/disabled',
    '/machine/network',
    '/cluster/network/cni',
    '/machine/nothing/here',
    '/machine/certSANs/-',
    '/machine/install/disk',
  ]);
  return [
    {
      op: pick(['add', 'replace', 'remove', 'test', 'add', 'copy']),
      path,
      value: pick<unknown>([true, 'x', { 'net.core.somaxconn': '1' }, { name: 'none' }, {}]),
      ...(chance(0.3) ? { from: '/machine/certSANs' } : {}),
    },
  ];
}

function main(count: number, seed: number): void {
  state = seed;
  for (let index = 0; index < count; index++) {
    const minor = pick(TALOS_MINORS);
    const role = chance(0.7) ? 'controlplane' : 'worker';
    const one = () =>
      chance(0.4) ? v1alpha1(minor) : chance(0.3) ? restated(chance(0.7) ? '1.14' : minor, role) : document(minor);
    const patches = Array.from({ length: pick([1, 1, 1, 2, 3]) }, () =>
      chance(0.02) ? toYaml([operations()]) : toYaml(Array.from({ length: pick([1, 1, 1, 2]) }, one)),
    );
    if (chance(0.05)) patches.push(patches[0]!);
    const options: Record<string, unknown> = {};
    if (chance(0.35)) options.contract = 'v1.13';
    if (chance(0.04)) options.kubespan = true;
    if (chance(0.03)) options.discovery = false;
    if (chance(0.04)) options.mode = pick(['cloud', 'container']);
    console.log(JSON.stringify({ id: `g${seed}-${index}`, role, patches, options }));
  }
}

main(Number(process.argv[2] ?? 100), Number(process.argv[3] ?? 1));
