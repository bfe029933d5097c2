// The bootstrap configuration of the Envoy DaemonSet: clusters, listeners for metrics, admin and health, and where its xDS comes from.
import { Chart } from './context';
import { goJson } from './go-format';
import { Fields } from './types';

const TYPE = 'type.googleapis.com/';
const HTTP_PROTOCOL = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const SOCKETS = '/var/run/cilium/envoy/sockets';
const XDS = 'xds-grpc-cilium';
const ADMIN = '/envoy-admin';
const LOCALITY = '/cilium-locality-cluster';

const GRPC_SOURCE = {
  apiType: 'GRPC',
  transportApiVersion: 'V3',
  grpcServices: [{ envoyGrpc: { clusterName: XDS } }],
  setNodeOnFirstMessageOnly: true,
};

const CONNECTIONS = 'envoy.maxGlobalDownstreamConnections';

/** The JSON text of `bootstrap-config.json`. */
export function envoyBootstrap(chart: Chart): string {
  const { v } = chart;
  const json = v.mapIf('envoy.log.format_json');
  return `${goJson({
    node: { id: 'host~127.0.0.1~no-id~localdomain', cluster: 'ingress-cluster' },
    ...(v.on('envoy.nodeLocality.enabled') ? { clusterManager: { localClusterName: LOCALITY } } : {}),
    staticResources: { clusters: clusters(chart), listeners: listeners(chart) },
    dynamicResources: dynamicResources(chart),
    bootstrapExtensions: [
      {
        name: 'envoy.bootstrap.internal_listener',
        typedConfig: { '@type': `${TYPE}envoy.extensions.bootstrap.internal_listener.v3.InternalListener` },
      },
    ],
    overloadManager: {
      resourceMonitors: [
        {
          name: 'envoy.resource_monitors.global_downstream_max_connections',
          typedConfig: {
            '@type': `${TYPE}envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig`,
            max_active_downstream_connections: v.knows(CONNECTIONS) ? v.text(CONNECTIONS) : '50000',
          },
        },
      ],
    },
    applicationLogConfig: {
      logFormat: json === undefined ? { textFormat: v.text('envoy.log.format') } : { jsonFormat: json },
    },
    admin: { address: { pipe: { path: `${SOCKETS}/admin.sock`, mode: 0o660 } } },
  })}\n`;
}

/** Listeners and clusters over one aggregated stream, or over one stream per type as before 1.20. */
function isAggregated(chart: Chart): boolean {
  const mode = chart.v.text('envoy.xdsMode');
  return mode === '' ? chart.release.has('envoyAdsByDefault') && chart.upgradedFrom(20) : mode !== 'split';
}

function dynamicResources(chart: Chart): Fields {
  const aggregated = isAggregated(chart);
  const source = {
    initialFetchTimeout: `${chart.v.text('envoy.initialFetchTimeoutSeconds')}s`,
    resourceApiVersion: 'V3',
    ...(aggregated ? { ads: {} } : { apiConfigSource: GRPC_SOURCE }),
  };
  return { ...(aggregated ? { adsConfig: GRPC_SOURCE } : {}), ldsConfig: source, cdsConfig: source };
}

function clusters(chart: Chart): Fields[] {
  const { v } = chart;
  const connectTimeout = `${v.text('envoy.connectTimeoutSeconds')}s`;
  const circuitBreakers = {
    thresholds: [
      {
        maxRetries: v.get('envoy.maxConcurrentRetries'),
        maxConnections: v.get('envoy.clusterMaxConnections'),
        maxRequests: v.get('envoy.clusterMaxRequests'),
      },
    ],
  };
  const http = (options: Fields) => ({ [HTTP_PROTOCOL]: { '@type': TYPE + HTTP_PROTOCOL, ...options } });
  const commonHttpProtocolOptions = {
    idleTimeout: `${v.text('envoy.idleTimeoutDurationSeconds')}s`,
    maxConnectionDuration: `${v.text('envoy.maxConnectionDurationSeconds')}s`,
    maxRequestsPerConnection: v.get('envoy.maxRequestsPerConnection'),
  };
  // Goes on to where the packet was heading; the TLS ones wrap the upstream connection for policies that terminate TLS.
  const originalDestination = (name: string, tls: boolean) => ({
    name,
    type: 'ORIGINAL_DST',
    connectTimeout,
    lbPolicy: 'CLUSTER_PROVIDED',
    circuitBreakers,
    typedExtensionProtocolOptions: http({
      commonHttpProtocolOptions,
      ...(tls ? { upstreamHttpProtocolOptions: {} } : {}),
      useDownstreamProtocolConfig: {},
    }),
    cleanupInterval: `${v.text('envoy.connectTimeoutSeconds')}.500s`,
    ...(tls
      ? {
          transportSocket: {
            name: 'cilium.tls_wrapper',
            typedConfig: { '@type': `${TYPE}cilium.UpstreamTlsWrapperContext` },
          },
        }
      : {}),
  });
  const pipe = (name: string, socket: string) => ({
    name,
    type: 'STATIC',
    connectTimeout,
    loadAssignment: {
      clusterName: name,
      endpoints: [{ lbEndpoints: [{ endpoint: { address: { pipe: { path: `${SOCKETS}/${socket}` } } } }] }],
    },
  });
  return [
    originalDestination('ingress-cluster', false),
    originalDestination('egress-cluster-tls', true),
    originalDestination('egress-cluster', false),
    originalDestination('ingress-cluster-tls', true),
    {
      ...pipe(XDS, 'xds.sock'),
      ...(chart.release.has('envoyXdsCircuitBreakers') ? { circuitBreakers } : {}),
      typedExtensionProtocolOptions: http({ explicitHttpConfig: { http2ProtocolOptions: {} } }),
    },
    ...(v.on('envoy.nodeLocality.enabled')
      ? [
          {
            name: LOCALITY,
            type: 'EDS',
            connectTimeout,
            lbPolicy: 'ROUND_ROBIN',
            edsClusterConfig: {
              serviceName: LOCALITY,
              edsConfig: {
                ...(isAggregated(chart) ? { ads: {} } : { apiConfigSource: GRPC_SOURCE }),
                resourceApiVersion: 'V3',
              },
            },
          },
        ]
      : []),
    pipe(ADMIN, 'admin.sock'),
  ];
}

