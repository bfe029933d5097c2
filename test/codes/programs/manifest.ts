// What every construct writes.
import { App, Chart } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-28';
import { NetworkConstruct, ServiceView, WorkloadView } from '../../../lib/construct';
import { canonical, checkLabels, checkObjectName, checkReference, toYaml } from '../../../lib/manifest';
import { CiliumPolicy, DenyAllPolicy, Peer, Subject } from '../../../lib/policy';
import { Example } from './example';

const chart = () => new Chart(new App({ outdir: 'unused' }), 'shop', { namespace: 'shop' });
const policy = () =>
  new CiliumPolicy(chart(), 'web', { subject: Subject.labels({ app: 'web' }) }).allowFrom(Peer.cluster());

/** Findings of a policy after something was done to it. */
function after(act: (policy: CiliumPolicy) => void): unknown {
  const made = policy();
  act(made);
  made._manifests();
  return (made as NetworkConstruct)._findings();
}

export const MANIFEST_EXAMPLES: readonly Example[] = [
  { code: 'manifest/null', bad: () => canonical({ spec: { app: null } }), good: () => canonical({ spec: {} }) },
  {
    code: 'manifest/value',
    bad: () => canonical({ port: () => 80 }),
    good: () => canonical({ port: 80 }),
  },
  {
    code: 'manifest/override-path',
    bad: () => after((made) => made.override('spec.ingres', [])),
    good: () => after((made) => made.override('spec.ingress', [{}])),
  },
  {
    code: 'manifest/override-object',
    bad: () => after((made) => made.overrideObject('CiliumNetworkPolicy/api', 'spec.ingress', [{}])),
    good: () => after((made) => made.overrideObject('CiliumNetworkPolicy/web', 'spec.ingress', [{}])),
  },
  {
    code: 'manifest/secret-value',
    bad: () => checkReference('Secret', 'hunter2\n'.repeat(40)),
    good: () => checkReference('Secret', 'home-tls'),
  },
  { code: 'manifest/label', bad: () => checkLabels({ app: 'a b' }), good: () => checkLabels({ app: 'a-b' }) },
  {
    code: 'manifest/name',
    bad: () => checkObjectName('Namespace', 'Shop'),
    good: () => checkObjectName('Namespace', 'shop'),
  },
  { code: 'manifest/not-unicode', bad: () => toYaml([{ a: '\ud800' }]), good: () => toYaml([{ a: '\ud83d\ude00' }]) },
  {
    code: 'manifest/ignore-reason',
    bad: () => new DenyAllPolicy(chart(), 'deny').ignore('policy/deny-kube-system', ' '),
    good: () => new DenyAllPolicy(chart(), 'deny').ignore('policy/deny-kube-system', 'DNS is allowed by the platform'),
  },
  {
    code: 'manifest/workload',
    bad: () => {
      const scope = chart();
      return WorkloadView.of(new Service(scope, 'web', { ports: [{ port: 80 }] }), scope);
    },
    good: () => {
      const scope = chart();
      return WorkloadView.of(new Deployment(scope, 'web', { containers: [{ image: 'shop/web:1.2.3' }] }), scope);
    },
  },
  {
    code: 'manifest/service',
    bad: () => {
      const scope = chart();
      return ServiceView.of(new Deployment(scope, 'web', { containers: [{ image: 'shop/web:1.2.3' }] }), scope);
    },
    good: () => {
      const scope = chart();
      return ServiceView.of(new Service(scope, 'web', { ports: [{ port: 80 }] }), scope);
    },
  },
];
