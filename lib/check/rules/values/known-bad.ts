// Versions that do not go together. Source: the issue trackers of Talos and Cilium, each named in its row.
import { CiliumValues, ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { Rule } from '../../rule';

interface Pair {
  readonly code: string;
  /** Patch releases of Talos, inclusive. */
  readonly talos: readonly [from: string, to: string];
  /** Patch releases of Cilium, inclusive. @default - any */
  readonly cilium?: readonly [from: string, to: string];
  /** Only with these values. @default - any */
  readonly when?: (install: CiliumValues) => boolean;
  readonly message: string;
  readonly repair: string;
}

const PAIRS: readonly Pair[] = [
  {
    code: 'values/kernel-verifier',
    talos: ['1.12.0', '1.12.4'],
    cilium: ['1.18.0', '1.19.1'],
    message: 'its kernel refuses BPF programs of Cilium (siderolabs/talos#12726, cilium/cilium#44216)',
    repair: 'upgrade Talos to 1.12.5 or later',
  },
  {
    code: 'values/host-networking',
    talos: ['1.12.0', '1.12.99'],
    cilium: ['1.19.0', '1.19.4'],
    when: (install) => install.isOn('kubeProxyReplacement') && install.get('loadBalancer.acceleration') === 'native',
    message:
      'with kubeProxyReplacement and loadBalancer.acceleration: native nodes lost their own network (cilium/cilium#46010)',
    repair: 'upgrade Cilium past 1.19.4, or set loadBalancer.acceleration: disabled',
  },
];

export const KNOWN_BAD: Rule = {
  layer: 'values',
  codes: PAIRS.map(({ code, talos, message }) => ({
    code,
    title: `Talos ${talos.join(' to ')}: ${message.replace(/ \(.*/, '')}`,
    why: message,
  })),
  check(world, report) {
    const { versions } = world.model(TALOS_SETTINGS);
    for (const install of ciliumInstalls(world)) {
      const own = versions.filter(({ at }) => installOf(world, at) === install);
      for (const pair of PAIRS) {
        const version = own.find(({ value }) => isWithin(value, pair.talos));
        if (version === undefined || pair.when?.(install) === false || !matches(install, pair)) continue;
        report.warning(
          pair.code,
          version.at,
          version.path,
          `Talos ${version.value} beside Cilium${install.version === undefined ? '' : ` ${install.version}`}: ${pair.message}`,
          pair.repair,
        );
      }
    }
  },
};

function matches(install: CiliumValues, { cilium }: Pair): boolean {
  if (cilium === undefined) return true;
  const exact = /^v?(\d+\.\d+\.\d+)$/.exec(install.version ?? '')?.[1];
  return exact !== undefined && isWithin(exact, cilium);
}

function isWithin(version: string, [from, to]: readonly [string, string]): boolean {
  return compare(from, version) <= 0 && compare(version, to) <= 0;
}

function compare(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  return left.map((part, index) => part - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
