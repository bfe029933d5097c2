// What the meta plugins refuse. They are checked hardest: when one of them fails, everything that the plugins before it made stays behind.
// Source: containernetworking/plugins 1.9.1, run.
import { isMap, nearest } from '../../manifest';
import { IpFamily } from '../../net';
import { isReached } from './addresses';
import { CniConfiguration, PluginConfiguration, textOf } from './configuration';
import { Planned } from './planned';
import { checkMac, checkMtu } from './link-values';
import { IPV4_CONF, IPV6_CONF, isNumeric, MACHINE_KEYS } from '../../catalogue/cni-plugins/sysctls';
import { Judge } from './problem';
import { Request } from './request';
import { shown } from './shape';

/** What came before a meta plugin in its list. */
export interface Before {
  /** The main plugin; undefined when it is of another maker. */
  readonly main?: PluginConfiguration;
  readonly planned: Planned;
  readonly configuration: CniConfiguration;
}

export type MetaRule = (
  plugin: PluginConfiguration,
  before: Before,
  judge: Judge,
  request: Request | undefined,
) => void;

/** Bits that one burst may have. Source: bandwidth, validateRateAndBurst: burst/8 below 2^32-1. */
const MOST_BURST = 34359738360;

export const META_RULES: Readonly<Record<string, MetaRule>> = {
  tuning(plugin, { planned }, judge, request) {
    const { fields } = plugin;
    checkSysctls(fields.sysctl, judge.at('sysctl'));
    if (request?.mac === undefined) checkMac(fields.mac, judge.at('mac'), 'warning');
    const args = request?.cniArgs ?? {};
    if (isMap(args.sysctl) && fields.sysctl === undefined) {
      judge.error('request', 'sysctls-crash-tuning');
    } else if (isMap(args.sysctl)) checkSysctls(args.sysctl, judge);
    checkMac(args.mac, judge, 'warning');
    checkMtu(args.mtu, undefined, judge, 'error');
    checkMtu(fields.mtu, undefined, judge, 'error');
    const { mtu } = fields;
    if (
      typeof mtu === 'number' &&
      mtu >= 68 &&
      mtu < 1280 &&
      planned?.some(({ subnet }) => subnet.family === IpFamily.IPV6) === true
    ) {
      judge.at('mtu').warning('mtu', 'mtu-takes-ipv6-away', { mtu });
    }
    if (typeof fields.txQLen === 'number' && fields.txQLen < 0)
      judge.at('txQLen').warning('no-effect', 'tx-queue-negative', { txQLen: fields.txQLen });
  },
  sbr({ fields }, { main, planned }, judge) {
    if (typeof fields.table === 'number' && fields.table < 0)
      judge.at('table').warning('options', 'table', { table: fields.table });
    if (main?.plugin !== undefined && main.ipamType === undefined && planned?.length === 0) {
      judge.error('no-address', 'sbr-without-address');
    }
    // Without a table of somebody else it makes one, with a default route by each gateway.
    if (fields.table !== undefined) return;
    for (const { gateway } of planned ?? [])
      if (gateway !== undefined && !isReached(gateway, planned!))
        judge.error('gateway', 'sbr-gateway-not-reached', { gateway: gateway.toString() });
  },
  vrf({ fields }, _before, judge) {
    if (textOf(fields.vrfname) === undefined) judge.error('options', 'vrf-without-vrfname');
  },
  bandwidth(plugin, { main, configuration }, judge, request) {
    const { fields } = plugin;
    const asked = plugin.capabilities.bandwidth === true ? (request?.bandwidth ?? {}) : {};
    const own = Object.keys(fields).some((key) => /Rate$|Burst$/.test(key));
    const values = own ? fields : asked;
    let limits = false;
    for (const direction of ['ingress', 'egress']) {
      const [rate, burst] = [Number(values[`${direction}Rate`] ?? 0), Number(values[`${direction}Burst`] ?? 0)];
      limits ||= rate > 0 || burst > 0;
      if (rate < 0 || burst < 0) judge.error('bandwidth', 'bandwidth-negative', { direction });
      if (rate > 0 && burst === 0) judge.error('bandwidth', 'rate-without-burst', { direction });
      if (burst > 0 && rate === 0) judge.error('bandwidth', 'burst-without-rate', { direction });
      if (burst >= MOST_BURST) judge.error('bandwidth', 'burst-too-large', { direction, burst, most: MOST_BURST });
    }
    if (limits && main?.plugin !== undefined && main.plugin.veth !== true) {
      judge.error('bandwidth', 'bandwidth-without-veth', { type: main.type });
    }
    const first = configuration.plugins.find(({ type }) => type === 'bandwidth');
    if (limits && first !== plugin && Object.keys(first!.fields).some((key) => /Rate$|Burst$/.test(key)))
      judge.error('bandwidth', 'bandwidth-twice');
  },
  portmap(plugin, { main }, judge, request) {
    const { fields } = plugin;
    const bit = fields.markMasqBit;
    if (typeof bit === 'number' && (bit < 0 || bit > 31)) judge.at('markMasqBit').error('options', 'mark-bit', { bit });
    if (bit !== undefined && fields.externalSetMarkChain !== undefined) judge.error('options', 'mark-bit-and-chain');
    // It looks at the backend only with something to map.
    const maps = plugin.capabilities.portMappings === true && (request?.portMappings ?? []).length > 0;
    checkPortmapBackend(fields, maps ? 'error' : 'warning', judge);
    if (main?.type === 'macvlan') judge.warning('no-effect', 'portmap-after-macvlan');
    if (plugin.capabilities.portMappings !== true) {
      if (request?.portMappings !== undefined) judge.warning('no-effect', 'port-mappings-dropped');
    } else checkMappings(request?.portMappings ?? [], judge);
  },
  firewall({ fields }, _before, judge) {
    const policy = textOf(fields.ingressPolicy);
    if (policy !== undefined && !['open', 'same-bridge', 'isolated'].includes(policy))
      judge.at('ingressPolicy').error('options', 'ingress-policy', { policy: shown(policy) });
    const backend = textOf(fields.backend);
    if (backend !== undefined && !['iptables', 'firewalld'].includes(backend))
      judge.at('backend').warning('no-effect', 'firewall-backend', { backend: shown(backend) });
  },
};

