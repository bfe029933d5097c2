// Values of the cluster mesh that the chart refuses, and peers that nothing could connect to.
import { isMap } from '../../manifest/types';
import { apiServer, crdIdentities, ownEtcd } from '../clustermesh/mesh';
import { peers } from '../clustermesh/peers';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { refuse, shown } from './problem';
import { Rule, broken, on, text } from './rule';

const AT = 'clustermesh.apiserver';
const MODE = `${AT}.kvstoremesh.kvstoreMode`;
const external = (chart: Chart) => text(chart, MODE) === 'external';
const automatic = (chart: Chart) => apiServer(chart) && on(chart, `${AT}.tls.auto.enabled`);
const hasInline = (chart: Chart) => ['server', 'admin', 'remote'].every((part) => on(chart, `${AT}.tls.${part}.cert`));
const value = (path: string) => (chart: Chart) => shown(chart.v.get(path));

export const MESH_RULES: readonly Rule[] = [
  {
    path: MODE,
    wrong: (chart) => !['internal', 'external'].includes(text(chart, MODE)),
    message: (chart) => `${value(MODE)(chart)} is neither internal nor external`,
    repair: 'write internal or external',
  },
  {
    path: MODE,
    wrong: (chart) => external(chart) && !apiServer(chart),
    message: 'an external store is for the mesh API server, which is off',
    repair: 'set clustermesh.useAPIServer: true, or write internal',
  },
  {
    path: `${AT}.kvstoremesh.enabled`,
    wrong: (chart) => external(chart) && !on(chart, `${AT}.kvstoremesh.enabled`),
    message: 'an external store is filled by kvstoremesh, which is off',
    repair: `set ${AT}.kvstoremesh.enabled: true, or ${MODE}: internal`,
  },
  {
    path: `${AT}.replicas`,
    wrong: (chart) => external(chart) && text(chart, `${AT}.replicas`) !== '1',
    message: (chart) => `${text(chart, `${AT}.replicas`)} replicas would write into one external store`,
    repair: 'write 1',
  },
  {
    path: 'identityAllocationMode',
    wrong: (chart) => external(chart) && text(chart, 'identityAllocationMode') === 'crd',
    message: 'identities in Kubernetes objects alone are not in the external store of the mesh',
    repair: `write kvstore or doublewrite-readcrd, or ${MODE}: internal`,
  },
  {
    path: `${AT}.kvstoremesh.enabled`,
    wrong: (chart) => apiServer(chart) && !crdIdentities(chart) && !on(chart, `${AT}.kvstoremesh.enabled`),
    message: (chart) =>
      `the mesh API server has nothing to do with identityAllocationMode ${value('identityAllocationMode')(chart)} and without kvstoremesh`,
    repair: `set ${AT}.kvstoremesh.enabled: true, or drop clustermesh.useAPIServer and name the other stores in clustermesh.config`,
  },
  {
    path: 'disableEndpointCRD',
    wrong: (chart) => apiServer(chart) && crdIdentities(chart) && on(chart, 'disableEndpointCRD'),
    message: 'the mesh API server reads endpoint objects',
    repair: 'drop disableEndpointCRD',
  },
  {
    path: `${AT}.tls.authMode`,
    wrong: (chart) =>
      apiServer(chart) && !['legacy', 'migration', 'cluster'].includes(text(chart, `${AT}.tls.authMode`)),
    message: (chart) => `${value(`${AT}.tls.authMode`)(chart)} is none of legacy, migration, cluster`,
    repair: 'write legacy, migration or cluster',
  },
  {
    path: `${AT}.tls.auto.certManagerIssuerRef`,
    wrong: (chart) =>
      automatic(chart) &&
      text(chart, `${AT}.tls.auto.method`) === 'certmanager' &&
      !on(chart, `${AT}.tls.auto.certManagerIssuerRef`),
    message: 'cert-manager needs an issuer',
    repair: 'write {group: cert-manager.io, kind: ClusterIssuer, name: …}',
  },
  {
    path: 'clustermesh.annotations',
    wrong: (chart) =>
      chart.release.has('meshServerUnmarked') &&
      ownEtcd(chart) &&
      automatic(chart) &&
      text(chart, `${AT}.tls.auto.method`) === 'certmanager' &&
      on(chart, 'clustermesh.annotations'),
    message: "the chart fails on annotations of the mesh when cert-manager makes the server's certificate",
    repair: `drop them, or set ${AT}.tls.auto.method: cronJob`,
  },
  {
    path: `${AT}.tls.enableSecrets`,
    wrong: (chart) =>
      chart.release.has('meshInlineCertificates') &&
      apiServer(chart) &&
      ownEtcd(chart) &&
      !automatic(chart) &&
      on(chart, `${AT}.tls.enableSecrets`) &&
      !hasInline(chart),
    message: 'certificates are not automatic, so they would have to come from the values',
    repair: `set ${AT}.tls.enableSecrets: false and make the Secrets clustermesh-apiserver-{server,admin,remote,local}-cert yourself, or set ${AT}.tls.auto.enabled: true`,
  },
];

/** Rules of the mesh, then each peer. */
export function checkMesh(chart: Chart): ChartProblem[] {
  return [
    ...broken(chart, 'chart-refuses', MESH_RULES),
    ...(on(chart, 'clustermesh.config.enabled') ? checkPeers(chart) : []),
  ];
}

/** As for Hubble: helm's own method makes new keys at every render. */
export function checkMeshMethod(chart: Chart): ChartProblem[] {
  if (!automatic(chart) || text(chart, `${AT}.tls.auto.method`) !== 'helm') return [];
  return [
    refuse(
      'method-helm',
      `${AT}.tls.auto.method`,
      '"helm", the chart\'s default, makes a new CA and new private keys at every render, which would lie in Git',
      `write cronJob (a Job of the chart makes them in the cluster) or certmanager; or set ${AT}.tls.auto.enabled: false and make the Secrets yourself`,
    ),
  ];
}

const isPort = (port: unknown) => Number.isInteger(Number(port)) && Number(port) > 0 && Number(port) < 65536;

function checkPeers(chart: Chart): ChartProblem[] {
  const wrong = (path: string, message: string, repair: string) => refuse('chart-refuses', path, message, repair);
  const named = peers(chart).filter(({ name }) => name !== '');
  const nameless = chart.v
    .list('clustermesh.config.clusters')
    .flatMap((each, i) => (isMap(each) && typeof each.name === 'string' && each.name !== '' ? [] : [i]));
  return [
    ...nameless.map((i) =>
      wrong(
        `clustermesh.config.clusters[${i}]`,
        'a peer without a name',
        'write {name, port, ips} or {name, port, address}',
      ),
    ),
    ...named
      .filter(({ ips, address }) => ips.length === 0 && address === '')
      .map(({ path, name }) => wrong(path, `nothing says where cluster ${shown(name)} is`, 'write ips, or an address')),
    ...named
      .filter(({ port }) => !isPort(port))
      .map(({ path, name, port }) =>
        wrong(
          `${path}.port`,
          `${shown(port)} is no port of cluster ${shown(name)}`,
          'write the port of its API server, such as 2379',
        ),
      ),
  ];
}
