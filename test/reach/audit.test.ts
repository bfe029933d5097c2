// Audit mode of the agents: reach says what policies mean, and that nobody enforces them.
import { notesOf } from '../../lib/reach/notes';
import { REACH } from '../../lib/reach/of-world';
import { worldFrom } from '../check/support';

const text = (audit: boolean) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec:
  chart: { spec: { chart: cilium, version: 1.20.0, sourceRef: { kind: HelmRepository, name: cilium } } }
  values: { policyAuditMode: ${audit} }
---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { endpointSelector: {}, ingress: [{}] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
`;

const audited = (audit: boolean) =>
  notesOf(worldFrom(text(audit)).model(REACH)[0]!.reach).filter((note) => note.includes('policyAuditMode'));

test('where audit mode is on, reach says that nothing is dropped', () => {
  expect(audited(true)).toEqual([
    'policyAuditMode is on: what is denied is not dropped, only logged as AUDIT; what HTTP and DNS rules refuse stays refused',
  ]);
  expect(audited(false)).toEqual([]);
});
