// One app for each minor of Cilium that writes every kind and field of load balancing and gateways that the typed surface reaches, without an
// error: what the table of fields counts, and what the real engines are asked about.
import { ApiObject, Chart, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AccessLog,
  AccessLogTarget,
  AllowedListeners,
  AllowedRoutes,
  Backend,
  BackendTls,
  BgpAdvertisement,
  BgpControlPlane,
  BgpServiceAddress,
  CertificateIssuer,
  CiliumGatewayClass,
  CiliumInstall,
  CiliumVersion,
  ExternalDnsRecord,
  Gateway,
  GatewayApiCrds,
  GatewayGrpcRoute,
  GatewayRoute,
  GatewayServiceType,
  GatewayTcpRoute,
  GatewayTlsRoute,
  GatewayUdpRoute,
  GrpcRouteMatch,
  HttpMethod,
  HttpRouteFilter,
  HttpRouteMatch,
  HttpsRedirect,
  HubbleUiRoute,
  IpFamily,
  IpRange,
  L2Announcement,
  Listener,
  ListenerSet,
  LoadBalancer,
  LoadBalancerClass,
  LoadBalancerIpPool,
  NetworkApp,
  NodeIpam,
  NodeSelection,
  ServerHeader,
  ServiceSelector,
  SessionPersistence,
  TalosCluster,
  TalosVersion,
} from '../../lib';

/** Minors that have an app. */
export const MINORS = ['1.18', '1.19', '1.20'] as const;
/** One of them. */
export type Minor = (typeof MINORS)[number];

/** The newest patch that is known of each. */
export const CILIUM_VERSIONS: Readonly<Record<Minor, CiliumVersion>> = {
  '1.18': CiliumVersion.V1_18,
  '1.19': CiliumVersion.V1_19,
  '1.20': CiliumVersion.V1_20,
};

/** The app of a minor. */
export function wholeSurface(minor: Minor): NetworkApp {
  const app = new NetworkApp({ outdir: 'unused' });
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_13,
    kubernetesVersion: '1.34.1',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
  });
  const lan = cluster.addLink('lan', { interface: 'enp1s0', dhcp: true });
  cluster.addControlPlanes(['192.168.70.11']);
  cluster.addWorkers(['192.168.70.21', '192.168.70.22']);
  const network = new Chart(app, 'network', { namespace: 'gateway' });
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  for (const [chart, name] of [
    [network, 'gateway'],
    [shop, 'shop'],
  ] as const)
    new ApiObject(chart, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, namespace: undefined },
    });
  new CiliumInstall(network, 'cilium', {
    version: CILIUM_VERSIONS[minor],
    gatewayApi: { alpn: true },
    hubble: { relay: true, ui: true },
  });
  new GatewayApiCrds(network, 'crds');
  addresses(minor, network, shop, lan);
  bgp(minor, network);
  gateways(minor, network, shop);
  return app;
}

function service(scope: Construct, name: string, port: number, spec: object = {}, labels: object = {}): ApiObject {
  return new ApiObject(scope, `service-${name}`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { ...labels } },
    spec: { selector: { app: name }, ports: [{ name: 'main', port, targetPort: port }], ...spec },
  });
}

