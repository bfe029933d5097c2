// Recorded answers of the real CNI plugins: what they refuse, this library refuses. Skipped where the recordings are not at hand.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Cidr, IpAddress, IpFamily, IpRange, NetworkApp } from '../../lib';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import { Finding, Severity } from '../../lib/construct';
import { HostLocalRange, Ipam, MacvlanMode, MacvlanNetwork } from '../../lib/networks';
import { workload } from './helpers';

const FILE = join(__dirname, '../../../shared/vectors/cni.jsonl');
const present = existsSync(FILE);
const cases: any[] = present
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((vector) => /^(macvlan|hostlocal|static|attach|name)-?/.test(vector.id))
  : [];

/** What the plugins let through and this library does not, and why. */
const STRICTER: Readonly<Record<string, string>> = {
  'macvlan-mac-dashes': 'one way to write a MAC address',
  'macvlan-mode-empty': 'an enum has no empty member',
  'macvlan-mtu-zero': 'leave it out to inherit',
  'macvlan-master-missing-default': 'another interface on every node',
  'hostlocal-route-v6-no-v6': 'a route that cannot work',
  'hostlocal-route-default': 'needs allowDefaultRoute',
  'hostlocal-route-default-priority': 'needs allowDefaultRoute',
  'hostlocal-routes': 'a route needs a gateway that is stated',
  'hostlocal-other-name': 'two networks hand out the same addresses',
  'static-route-no-gateway': 'a route needs a gateway that is stated',
  'static-network-address': 'nobody answers',
  'static-broadcast-address': 'nobody answers',
  'static-duplicate-pods': 'two pods with one address',
  'attach-eth0-free': 'every pod of a cluster has eth0',
};
/** What the plugins refuse and this library cannot or need not. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'macvlan-master-bridge-port': 'known on the node only',
  'attach-name-positional': 'unnamed interfaces are set up first, so that the names do not meet',
};

/** The findings that the case causes here; undefined if it cannot be written with this API. */
function judge(vector: any): Finding[] | undefined {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://10.50.0.10:6443',
    nodeSubnets: ['10.50.0.0/24'],
  });
  cluster.addControlPlanes(['10.50.0.11']);
  for (const parent of vector.parents ?? []) {
    const { name, mtu } = typeof parent === 'string' ? { name: parent, mtu: 1500 } : parent;
    cluster.addLink(name, { interface: name, mtu: mtu ?? 1500, managed: false });
  }
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const sources: Record<string, any> = vector.networks ?? { [vector.nadName ?? 'lan']: vector.config };
  // Our objects always have a name.
  if (vector.networks === undefined && vector.nadName === undefined) return undefined;
  const networks = new Map<string, { network: MacvlanNetwork; fixed: string[]; mac?: string }>();
  for (const [name, raw] of Object.entries(sources)) {
    const source = typeof raw === 'string' ? JSON.parse(raw) : raw;
    const { cniVersion, name: cniName, type, master, mode, mtu, mac, ipam, capabilities, dns, ...rest } = source;
    if (
      cniVersion !== '1.0.0' ||
      type !== 'macvlan' ||
      Object.keys(rest).length > 0 ||
      Object.values(capabilities ?? {}).includes(false)
    )
      return undefined;
    if (mtu !== undefined && typeof mtu !== 'number') return undefined;
    const translated = translateIpam(ipam);
    if (translated === undefined) return undefined;
    const { routes, gateway } = translated;
    if (routes?.some((route: any) => Object.keys(route).some((key) => !['dst', 'gw', 'priority'].includes(key))))
      return undefined;
    const network = new MacvlanNetwork(chart, name, {
      ...(master === undefined ? {} : { master }),
      ...(mode === undefined ? {} : { mode: mode as MacvlanMode }),
      ...(mtu === undefined ? {} : { mtu }),
      ...(cniName === undefined || cniName === '' ? {} : { cniName }),
      ...(dns === undefined ? {} : { dns }),
      ...(gateway === undefined ? {} : { gateway }),
      ...(routes === undefined
        ? {}
        : {
            routes: routes.map((route: any) => ({
              destination: route.dst ?? '',
              via: route.gw,
              priority: route.priority,
            })),
          }),
      ipam: translated.ipam,
    });
    if (mode !== undefined && !Object.values(MacvlanMode).includes(mode))
      throw new Error('the compiler refuses the mode');
    networks.set(name, { network, fixed: translated.fixed, mac });
  }
  const pods = new Map<string, ApiObject>();
  for (const {
    pod,
    network: name,
    interface: interfaceName,
    runtimeConfig,
    cniArgs,
    legacyArgs,
  } of vector.attachments) {
    if (cniArgs !== undefined || legacyArgs === false || runtimeConfig?.ipRanges !== undefined) return undefined;
    if (!pods.has(pod)) pods.set(pod, workload(chart, pod));
    const { network, fixed, mac } = networks.get(name ?? [...networks.keys()][0]!)!;
    const ips = runtimeConfig?.ips ?? fixed;
    network.attach(pods.get(pod)!, {
      ...(interfaceName === undefined ? {} : { interface: interfaceName }),
      ...(ips.length === 0 ? {} : { ips }),
      ...((runtimeConfig?.mac ?? mac) ? { mac: runtimeConfig?.mac ?? mac } : {}),
    });
  }
  return app.findings();
}

