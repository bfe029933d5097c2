// Hubble's certificates by certgen: a Job makes them once, a CronJob renews them.
import { CertgenCertificate, certgenJobSpec, certgenJobs, certificateText } from '../certgen';
import { rolePair } from '../rbac';
import { Chart } from '../context';
import { serviceAccount } from '../objects';
import { Manifest } from '../types';
import { CERTIFICATES, CertificateRow, extraNames, METRICS_SERVER, validityHours } from './certificates';

const NAME = 'hubble-generate-certs';
const ACCOUNT = 'hubblecertgen';

export function certgenObjects(chart: Chart): Manifest[] {
  if (chart.certificates !== 'cronJob') return [];
  const { v } = chart;
  const annotations = v.map('hubble.annotations');
  const certificates = CERTIFICATES.filter(({ enabled }) => enabled(chart)).map((row) =>
    certificateText(chart, certificate(chart, row)),
  );
  const spec = certgenJobSpec(chart, { name: NAME, account: ACCOUNT, podLabels: 'certgen.podLabels', certificates });
  return [
    ...serviceAccount(chart, ACCOUNT, annotations),
    ...role(chart),
    ...certgenJobs(chart, spec, {
      name: NAME,
      schedule: 'hubble.tls.auto.schedule',
      labels: { 'k8s-app': NAME, 'app.kubernetes.io/name': NAME, ...chart.partOf, ...chart.commonLabels },
      // The two objects differ in which annotations win.
      jobAnnotations: { ...v.map('certgen.annotations.job'), ...annotations },
      cronAnnotations: { ...annotations, ...v.map('certgen.annotations.cronJob') },
    }),
  ];
}

/** May make any secret, but change only these. */
function role(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!v.on('rbac.create') || !chart.mayBind(ACCOUNT)) return [];
  return rolePair(chart, {
    name: NAME,
    account: ACCOUNT,
    annotations: v.map('hubble.annotations'),
    rules: [
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: CERTIFICATES.map(({ secret }) => secret),
        verbs: ['update'],
      },
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['cilium-ca'], verbs: ['get', 'update'] },
    ],
  });
}

function certificate(chart: Chart, row: CertificateRow): CertgenCertificate {
  const { dns, ip } = extraNames(chart, row);
  const commonName = nameText(chart, row);
  const hosts = [commonName, ...[...dns, ...ip].map((each) => JSON.stringify(String(each)))];
  return { name: row.secret, commonName, hosts, usages: row.usages, hours: validityHours(chart) };
}

/**
 * The name in quotes. The metrics certificate's name carries the end of a template expression (the chart's own slip);
 * it is kept, because another name would be another certificate than helm's.
 */
function nameText(chart: Chart, row: CertificateRow): string {
  const name = row.commonName(chart);
  return row.secret === METRICS_SERVER ? `${name} | quote }}` : JSON.stringify(name);
}
