// KubeSpan and Cilium over one another.
// Source: KubeSpan guide of Talos 1.13; siderolabs/talos#12636, #9043, #11235, #11244.
import { talosFeatures, TalosVersion } from '../../../catalogue/talos';
import { TALOS_MINORS } from '../../../world/versions';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { allSay, OnTalos, onTalos } from './cluster-settings';

interface NativeData {
  /** The minor whose mesh carries tunnels only; undefined where native routing works, and something is missing. */
  readonly minor?: string;
  /** KubeSpan advertises the Kubernetes networks. */
  readonly advertises: boolean;
}

const MESH = 'Source: KubeSpan guide of Talos 1.13; siderolabs/talos#12636, #9043, #11235, #11244.';

/** What KubeSpan carries. */
export const KUBESPAN: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/kubespan-native',
      title: 'KubeSpan goes with the routing of Cilium',
      why: `Up to Talos 1.12 KubeSpan works with tunnels only; later native routing needs advertiseKubernetesNetworks and bpf.hostLegacyRouting. ${MESH}`,
      words: ({ minor, advertises }: NativeData) => ({
        message:
          minor !== undefined
            ? `routingMode is native, and KubeSpan of Talos ${minor} carries tunnels only`
            : advertises
              ? 'routingMode is native over KubeSpan without bpf.hostLegacyRouting: packets pass the mesh by'
              : 'routingMode is native, and KubeSpan does not advertise the Kubernetes networks: pods of other nodes are out of reach',
        repair:
          minor !== undefined
            ? 'set routingMode: tunnel; native routing works from Talos 1.13 on'
            : 'set advertiseKubernetesNetworks: true in the KubeSpan configuration and bpf.hostLegacyRouting: true, or routingMode: tunnel',
      }),
    },
    {
      code: 'values/kubespan-advertise',
      title: "Beside Cilium's tunnel KubeSpan does not advertise the Kubernetes networks",
      why: `Both would carry the packets of pods. ${MESH}`,
      words: () => ({
        message:
          "KubeSpan advertises the Kubernetes networks beside Cilium's tunnel: both would carry the pods' packets",
        repair: 'set advertiseKubernetesNetworks: false, or from Talos 1.13 on routingMode: native',
      }),
    },
    {
      code: 'values/kubespan-masquerade',
      title: 'Up to Talos 1.12 KubeSpan and BPF masquerading exclude each other',
      why: `BPF leads packets past the mesh before Talos 1.13. ${MESH}`,
      words: ({ minor }: { readonly minor: string }) => ({
        message: `bpf.masquerade is true over KubeSpan of Talos ${minor}: BPF leads packets past the mesh`,
        repair: 'leave bpf.masquerade out, or upgrade to Talos 1.13',
      }),
    },
    {
      code: 'values/kubespan-encryption',
      title: 'Traffic over KubeSpan is encrypted once',
      why: `KubeSpan encrypts all traffic between nodes. ${MESH}`,
      words: () => ({
        message: 'encryption by Cilium over KubeSpan: every packet is encrypted twice',
        repair: 'leave encryption out; KubeSpan encrypts all traffic between nodes',
      }),
    },
  ],
  check(world, report) {
    for (const each of onTalos(world)) if (allSay(each.settings.kubeSpanEnabled, true)) judge(world, each, report);
  },
};

function judge(world: World, { install, settings }: OnTalos, report: Report): void {
  const { kubeSpanEnabled, kubeSpanAdvertises } = settings;
  const others = [...kubeSpanEnabled, ...kubeSpanAdvertises].map((setting) => setting.at);
  const minor = world.versions.talos;
  const mayRoute =
    minor === undefined || !TALOS_MINORS.includes(minor)
      ? undefined
      : talosFeatures(minor as TalosVersion).kubeSpanNativeRouting;
  const isNative = install.get('routingMode') === 'native';
  const advertises = allSay(kubeSpanAdvertises, true);
  const native = install.placeOf('routingMode');
  const saidNot = allSay(kubeSpanAdvertises, false);
  if (isNative && mayRoute === false)
    report.error('values/kubespan-native', native.at, native.path, { minor, advertises }, others);
  else if (isNative && mayRoute === true && (!advertises || install.isOff('bpf.hostLegacyRouting')))
    report[saidNot ? 'error' : 'warning']('values/kubespan-native', native.at, native.path, { advertises }, others);
  const tunnel = install.get('routingMode');
  if (advertises && (tunnel === 'tunnel' || tunnel === '' || tunnel === undefined || tunnel === null))
    report.error('values/kubespan-advertise', native.at, native.path, {}, others);
  if (install.isOn('bpf.masquerade') && mayRoute === false) {
    const { at, path } = install.placeOf('bpf.masquerade');
    report.error('values/kubespan-masquerade', at, path, { minor }, others);
  }
  if (install.isOn('encryption.enabled')) {
    const { at, path } = install.placeOf('encryption.enabled');
    report.warning('values/kubespan-encryption', at, path, {}, others);
  }
}
