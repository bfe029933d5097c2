// The certificates of the mesh as a table, and the two makers that walk it: certgen's Job, and cert-manager.
import { PlainMap } from '../../manifest/types';
import { certgenJobSpec, certgenJobs, certificateText } from '../certgen';
import { Chart } from '../context';
import { accountName, metadata } from '../objects';
import { rolePair } from '../rbac';
import { Fields, Manifest } from '../types';
import { kvStoreMesh, meshAnnotations, ownEtcd } from './mesh';

const AT = 'clustermesh.apiserver.tls';
const JOB = 'clustermesh-apiserver-generate-certs';

interface CertificateRow {
  readonly secret: string;
  readonly commonName: (chart: Chart) => string;
  readonly usage: 'server auth' | 'client auth';
  /** @default always */
  readonly enabled?: (chart: Chart) => boolean;
}

const clusterName = (chart: Chart) => chart.v.text('cluster.name');

const CERTIFICATES: readonly CertificateRow[] = [
  { secret: 'clustermesh-apiserver-server-cert', commonName: serverName, usage: 'server auth' },
  {
    secret: 'clustermesh-apiserver-admin-cert',
    commonName: (chart) => `admin-${clusterName(chart)}`,
    usage: 'client auth',
  },
  {
    secret: 'clustermesh-apiserver-remote-cert',
    // One user for all remote clusters, until each has its own.
    commonName: (chart) => (chart.v.text(`${AT}.authMode`) === 'cluster' ? `remote-${clusterName(chart)}` : 'remote'),
    usage: 'client auth',
  },
  {
    secret: 'clustermesh-apiserver-local-cert',
    commonName: (chart) => `local-${clusterName(chart)}`,
    usage: 'client auth',
    enabled: kvStoreMesh,
  },
];

function serviceName(chart: Chart): string {
  return `clustermesh-apiserver.${chart.namespace}.svc`;
}

function serverName(chart: Chart): string {
  return chart.release.has('meshCertificateForService') ? serviceName(chart) : 'clustermesh-apiserver.cilium.io';
}

/** Names and addresses of the server's certificate, the user's last. */
function serverHosts(chart: Chart): { dns: string[]; ip: string[] } {
  const { v } = chart;
  const own = chart.release.has('meshCertificateForService')
    ? [serviceName(chart), '*.mesh.cilium.io']
    : [serverName(chart), '*.mesh.cilium.io', serviceName(chart)];
  const extra = (name: string) =>
    (v.on(`${AT}.auto.server.${name}`) ? v.list(`${AT}.auto.server.${name}`) : v.list(`${AT}.server.${name}`)).map(
      String,
    );
  return { dns: [...own, ...extra('extraDnsNames')], ip: ['127.0.0.1', '::1', ...extra('extraIpAddresses')] };
}

function rows(chart: Chart): CertificateRow[] {
  return CERTIFICATES.filter(({ enabled }) => enabled === undefined || enabled(chart));
}

function hours(chart: Chart): number {
  return chart.v.number(`${AT}.auto.certValidityDuration`) * 24;
}

export function certificateObjects(chart: Chart): Manifest[] {
  if (!chart.v.on(`${AT}.auto.enabled`)) return [];
  const method = chart.v.text(`${AT}.auto.method`);
  if (method === 'cronJob') return certgenObjects(chart);
  return method === 'certmanager' && ownEtcd(chart) ? rows(chart).map((row) => certManagerCertificate(chart, row)) : [];
}

function certManagerCertificate(chart: Chart, row: CertificateRow): Manifest {
  const { v } = chart;
  const { dns, ip } = serverHosts(chart);
  const unmarked = row.usage === 'server auth' && chart.release.has('meshServerUnmarked');
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadata(
      chart,
      row.secret,
      unmarked ? {} : { labels: chart.commonLabels, annotations: meshAnnotations(chart) },
    ),
    spec: {
      issuerRef: v.map(`${AT}.auto.certManagerIssuerRef`),
      subject: v.mapIf(`${AT}.auto.subject`),
      privateKey: v.mapIf(`${AT}.auto.privateKey`),
      secretName: row.secret,
      commonName: row.commonName(chart),
      ...(row.usage === 'server auth' ? { dnsNames: dns, ipAddresses: ip } : {}),
      duration: `${hours(chart)}h0m0s`,
    },
  };
}

function certgenObjects(chart: Chart): Manifest[] {
  const { v } = chart;
  const spec = certgenJobSpec(chart, {
    name: JOB,
    account: 'clustermeshcertgen',
    podLabels: 'clustermesh.apiserver.podLabels',
    certificates: rows(chart).map((row) => certgenText(chart, row)),
    onHost: chart.release.has('meshCertgenOnHost'),
  });
  const [job, ...cron] = certgenJobs(chart, spec, {
    name: JOB,
    schedule: `${AT}.auto.schedule`,
    labels: { 'k8s-app': JOB, ...chart.partOf, ...chart.commonLabels },
    jobAnnotations: { ...v.map('certgen.annotations.job'), ...meshAnnotations(chart) },
    cronAnnotations: meshAnnotations(chart),
  });
  return [...account(chart), ...(ownEtcd(chart) ? [job!] : []), ...cron];
}

function account(chart: Chart): Manifest[] {
  if (!chart.mayBind('clustermeshcertgen')) return [];
  const annotations: PlainMap = {
    ...chart.v.map('serviceAccounts.clustermeshcertgen.annotations'),
    ...meshAnnotations(chart),
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: metadata(chart, accountName(chart, 'clustermeshcertgen'), { labels: chart.commonLabels, annotations }),
    },
    ...rolePair(chart, {
      name: JOB,
      account: 'clustermeshcertgen',
      annotations: meshAnnotations(chart),
      rules: certgenRules(chart),
    }),
  ];
}

/** May make any secret, but change only these. */
function certgenRules(chart: Chart): Fields[] {
  const oldNames = chart.release.has('meshCertgenOnHost') ? ['clustermesh-apiserver-client-cert'] : [];
  const secrets = CERTIFICATES.map(({ secret }) => secret);
  return [
    { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['cilium-ca'], verbs: ['get', 'update'] },
    { apiGroups: [''], resources: ['secrets'], resourceNames: [...secrets, ...oldNames], verbs: ['update'] },
  ];
}

function certgenText(chart: Chart, row: CertificateRow): string[] {
  const hosts = row.usage === 'server auth' ? Object.values(serverHosts(chart)).flat() : [];
  const plain = chart.release.has('meshCertificateForService') && row.usage === 'server auth';
  return certificateText(chart, {
    name: row.secret,
    commonName: plain ? row.commonName(chart) : JSON.stringify(row.commonName(chart)),
    hosts: hosts.map((each) => (plain ? yamlText(each) : JSON.stringify(each))),
    usages: ['signing', 'key encipherment', row.usage],
    hours: hours(chart),
  });
}

/** A host as YAML writes it: in quotes where a plain word would mean something else. */
function yamlText(text: string): string {
  return text.startsWith('*') ? `'${text}'` : text;
}
