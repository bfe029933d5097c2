// Makes apps at random: every construct with good and bad values, plain objects with nonsense, overrides that break things, ignores that fit and
// that do not. The same seed always gives the same app; what a constructor refuses is left out of it.
import { ApiObject, Chart } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import {
  AllowDnsPolicy,
  AllowedRoutes,
  Backend,
  CiliumClusterwidePolicy,
  CiliumDelivery,
  CiliumInstall,
  CiliumPolicy,
  CiliumValuesFile,
  CiliumVersion,
  Cluster,
  ClusterDnsPolicy,
  ConfigFormat,
  DefaultDeny,
  DenyAllPolicy,
  DnsRule,
  Entity,
  Gateway,
  GatewayApiCrds,
  GatewayRoute,
  GatewayTcpRoute,
  GatewayTlsRoute,
  HttpRule,
  IcmpType,
  Ipam,
  IpRange,
  L2Announcement,
  Link,
  Listener,
  LoadBalancer,
  LoadBalancerIpPool,
  MacvlanMode,
  MacvlanNetwork,
  MultusTalos,
  NetworkApp,
  NetworkConstruct,
  NodeSelection,
  IpProtocol,
  LabelExpression,
  Peer,
  Policies,
  Port,
  Protocol,
  HttpRouteFilter,
  HttpRouteMatch,
  SecondaryNetwork,
  ServiceSelector,
  Subject,
  TalosCluster,
  TalosVersion,
} from '../../lib';
import { ValidationError, ValueError } from '../../lib/errors';
import { oddObject, oddValue } from './odd-objects';
import { Random, randomOf } from './random';

/** What the constructors refuse in one app: nobody has to guess why a part is missing. */
export interface GeneratedApp {
  readonly app: NetworkApp;
  readonly refused: readonly string[];
}

/** How much an app may hold. */
export interface Size {
  /** Share of apps with a whole CiliumInstall, which costs most. @default 0.05 */
  readonly installs?: number;
}

/** Codes that are ignored: some that occur often, one that belongs elsewhere, one that nobody says. */
const IGNORED = [
  'cni/mode',
  'cni/config',
  'reference/missing',
  'address/overlap',
  'object/duplicate',
  'schema/unknown-field',
  'schema/type',
  'schema/required',
  'cilium/empty-list',
  'network/master-missing',
  'loadbalancer/no-pool',
  'no/such-code',
];
const NAMES = [
  'a',
  'web',
  'api',
  'iot',
  'x-1',
  '0',
  '1e3',
  'on',
  'null',
  'a.b',
  'café',
  'A',
  'a/b',
  '',
  '~',
  '0x1f',
  '${NAME}',
  'cluster',
];
const NAMESPACES = ['shop', 'default', 'kube-system', 'media', 'on'];

/** The app of a seed. */
export function generatedApp(seed: number, size: Size = {}): GeneratedApp {
  const refused = new Map<number, string>();
  for (;;) {
    const app = new NetworkApp({ outdir: 'unused' });
    const maker = new Maker(seed, size, refused);
    try {
      maker.app(app);
      return { app, refused: [...refused.values()] };
    } catch (error) {
      // A refused construct stays in the tree half made: the app is made again without it.
      if (!(error instanceof Refusal)) throw error;
      refused.set(error.step, error.code);
    }
  }
}

/** A step that a constructor refused. */
class Refusal extends Error {
  public constructor(
    public readonly step: number,
    public readonly code: string,
  ) {
    super(code);
  }
}

/** Makes the parts of an app. */
class Maker {
  private random: Random;
  private next = 0;
  private step = 0;
  private links: Link[] = [];
  private workloads: ApiObject[] = [];
  private services: ApiObject[] = [];
  private networks: SecondaryNetwork[] = [];
  private gateways: Gateway[] = [];
  private pools: (LoadBalancerIpPool | L2Announcement)[] = [];
  private made: NetworkConstruct[] = [];

  public constructor(
    private readonly seed: number,
    private readonly size: Size,
    private readonly without: ReadonlyMap<number, string>,
  ) {
    this.random = randomOf(seed);
  }

