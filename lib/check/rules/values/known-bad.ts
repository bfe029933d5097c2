// Versions that do not go together. Source: the issue trackers of Talos and Cilium, each named in its row.
import { isIn, Span } from '../../../catalogue/span';
import { CiliumValues, ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { TALOS_SETTINGS } from '../../../world/derived/talos-settings';
import { Rule } from '../../rule';

interface Pair {
  readonly code: string;
  /** Releases of Talos. */
  readonly talos: Required<Span>;
  /** Releases of Cilium. @default - any */
  readonly cilium?: Required<Span>;
  /** Only with these values. @default - any */
  readonly when?: (install: CiliumValues) => boolean;
  /** What happens, and where it was told. */
  readonly effect: string;
  readonly source: string;
  readonly repair: string;
}

const PAIRS: readonly Pair[] = [
  {
    code: 'values/kernel-verifier',
    talos: { since: '1.12', until: '1.12.5' },
    cilium: { since: '1.18', until: '1.19.2' },
    effect: 'its kernel refuses BPF programs of Cilium',
    source: 'siderolabs/talos#12726, cilium/cilium#44216',
    repair: 'upgrade Talos to 1.12.5 or later',
  },
  {
    code: 'values/host-networking',
    talos: { since: '1.12', until: '1.13' },
    cilium: { since: '1.19', until: '1.19.5' },
    when: (install) => install.isOn('kubeProxyReplacement') && install.get('loadBalancer.acceleration') === 'native',
    effect: 'with kubeProxyReplacement and loadBalancer.acceleration: native nodes lost their own network',
    source: 'cilium/cilium#46010',
    repair: 'upgrade Cilium past 1.19.4, or set loadBalancer.acceleration: disabled',
  },
];

export const KNOWN_BAD: Rule = {
  layer: 'values',
  codes: PAIRS.map(({ code, talos, effect, source, repair }) => ({
    code,
    title: `Talos from ${talos.since} and before ${talos.until}: ${effect}`,
    why: `Source: ${source}.`,
    words: (versions: { talos: string; cilium?: string }) => ({
      message: `Talos ${versions.talos} beside Cilium${versions.cilium === undefined ? '' : ` ${versions.cilium}`}: ${effect} (${source})`,
      repair,
    }),
  })),
  check(world, report) {
    const { versions } = world.model(TALOS_SETTINGS);
    for (const install of ciliumInstalls(world)) {
      const own = versions.filter(({ at }) => installOf(world, at) === install);
      for (const pair of PAIRS) {
        const version = own.find(({ value }) => isIn(value, pair.talos));
        if (version === undefined || pair.when?.(install) === false || !matches(install, pair)) continue;
        report.warning(pair.code, version.at, version.path, { talos: version.value, cilium: install.version });
      }
    }
  },
};

function matches(install: CiliumValues, { cilium }: Pair): boolean {
  if (cilium === undefined) return true;
  const exact = /^v?(\d+\.\d+\.\d+)$/.exec(install.version ?? '')?.[1];
  return exact !== undefined && isIn(exact, cilium);
}
