// Documents of the network that are no links: names, resolvers, time, virtual addresses, firewall, KubeSpan, probes, BGP.
import { PlainMap } from '../../../manifest';
import { masked, NetipPrefix, parseAddr, parsePrefix } from '../../../net/netip';
import { isIp, isSubnetOrAddress, overlap } from '../addresses';
import { has } from '../minors';
import { hostname, readUrl } from '../url';
import { celProblem } from './cel';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { DocumentCheck } from './links';
import { KUBESPAN_MINIMUM_MTU } from './v1alpha1';

const vip: DocumentCheck = (check, value) => {
  if (parseAddr(text(value, 'name')) === undefined)
    check.error('vip-address', ['name'], { value: text(value, 'name') });
  check.need(value, 'link');
};

/** Priorities of routing rules that Linux and KubeSpan have. Source: constants.go. */
const RESERVED_PRIORITIES = [0, 32500, 32766, 32767];

function probe(check: Check, value: PlainMap): void {
  check.need(value, 'name');
  for (const key of ['interval', 'failureThreshold', 'timeout'])
    if (number(value, key) < 0) check.error('negative', [key]);
}

/** Checks by kind. Source: types/network of the configuration code. */
export const NETWORK_CHECKS: Readonly<Record<string, DocumentCheck>> = {
  Layer2VIPConfig: vip,
  HCloudVIPConfig: (check, value) => {
    vip(check, value);
    check.need(value, 'apiToken');
  },
  HostnameConfig: (check, value) => {
    // Behind a pointer: absent is not the same as off.
    const auto = value.auto;
    const name = text(value, 'hostname');
    const isAbsent = auto === undefined || auto === null;
    if (name === '' && (has(check.minor, 'autoOrHostname') ? isAbsent : isAbsent || auto === 'off'))
      check.error('auto-or-hostname');
    if (!isAbsent && auto !== 'off' && name !== '') check.error('auto-and-hostname');
    if (auto === 'talos-addr') check.error('hostname-auto', ['auto'], { value: auto });
    const first = name.split('.')[0]!;
    if (name !== '' && (Buffer.byteLength(name) > 253 || first === '' || Buffer.byteLength(first) > 63))
      check.error('hostname', ['hostname'], { value: name });
  },
  ResolverConfig: (check, value) => {
    if (!has(check.minor, 'dnsProtocols')) return;
    const dns = section(value, 'hostDNS');
    if (dns.enabled !== true)
      for (const [key, reason] of [
        ['forwardKubeDNSToHost', 'forward-without-host-dns'],
        ['resolveMemberNames', 'names-without-host-dns'],
      ] as const)
        if (dns[key] === true) check.error(reason, ['hostDNS', key]);
    const servers = sections(value, 'nameservers');
    servers.forEach((server, index) => {
      const protocol = server.protocol ?? DEFAULT_DNS;
      if (isUnset(server.tlsServerName) !== (protocol === DEFAULT_DNS))
        check.error('tls-server-name', ['nameservers', index, 'tlsServerName'], { protocol });
      if (isUnset(server.address)) check.error('required', ['nameservers', index, 'address']);
    });
    if (servers.length > 0 && servers.every(({ protocol }) => (protocol ?? DEFAULT_DNS) !== DEFAULT_DNS))
      check.warn('only-encrypted-dns', ['nameservers']);
  },
  LinkAliasConfig: (check, value) => {
    const name = text(value, 'name');
    if (name === '') check.error('required', ['name']);
    else if (has(check.minor, 'aliasPatterns') && name.includes('%')) {
      const at = name.indexOf('%');
      if (at === 0 || name.slice(at + 1) !== 'd') check.error('alias-pattern', ['name'], { value: name });
    }
    const match = section(value, 'selector').match;
    const problem = match === undefined ? 'missing' : celProblem(String(match), 'link');
    if (problem !== undefined) check.error('cel', ['selector', 'match'], { problem });
  },
  NetworkRuleConfig: (check, value) => {
    // Talos stops at the first thing it finds.
    const ports = items(value, 'portSelector', 'ports');
    if (isUnset(value.name)) check.error('required', ['name']);
    else if (ports.length === 0) check.error('required', ['portSelector', 'ports']);
    else if (!arePortsApart(ports)) check.error('ports', ['portSelector', 'ports'], { value: ports });
    else
      sections(value, 'ingress').forEach((rule, index) => {
        if (isUnset(rule.subnet)) check.error('required', ['ingress', index, 'subnet']);
      });
  },
  StaticHostConfig: (check, value) => {
    if (parseAddr(text(value, 'name')) === undefined) check.error('address', ['name'], { value: value.name });
    if (items(value, 'hostnames').length === 0) check.error('required', ['hostnames']);
  },
  TimeSyncConfig: (check, value) => {
    if (number(value, 'bootTimeout') < 0) check.error('negative', ['bootTimeout']);
    const ntp = sectionOrNone(value, 'ntp');
    if (ntp !== undefined && sectionOrNone(value, 'ptp') !== undefined) check.error('ntp-and-ptp');
    if (ntp?.useNTS === true)
      items(ntp, 'servers').forEach((server, index) => {
        if (isIp(String(server))) check.error('nts-address', ['ntp', 'servers', index], { value: server });
      });
  },
  BlackholeRouteConfig: (check, value) => {
    if (parsePrefix(text(value, 'name')) === undefined) check.error('prefix', ['name'], { value: value.name });
  },
  RoutingRuleConfig: (check, value) => {
    const name = text(value, 'name');
    const priority = /^\d+$/.test(name) && Number(name) < 2 ** 32 ? Number(name) : undefined;
    if (priority === undefined || RESERVED_PRIORITIES.includes(priority))
      check.error('rule-priority', ['name'], { value: name });
    if ((value.table ?? 'unspec') === 'unspec' && ['unspec', 'unicast'].includes(String(value.action ?? 'unspec')))
      check.error('rule-without-table-and-action');
    if (number(value, 'fwMask') !== 0 && number(value, 'fwMark') === 0) check.error('mask-without-mark', ['fwMask']);
  },
  KubeSpanConfig: (check, value) => {
    const { mtu } = value;
    if (typeof mtu === 'number' && mtu < KUBESPAN_MINIMUM_MTU)
      check.error('kubespan-mtu', ['mtu'], { value: mtu, least: KUBESPAN_MINIMUM_MTU });
    items(value, 'filters', 'endpoints').forEach((subnet, index) => {
      if (!isSubnetOrAddress(String(subnet))) check.error('subnet', ['filters', 'endpoints', index], { value: subnet });
    });
  },
  TCPProbeConfig: (check, value) => {
    probe(check, value);
    check.need(value, 'endpoint');
  },
  HTTPProbeConfig: (check, value) => {
    probe(check, value);
    const url = readUrl(text(value, 'url'));
    if (isUnset(value.url) || url === undefined) check.error('required', ['url']);
    else if (!['http', 'https'].includes(url.scheme) || url.opaque !== '' || hostname(url) === '')
      check.error('url', ['url'], { value: text(value, 'url') });
  },
  BGPInstanceConfig: (check, value) => {
    check.need(value, 'name', 'localASN');
    if (!isUnset(value.routerID) && parseAddr(text(value, 'routerID'))?.family !== 4)
      check.error('router-id', ['routerID']);
    const neighbors = sections(value, 'neighbors');
    if (neighbors.length === 0) check.warn('no-neighbors', ['neighbors']);
    const seen = new Set<string>();
    neighbors.forEach((neighbor, index) => {
      checkNeighbor(check, neighbor, index, !isUnset(value.vrf));
      const key = text(neighbor, 'address') || text(neighbor, 'link');
      if (seen.has(key)) check.error('duplicate-neighbor', ['neighbors', index], { neighbor: key });
      if (key !== '') seen.add(key);
    });
    checkImports(check, value);
  },
};