function checkPortmapBackend(
  fields: Readonly<Record<string, unknown>>,
  level: 'error' | 'warning',
  judge: Judge,
): void {
  const backend = fields.backend;
  if (backend !== undefined && backend !== 'iptables' && backend !== 'nftables') {
    judge.at('backend').error('options', 'portmap-backend', { backend: shown(backend) });
    return;
  }
  const conditions = ['conditionsV4', 'conditionsV6'].flatMap((key) =>
    Array.isArray(fields[key]) && (fields[key] as unknown[]).length > 0 ? [key] : [],
  );
  const style = (key: string) =>
    String((fields[key] as unknown[])[0]).startsWith('-') || String((fields[key] as unknown[])[0]) === '!'
      ? 'iptables'
      : 'nftables';
  const iptables = [
    ...conditions.filter((key) => style(key) === 'iptables'),
    ...['externalSetMarkChain', 'markMasqBit'].filter((key) => fields[key] !== undefined),
  ];
  const nftables = conditions.filter((key) => style(key) === 'nftables');
  if (backend !== 'nftables' && nftables.length > 0)
    judge[level]('options', 'conditions-for-nftables', { nftables: nftables.join(' and ') });
  if (backend === 'nftables' && iptables.length > 0)
    judge[level]('options', 'conditions-for-iptables', { iptables: iptables.join(' and ') });
}

function checkMappings(mappings: readonly Readonly<Record<string, unknown>>[], judge: Judge): void {
  for (const mapping of mappings) {
    for (const key of ['hostPort', 'containerPort']) {
      const port = Number(mapping[key] ?? 0);
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        judge.error('request', 'port-mapping-port', { key, mapping: shown(mapping[key]) });
    }
    const protocol = String(mapping.protocol ?? '');
    if (!['tcp', 'udp', 'sctp', 'dccp'].includes(protocol.toLowerCase())) {
      judge.error('request', 'port-mapping-protocol', { noProtocol: protocol === '', protocol: shown(protocol) });
    }
  }
}

function checkSysctls(sysctls: unknown, judge: Judge): void {
  if (!isMap(sysctls)) return;
  for (const [key, value] of Object.entries(sysctls)) {
    const at = judge.at(key);
    const path = key.includes('/') ? key : key.replace(/\./g, '/');
    if (refusePath(key, path, at)) continue;
    if (
      isNumeric(path.slice('net/'.length)) &&
      typeof value === 'string' &&
      !/^\s*(-?(\d+|0[xX][0-9a-fA-F]+)(\s.*)?)?$/s.test(value)
    ) {
      at.error('sysctl', 'sysctl-value', { value: shown(value), key });
    }
  }
}

/** Says what is wrong with a key; false if it is one that a pod can write. */
function refusePath(key: string, path: string, at: Judge): boolean {
  if (!/^net\/./.test(path) || path.includes('..')) {
    at.error('sysctl', 'sysctl-not-net', { key: shown(key) });
    return true;
  }
  const rest = path.slice('net/'.length);
  if (MACHINE_KEYS.has(rest)) {
    at.error('sysctl', 'sysctl-of-machine', { key: shown(key) });
    return true;
  }
  if (/^ipv[46]\/(?:conf|neigh)(?:\/[^/]+)?$/.test(rest)) {
    at.error('sysctl', 'sysctl-is-folder', { key: shown(key) });
    return true;
  }
  const [, family, link, name] = /^(ipv4|ipv6)\/conf\/(.*)\/([^/]+)$/.exec(rest) ?? [];
  if (name === undefined) return false;
  const known = family === 'ipv4' ? IPV4_CONF : IPV6_CONF;
  if (known.has(name)) return false;
  const near = nearest(name, [...known]);
  at.error('sysctl', 'sysctl-unknown', { key: shown(key), noNear: near === undefined, family, link, near });
  return true;
}
