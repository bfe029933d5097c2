// Every field of every network document is reachable by a property, or docs/talos.md lists it with the reason.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, PlainMap } from '../../lib/manifest';
import { Shape, shapesOf, StructShape } from '../../lib/models/talos/shapes';
import { talosFiles } from '../../lib/talos';
import { everything } from './everything';
import { VARIANTS } from './variants';

const MINOR = '1.14';

/** The kinds of the network, and those of Kubernetes and the machine that a cluster's network is made of. */
const KINDS = [
  'LinkConfig',
  'LinkAliasConfig',
  'BondConfig',
  'BridgeConfig',
  'VLANConfig',
  'DummyLinkConfig',
  'WireguardConfig',
  'VRFConfig',
  'VethConfig',
  'EthernetConfig',
  'DHCPv4Config',
  'DHCPv6Config',
  'StaticHostConfig',
  'ResolverConfig',
  'HostnameConfig',
  'TimeSyncConfig',
  'Layer2VIPConfig',
  'HCloudVIPConfig',
  'KubeSpanConfig',
  'KubeSpanEndpointsConfig',
  'BlackholeRouteConfig',
  'RoutingRuleConfig',
  'TCPProbeConfig',
  'HTTPProbeConfig',
  'BGPInstanceConfig',
  'NetworkDefaultActionConfig',
  'NetworkRuleConfig',
  'KubeNetworkConfig',
  'KubeNodeConfig',
  'KubePrismConfig',
  'KubeProxyConfig',
  'KubeFlannelCNIConfig',
  'KubeInlineManifestConfig',
  'KubeExternalManifestConfig',
  'KubeAdmissionControlConfig',
  'DiscoveryServiceConfig',
  'DiscoveryIdentityConfig',
  'KernelModuleConfig',
];

/** Fields of a shape by their paths, as far as they are named. */
function fieldsOf(shape: Shape, path: string): string[] {
  if (shape.is === 'pointer' || shape.is === 'list') return fieldsOf(shape.of, path);
  if (shape.is !== 'struct') return [path];
  return [...shape.fields.values()].flatMap((field) =>
    fieldsOf(field.shape, path === '' ? field.name : `${path}.${field.name}`),
  );
}

/** Paths of a document that was written. */
function pathsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => pathsIn(item, path))];
  if (!isMap(value)) return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, path === '' ? key : `${path}.${key}`)),
  ];
}

/** Fields that no typed property reaches, by kind: a kind alone where none of its fields is. */
function unreached(): string[] {
  const written: PlainMap[] = [
    ...VARIANTS.flatMap((variant) => talosFiles(everything(variant)).flatMap(({ documents }) => documents)),
    // Manifests come from the constructs of the app.
    { kind: 'KubeInlineManifestConfig', name: 'a', manifest: 'b' },
    { kind: 'KubeExternalManifestConfig', name: 'a', url: 'b' },
    { kind: 'TimeSyncConfig', ptp: { devices: ['/dev/ptp0'] } },
  ];
  return KINDS.flatMap((kind) => {
    const { shape } = shapesOf(MINOR).kinds.get(kind)!;
    const reached = new Set(written.filter((each) => each.kind === kind).flatMap((each) => pathsIn(each, '')));
    const rest = fieldsOf(shape satisfies StructShape, '').filter(
      (field) => !['apiVersion', 'kind'].includes(field) && !reached.has(field),
    );
    if (reached.size === 0) return [kind];
    return rest.map((field) => `${kind}.${field}`);
  });
}

test('docs/talos.md lists every field that no property reaches, with the reason, and no other', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'talos.md'), 'utf8');
  const section = page.split('## Fields without a property')[1]!.split('\n## ')[0]!;
  const listed = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [, fields, reason] = line.split('|').map((cell) => cell.trim());
      expect(reason).not.toBe('');
      return [...fields!.matchAll(/`([^`]+)`/g)].map(([, field]) => field!);
    });
  expect([...listed].sort()).toEqual(unreached().sort());
});