/** Pools, L2 announcements, Node IPAM and what Services say. */
function addresses(minor: Minor, network: Chart, shop: Chart, lan: ReturnType<TalosCluster['addLink']>): void {
  const balanced = (name: string, port: number) => service(shop, name, port, { type: 'LoadBalancer' });
  const onLan = new L2Announcement(network, 'lan', {
    links: [lan],
    nodes: NodeSelection.workers(),
    ranges: [IpRange.of('192.168.70.200', '192.168.70.219')],
    serviceSelector: ServiceSelector.namespaces('gateway', 'shop').and(ServiceSelector.labels({ announce: 'lan' })),
    externalIps: true,
  });
  new L2Announcement(network, 'rack', {
    links: [lan],
    nodes: NodeSelection.named('worker-1'),
    serviceSelector: ServiceSelector.names('player').and(ServiceSelector.labels({ pool: 'rack' })),
  });
  const racks = new LoadBalancerIpPool(network, 'racks', {
    cidrs: ['192.168.70.224/29'],
    allowFirstLastIps: true,
    serviceSelector: ServiceSelector.labels({ pool: 'rack' }),
  });
  new LoadBalancerIpPool(network, 'old', {
    ranges: [IpRange.of('192.168.70.240', '192.168.70.241')],
    disabled: true,
    serviceSelector: ServiceSelector.labels({ pool: 'old' }),
  }).ignore('address/pool-disabled', 'nothing uses it');
  const player = balanced('player', 80);
  racks.request(player, '192.168.70.226');
  LoadBalancer.of(player)
    .selectedBy(ServiceSelector.labels({ pool: 'rack', announce: 'bgp' }))
    .loadBalancerClass(LoadBalancerClass.L2)
    .families(IpFamily.IPV4)
    .sourceRanges('192.168.0.0/16');
  const [web, admin] = [balanced('web-lan', 81), balanced('admin-lan', 82)];
  for (const each of [web, admin]) LoadBalancer.of(each).selectedBy(ServiceSelector.labels({ announce: 'lan' }));
  onLan.share([web, admin], { sharingKey: 'web', addresses: ['192.168.70.210'] });
  onLan.ignore('l2/shared-address', 'clients of both reconnect when a lease moves');
  new NodeIpam(network, 'node-ipam', { controlPlanes: true }).serve(balanced('edge', 8443), { rack: 'a' });
}

/** A BGP control plane with two peers, and every kind of advertisement that the minor has. */
function bgp(minor: Minor, network: Chart): void {
  const speakers = new BgpControlPlane(network, 'bgp', {
    localAsn: 64512,
    nodes: NodeSelection.workers(),
    localPort: 1790,
  });
  speakers
    .addPeer('router', {
      address: '192.168.70.1',
      asn: 64500,
      families: [IpFamily.IPV4, IpFamily.IPV6],
      passwordSecret: 'bgp-password',
      gracefulRestart: Duration.seconds(90),
      timers: { hold: Duration.seconds(9), connectRetry: Duration.seconds(5) },
      multihop: 2,
      port: 1179,
      ...(minor === '1.18' ? {} : { sourceInterface: 'enp1s0' }),
    })
    .advertise(
      BgpAdvertisement.loadBalancerIps(
        ServiceSelector.labels({ announce: 'bgp' }).and(ServiceSelector.namespaces('gateway', 'shop')),
        {
          communities: ['64512:100'],
          largeCommunities: ['64512:1:2'],
          wellKnownCommunities: ['no-export'],
          localPreference: 150,
        },
      ),
      BgpAdvertisement.serviceIps({
        addresses: [BgpServiceAddress.CLUSTER_IP, BgpServiceAddress.EXTERNAL_IP],
        aggregationLengthIpv4: 24,
        aggregationLengthIpv6: 120,
      }),
      BgpAdvertisement.podCidrs(),
      BgpAdvertisement.podIpPools({ pool: 'blue' }),
      ...(minor === '1.18' ? [] : [BgpAdvertisement.interfaceAddresses('lo')]),
    );
  speakers.addPeer('gateway', { defaultGateway: IpFamily.IPV4, asn: 64501 }).advertise(BgpAdvertisement.podCidrs());
  speakers.overrideNode('worker-1', {
    routerId: '192.168.70.21',
    localAsn: 64513,
    localPort: 1791,
    localAddresses: { router: '192.168.70.21' },
  });
  new BgpControlPlane(network, 'bgp-of-one', { localAsn: 64514, nodes: NodeSelection.named('controlplane-1') })
    .addPeer('router', { address: '192.168.70.1', asn: 64500 })
    .advertise(BgpAdvertisement.podCidrs());
}

