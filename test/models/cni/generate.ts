// Made-up networks for the engine of the CNI plugins: a plugin or a list on the links of one node, and pods that ask for it. Mostly right values, so that
// a network comes as far as its ADDs; a few are wrong on purpose. The same seed gives the same cases.
import { Random, randomOf } from '../../support/random';

/** A line of the engine's input. */
export interface CniCase {
  readonly id: string;
  readonly [field: string]: unknown;
}

type Plain = Record<string, any>;

/** Networks of a seed. */
export function cniCases(seed: number, count: number): CniCase[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `g${seed}-${index}`,
    ...new Network(randomOf(seed * 1_000_003 + index)).case(),
  }));
}

const NETS = ['192.168.40', '192.168.41', '10.9.0'];
const MACS = ['02:00:00:00:00:01', '02:00:00:00:00:02', '02-00-00-00-00-03'];
const BAD_MACS = ['03:00:00:00:00:01', '00:00:00:00:00:00', '02:00:00:00:00:01:02:03', 'zz', '02:00'];
/** Main plugins that every kernel makes. */
const MAIN = ['macvlan', 'macvlan', 'macvlan', 'bridge', 'bridge', 'ptp', 'tap', 'host-device'];

class Network {
  /** Most values are right, or any of them may be wrong. */
  private readonly odd: boolean;

  public constructor(private readonly random: Random) {
    this.odd = random.chance(0.4);
  }

  public case(): Plain {
    const { random } = this;
    const main = this.main();
    const chained = random.chance(0.4) && main.type !== 'host-device';
    const plugins = chained ? [main, ...this.metas(main)] : [main];
    const head = { cniVersion: random.pick(['1.0.0', '1.0.0', '1.0.0', '0.3.1', '0.4.0', '1.1.0', '0.2.0']) };
    const config = chained || random.chance(0.2) ? { ...head, plugins } : { ...head, ...main };
    const pods = ['a', 'b', 'c'].slice(0, random.pick([1, 1, 1, 2, 3]));
    return {
      nadName: 'lan',
      config,
      parents: [
        random.chance(0.3) ? { name: 'enp2s0', mtu: random.pick([1500, 9000, 1400]) } : 'enp2s0',
        ...(random.chance(0.25) ? [{ name: 'br9', type: 'bridge' }] : []),
        ...(random.chance(0.1) ? ['enp3s0', { name: 'br8', type: 'bridge', ports: ['enp3s0'] }] : []),
      ],
      pods: Object.fromEntries(pods.map((pod) => [pod, { eth0: true }])),
      attachments: pods.map((pod) => ({ pod, ...this.request(main, plugins) })),
    };
  }

  private wrong(share = 0.06): boolean {
    return this.odd && this.random.chance(share);
  }

  private address(family = 4): string {
    const { random } = this;
    return family === 4
      ? `${random.pick(NETS)}.${random.pick([1, 2, 5, 9, 20, 254, ...(this.odd ? [0, 255] : [])])}`
      : `fd00:4${random.pick(['0', '1'])}::${random.pick(['1', '5', '9'])}`;
  }

  private interfaceAddress(): string {
    const { random } = this;
    if (this.wrong()) return random.pick(['192.168.40.5', 'x', '192.168.40.5/33', '192.168.40.300/24', '']);
    return random.chance(0.8) ? `${this.address()}/${random.pick([24, 24, 24, 16, 32])}` : `${this.address(6)}/64`;
  }

  private route(): Plain {
    const { random } = this;
    const dst = this.wrong()
      ? random.pick(['10.20.0.1/16', '10.20.0.0', 'x'])
      : random.pick([
          '10.20.0.0/16',
          '172.16.0.0/12',
          '0.0.0.0/0',
          'fd00:99::/64',
          '::/0',
          '192.168.41.0/24',
          '192.168.40.5/32',
        ]);
    const family = dst.includes(':') ? 6 : 4;
    return {
      dst,
      ...(random.chance(0.7) ? { gw: this.wrong() ? this.address(10 - family) : this.address(family) } : {}),
      ...(random.chance(0.15) ? { priority: 100 } : {}),
      ...(random.chance(0.06) ? { table: 100 } : {}),
      ...(random.chance(0.06) ? { scope: random.pick([0, 253]) } : {}),
      ...(random.chance(0.06) ? { mtu: 1400 } : {}),
    };
  }

  private routes(): Plain {
    const { random } = this;
    return random.chance(0.55) ? { routes: Array.from({ length: random.pick([1, 1, 2]) }, () => this.route()) } : {};
  }

