// The client certificates of the mesh as files in a pod.
import { Chart } from '../context';
import { OWNER_READ, caBundleSource, secretSource } from '../objects';
import { Fields } from '../types';

export const MESH_DIR = '/var/lib/cilium/clustermesh';
export const MESH_MOUNT = { name: 'clustermesh-secrets', mountPath: MESH_DIR, readOnly: true };

/** One certificate under the names that the connections of the peers use. */
export function clientSources(chart: Chart, secret: string, prefix: string): Fields[] {
  const pair = { 'tls.key': `${prefix}-etcd-client.key`, 'tls.crt': `${prefix}-etcd-client.crt` };
  const ca = `${prefix}-etcd-client-ca.crt`;
  if (chart.v.on('tls.caBundle.enabled')) return [secretSource(secret, pair, true), caBundleSource(chart, ca, true)];
  return [secretSource(secret, { ...pair, 'ca.crt': ca }, true)];
}

/** All that agents and operator need. Optional, so that a mesh that comes later restarts nobody. */
export function meshSecretsVolume(chart: Chart): Fields {
  return {
    name: MESH_MOUNT.name,
    projected: {
      defaultMode: OWNER_READ,
      sources: [
        { secret: { name: 'cilium-clustermesh', optional: true } },
        ...clientSources(chart, 'clustermesh-apiserver-remote-cert', 'common'),
        ...clientSources(chart, 'clustermesh-apiserver-local-cert', 'local'),
      ],
    },
  };
}
