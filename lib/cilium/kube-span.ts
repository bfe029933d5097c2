// KubeSpan and Cilium over one another: what follows, and what does not work.
// Source: KubeSpan guide of Talos 1.13; siderolabs/talos#12636, #9043, #11235, #11244; Talos commit a05cd6898 (the same MTU for Flannel).
import { TalosCluster } from '../cluster';
import { errorAt, Finding, warningAt } from '../construct';
import { ValueLedger } from './value-sources';

/** MTU of the mesh over Ethernet. */
const MESH_MTU = 1420;

/** Values that KubeSpan asks for. @internal */
export function kubeSpanValues(
  values: ValueLedger,
  cluster: TalosCluster,
): { readonly path: string; readonly value: unknown; readonly reason: string }[] {
  if (cluster.kubeSpan === undefined) return [];
  const mtu = cluster.kubeSpan.mtu ?? MESH_MTU;
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

/** @internal */
export function kubeSpanFindings(path: string, values: ValueLedger, cluster: TalosCluster | undefined): Finding[] {
  const mesh = cluster?.kubeSpan;
  if (cluster === undefined || mesh === undefined) return [];
  const findings: Finding[] = [];
  const advertises = mesh.advertiseKubernetesNetworks ?? false;
  const native = values.get('routingMode') === 'native';
  const mayRoute = cluster._features.kubeSpanNativeRouting;
  if (native && !mayRoute)
    findings.push(
      errorAt(
        path,
        'cilium/kubespan-native',
        `native routing over KubeSpan of ${cluster.node.path} on Talos ${cluster.talosVersion}`,
        'leave routing.mode at RoutingMode.TUNNEL; native routing works from Talos 1.13 on',
      ),
    );
  else if (native && !advertises)
    findings.push(
      errorAt(
        path,
        'cilium/kubespan-native',
        `native routing, and KubeSpan of ${cluster.node.path} does not advertise the Kubernetes networks: pods of other nodes are out of reach`,
        'set advertiseKubernetesNetworks in the machine configuration and say so in kubeSpan, or use RoutingMode.TUNNEL',
      ),
    );
  if (advertises && !native)
    findings.push(
      errorAt(
        path,
        'cilium/kubespan-advertise',
        `KubeSpan of ${cluster.node.path} advertises the Kubernetes networks beside Cilium's tunnel: both would carry the pods' packets`,
        mayRoute
          ? 'use RoutingMode.NATIVE, or switch advertiseKubernetesNetworks off'
          : 'switch advertiseKubernetesNetworks off',
      ),
    );
  if (values.get('bpf.masquerade') === true && !mayRoute)
    findings.push(
      errorAt(
        path,
        'cilium/kubespan-masquerade',
        `BPF masquerade over KubeSpan of ${cluster.node.path} on Talos ${cluster.talosVersion}`,
        'leave bpf.masquerade out: BPF passes the mesh by before Talos 1.13',
      ),
    );
  if (values.get('encryption.enabled') === true)
    findings.push(
      warningAt(
        path,
        'cilium/kubespan-encryption',
        `encryption by Cilium over KubeSpan of ${cluster.node.path}: every packet is encrypted twice`,
        'leave encryption out; KubeSpan encrypts all traffic between nodes',
      ),
    );
  return findings;
}
