// What the tests of the install share: an app with an install in it, and ways to look at it.
import { App, Chart } from 'cdk8s';
import { NetworkApp } from '../../lib';
import { CiliumInstall, CiliumInstallProps, ExplainedValue } from '../../lib/cilium';
import { TalosCluster, TalosClusterProps, TalosVersion } from '../../lib/cluster';
import { Manifest, PlainMap } from '../../lib/manifest';
import { bothSides } from '../support/one-judge';

export function install(
  props: CiliumInstallProps = {},
  build: (chart: Chart) => void = () => undefined,
): CiliumInstall {
  const chart = new Chart(new NetworkApp({ outdir: 'unused' }), 'network');
  const cilium = new CiliumInstall(chart, 'cilium', props);
  build(chart);
  return cilium;
}

export function clusterOf(chart: Chart, props: Partial<TalosClusterProps> = {}): TalosCluster {
  return new TalosCluster(chart.node.root as App, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
    ...props,
  });
}

export const explained = (cilium: CiliumInstall, path: string): ExplainedValue | undefined =>
  cilium.explain().find((value) => value.path === path);
export const problems = (cilium: CiliumInstall) =>
  cilium._findings().map((finding) => `${finding.code}: ${finding.problem}; ${finding.repair}`);
/** What synth says of the app of an install, `level code: message; repair`; check says the same of what it writes. */
export function judged(cilium: CiliumInstall): string[] {
  const app = cilium.node.root as NetworkApp;
  const { synth, check } = bothSides(app);
  expect(check).toEqual(synth);
  return app
    .findings()
    .filter(({ code }) => /^(?:values|cilium|talos)\//.test(code))
    .map(
      ({ severity, code, problem, repair }) => `${severity} ${code}: ${problem.replace(/^\S+ \S+: /, '')}; ${repair}`,
    );
}
export const configOf = (objects: readonly Manifest[]) =>
  objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === 'cilium-config')!.data as Record<
    string,
    string
  >;
export const podSpec = (objects: readonly Manifest[], name: string): PlainMap => {
  const owner = objects.find(
    (object) => object.metadata.name === name && ['DaemonSet', 'Deployment'].includes(object.kind),
  )!;
  return ((owner.spec as PlainMap).template as PlainMap).spec as PlainMap;
};