function translateIpam(ipam: any): { ipam: Ipam; fixed: string[]; routes?: any[]; gateway?: string } | undefined {
  if (ipam === undefined || ipam === null || Object.keys(ipam).length === 0) return { ipam: Ipam.none(), fixed: [] };
  const { type, routes, ...fields } = ipam;
  if (type === 'static') {
    const { addresses, ...rest } = fields;
    if (Object.keys(rest).length > 0 || addresses?.some((a: any) => typeof a !== 'object' || a.address === undefined))
      return undefined;
    return {
      ipam: Ipam.static(),
      fixed: (addresses ?? []).map((a: any) => a.address),
      routes,
      gateway: addresses?.[0]?.gateway,
    };
  }
  const { subnet, rangeStart, rangeEnd, gateway, ranges, dataDir, ...rest } = fields;
  if (type !== 'host-local' || Object.keys(rest).length > 0) return undefined;
  const legacy = subnet === undefined && rangeStart === undefined ? [] : [{ subnet, rangeStart, rangeEnd, gateway }];
  if (
    ranges !== undefined &&
    (!ranges.every(Array.isArray) ||
      ranges.length === 0 ||
      ranges.some((set: any[]) => set.length === 0) ||
      legacy.length > 0)
  )
    return undefined;
  // Several sets of one family mean several addresses of it, which this API does not offer; one set of two families it cannot say.
  const families = (ranges ?? []).map((set: any[]) => [
    ...new Set(set.map((range) => String(range.subnet).includes(':'))),
  ]);
  if (families.some((set: boolean[]) => set.length > 1) || new Set(families.flat()).size < families.length)
    return undefined;
  const all = [...legacy, ...(ranges ?? []).flat()].map((r: any): HostLocalRange => ({
    subnet: r.subnet,
    range: rangeOf(r),
    gateway: r.gateway,
  }));
  return {
    ipam: Ipam.hostLocal({ ranges: all.length === 0 ? [{}] : all, ...(dataDir === undefined ? {} : { dataDir }) }),
    fixed: [],
    routes,
  };
}

/** The range of a plugin; where it has one end only, the other is the last host address of the subnet on that side. */
function rangeOf({ subnet, rangeStart, rangeEnd }: any): IpRange | undefined {
  if (rangeStart === undefined && rangeEnd === undefined) return undefined;
  const { first, last, family } = Cidr.of(subnet).range;
  const lowest = IpAddress._fromNumber(family, first._value + 1n);
  const highest = family === IpFamily.IPV4 ? IpAddress._fromNumber(family, last._value - 1n) : last;
  return IpRange.of(rangeStart ?? lowest.toString(), rangeEnd ?? highest.toString());
}

const verdict = (vector: any): string => {
  try {
    const found = judge(vector);
    if (found === undefined) return 'cannot be written';
    const errors = found.filter((f) => f.severity === Severity.ERROR);
    return errors.length === 0 ? 'accepted' : `refused: ${errors.map((f) => f.code).join(', ')}`;
  } catch (error) {
    return `refused: ${(error as { code?: string }).code ?? (error as Error).message}`;
  }
};

(present ? describe : describe.skip)('recorded answers of the CNI plugins', () => {
  test('cover the room', () => {
    expect(cases.length).toBeGreaterThan(120);
    const written = cases.filter((vector) => verdict(vector) !== 'cannot be written');
    expect(written.length).toBeGreaterThan(90);
  });

  test.each(cases.map((vector) => [vector.id, vector] as const))('%s', (id, vector) => {
    const said = verdict(vector);
    if (said === 'cannot be written') return;
    // The kernel of the recording lacks features; such a case says nothing about the values.
    if (!vector.expected.ok && vector.expected.kind !== 'configuration') return;
    const refused = vector.expected.ok ? STRICTER[id] !== undefined : ELSEWHERE[id] === undefined;
    expect(said).toMatch(refused ? /^refused: / : /^accepted$/);
  });
});