  private ipam(): Plain | undefined {
    const { random } = this;
    if (random.chance(0.12)) return undefined;
    if (this.wrong(0.03))
      return random.pick<Plain>([{}, { type: '' }, { type: 'host-locl' }, { subnet: '10.9.0.0/24' }]);
    if (random.chance(0.5)) {
      const addresses = Array.from({ length: random.pick([0, 1, 1, 2]) }, () => {
        const address = this.interfaceAddress();
        return {
          address,
          ...(random.chance(0.4) ? { gateway: this.address(address.includes(':') ? 6 : 4) } : {}),
        };
      });
      return { type: 'static', ...(addresses.length > 0 ? { addresses } : {}), ...this.routes() };
    }
    const ranges = Array.from({ length: random.pick([1, 1, 1, 2]) }, () => [this.range()]);
    if (random.chance(0.08)) ranges[0]!.push(this.range());
    return { type: 'host-local', ...(random.chance(0.2) ? this.range() : { ranges }), ...this.routes() };
  }

  private range(): Plain {
    const { random } = this;
    if (random.chance(0.15)) return { subnet: random.pick(['fd00:40::/64', 'fd00:41::/120']) };
    const net = random.pick(NETS);
    const [first, length] = [random.pick([1, 2, 5, 10]), random.pick([0, 0, 1, 3])];
    return {
      subnet: this.wrong()
        ? random.pick([`${net}.5/24`, `${net}.0/31`, 'x', ''])
        : random.pick([`${net}.0/24`, `${net}.0/24`, `${net}.0/29`]),
      ...(random.chance(0.7) ? { rangeStart: `${net}.${first}` } : {}),
      ...(random.chance(0.7) ? { rangeEnd: `${net}.${this.wrong() ? 0 : first + length}` } : {}),
      ...(random.chance(0.3)
        ? { gateway: this.wrong() ? this.address() : `${net}.${random.pick([1, first, 6])}` }
        : {}),
    };
  }

  private mtu(): Plain {
    const { random } = this;
    if (!random.chance(0.25)) return {};
    return {
      mtu: this.wrong(0.3) ? random.pick([-1, 67, 65536, 'x']) : random.pick([0, 68, 1279, 1280, 1400, 1500, 9000]),
    };
  }

  private mac(): string {
    return this.random.pick(this.wrong(0.2) ? BAD_MACS : MACS);
  }

  private main(): Plain {
    const { random } = this;
    const type = random.pick(MAIN);
    const ipam = this.ipam();
    const common = {
      type,
      ...(ipam === undefined ? {} : { ipam }),
      ...(random.chance(0.5) ? { capabilities: { ips: true, mac: true } } : {}),
    };
    const flag = (name: string, share = 0.2) => (random.chance(share) ? { [name]: random.chance(0.8) } : {});
    switch (type) {
      case 'macvlan':
        return {
          ...common,
          ...(this.wrong()
            ? { master: random.pick(['nope', 'enp3s0', 'a-name-too-long-for-it']) }
            : { master: 'enp2s0' }),
          ...(random.chance(0.4)
            ? { mode: this.wrong() ? 'brige' : random.pick(['bridge', 'private', 'vepa', 'passthru']) }
            : {}),
          ...(random.chance(0.1) ? { mac: this.mac() } : {}),
          ...this.mtu(),
        };
      case 'bridge':
        return {
          ...common,
          bridge: this.wrong() ? random.pick(['enp2s0', 'a-name-too-long-for-it']) : random.pick(['br9', 'br8', 'brx']),
          ...flag('isGateway'),
          ...flag('isDefaultGateway', 0.15),
          ...flag('forceAddress', 0.1),
          ...flag('ipMasq', 0.1),
          ...flag('hairpinMode', 0.1),
          ...flag('promiscMode', 0.1),
          ...flag('enabledad', 0.05),
          ...flag('portIsolation', 0.05),
          ...flag('disableContainerInterface', 0.04),
          ...this.mtu(),
        };
      case 'ptp':
        return { ...common, ...flag('ipMasq', 0.2), ...this.mtu() };
      case 'tap':
        return {
          ...common,
          ...(random.chance(0.6) ? { owner: 1000, group: 1000 } : {}),
          ...flag('multiQueue', 0.1),
          ...(random.chance(0.1) ? { mac: this.mac() } : {}),
          ...this.mtu(),
        };
      default:
        return {
          ...common,
          ...(this.wrong()
            ? random.pick<Plain>([{}, { device: 'nope' }, { hwaddr: 'x' }, { kernelpath: '/x' }])
            : { device: 'enp2s0' }),
        };
    }
  }

