// Rows about Hubble. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from '../context';
import { ConfigRow, duration, group, on, quoted, row, since, spaces, yes } from './row';

const HUBBLE_TLS: readonly ConfigRow[] = [
  row('hubble-disable-tls', (chart) => (chart.hubbleTls ? 'false' : 'true')),
  ...group(
    (chart) => chart.hubbleTls,
    [
      row('hubble-tls-cert-file', () => '/var/lib/cilium/tls/hubble/server.crt'),
      row('hubble-tls-key-file', () => '/var/lib/cilium/tls/hubble/server.key'),
      row('hubble-tls-client-ca-files', () => '/var/lib/cilium/tls/hubble/client-ca.crt'),
    ],
  ),
];

const HUBBLE_METRICS: readonly ConfigRow[] = group(
  (chart) => chart.hubbleMetrics,
  [
    row('hubble-metrics-server', (chart) => `:${chart.v.text('hubble.metrics.port')}`),
    row('hubble-metrics', 'hubble.metrics.enabled', 'on', spaces),
    row(
      'hubble-dynamic-metrics-config-path',
      () => '/dynamic-metrics-config/dynamic-metrics.yaml',
      on('hubble.metrics.dynamic.enabled'),
    ),
    row('enable-hubble-open-metrics', 'hubble.metrics.enableOpenMetrics'),
    row('hubble-metrics-server-enable-tls', 'hubble.metrics.tls.enabled', undefined, quoted),
    ...group(on('hubble.metrics.tls.enabled'), [
      row('hubble-metrics-server-tls-cert-file', () => '/var/lib/cilium/tls/hubble-metrics/server.crt'),
      row('hubble-metrics-server-tls-key-file', () => '/var/lib/cilium/tls/hubble-metrics/server.key'),
      row(
        'hubble-metrics-server-tls-client-ca-files',
        () => '/var/lib/cilium/tls/hubble-metrics/client-ca.crt',
        on('hubble.metrics.tls.server.mtls.enabled'),
      ),
    ]),
  ],
);

/** An export option: the old name of the value wins when it is set. */
const exported = (name: string) => (chart: Chart) =>
  chart.v.text(chart.v.on(`hubble.export.${name}`) ? `hubble.export.${name}` : `hubble.export.static.${name}`);

export const HUBBLE: readonly ConfigRow[] = [
  row('enable-hubble', 'hubble.enabled'),
  ...group(
    (chart) => chart.hubble,
    [
      row('hubble-socket-path', 'hubble.socketPath'),
      row('hubble-listen-address', 'hubble.listenAddress'),
      row('hubble-event-queue-size', 'hubble.eventQueueSize'),
      row('hubble-event-buffer-capacity', 'hubble.eventBufferCapacity'),
      row('hubble-lost-event-send-interval', 'hubble.lostEventSendInterval', 'set', duration),
      row('hubble-network-policy-correlation-enabled', 'hubble.networkPolicyCorrelation.enabled'),
      row(
        'hubble-prefer-ipv6',
        yes,
        (chart) => chart.v.on('hubble.preferIpv6') || chart.v.on('preferIpv6') || !chart.v.on('ipv4.enabled'),
      ),
      row('hubble-skip-unknown-cgroup-ids', 'hubble.skipUnknownCGroupIDs', 'known'),
      ...group((chart) => chart.v.has('hubble.listenAddress'), HUBBLE_TLS),
      ...HUBBLE_METRICS,
      ...group(on('hubble.redact.enabled'), [
        row('hubble-redact-enabled', yes),
        row('hubble-redact-http-urlquery', 'hubble.redact.http.urlQuery', 'set'),
        row('hubble-redact-http-userinfo', 'hubble.redact.http.userInfo', 'set'),
        row('hubble-redact-kafka-apikey', 'hubble.redact.kafka.apiKey', 'set'),
        row('hubble-redact-http-headers-allow', 'hubble.redact.http.headers.allow', 'on', spaces),
        row('hubble-redact-http-headers-deny', 'hubble.redact.http.headers.deny', 'on', spaces),
      ]),
      ...group(on('hubble.export.static.enabled'), [
        row('hubble-export-file-path', 'hubble.export.static.filePath'),
        row('hubble-export-file-max-size-mb', exported('fileMaxSizeMb')),
        row('hubble-export-file-max-backups', exported('fileMaxBackups')),
        row('hubble-export-file-compress', exported('fileCompress')),
        // The value of the same name under `static` is dead.
        ...since(
          '1.19',
          row('hubble-export-aggregation-interval', 'hubble.export.aggregationInterval', undefined, duration),
        ),
        row('hubble-export-fieldmask', 'hubble.export.static.fieldMask', undefined, spaces),
        row('hubble-export-fieldaggregate', 'hubble.export.static.fieldAggregate', undefined, spaces),
        row('hubble-export-allowlist', 'hubble.export.static.allowList', undefined, spaces),
        row('hubble-export-denylist', 'hubble.export.static.denyList', undefined, spaces),
      ]),
      row('hubble-flowlogs-config-path', () => '/flowlog-config/flowlogs.yaml', on('hubble.export.dynamic.enabled')),
      ...group(on('hubble.dropEventEmitter.enabled'), [
        row('hubble-drop-events', yes),
        row('hubble-drop-events-interval', 'hubble.dropEventEmitter.interval'),
        row('hubble-drop-events-reasons', 'hubble.dropEventEmitter.reasons', undefined, spaces),
      ]),
    ],
  ),
];