  public app(app: NetworkApp): void {
    if (this.random.chance(0.06)) {
      this.fill(new Cluster(app, 'home'));
      this.fill(new Cluster(app, 'lab'));
      if (this.random.chance(0.3)) this.fill(app);
    } else this.fill(app);
  }

  private fill(root: Construct): void {
    [this.links, this.workloads, this.services] = [[], [], []];
    [this.networks, this.gateways, this.pools, this.made] = [[], [], [], []];
    const { random } = this;
    if (random.chance(0.8)) this.attempt(() => this.machines(root));
    const charts = Array.from({ length: 1 + random.below(2) }, () => this.chart(root));
    const parts: (readonly [number, (chart: Chart) => void])[] = [
      [5, (chart) => void this.workload(chart)],
      [4, (chart) => this.network(chart)],
      [3, (chart) => this.pool(chart)],
      [4, (chart) => this.service(chart)],
      [2, (chart) => this.gateway(chart)],
      [3, (chart) => this.route(chart)],
      [5, (chart) => this.policy(chart)],
      [6, (chart) => void oddObject(chart, this.id(), this.random, NAMES, NAMESPACES).toJson()],
      [1, (chart) => this.made.push(new GatewayApiCrds(chart, this.id()))],
      [1, (chart) => this.made.push(new ClusterDnsPolicy(chart, this.id()))],
    ];
    const total = parts.reduce((sum, [weight]) => sum + weight, 0);
    if (random.chance(this.size.installs ?? 0.05)) this.attempt(() => this.install(charts[0]!));
    if (random.chance(0.06)) this.attempt(() => this.made.push(new MultusTalos(charts[0]!, this.id())));
    for (let count = 1 + random.below(8); count > 0; count--) {
      let at = random.below(total);
      const [, make] = parts.find(([weight]) => (at -= weight) < 0)!;
      this.attempt(() => make(this.random.pick(charts)));
    }
    for (const network of this.networks) if (random.chance(0.7)) this.attempt(() => this.attach(network, charts));
    for (const construct of [...this.made]) {
      if (random.chance(0.15)) this.attempt(() => this.breakIt(construct));
      if (random.chance(0.2)) construct.ignore(random.pick(IGNORED), 'planted');
    }
  }

  /** Takes a step with choices of its own, so that leaving it out changes no other. */
  private attempt(take: () => unknown): void {
    const step = this.step++;
    if (this.without.has(step)) return;
    const before = this.random;
    this.random = randomOf(this.seed * 1009 + step);
    try {
      take();
    } catch (error) {
      // Constructors of cdk8s and constructs refuse odd ids and names by plain errors.
      if (!(error instanceof Error) || error instanceof TypeError || error instanceof Refusal) throw error;
      throw new Refusal(
        step,
        error instanceof ValidationError || error instanceof ValueError ? error.code : error.message,
      );
    } finally {
      this.random = before;
    }
  }

  private id(): string {
    return `c${this.next++}`;
  }