/** The protocol of plain DNS. */
const DEFAULT_DNS = 'Do53';

function checkNeighbor(check: Check, neighbor: PlainMap, index: number, inVrf: boolean): void {
  const path = ['neighbors', index];
  if (isUnset(neighbor.address) === isUnset(neighbor.link)) check.error('neighbor-address-or-link', path);
  if (number(neighbor, 'holdTime') < 0) check.error('negative', [...path, 'holdTime']);
  const bfd = sectionOrNone(neighbor, 'bfd');
  if (bfd === undefined) return;
  if (inVrf) check.error('bfd-in-vrf', [...path, 'bfd']);
  for (const key of ['transmitInterval', 'receiveInterval'])
    if (number(bfd, key) < 0) check.error('negative', [...path, 'bfd', key]);
}

function checkImports(check: Check, value: PlainMap): void {
  const instances = new Set<string>();
  const before: NetipPrefix[] = [];
  sections(value, 'importRoutes').forEach((route, index) => {
    const path = ['importRoutes', index];
    const instance = text(route, 'bgpInstance');
    if (instance === '' || instance === text(value, 'name') || instances.has(instance))
      check.error('import-instance', [...path, 'bgpInstance'], { value: instance });
    instances.add(instance);
    const prefixes = items(route, 'prefixes').map((prefix) => parsePrefix(String(prefix ?? '')));
    if (prefixes.length === 0) check.error('required', [...path, 'prefixes']);
    const own: NetipPrefix[] = [];
    prefixes.forEach((prefix, position) => {
      const at = [...path, 'prefixes', position];
      if (prefix === undefined || masked(prefix) !== prefix.value) check.error('prefix', at);
      else if ([...before, ...own].some((other) => overlap(other, prefix))) check.error('prefixes-overlap', at);
      if (prefix !== undefined) own.push(prefix);
    });
    before.push(...own);
  });
}

function arePortsApart(ports: readonly unknown[]): boolean {
  const ranges = ports
    .map((port) => (typeof port === 'number' ? [port, port] : String(port).split('-').map(Number)) as [number, number])
    .sort(([a], [b]) => a - b);
  return ranges.every(([low, high], index) => low <= high && (index === 0 || low > ranges[index - 1]![1]));
}
