// Certificates by cert-manager: one Certificate per row of the table.
import { Chart } from '../context';
import { metadata } from '../objects';
import { Manifest } from '../types';
import { CERTIFICATES, CertificateRow, extraNames, METRICS_SERVER, validityHours } from './certificates';

export function certManagerObjects(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.hubble || !v.on('hubble.tls.auto.enabled') || v.text('hubble.tls.auto.method') !== 'certmanager')
    return [];
  return CERTIFICATES.filter((row) => wanted(chart, row)).map((row) => {
    const { dns, ip } = extraNames(chart, row);
    const name = row.commonName(chart);
    return {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata(chart, row.secret, { labels: chart.commonLabels, annotations: v.map('hubble.annotations') }),
      spec: {
        issuerRef: v.map('hubble.tls.auto.certManagerIssuerRef'),
        subject: v.mapIf('hubble.tls.auto.subject'),
        secretName: row.secret,
        commonName: name,
        dnsNames: [name, ...dns],
        ipAddresses: ip.length === 0 ? undefined : ip,
        duration: `${validityHours(chart)}h0m0s`,
        isCA: false,
        privateKey: { rotationPolicy: 'Always' },
        usages: [...row.usages],
      },
    };
  });
}

/** Unlike certgen, the chart asks for the metrics' certificate without Hubble's own TLS, and before any metric is chosen. */
function wanted(chart: Chart, row: CertificateRow): boolean {
  return row.secret === METRICS_SERVER
    ? chart.v.on('hubble.metrics.tls.enabled')
    : chart.hubbleTls && row.enabled(chart);
}