  private chart(root: Construct): Chart {
    const { random } = this;
    const namespace = random.pick([...NAMESPACES, undefined, undefined]);
    const chart = new Chart(root, this.id(), namespace === undefined ? {} : { namespace });
    if (namespace !== undefined && random.chance(0.5))
      new ApiObject(chart, this.id(), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    return chart;
  }

  private address(): string {
    return `192.168.${this.random.pick([40, 40, 70])}.${this.random.pick([0, 1, 10, 11, 12, 20, 60, 100, 210, 255])}`;
  }

  private subnet(): string {
    return this.random.pick([
      '192.168.40.0/24',
      '192.168.40.0/25',
      '192.168.70.0/24',
      '10.0.0.0/8',
      'fd00::/64',
      '192.168.0.0/16',
    ]);
  }

  private labels(): Record<string, string> {
    return this.random.pick<Record<string, string>>([
      { app: 'web' },
      { app: 'api' },
      {},
      { 'a.b/c': 'on' },
      { app: '1e3' },
      { app: 'web', tier: 'x' },
    ]);
  }

  private nodes(): NodeSelection {
    return this.random.pick([NodeSelection.all(), NodeSelection.workers(), NodeSelection.controlPlanes()]);
  }

  private machines(root: Construct): void {
    const { random } = this;
    const version = random.pick(Object.values(TalosVersion));
    const format = random.pick([ConfigFormat.V1ALPHA1, ConfigFormat.DOCUMENTS, undefined, undefined]);
    const cluster = new TalosCluster(root, this.id(), {
      talosVersion: version,
      kubernetesVersion: random.pick(['1.35.2', '1.34.0', '1.31.1']),
      endpoint: random.pick(['https://192.168.70.10:6443', 'https://k8s.example:6443']),
      nodeSubnets: random.pick([['192.168.70.0/24'], ['192.168.70.0/24', 'fd00::/64']]),
      ...(random.chance(0.3) ? { virtualIp: this.address() } : {}),
      ...(random.chance(0.2) ? { podSubnets: [random.pick(['10.10.0.0/16', '192.168.0.0/16', '10.244.0.0/16'])] } : {}),
      ...(random.chance(0.2) ? { serviceSubnets: [random.pick(['10.11.0.0/16', '192.168.40.0/24'])] } : {}),
      ...(random.chance(0.2) ? { hostDnsForwarding: random.chance(0.5) } : {}),
      ...(random.chance(0.1) ? { kubeSpan: { mtu: 1370, advertiseKubernetesNetworks: random.chance(0.5) } } : {}),
      ...(random.chance(0.1) ? { dnsDomain: 'home.example' } : {}),
      ...(format === undefined ? {} : { configFormat: format }),
    });
    this.made.push(cluster);
    for (const name of ['lan', 'iot', 'on'])
      if (random.chance(0.7))
        this.attempt(() =>
          this.links.push(
            cluster.addLink(name, {
              interface: random.pick(['eth0', 'enp1s0', 'enp2s0', 'eth1']),
              ...(random.chance(0.5) ? { subnet: this.subnet() } : {}),
              ...(random.chance(0.5) ? { nodes: this.nodes() } : {}),
              ...(random.chance(0.3) ? { mtu: random.pick([1500, 9000, 1280]) } : {}),
              ...(random.chance(0.3) ? { managed: random.chance(0.5) } : {}),
              ...(random.chance(0.3) ? { dhcp: random.chance(0.5) } : {}),
            }),
          ),
        );
    if (this.links.length > 0 && random.chance(0.3))
      this.attempt(() =>
        this.links.push(
          cluster.addVlan('vlan', {
            parent: random.pick(this.links),
            vlanId: random.pick([40, 1, 4094]),
            ...(random.chance(0.5) ? { subnet: this.subnet() } : {}),
          }),
        ),
      );
    if (random.chance(0.8)) this.attempt(() => cluster.addControlPlanes(['192.168.70.11', '192.168.70.12']));
    if (random.chance(0.7)) this.attempt(() => cluster.addWorkers([random.pick(['192.168.70.21', '192.168.70.20'])]));
  }

  private install(chart: Chart): void {
    const { random } = this;
    const values = random.pick<Record<string, unknown> | undefined>([
      undefined,
      { bpf: { masquerade: true } },
      { l7Proxy: false },
      { extraConfig: { 'enable-icmp-rules': 'false' } },
      { devices: ['eth9'] },
      { ipv6: { enabled: true }, rollOutCiliumPods: true },
      { bgpControlPlane: { enabled: true } },
      { extraConfig: { 'some-key': 'on' }, annotateK8sNode: false },
    ]);
    const delivery = random.pick([
      undefined,
      CiliumDelivery.flux(),
      CiliumDelivery.argoCd(),
      CiliumDelivery.bootstrapOnly(),
    ]);
    const install = new CiliumInstall(chart, this.id(), {
      version: random.pick(Object.values(CiliumVersion)),
      ...(values === undefined ? {} : { values }),
      ...(delivery === undefined ? {} : { delivery }),
      ...(random.chance(0.2) ? { cniExclusive: random.chance(0.5) } : {}),
      ...(random.chance(0.2) ? { kubeProxyReplacement: random.chance(0.5) } : {}),
      ...(random.chance(0.2) ? { gatewayApi: { enabled: random.chance(0.5) } } : {}),
      ...(random.chance(0.2) ? { loadBalancing: { l2Announcements: random.chance(0.5) } } : {}),
      ...(random.chance(0.2) ? { devices: this.links.slice(0, 1) } : {}),
      ...(random.chance(0.1) ? { namespace: 'cilium' } : {}),
    });
    this.made.push(install);
    if (random.chance(0.3)) this.made.push(new CiliumValuesFile(chart, this.id(), { install }));
  }

  private workload(chart: Chart): ApiObject {
    const { random } = this;
    const kind = random.pick(['Deployment', 'DaemonSet', 'StatefulSet', 'Deployment']);
    const labels = this.labels();
    const name = random.pick(NAMES);
    const workload = new ApiObject(chart, this.id(), {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name },
      spec: {
        ...(kind === 'DaemonSet' ? {} : { replicas: random.pick([1, 2, 0]) }),
        ...(kind === 'Deployment' && random.chance(0.5) ? { strategy: { type: 'Recreate' } } : {}),
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels,
            ...(random.chance(0.15)
              ? {
                  annotations: {
                    'k8s.v1.cni.cncf.io/networks': random.pick([
                      'web',
                      'iot@eth9',
                      '[{',
                      'shop/a,b',
                      '[{"name":"a","ips":["192.168.40.60/24"]}]',
                    ]),
                  },
                }
              : {}),
          },
          spec: {
            containers: [
              {
                name: 'main',
                image: random.pick(['ghcr.io/example/app:1.0.0', 'nginx:latest', 'nginx']),
                ports: [{ containerPort: 8080, name: 'http' }],
              },
            ],
            ...(random.chance(0.2) ? { hostNetwork: true } : {}),
          },
        },
      },
    });
    this.workloads.push(workload);
    return workload;
  }

  private network(chart: Chart): void {
    const { random } = this;
    const first = this.address();
    const ipam = random.pick([
      () => Ipam.range(IpRange.of(first, first.replace(/\d+$/, '150'))),
      () => Ipam.static(),
      () => Ipam.none(),
      () => Ipam.hostLocal({ ranges: [{ subnet: this.subnet() }] }),
      () => Ipam.hostLocal(),
    ])();
    const parent =
      this.links.length > 0 && random.chance(0.7)
        ? { parent: random.pick(this.links) }
        : { master: random.pick(['eth0', 'eth1', 'enp2s0', 'bond0']) };
    const network = new MacvlanNetwork(chart, this.id(), {
      ...parent,
      ipam,
      ...(random.chance(0.5) ? { name: random.pick(NAMES) } : {}),
      ...(random.chance(0.3) ? { mode: random.pick(Object.values(MacvlanMode)) } : {}),
      ...(random.chance(0.4) ? { subnet: this.subnet() } : {}),
      ...(random.chance(0.2) ? { mtu: random.pick([1500, 9000, 68]) } : {}),
      ...(random.chance(0.2) ? { gateway: this.address() } : {}),
      ...(random.chance(0.2) ? { routes: [{ destination: random.pick(['0.0.0.0/0', '10.0.0.0/8']) }] } : {}),
      ...(random.chance(0.1) ? { allowDefaultRoute: true } : {}),
    });
    this.networks.push(network);
    this.made.push(network);
  }

  private attach(network: SecondaryNetwork, charts: readonly Chart[]): void {
    const { random } = this;
    const workload =
      this.workloads.length > 0 && random.chance(0.8)
        ? random.pick(this.workloads)
        : this.workload(random.pick(charts));
    network.attach(workload, {
      ...(random.chance(0.4) ? { interface: random.pick(['net1', 'eth0', 'iot0']) } : {}),
      ...(random.chance(0.4) ? { ips: [`${this.address()}/24`] } : {}),
      ...(random.chance(0.3) ? { mac: random.pick(['02:00:c0:a8:28:3c', '00:00:00:00:00:01']) } : {}),
    });
  }

  private pool(chart: Chart): void {
    const { random } = this;
    const selector = random.pick([
      undefined,
      undefined,
      ServiceSelector.labels({ app: 'web' }),
      ServiceSelector.namespaces('shop'),
      ServiceSelector.names('web'),
    ]);
    const common = {
      ...(selector === undefined ? {} : { serviceSelector: selector }),
      ...(random.chance(0.3) ? { name: random.pick(NAMES) } : {}),
    };
    const blocks = random.chance(0.5)
      ? { ranges: [IpRange.of('192.168.70.200', random.pick(['192.168.70.239', '192.168.70.210']))] }
      : { cidrs: [random.pick(['192.168.40.192/26', '10.9.0.0/30', '192.168.70.0/24'])] };
    const made = random.chance(0.5)
      ? new LoadBalancerIpPool(chart, this.id(), {
          ...common,
          ...blocks,
          ...(random.chance(0.1) ? { disabled: true } : {}),
        })
      : new L2Announcement(chart, this.id(), {
          ...common,
          ...(random.chance(0.7) ? blocks : {}),
          ...(this.links.length > 0 && random.chance(0.6)
            ? { links: [random.pick(this.links)] }
            : { interfaces: [random.pick(['eth0', '^eth[01]$', 'enp1s0'])] }),
          ...(random.chance(0.5) ? { nodes: this.nodes() } : {}),
          ...(random.chance(0.2) ? { externalIps: true, loadBalancerIps: random.chance(0.5) } : {}),
        });
    this.pools.push(made);
    this.made.push(made);
  }

  private service(chart: Chart): void {
    const { random } = this;
    const service = new ApiObject(chart, this.id(), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: random.pick(NAMES),
        ...(random.chance(0.3) ? { labels: this.labels() } : {}),
        ...(random.chance(0.3)
          ? {
              annotations: {
                [random.pick(['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips', 'lbipam.cilium.io/sharing-key'])]:
                  random.pick([this.address(), 'media', '192.168.70.210,192.168.70.999']),
              },
            }
          : {}),
      },
      spec: {
        type: random.pick(['LoadBalancer', 'LoadBalancer', 'ClusterIP', 'NodePort']),
        selector: this.labels(),
        ports: [
          { name: 'http', port: random.pick([80, 443, 8080]), targetPort: random.pick<unknown>([8080, 'http', 9]) },
        ],
        ...(random.chance(0.15) ? { loadBalancerIP: this.address() } : {}),
        ...(random.chance(0.15) ? { externalTrafficPolicy: 'Local' } : {}),
        ...(random.chance(0.1) ? { loadBalancerClass: random.pick(['io.cilium/l2-announcer', 'other/x']) } : {}),
        ...(random.chance(0.1) ? { externalIPs: [this.address()] } : {}),
      },
    });
    this.services.push(service);
    const pool = this.pools.length > 0 ? random.pick([...this.pools, undefined]) : undefined;
    if (random.chance(0.3)) {
      const address = random.pick(['192.168.70.205', '192.168.70.210', this.address()]);
      if (pool === undefined) LoadBalancer.of(service).ips(address);
      else pool.request(service, address);
    } else if (random.chance(0.3))
      (pool ?? LoadBalancer).share([service, ...(this.services.length > 1 ? [this.services[0]!] : [])], {
        sharingKey: random.pick(['media', 'on', '1e3']),
        addresses: [random.pick(['192.168.70.211', this.address()])],
      });
  }

  private allowed(): { allowedRoutes: AllowedRoutes } | Record<string, never> {
    const { random } = this;
    const allowed = random.pick([
      undefined,
      AllowedRoutes.all(),
      AllowedRoutes.same(),
      AllowedRoutes.namespaces('shop'),
      AllowedRoutes.labels({ team: 'x' }),
    ]);
    return allowed === undefined ? {} : { allowedRoutes: allowed };
  }

  private gateway(chart: Chart): void {
    const { random } = this;
    const listeners = [
      () => Listener.http('http', { ...this.allowed(), ...(random.chance(0.3) ? { hostname: '*.home.example' } : {}) }),
      () =>
        Listener.https('https', {
          ...this.allowed(),
          certificate: random.pick(['tls', 'home']),
          ...(random.chance(0.3) ? { certificateNamespace: random.pick(NAMESPACES) } : {}),
        }),
      () => Listener.tlsPassthrough('tls', { hostname: 'db.home.example', ...this.allowed() }),
      () => Listener.tcp('tcp', { port: random.pick([80, 5432]), ...this.allowed() }),
    ];
    const gateway = new Gateway(chart, this.id(), {
      listeners: listeners.filter(() => random.chance(0.5)).map((make) => make()),
      ...(random.chance(0.3) ? { name: random.pick(NAMES) } : {}),
      ...(random.chance(0.3) ? { namespace: random.pick(NAMESPACES) } : {}),
      ...(random.chance(0.3) ? { addresses: [random.pick(['192.168.70.200', this.address()])] } : {}),
      ...(random.chance(0.1) ? { gatewayClassName: 'other' } : {}),
    });
    this.gateways.push(gateway);
    this.made.push(gateway);
  }

  private backend(): Backend {
    const { random } = this;
    const port = random.pick([80, 8080, 443]);
    if (this.services.length > 0 && random.chance(0.4)) return Backend.service(random.pick(this.services), port);
    if (this.workloads.length > 0 && random.chance(0.5)) return Backend.workload(random.pick(this.workloads), port);
    return Backend.named(
      random.pick(['web', 'api']),
      port,
      random.chance(0.3) ? { namespace: random.pick(NAMESPACES) } : {},
    );
  }

  private route(chart: Chart): void {
    const { random } = this;
    const to =
      this.gateways.length > 0 && random.chance(0.8)
        ? { gateway: random.pick(this.gateways) }
        : { gatewayName: 'none' };
    const listener = random.chance(0.4) ? { listener: random.pick(['http', 'https', 'tls', 'tcp', 'none']) } : {};
    const kind = random.below(8);
    if (kind === 0)
      this.made.push(new GatewayTcpRoute(chart, this.id(), { ...to, ...listener, backends: [this.backend()] }));
    else if (kind === 1)
      this.made.push(
        new GatewayTlsRoute(chart, this.id(), {
          ...to,
          ...listener,
          hostnames: ['db.home.example'],
          backends: [this.backend()],
        }),
      );
    else
      this.made.push(
        new GatewayRoute(chart, this.id(), {
          ...to,
          ...listener,
          ...(random.chance(0.5)
            ? { hostnames: [random.pick(['shop.home.example', 'other.example', '*.home.example'])] }
            : {}),
          ...(random.chance(0.5)
            ? {
                matches: [
                  random.pick([
                    HttpRouteMatch.path('/'),
                    HttpRouteMatch.pathRegex('/a(b'),
                    HttpRouteMatch.exactPath('/x'),
                  ]),
                ],
              }
            : {}),
          ...(random.chance(0.3)
            ? {
                filters: [
                  random.pick([HttpRouteFilter.redirectToHttps(), HttpRouteFilter.redirect({ hostname: 'b.example' })]),
                ],
              }
            : {}),
          ...(random.chance(0.7) ? { backends: [this.backend()] } : {}),
          ...(random.chance(0.2) ? { openPolicy: false } : {}),
        }),
      );
  }

  private peer(): Peer {
    const { random } = this;
    return random.pick([
      () => Peer.labels(this.labels()),
      () => Peer.labels(this.labels(), random.pick(NAMESPACES)),
      () => Peer.cidr(this.subnet(), random.chance(0.3) ? ['192.168.40.0/28'] : []),
      () => Peer.cidrGroup('group'),
      () => Peer.entity(random.pick(Object.values(Entity))),
      () => Peer.fqdn(random.pick(['api.example.com', 'localhost', 'EXAMPLE.com.'])),
      () => Peer.fqdnPattern('*.example.com'),
      () => Peer.namespaceLabels({ team: 'x' }, this.labels()),
      () => Peer.serviceAccount('robot'),
      () => Peer.nodes({ zone: 'a' }),
      () => Peer.anyNamespace(this.labels()),
      () => Peer.workload(this.target()),
      () => Peer.serviceNamed(random.pick(['web', 'nowhere']), random.pick(NAMESPACES)),
      () => Peer.services({ expressions: [LabelExpression.exists('app')] }),
      () => Peer.pods({ exceptNamespaces: [random.pick(NAMESPACES)], labels: this.labels() }),
      () => Peer.pods({ namespaces: [...NAMESPACES], expressions: [LabelExpression.notIn('app', 'x')] }),
      () => Peer.pods({ clusters: ['east'], serviceAccounts: ['robot', 'human'] }),
      () => Peer.labels(this.labels()).authenticated(),
    ])();
  }

  private target(): IConstruct {
    if (this.workloads.length === 0) throw new Error('no workload yet');
    return this.random.pick(this.workloads);
  }

  private port(): Port {
    const { random } = this;
    return random.pick([
      () => Port.tcp(random.pick([80, 8080, 53, 6443])),
      () => Port.named(Protocol.TCP, random.pick(['http', 'none'])),
      () => Port.range(Protocol.UDP, 1000, 2000),
      () => Port.all(Protocol.TCP),
      () => Port.sctp(5000),
      () => Port.protocol(random.pick(Object.values(IpProtocol))),
      () => Port.container(this.target(), random.pick(['http', 'none'])),
    ])();
  }

  private policy(chart: Chart): void {
    const { random } = this;
    const kind = random.below(8);
    if (kind === 0) {
      this.made.push(random.chance(0.5) ? new DenyAllPolicy(chart, this.id()) : new AllowDnsPolicy(chart, this.id()));
      return;
    }
    if (kind === 1) {
      const port = this.port();
      const { ingress, egress } = Policies.connect(
        this.target(),
        this.target(),
        random.chance(0.4) ? port.http(HttpRule.get(random.pick(['/v1/.*', '/(', '']))) : port,
      );
      this.made.push(ingress!, egress!);
      return;
    }
    const subject = random.pick([
      () => Subject.labels(this.labels()),
      () => Subject.everything(),
      () => Subject.namespace(),
      () => Subject.workload(this.target()),
      () => Subject.nodes({ zone: 'a' }),
    ])();
    const props = {
      subject,
      ...(random.chance(0.3) ? { name: random.pick(NAMES) } : {}),
      ...(random.chance(0.2) ? { defaultDeny: random.pick(Object.values(DefaultDeny)) } : {}),
      ...(random.chance(0.1) ? { defaultDeny: DefaultDeny.NONE } : {}),
      ...(random.chance(0.15) ? { rawIngress: [oddValue(random, 2)] } : {}),
      ...(random.chance(0.15)
        ? { rawEgress: random.pick<any[]>([[{}], [], [{ toPorts: [{ ports: [{ port: '0' }] }] }], [{ icmps: [] }]]) }
        : {}),
    };
    const policy =
      kind === 2 ? new CiliumClusterwidePolicy(chart, this.id(), props) : new CiliumPolicy(chart, this.id(), props);
    this.made.push(policy);
    for (let count = random.below(4); count > 0; count--)
      this.attempt(() => {
        const peer = this.peer();
        const plain = random.chance(0.7) ? [this.port()] : [];
        const ports = random.pick([
          () => plain,
          () => [Port.icmp(IcmpType.ping())],
          () => plain.map((port) => port.http(HttpRule.get('/a'))),
          () => [Port.udp(53).dns(DnsRule.any())],
          () => plain.map((port) => port.serverNames('a.example.com')),
        ])();
        random.pick([
          () => policy.allowFrom(peer, ...ports),
          () => policy.allowTo(peer, ...ports),
          () => policy.denyFrom(peer, ...ports),
          () => policy.denyTo(peer, ...ports),
        ])();
      });
  }

  private breakIt(construct: NetworkConstruct): void {
    const { random } = this;
    const value = oddValue(random, 2);
    random.pick([
      () => construct.override('spec', value),
      () => construct.override('metadata.name', random.pick(NAMES)),
      () => construct.override('metadata.namespace', random.pick(NAMESPACES)),
      () =>
        construct.override(
          'spec.config',
          random.pick([
            '{',
            '{}',
            '{"type":"macvlan","mode":"none"}',
            '{"cniVersion":"1.0.0","name":"x","type":"bridge","ipam":{"type":"host-local","subnet":"192.168.40.0/24"}}',
          ]),
        ),
      () => construct.override('spec.listeners', value),
      () => construct.override('spec.blocks', value),
      () => construct.override('spec.rules', value),
      () => construct.override('spec.ingress', value),
      () => construct.override('spec.endpointSelector'),
      () => construct.addField('spec.more', value),
      () => construct.addField('data', value),
      () => construct.override('kind', 'List'),
      () => construct.override('apiVersion', 'v1alpha1'),
    ])();
  }
}
