// The certificates that Hubble needs, as a table; the makers (certgen's Job, cert-manager) walk it.
import { Chart } from '../context';

export interface CertificateRow {
  readonly secret: string;
  readonly commonName: (chart: Chart) => string;
  readonly usages: readonly string[];
  readonly enabled: (chart: Chart) => boolean;
  /** Path below which `extraDnsNames` and `extraIpAddresses` are, when the user may add names. */
  readonly extra?: string;
}

/** Secret of the metrics endpoint. */
export const METRICS_SERVER = 'hubble-metrics-server-certs';

const BASE = ['signing', 'key encipherment'];
const relayServer = (chart: Chart) => chart.relay && chart.relayServerTls;

export const CERTIFICATES: readonly CertificateRow[] = [
  {
    secret: 'hubble-server-certs',
    // Dots would make more labels of the host name than the wildcard covers.
    commonName: (chart) => `*.${chart.v.text('cluster.name').replace(/\./g, '-')}.hubble-grpc.cilium.io`,
    usages: [...BASE, 'server auth', 'client auth'],
    enabled: () => true,
    extra: 'hubble.tls.server',
  },
  {
    secret: 'hubble-relay-client-certs',
    commonName: () => '*.hubble-relay.cilium.io',
    usages: [...BASE, 'client auth'],
    enabled: (chart) => chart.relay,
  },
  {
    secret: 'hubble-relay-server-certs',
    commonName: () => '*.hubble-relay.cilium.io',
    usages: [...BASE, 'server auth'],
    enabled: relayServer,
    extra: 'hubble.relay.tls.server',
  },
  {
    secret: METRICS_SERVER,
    commonName: metricsServerName,
    usages: [...BASE, 'server auth'],
    enabled: (chart) => chart.v.on('hubble.metrics.enabled') && chart.v.on('hubble.metrics.tls.enabled'),
    extra: 'hubble.metrics.tls.server',
  },
  {
    secret: 'hubble-ui-client-certs',
    commonName: () => '*.hubble-ui.cilium.io',
    usages: [...BASE, 'client auth'],
    enabled: (chart) => chart.ui && relayServer(chart),
  },
];

/** Name that the metrics endpoint's certificate is for. */
export function metricsServerName(chart: Chart): string {
  return `${chart.v.text('cluster.name').replace(/\./g, '-')}.hubble-metrics.cilium.io`;
}

export function extraNames(chart: Chart, row: CertificateRow): { dns: unknown[]; ip: unknown[] } {
  if (row.extra === undefined) return { dns: [], ip: [] };
  return { dns: chart.v.list(`${row.extra}.extraDnsNames`), ip: chart.v.list(`${row.extra}.extraIpAddresses`) };
}

/** Validity in hours. */
export function validityHours(chart: Chart): number {
  return chart.v.number('hubble.tls.auto.certValidityDuration') * 24;
}
