// Certificates by cert-manager: one Certificate per row of the table.
import { Chart } from '../context';
import { metadata } from '../objects';
import { Manifest } from '../types';
import { CERTIFICATES, extraNames, validityHours } from './certificates';

export function certManagerObjects(chart: Chart): Manifest[] {
  if (chart.certificates !== 'certmanager') return [];
  const { v } = chart;
  return CERTIFICATES.filter(({ enabled }) => enabled(chart)).map((row) => {
    const { dns, ip } = extraNames(chart, row);
    const name = row.commonName(chart);
    return {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: metadata(chart, row.secret),
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
