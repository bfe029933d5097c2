// The versions of a cluster together: Kubernetes as this Talos runs it, and as this Cilium is tested with it.
import { compareVersions, minorOf } from '../../../catalogue/span';
import { CILIUM_SUPPORT, KubernetesRange, TALOS_SUPPORT } from '../../../catalogue/support';
import { ClusterFacts } from '../../../facts';
import { Rule } from '../../rule';

interface RangeData {
  readonly kubernetes: string;
  /** `Talos 1.14`. */
  readonly with: string;
  readonly from: string;
  readonly to: string;
}

/** Talos against Kubernetes, Cilium against Kubernetes. */
export const TALOS_SUPPORTED_VERSIONS: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'cluster/kubernetes-unsupported',
      title: 'Kubernetes is a minor that this Talos runs',
      why: 'Talos refuses upgrades of its own, and of Kubernetes, outside of the minors that it is made for. Source: Talos machinery, pkg/machinery/compatibility; support matrix.',
      words: ({ kubernetes, with: talos, from, to }: RangeData) => ({
        message: `${talos} runs Kubernetes ${from} to ${to}, not ${kubernetes}`,
        repair: `write a Kubernetes of ${from} to ${to}, or another Talos`,
      }),
    },
    {
      code: 'cluster/kubernetes-untested',
      title: 'Kubernetes is a minor that this Cilium is tested with',
      why: 'Cilium promises to work with the minors of its end-to-end tests; others depend on what Kubernetes keeps. Source: Cilium, Documentation/network/kubernetes/compatibility.rst.',
      words: ({ kubernetes, with: cilium, from, to }: RangeData) => ({
        message: `${cilium} is tested with Kubernetes ${from} to ${to}, not with ${kubernetes}`,
        repair: `choose a Cilium that is tested with it, or a Kubernetes of ${from} to ${to}`,
      }),
    },
  ],
  check({ factsDocument: at, versions }, report) {
    const facts = at?.content as ClusterFacts | undefined;
    const kubernetes = facts?.kubernetes;
    const minor = minorOf(kubernetes ?? '');
    if (at === undefined || kubernetes === undefined || minor === undefined) return;
    const data = (name: string, { from, to }: KubernetesRange) => ({ kubernetes, with: name, from, to });
    const isOlder = ({ from }: KubernetesRange) => compareVersions(minor, from) < 0;
    const outside = (range: KubernetesRange | undefined) =>
      range !== undefined && (isOlder(range) || compareVersions(minor, range.to) > 0) ? range : undefined;

    const talos = outside(TALOS_SUPPORT[facts?.talos ?? '']);
    if (talos !== undefined)
      report.error('cluster/kubernetes-unsupported', at, ['kubernetes'], data(`Talos ${facts?.talos}`, talos));
    if (versions.assumed?.includes('cilium') === true) return;
    const cilium = outside(CILIUM_SUPPORT[versions.cilium]);
    // A newer Kubernetes mostly works; an older one lacks what newer code asks for.
    if (cilium !== undefined)
      report[isOlder(cilium) ? 'warning' : 'note'](
        'cluster/kubernetes-untested',
        at,
        ['kubernetes'],
        data(`Cilium ${versions.cilium}`, cilium),
      );
  },
};