  private metas(main: Plain): Plain[] {
    const { random } = this;
    return Array.from({ length: random.pick([1, 1, 2]) }, () => {
      const type = random.pick(['tuning', 'tuning', 'sbr', 'bandwidth', 'portmap', 'firewall']);
      switch (type) {
        case 'tuning':
          return {
            type,
            ...(random.chance(0.5) ? { sysctl: this.sysctls() } : {}),
            ...(random.chance(0.25) ? { mac: this.mac() } : {}),
            ...this.mtu(),
            ...(random.chance(0.2) ? { promisc: true } : {}),
            ...(random.chance(0.1) ? { txQLen: random.pick([0, 1000]) } : {}),
            ...(random.chance(0.3) ? { capabilities: { mac: true } } : {}),
          };
        case 'sbr':
          return { type, ...(random.chance(0.3) ? { table: this.wrong() ? 'x' : 200 } : {}) };
        case 'bandwidth':
          return {
            type,
            ...(random.chance(0.8) ? { ingressRate: 1000000 } : {}),
            ...(random.chance(0.8) ? { ingressBurst: random.pick([1000000, 34359738360, 34359738352]) } : {}),
            ...(main.type === 'bridge' ? { capabilities: { bandwidth: true } } : {}),
          };
        case 'portmap':
          return {
            type,
            capabilities: { portMappings: random.chance(0.9) },
            ...(random.chance(0.2) ? { snat: random.chance(0.5) } : {}),
            ...(random.chance(0.2) ? { markMasqBit: this.wrong(0.3) ? 32 : 5 } : {}),
            ...(random.chance(0.2) ? { backend: this.wrong(0.3) ? 'x' : random.pick(['iptables', 'nftables']) } : {}),
          };
        default:
          return {
            type,
            ...(random.chance(0.5)
              ? { ingressPolicy: this.wrong() ? 'x' : random.pick(['open', 'same-bridge', 'isolated']) }
              : {}),
          };
      }
    });
  }

  private sysctls(): Plain {
    const { random } = this;
    const key = this.wrong(0.2)
      ? random.pick(['kernel.hostname', 'net.core.rmem_max', 'net.ipv4.conf.IFNAME.nothing', 'net.ipv4.conf.all'])
      : random.pick([
          'net.ipv4.conf.IFNAME.arp_filter',
          'net.ipv6.conf.IFNAME.accept_ra',
          'net.core.somaxconn',
          'net/ipv4/conf/IFNAME/rp_filter',
        ]);
    return { [key]: this.wrong() ? random.pick<unknown>([1, 'x', '']) : random.pick(['0', '1', '2']) };
  }

  private request(main: Plain, plugins: readonly Plain[]): Plain {
    const { random } = this;
    const bridged = plugins.some(({ type }) => type === 'portmap');
    const runtimeConfig: Plain = {
      ...(random.chance(0.35) && main.ipam !== undefined ? { ips: this.ips(main.ipam as Plain) } : {}),
      ...(random.chance(0.2) ? { mac: this.mac() } : {}),
      ...(bridged && random.chance(0.7)
        ? {
            portMappings: [
              {
                hostPort: random.pick([8080, 8081, ...(this.odd ? [0, 65536] : [])]),
                containerPort: 80,
                ...(this.wrong(0.15) ? {} : { protocol: random.pick(['tcp', 'udp', 'TCP']) }),
              },
            ],
          }
        : {}),
    };
    return {
      ...(Object.keys(runtimeConfig).length > 0 ? { runtimeConfig } : {}),
      ...(random.chance(0.1)
        ? { interface: this.wrong(0.4) ? random.pick(['eth0', 'a/b', 'net%d', 'name-of-16-chars']) : 'lan0' }
        : {}),
    };
  }

  private ips(ipam: Plain): string[] {
    const { random } = this;
    const count = random.pick([1, 1, 1, 2]);
    if (ipam.type === 'static') return Array.from({ length: count }, () => this.interfaceAddress());
    const range = (ipam.ranges?.[0]?.[0] ?? ipam) as Plain;
    const inside = [range.rangeStart, range.rangeEnd].filter((each): each is string => each !== undefined);
    return inside.length > 0 && random.chance(0.7) ? [random.pick(inside)] : [this.address()];
  }
}
