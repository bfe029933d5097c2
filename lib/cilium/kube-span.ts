// The values that follow from KubeSpan below Cilium; what does not go together is a rule of the check.
// Source: KubeSpan guide of Talos 1.13; siderolabs/talos#12636, #9043, #11235, #11244; Talos commit a05cd6898 (the same MTU for Flannel).
import { KUBESPAN_MTU } from '../catalogue/talos';
import { TalosCluster } from '../cluster';
import { ValueLedger } from './value-sources';

/** Values that KubeSpan asks for. @internal */
export function kubeSpanValues(
  values: ValueLedger,
  cluster: TalosCluster,
): { readonly path: string; readonly value: unknown; readonly reason: string }[] {
  if (cluster.kubeSpan === undefined) return [];
  const mtu = cluster.kubeSpan.mtu ?? KUBESPAN_MTU;
  const native = values.get('routingMode') === 'native';
  return [
    {
      path: 'MTU',
      value: mtu,
      reason: `KubeSpan of ${cluster.node.path} carries ${mtu} bytes; Cilium would take the NIC's MTU, and packets would break`,
    },
    ...(native
      ? [
          {
            path: 'bpf.hostLegacyRouting',
            value: true,
            reason: 'with native routing the kernel must route into the mesh of KubeSpan',
          },
        ]
      : []),
  ];
}
