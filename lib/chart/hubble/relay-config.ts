// The relay's configuration file: options in the order that the file has always had.
import { Chart } from '../context';
import { peerPort } from './peer';

const TLS = '/var/lib/hubble-relay/tls';

export function relayConfig(chart: Chart): string {
  const { v } = chart;
  const quoted = (value: string) => JSON.stringify(value);
  const peer = `hubble-peer.${chart.namespace}.svc.${v.text('hubble.peerService.clusterDomain')}.:${peerPort(chart)}`;
  const profile = (key: string, name: string): [string, string] => [key, quoted(v.text(`hubble.relay.pprof.${name}`))];
  const options: [string, string][] = [
    ['cluster-name', v.text('cluster.name')],
    ['peer-service', quoted(peer)],
    ['listen-address', `${v.text('hubble.relay.listenHost')}:${v.text('hubble.relay.listenPort')}`],
    ['gops', v.text('hubble.relay.gops.enabled')],
    ['gops-port', quoted(v.text('hubble.relay.gops.port'))],
    ...(v.on('hubble.relay.pprof.enabled')
      ? [
          ['pprof', quoted('true')] as [string, string],
          profile('pprof-address', 'address'),
          profile('pprof-port', 'port'),
          ...(v.knows('hubble.relay.pprof.blockProfileRate')
            ? [
                profile('pprof-mutex-profile-fraction', 'mutexProfileFraction'),
                profile('pprof-block-profile-rate', 'blockProfileRate'),
              ]
            : []),
        ]
      : []),
    ...(v.on('hubble.relay.prometheus.enabled')
      ? [['metrics-listen-address', quoted(`:${v.text('hubble.relay.prometheus.port')}`)] as [string, string]]
      : []),
    ['retry-timeout', v.text('hubble.relay.retryTimeout')],
    ['sort-buffer-len-max', v.text('hubble.relay.sortBufferLenMax')],
    ['sort-buffer-drain-timeout', v.text('hubble.relay.sortBufferDrainTimeout')],
    ...clientTls(chart),
    ...serverTls(chart),
    ...(v.on('hubble.relay.logOptions.format')
      ? [['log-format', v.text('hubble.relay.logOptions.format')] as [string, string]]
      : []),
    ...(v.on('hubble.relay.logOptions.level')
      ? [['log-level', v.text('hubble.relay.logOptions.level')] as [string, string]]
      : []),
  ];
  return options.map(([key, value]) => `${key}: ${value}\n`).join('');
}

/** Towards the agents. */
function clientTls(chart: Chart): [string, string][] {
  if (!chart.hubbleTls) return [['disable-client-tls', 'true']];
  return [
    ['tls-hubble-client-cert-file', `${TLS}/client.crt`],
    ['tls-hubble-client-key-file', `${TLS}/client.key`],
    ['tls-hubble-server-ca-files', `${TLS}/hubble-server-ca.crt`],
  ];
}

/** Towards the UI and the command line. */
function serverTls(chart: Chart): [string, string][] {
  if (!chart.relayServerTls) return [['disable-server-tls', 'true']];
  return [
    ['tls-relay-server-cert-file', `${TLS}/server.crt`],
    ['tls-relay-server-key-file', `${TLS}/server.key`],
    ...(chart.v.on('hubble.relay.tls.server.mtls')
      ? [['tls-relay-client-ca-files', `${TLS}/hubble-server-ca.crt`] as [string, string]]
      : []),
  ];
}
