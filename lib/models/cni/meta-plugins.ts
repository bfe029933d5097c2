// What the meta plugins refuse. They are checked hardest: when one of them fails, everything that the plugins before it made stays behind.
// Source: containernetworking/plugins 1.9.1, run.
import { isMap, nearest } from '../../manifest';
import { IpFamily } from '../../net';
import { CniConfiguration, PluginConfiguration, textOf } from './configuration';
import { Planned } from './planned';
import { checkMac, checkMtu } from './link-values';
import { IPV4_CONF, IPV6_CONF, MACHINE_KEYS } from '../../catalogue/cni-plugins/sysctls';
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
      judge.error(
        'request',
        'the pod brings sysctls in cni-args, and tuning has no map for them: the plugin crashes',
        'write "sysctl": {} in tuning',
      );
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
      judge.at('mtu').warning('mtu', `mtu ${mtu} takes the IPv6 address away without a word`, 'write at least 1280');
    }
    if (typeof fields.txQLen === 'number' && fields.txQLen < 0)
      judge.at('txQLen').warning('no-effect', `txQLen ${fields.txQLen} becomes 4294967295`, 'write a positive number');
  },
  sbr({ fields }, { main, planned }, judge) {
    if (typeof fields.table === 'number' && fields.table < 0)
      judge.at('table').warning('options', `table ${fields.table} is out of range`, 'write a positive number');
    if (main?.plugin !== undefined && main.ipamType === undefined && planned?.length === 0) {
      judge.error(
        'no-address',
        'sbr needs an address, and the plugin before it gives none',
        'write ipam in the main plugin, or drop sbr',
      );
    }
  },
  vrf({ fields }, _before, judge) {
    if (textOf(fields.vrfname) === undefined)
      judge.error('options', 'vrf without vrfname', 'write vrfname, such as "red"');
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
      if (rate < 0 || burst < 0)
        judge.error(
          'bandwidth',
          `${direction}Rate and ${direction}Burst must not be negative`,
          'write positive numbers',
        );
      if (rate > 0 && burst === 0) judge.error('bandwidth', `${direction}Rate without ${direction}Burst`, 'write both');
      if (burst > 0 && rate === 0) judge.error('bandwidth', `${direction}Burst without ${direction}Rate`, 'write both');
      if (burst >= MOST_BURST)
        judge.error('bandwidth', `${direction}Burst ${burst} is too large`, `write less than ${MOST_BURST} bits`);
    }
    if (limits && main?.plugin !== undefined && main.plugin.veth !== true) {
      judge.error(
        'bandwidth',
        `bandwidth needs a veth pair, and ${main.type} makes none`,
        'use it after bridge or ptp, or drop it',
      );
    }
    const first = configuration.plugins.find(({ type }) => type === 'bandwidth');
    if (limits && first !== plugin && Object.keys(first!.fields).some((key) => /Rate$|Burst$/.test(key)))
      judge.error('bandwidth', 'bandwidth stands twice with limits', 'keep one of the two');
  },
  portmap(plugin, { main }, judge, request) {
    const { fields } = plugin;
    const bit = fields.markMasqBit;
    if (typeof bit === 'number' && (bit < 0 || bit > 31))
      judge.at('markMasqBit').error('options', `markMasqBit ${bit} is out of range`, 'write 0 to 31');
    if (bit !== undefined && fields.externalSetMarkChain !== undefined)
      judge.error('options', 'markMasqBit and externalSetMarkChain exclude each other', 'keep one of the two');
    checkPortmapBackend(fields, judge);
    if (main?.type === 'macvlan')
      judge.warning(
        'no-effect',
        'portmap after macvlan: the node cannot reach its own macvlan pods, so no host port answers',
        'drop portmap, or use a bridge',
      );
    if (plugin.capabilities.portMappings !== true) {
      if (request?.portMappings !== undefined)
        judge.warning(
          'no-effect',
          'the portMappings of the pod are dropped: portmap does not declare the capability',
          'write "capabilities": {"portMappings": true} in portmap',
        );
    } else checkMappings(request?.portMappings ?? [], judge);
  },
  firewall({ fields }, _before, judge) {
    const policy = textOf(fields.ingressPolicy);
    if (policy !== undefined && !['open', 'same-bridge', 'isolated'].includes(policy))
      judge
        .at('ingressPolicy')
        .error('options', `${shown(policy)} is no ingressPolicy`, 'write open, same-bridge or isolated');
    const backend = textOf(fields.backend);
    if (backend !== undefined && !['iptables', 'firewalld'].includes(backend))
      judge
        .at('backend')
        .warning(
          'no-effect',
          `${shown(backend)} is no backend: the plugin takes iptables`,
          'write iptables or firewalld',
        );
  },
};