function listeners(chart: Chart): Fields[] {
  const { v } = chart;
  return [
    ...(v.on('envoy.prometheus.enabled')
      ? [
          listener(chart, {
            name: 'envoy-prometheus-metrics-listener',
            addresses: anyAddress(chart),
            port: v.number('envoy.prometheus.port'),
            hosts: 'virtualHosts',
            route: 'prometheus_metrics_route',
            prefix: '/metrics',
            rewrite: '/stats/prometheus',
          }),
        ]
      : []),
    ...(v.on('envoy.debug.admin.enabled')
      ? [
          listener(chart, {
            name: 'envoy-admin-listener',
            addresses: loopback(chart),
            port: v.number('envoy.debug.admin.port'),
            hosts: 'virtual_hosts',
            route: 'admin_route',
            prefix: '/',
            rewrite: '/',
          }),
        ]
      : []),
    listener(chart, {
      name: 'envoy-health-listener',
      addresses: loopback(chart),
      port: v.number('envoy.healthPort'),
      hosts: 'virtual_hosts',
      route: 'health',
      prefix: '/healthz',
      rewrite: '/ready',
    }),
  ];
}

interface AdminListener {
  readonly name: string;
  /** The first is the listener's own, the rest are additional. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** Envoy takes both spellings; each listener keeps its own, or every Envoy would restart. */
  readonly hosts: 'virtualHosts' | 'virtual_hosts';
  readonly route: string;
  readonly prefix: string;
  readonly rewrite: string;
}

/** A listener that forwards one path to the admin socket. */
function listener(chart: Chart, { name, addresses, port, hosts, route, prefix, rewrite }: AdminListener): Fields {
  const [first, ...more] = addresses.map((address) => ({ socketAddress: { address, portValue: port } }));
  return {
    name,
    address: first,
    ...(more.length === 0 ? {} : { additionalAddresses: more.map((address) => ({ address })) }),
    filterChains: [
      {
        filters: [
          {
            name: 'envoy.filters.network.http_connection_manager',
            typedConfig: {
              '@type': `${TYPE}envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager`,
              statPrefix: name,
              routeConfig: {
                [hosts]: [
                  {
                    name: route,
                    domains: ['*'],
                    routes: [{ name: route, match: { prefix }, route: { cluster: ADMIN, prefixRewrite: rewrite } }],
                  },
                ],
              },
              httpFilters: [
                {
                  name: 'envoy.filters.http.router',
                  typedConfig: { '@type': `${TYPE}envoy.extensions.filters.http.router.v3.Router` },
                },
              ],
              internalAddressConfig: { cidrRanges: internalRanges(chart) },
              streamIdleTimeout: `${chart.v.text('envoy.streamIdleTimeoutDurationSeconds')}s`,
            },
          },
        ],
      },
    ],
  };
}

function anyAddress(chart: Chart): string[] {
  return families(chart, '0.0.0.0', '::');
}

function loopback(chart: Chart): string[] {
  return families(chart, '127.0.0.1', '::1');
}

/** IPv4's first; IPv6's alone when IPv4 is off. */
function families(chart: Chart, v4: string, v6: string): string[] {
  if (!chart.v.on('ipv4.enabled')) return [v6];
  return chart.v.on('ipv6.enabled') ? [v4, v6] : [v4];
}

/** Clients from here count as internal. */
function internalRanges(chart: Chart): Fields[] | null {
  const range = (addressPrefix: string, prefixLen: number) => ({ addressPrefix, prefixLen });
  const ranges = [
    ...(chart.v.on('ipv4.enabled')
      ? [range('10.0.0.0', 8), range('172.16.0.0', 12), range('192.168.0.0', 16), range('127.0.0.1', 32)]
      : []),
    ...(chart.v.on('ipv6.enabled') ? [range('::1', 128)] : []),
  ];
  return ranges.length === 0 ? null : ranges;
}