/** A Service of another program, which every kind of route sends to. */
function elsewhere(network: Chart): void {
  const ports = [80, 443, 5432, 9000, 9001, 50051].map((port) => ({ name: `tcp-${port}`, port }));
  new ApiObject(network, 'elsewhere', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'elsewhere', namespace: 'other' },
    spec: { ports: [...ports, { name: 'udp-53', port: 53, protocol: 'UDP' }] },
  });
}

/** The same, as a backend. */
function crossing(port: number): Backend {
  return Backend.named('elsewhere', port, { namespace: 'other' });
}

/** A Gateway with every protocol that the minor serves, and routes of every kind. */
function gateways(minor: Minor, network: Chart, shop: Chart): void {
  const gatewayClass = new CiliumGatewayClass(network, 'inside', {
    description: 'Gateways of the house',
    serviceType: GatewayServiceType.LOAD_BALANCER,
    loadBalancerClass: 'io.cilium/l2-announcer',
    localTraffic: false,
    ipFamilies: [IpFamily.IPV4],
    sourceRanges: ['203.0.113.0/24'],
    denySourceRanges: true,
    allocateNodePorts: false,
    trafficDistribution: 'PreferClose',
    ...(minor === '1.18'
      ? {}
      : {
          accessLogs: [
            AccessLog.json({ path: '%REQUEST_HEADER(:PATH)%' }, AccessLogTarget.HTTP),
            AccessLog.text('%BYTES_SENT%', AccessLogTarget.TCP),
          ],
        }),
    ...(minor === '1.20' ? { serverHeader: ServerHeader.PASS_THROUGH, grpcWeb: false } : {}),
  });
  const streams = minor === '1.20';
  const gateway = new Gateway(network, 'public', {
    gatewayClass,
    addresses: ['192.168.70.200'],
    infrastructureLabels: { announce: 'lan' },
    infrastructureAnnotations: { 'example.org/team': 'net' },
    certificateIssuer: CertificateIssuer.cluster('letsencrypt'),
    externalDnsTargets: ['home.example'],
    ...(streams ? { allowedListeners: AllowedListeners.namespaces('shop') } : {}),
    listeners: [
      Listener.http('http'),
      Listener.https('https', {
        hostname: '*.home.example',
        certificate: 'home-example-tls',
        allowedRoutes: AllowedRoutes.namespaces('gateway', 'shop'),
      }),
      Listener.https('labelled', {
        hostname: '*.team.example',
        certificate: 'team-tls',
        certificateNamespace: 'certificates',
        allowedRoutes: AllowedRoutes.labels({ 'kubernetes.io/metadata.name': 'shop' }),
      }),
      Listener.tlsPassthrough('mail', { port: 8443, hostname: '*.mail.example', allowedRoutes: AllowedRoutes.all() }),
      ...(streams
        ? [
            Listener.tcp('sql', { port: 5432, allowedRoutes: AllowedRoutes.namespaces('shop') }),
            Listener.udp('dns', { port: 53, allowedRoutes: AllowedRoutes.namespaces('shop') }),
          ]
        : []),
    ],
  });
  elsewhere(network);
  new HttpsRedirect(network, 'to-https', { gateway });
  new HubbleUiRoute(network, 'hubble-ui', { gateway, hostname: 'hubble.home.example', listener: 'https' });
  httpRoutes(minor, gateway, network, shop);
  grpcRoutes(minor, gateway, shop);
  new GatewayTlsRoute(shop, 'mail', {
    gateway,
    hostnames: ['imap.mail.example'],
    backends: [Backend.service(service(shop, 'imap', 993), 993, { weight: 2 }), crossing(443)],
  });
  if (!streams) return;
  new Gateway(network, 'other', {
    addresses: ['192.168.70.201'],
    infrastructureLabels: { announce: 'lan' },
    allowedListeners: AllowedListeners.namespaces('gateway', 'shop'),
    listeners: [Listener.http('http')],
  });
  const [sql, dns] = [service(shop, 'sql', 5432), service(shop, 'dns', 53, { ports: [{ port: 53, protocol: 'UDP' }] })];
  new GatewayTcpRoute(shop, 'sql', {
    gateway,
    backends: [Backend.service(sql, 5432, { weight: 1 }), crossing(5432)],
    externalDns: ExternalDnsRecord.of({ hostnames: ['sql.home.example'], ttl: Duration.minutes(5) }),
  });
  new GatewayUdpRoute(shop, 'dns', { gateway, backends: [Backend.service(dns, 53, { weight: 1 }), crossing(53)] });
  const listenerSet = new ListenerSet(shop, 'team', {
    gateway,
    listeners: [
      Listener.http('plain', { port: 8080, allowedRoutes: AllowedRoutes.namespaces('shop') }),
      Listener.https('own', {
        port: 9443,
        hostname: 'own.example',
        certificate: 'own-tls',
        certificateNamespace: 'certificates',
        allowedRoutes: AllowedRoutes.labels({ 'kubernetes.io/metadata.name': 'shop' }),
      }),
      Listener.tlsPassthrough('through', { port: 9444, hostname: 'through.example' }),
    ],
  });
  listenerSet.allowRoutesFrom('gateway', 'plain');
  new GatewayRoute(shop, 'own', {
    listenerSet,
    listener: 'own',
    hostnames: ['own.example'],
    backends: [Backend.service(service(shop, 'own', 80), 80)],
  });
}