function checkPortmapBackend(fields: Readonly<Record<string, unknown>>, judge: Judge): void {
  const backend = fields.backend;
  if (backend !== undefined && backend !== 'iptables' && backend !== 'nftables') {
    judge.at('backend').error('options', `${shown(backend)} is no backend of portmap`, 'write iptables or nftables');
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
    judge.error(
      'options',
      `${nftables.join(' and ')} is for nftables, and the backend is iptables`,
      'write "backend": "nftables"',
    );
  if (backend === 'nftables' && iptables.length > 0)
    judge.error(
      'options',
      `backend nftables with ${iptables.join(' and ')}, which is for iptables`,
      'drop it, or write backend: iptables',
    );
}

function checkMappings(mappings: readonly Readonly<Record<string, unknown>>[], judge: Judge): void {
  for (const mapping of mappings) {
    for (const key of ['hostPort', 'containerPort']) {
      const port = Number(mapping[key] ?? 0);
      if (!Number.isInteger(port) || port < 1 || port > 65535)
        judge.error(
          'request',
          `${key} ${shown(mapping[key])} of the pod's portMappings is no port`,
          'write 1 to 65535',
        );
    }
    const protocol = String(mapping.protocol ?? '');
    if (!['tcp', 'udp', 'sctp', 'dccp'].includes(protocol.toLowerCase())) {
      judge.error(
        'request',
        protocol === ''
          ? 'portMappings of the pod without protocol: the plugin fails instead of taking tcp'
          : `${shown(protocol)} of the pod's portMappings is no protocol`,
        'write protocol: tcp, udp or sctp',
      );
    }
  }
}

function checkSysctls(sysctls: unknown, judge: Judge): void {
  if (!isMap(sysctls)) return;
  for (const [key, value] of Object.entries(sysctls)) {
    const at = judge.at(key);
    const path = key.includes('/') ? key : key.replace(/\./g, '/');
    const problem = pathProblem(path);
    if (problem !== undefined) at.error('sysctl', `${shown(key)} ${problem.what}`, problem.repair);
    else if (
      /^net\/ipv[46]\/conf\//.test(path) &&
      !path.endsWith('/stable_secret') &&
      typeof value === 'string' &&
      !/^\s*(-?(\d+|0[xX][0-9a-fA-F]+)(\s.*)?)?$/s.test(value)
    ) {
      at.error('sysctl', `${shown(value)} for ${key} is no number`, 'write a number in quotes, such as "1"');
    }
  }
}

function pathProblem(path: string): { what: string; repair: string } | undefined {
  if (!/^net\/./.test(path) || path.includes('..'))
    return { what: 'is no key below net.', repair: 'write a key such as net.ipv4.conf.IFNAME.arp_filter' };
  const rest = path.slice('net/'.length);
  if (MACHINE_KEYS.has(rest))
    return {
      what: 'belongs to the machine: a pod cannot write it',
      repair: 'set it in the machine configuration of the node',
    };
  const conf = /^(ipv4|ipv6)\/conf\/(.*)\/([^/]+)$/.exec(rest);
  if (conf === null) return undefined;
  const known = conf[1] === 'ipv4' ? IPV4_CONF : IPV6_CONF;
  if (known.has(conf[3]!)) return undefined;
  const near = nearest(conf[3]!, [...known]);
  return {
    what: 'is no key of the kernel',
    repair:
      near === undefined
        ? `write a key of net.${conf[1]!}.conf`
        : `did you mean net.${conf[1]!}.conf.${conf[2]!}.${near}?`,
  };
}
