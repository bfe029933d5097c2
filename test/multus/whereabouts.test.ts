import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { TalosCluster, TalosVersion } from '../../lib/cluster';
import { fromYaml, Manifest } from '../../lib/manifest';
import { MultusTalos, Whereabouts, WhereaboutsProps } from '../../lib/multus';
import { Ipam, MacvlanNetwork } from '../../lib/networks';
import { SHARED } from '../support/engines';

const install = (props: WhereaboutsProps = {}) =>
  new Whereabouts(new Chart(new App({ outdir: '/nowhere' }), 'network'), 'whereabouts', props);
const of = (construct: Whereabouts, kind: string): any[] =>
  construct._manifests().filter((manifest: Manifest) => manifest.kind === kind);

test('installs definitions, rights, the plugin on every node, and the reconciler', () => {
  expect(
    install()
      ._manifests()
      .map(({ kind, metadata }) => `${kind}/${metadata.name}`),
  ).toEqual([
    'CustomResourceDefinition/ippools.whereabouts.cni.cncf.io',
    'CustomResourceDefinition/nodeslicepools.whereabouts.cni.cncf.io',
    'CustomResourceDefinition/overlappingrangeipreservations.whereabouts.cni.cncf.io',
    'ServiceAccount/whereabouts',
    'ClusterRole/whereabouts',
    'ClusterRoleBinding/whereabouts',
    'Role/whereabouts',
    'RoleBinding/whereabouts',
    'ConfigMap/whereabouts-config',
    'DaemonSet/whereabouts',
    'Deployment/whereabouts-reconciler',
  ]);
  expect(install({ nodeSlices: true })._manifests().at(-1)!.metadata.name).toBe('whereabouts-node-slice-controller');
  expect(install({ namespace: 'ipam' })._manifests()[0]!.metadata.name).toBe('ipam');
});

test('writes nowhere but in its own namespace', () => {
  const verbs = of(install(), 'ClusterRole')[0]
    .rules.filter(({ resources }: any) => !resources.includes('events'))
    .flatMap(({ verbs }: any) => verbs);
  expect([...new Set(verbs)]).toEqual(['get', 'list', 'watch']);
  expect(JSON.stringify(install()._manifests())).not.toContain('"*"');
});

test('the reconciler is one pod that is recreated, without rights on its node', () => {
  const { spec } = of(install(), 'Deployment')[0];
  expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }]);
  expect(spec.template.spec.containers[0].securityContext.capabilities).toEqual({ drop: ['ALL'] });
});

test('refuses a schedule of four fields and a moving tag', () => {
  expect(() => install({ reconcilerCron: '30 4 * *' })).toThrow(expect.objectContaining({ code: 'multus/cron' }));
  expect(() => install({ image: 'ghcr.io/k8snetworkplumbingwg/whereabouts:latest' })).toThrow(
    expect.objectContaining({ code: 'multus/image-moving-tag' }),
  );
});

test('a network of whereabouts wants it, and is content with it', () => {
  const said = (installed: boolean) => {
    const app = new NetworkApp({ outdir: 'unused' });
    const cluster = new TalosCluster(app, 'home', {
      talosVersion: TalosVersion.V1_13,
      kubernetesVersion: '1.35.2',
      endpoint: 'https://192.168.70.10:6443',
      nodeSubnets: ['192.168.70.0/24'],
    });
    cluster.addWorkers(['192.168.70.21']);
    const lan = cluster.addLink('lan', { interface: 'enp2s0', subnet: '192.168.40.0/24' });
    const chart = new Chart(app, 'network', { namespace: 'kube-system' });
    new MultusTalos(chart, 'multus');
    if (installed) new Whereabouts(chart, 'whereabouts');
    new MacvlanNetwork(chart, 'lan', { parent: lan, ipam: Ipam.whereabouts() });
    return app.findings().flatMap(({ code, problem }) => (code === 'cni/plugin-missing' ? [problem] : []));
  };
  expect(said(false)).toEqual([expect.stringContaining('whereabouts')]);
  expect(said(true)).toEqual([]);
});

const file = (plural: string) => join(SHARED, 'crds', 'whereabouts', `${plural}.yaml`);
const present = (() => {
  try {
    return readFileSync(file('ippools'), 'utf8') !== '';
  } catch {
    console.info('skipped: the recorded definitions of whereabouts are not at hand');
    return false;
  }
})();

(present ? test : test.skip)('the definitions are those that whereabouts publishes', () => {
  for (const manifest of of(install(), 'CustomResourceDefinition')) {
    const [published] = fromYaml(readFileSync(file(manifest.spec.names.plural), 'utf8')) as any[];
    expect(manifest.spec).toEqual(published.spec);
  }
});