function httpRoutes(minor: Minor, gateway: Gateway, network: Chart, shop: Chart): void {
  const [web, old, copy] = [service(shop, 'web', 80), service(shop, 'old', 80), service(shop, 'copy', 80)];
  new GatewayRoute(shop, 'web', {
    gateway,
    listener: 'https',
    hostnames: ['shop.home.example'],
    rules: [
      {
        name: 'first',
        matches: [
          HttpRouteMatch.path('/v1')
            .and(HttpRouteMatch.method(HttpMethod.GET))
            .and(HttpRouteMatch.header('x-a', 'b'))
            .and(HttpRouteMatch.headerRegex('x-b', 'b.*'))
            .and(HttpRouteMatch.queryParam('q', '1'))
            .and(HttpRouteMatch.queryParamRegex('r', '[0-9]+')),
        ],
        filters: [
          HttpRouteFilter.requestHeaders({ set: { 'x-s': '1' }, add: { 'x-t': '2' }, remove: ['x-u'] }),
          HttpRouteFilter.responseHeaders({ set: { 'x-s': '1' }, add: { 'x-t': '2' }, remove: ['x-u'] }),
          HttpRouteFilter.rewrite({ hostname: 'inner.example', prefix: '/' }),
          HttpRouteFilter.mirror(Backend.service(copy, 80), { percent: 10 }),
          HttpRouteFilter.mirror(Backend.service(copy, 80), { perMillion: 5 }),
        ],
        backends: [
          Backend.service(web, 80, {
            weight: 3,
            requestHeaders: { set: { 'x-to': 'web' }, add: { 'x-c': '1' }, remove: ['x-d'] },
          }),
          Backend.service(old, 80, {
            weight: 1,
            responseHeaders: { set: { 'x-from': 'old' }, add: { 'x-c': '1' }, remove: ['x-d'] },
          }),
        ],
        requestTimeout: Duration.seconds(10),
        backendTimeout: Duration.seconds(2),
        retry: { attempts: 3, codes: [503], backoff: Duration.millis(100) },
      },
      {
        matches: [HttpRouteMatch.exactPath('/a')],
        filters: [HttpRouteFilter.redirect({ hostname: 'b.example', port: 8443, statusCode: 302, path: '/b' })],
      },
      {
        matches: [HttpRouteMatch.path('/old')],
        filters: [HttpRouteFilter.redirect({ scheme: 'http', prefix: '/new' })],
      },
      {
        matches: [HttpRouteMatch.pathRegex('/c[0-9]+')],
        filters: [HttpRouteFilter.rewrite({ path: '/c' })],
        backends: [Backend.service(web, 80)],
      },
    ],
  });
  new GatewayRoute(network, 'crossing', {
    gateway,
    listener: 'https',
    hostnames: ['cross.home.example'],
    filters: [HttpRouteFilter.mirror(crossing(80))],
    backends: [Backend.service(web, 80), crossing(80)],
  });
  new GatewayRoute(shop, 'sticky', {
    gateway,
    listener: 'https',
    hostnames: ['sticky.home.example'],
    sessionPersistence: SessionPersistence.cookie({ name: 'shop', lifetime: Duration.hours(1) }),
    backends: [Backend.service(web, 80)],
  }).ignore('gateway/ignored-field', 'for a Cilium that heeds it');
  const mesh = service(shop, 'mesh', 80);
  new GatewayRoute(shop, 'mesh', { service: mesh, servicePort: 80, backends: [Backend.service(mesh, 80)] });
  if (minor !== '1.20') return;
  new GatewayRoute(shop, 'newer', {
    gateway,
    listener: 'https',
    hostnames: ['newer.home.example'],
    filters: [
      HttpRouteFilter.cors({
        allowOrigins: ['https://shop.example'],
        allowMethods: ['GET'],
        allowHeaders: ['x-a'],
        exposeHeaders: ['x-b'],
        allowCredentials: true,
        maxAge: Duration.minutes(1),
      }),
      HttpRouteFilter.authorizeByHttp(crossing(9000), {
        allowedHeaders: ['cookie'],
        allowedResponseHeaders: ['x-user'],
        path: '/check',
        maxBodySize: 1024,
      }),
    ],
    backends: [
      Backend.service(service(shop, 'secure', 443), 443, { tls: BackendTls.ofAuthority('secure.shop', 'authority') }),
    ],
  });
  new GatewayRoute(shop, 'asked', {
    gateway,
    listener: 'https',
    hostnames: ['asked.home.example'],
    filters: [HttpRouteFilter.authorizeByGrpc(crossing(9001), { allowedHeaders: ['cookie'] })],
    backends: [Backend.service(service(shop, 'public', 443), 443)],
  });
}

