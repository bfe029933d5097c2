// The standalone DNS proxy: keeps names resolving while the agent restarts.
import { hostUsers } from './agent/security';
import { Chart } from './context';
import { goText } from './go-format';
import { configMap, contentHash, image, metadata } from './objects';
import { Manifest } from './types';

const NAME = 'standalone-dns-proxy';
const CONFIG_DIR = '/tmp/standalone-dns-proxy/config-map';

const READY = 'standaloneDnsProxy.minReadySeconds';

/** Readable by all, as ConfigMaps are by default. */
const ALL_READ = 0o644;

export function dnsProxyObjects(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('standaloneDnsProxy.enabled')) return [];
  const config = {
    debug: v.text('standaloneDnsProxy.debug'),
    'enable-ipv4': v.text('ipv4.enabled'),
    'enable-ipv6': v.text('ipv6.enabled'),
    'enable-l7-proxy': v.text('l7Proxy'),
    'enable-standalone-dns-proxy': 'true',
    'standalone-dns-proxy-server-port': goText(v.get('standaloneDnsProxy.serverPort')),
    'tofqdns-enable-dns-compression': v.text('dnsProxy.enableDnsCompression'),
    'tofqdns-proxy-port': v.text('dnsProxy.proxyPort'),
  };
  return [
    configMap(
      metadata(chart, `${NAME}-config`, {
        labels: chart.commonLabels,
        annotations: v.map('standaloneDnsProxy.annotations'),
      }),
      config,
    ),
    daemonSet(chart, config),
  ];
}

function daemonSet(chart: Chart, config: Record<string, string>): Manifest {
  const { v } = chart;
  const labels = {
    'k8s-app': NAME,
    ...chart.partOf,
    'app.kubernetes.io/name': NAME,
    name: NAME,
    ...chart.commonLabels,
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(chart, NAME, { labels, annotations: v.map('standaloneDnsProxy.annotations') }),
    spec: {
      selector: { matchLabels: { 'k8s-app': NAME } },
      minReadySeconds: v.knows(READY) ? v.ifOn(READY) : 5,
      updateStrategy: v.map('standaloneDnsProxy.updateStrategy'),
      template: {
        metadata: {
          annotations: {
            ...(v.on('standaloneDnsProxy.rollOutPods')
              ? { 'cilium.io/standalone-dns-proxy-configmap-checksum': contentHash(config) }
              : {}),
            [`container.apparmor.security.beta.kubernetes.io/${NAME}`]: 'unconfined',
          },
          labels,
        },
        spec: {
          ...hostUsers(chart),
          containers: [
            {
              name: NAME,
              ...image(chart, 'standaloneDnsProxy.image'),
              args: [`--config-dir=${CONFIG_DIR}`],
              securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] } },
              volumeMounts: [
                { name: `${NAME}-config-path`, mountPath: CONFIG_DIR, readOnly: true },
                { name: 'runtime-dir', mountPath: '/var/run/standalone-dns-proxy' },
              ],
            },
          ],
          hostNetwork: true,
          automountServiceAccountToken: v.get('standaloneDnsProxy.automountServiceAccountToken'),
          nodeSelector: v.mapIf('standaloneDnsProxy.nodeSelector'),
          tolerations: [{ operator: 'Exists' }, ...v.list('standaloneDnsProxy.tolerations')],
          volumes: [
            { name: `${NAME}-config-path`, configMap: { name: `${NAME}-config`, defaultMode: ALL_READ } },
            { name: 'runtime-dir', emptyDir: {} },
          ],
        },
      },
    },
  };
}
