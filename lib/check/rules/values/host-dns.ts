// BPF masquerading against the host DNS of Talos, which answers the pods from an address on lo.
import { ciliumDoes } from '../../../catalogue/cilium';
import { Rule } from '../../rule';
import { allSay, onTalos } from './cluster-settings';

interface HostDnsData {
  readonly minor: string;
  /** A Talos document or the facts say that it forwards; else it is what generated configurations do. */
  readonly isWritten: boolean;
  /** The agents of the minor lose the answers. */
  readonly isBroken: boolean;
}

/** Answers of the host DNS reach the pods. */
export const HOST_DNS: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/host-dns',
      title: 'Up to Cilium 1.18 BPF masquerading and host DNS forwarding exclude each other',
      why: 'With BPF host routing, answers of the host DNS of Talos never reach the pods: names outside of the cluster do not resolve (siderolabs/talos#10002, cilium/cilium#36737). From Cilium 1.19 on the address on lo counts as the node’s own (AddressScopeMax of the agent); then it is a note.',
      words: ({ minor, isWritten, isBroken }: HostDnsData) => ({
        message: `bpf.masquerade is true, and Talos forwards DNS to the host (forwardKubeDNSToHost${isWritten ? '' : ', as generated configurations say'}): ${isBroken ? `under Cilium ${minor} pods resolve no name outside of the cluster` : `broken up to Cilium 1.18, and works under ${minor}`}`,
        repair: `set bpf.hostLegacyRouting: true, or forwardKubeDNSToHost: false in the machine configuration${isWritten ? '' : ', unless it says so already'}`,
      }),
    },
  ],
  check(world, report) {
    for (const { install, settings } of onTalos(world)) {
      const forwards = settings.hostDnsForwards;
      if (forwards.length > 0 && !allSay(forwards, true)) continue;
      if (!install.isOn('bpf.masquerade') || !install.isOn('kubeProxyReplacement')) continue;
      if (!install.isOff('bpf.hostLegacyRouting')) continue;
      const minor = install.minor ?? world.versions.cilium;
      const isBroken = ciliumDoes(minor, 'linkScopeAddresses');
      const isWritten = forwards.length > 0;
      const { at, path } = install.placeOf('bpf.masquerade');
      const level = !isBroken ? 'note' : isWritten ? 'error' : 'warning';
      report[level](
        'values/host-dns',
        at,
        path,
        { minor, isWritten, isBroken },
        forwards.map((setting) => setting.at),
      );
    }
  },
};
