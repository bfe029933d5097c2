// A key-value store beside Kubernetes: how agent and operator reach it.
import { Chart } from './context';
import { goText } from './go-format';
import { OWNER_READ } from './objects';
import { Fields } from './types';

const CERTS = '/var/lib/etcd-secrets';

const used = (chart: Chart) => chart.v.on('etcd.enabled');
const withTls = (chart: Chart) => used(chart) && chart.v.on('etcd.ssl');

/** Lines that name the client's certificate. */
export const ETCD_TLS = [
  `trusted-ca-file: '${CERTS}/etcd-client-ca.crt'`,
  `key-file: '${CERTS}/etcd-client.key'`,
  `cert-file: '${CERTS}/etcd-client.crt'`,
];

/** The connection as etcd's client reads it. */
export function etcdConfig(chart: Chart): string {
  const endpoints = chart.v.list('etcd.endpoints').map((each) => `  - ${goText(each)}`);
  return ['---', 'endpoints:', ...endpoints, ...(chart.v.on('etcd.ssl') ? ETCD_TLS : [])].join('\n');
}

export function etcdMounts(chart: Chart): Fields[] {
  return [
    ...(used(chart) ? [{ name: 'etcd-config-path', mountPath: '/var/lib/etcd-config', readOnly: true }] : []),
    ...(withTls(chart) ? [{ name: 'etcd-secrets', mountPath: CERTS, readOnly: true }] : []),
  ];
}

export function etcdVolumes(chart: Chart): Fields[] {
  const items = [{ key: 'etcd-config', path: 'etcd.config' }];
  return [
    ...(used(chart)
      ? [{ name: 'etcd-config-path', configMap: { name: 'cilium-config', defaultMode: OWNER_READ, items } }]
      : []),
    ...(withTls(chart)
      ? [
          {
            name: 'etcd-secrets',
            secret: { secretName: 'cilium-etcd-secrets', defaultMode: OWNER_READ, optional: true },
          },
        ]
      : []),
  ];
}