function grpcRoutes(minor: Minor, gateway: Gateway, shop: Chart): void {
  const [greeter, copy] = [service(shop, 'greeter', 50051), service(shop, 'greeter-copy', 50051)];
  new GatewayGrpcRoute(shop, 'greeter', {
    gateway,
    listener: 'labelled',
    hostnames: ['greeter.team.example'],
    rules: [
      {
        name: 'first',
        matches: [
          GrpcRouteMatch.method('helloworld.Greeter', 'SayHello')
            .and(GrpcRouteMatch.header('x-a', 'b'))
            .and(GrpcRouteMatch.headerRegex('x-b', 'b.*')),
          GrpcRouteMatch.methodRegex('hello.*'),
        ],
        filters: [
          HttpRouteFilter.requestHeaders({ set: { 'x-s': '1' }, add: { 'x-t': '2' }, remove: ['x-u'] }),
          HttpRouteFilter.responseHeaders({ set: { 'x-s': '1' }, add: { 'x-t': '2' }, remove: ['x-u'] }),
          HttpRouteFilter.mirror(Backend.service(copy, 50051), { percent: 10 }),
          HttpRouteFilter.mirror(crossing(50051), { perMillion: 5 }),
        ],
        backends: [Backend.service(greeter, 50051, { weight: 1 }), crossing(50051)],
      },
    ],
  });
  new GatewayGrpcRoute(shop, 'sticky-calls', {
    gateway,
    listener: 'labelled',
    hostnames: ['sticky.team.example'],
    rules: [
      {
        backends: [Backend.service(greeter, 50051)],
        sessionPersistence: SessionPersistence.cookie({ name: 'calls', lifetime: Duration.hours(1) }),
      },
    ],
  }).ignore('gateway/ignored-field', 'for a Cilium that heeds it');
  if (minor === '1.18') return;
  const mesh = service(shop, 'calls', 50051);
  new GatewayGrpcRoute(shop, 'calls', { service: mesh, servicePort: 50051, backends: [Backend.service(mesh, 50051)] });
}
