// The values that Cilium needs on Talos, and why.
import { TalosCluster } from '../cluster';
import { Release } from './releases';
import { ExplainedValue, ValueLedger, ValueSource } from './value-sources';

/** Capabilities that Talos takes from every workload; asking for them makes runc fail. Source: Talos DefaultDroppedCapabilities. */
const DROPPED_BY_TALOS = ['SYS_MODULE', 'SYS_BOOT'];

/** Port of KubePrism, the API load balancer on every node. */
export const KUBE_PRISM_PORT = 7445;

/** Defaults that hold whatever else is set. @internal */
export function talosDefaults(release: Release): ExplainedValue[] {
  const capabilities = (path: string) => ((release.rows.get(path)?.default ?? []) as string[]).filter((name) => !DROPPED_BY_TALOS.includes(name));
  const row = (path: string, value: unknown, reason: string): ExplainedValue => ({ path, value, source: ValueSource.DEFAULT, reason });
  return [
    row('ipam.mode', 'kubernetes', "the nodes' pod networks are given by Talos' controller manager"),
    row('kubeProxyReplacement', true, 'Talos runs without kube-proxy here'),
    row('cgroup.autoMount.enabled', false, 'Talos has cgroup v2 mounted already'),
    row('cgroup.hostRoot', '/sys/fs/cgroup', 'where Talos has cgroup v2'),
    ...['securityContext.capabilities.ciliumAgent', 'securityContext.capabilities.cleanCiliumState'].map((path) =>
      row(path, capabilities(path), "the chart's list without what Talos takes from every workload"),
    ),
    row('hubble.tls.auto.method', 'cronJob', 'certificates are made in the cluster; the chart would render new keys on every run'),
  ];
}

/** Defaults that follow from other values and from the cluster. @internal */
export function derivedDefaults(values: ValueLedger, cluster: TalosCluster | undefined): ExplainedValue[] {
  const derived: ExplainedValue[] = [];
  const add = (path: string, value: unknown, reason: string) => derived.push({ path, value, source: ValueSource.DEFAULT, reason });
  if (values.get('kubeProxyReplacement') === true && values.get('k8sServiceHostRef') === undefined) {
    add('k8sServiceHost', 'localhost', 'KubePrism: without kube-proxy nothing else reaches the API before Cilium runs');
    add('k8sServicePort', KUBE_PRISM_PORT, 'port of KubePrism');
  }
  if (values.get('gatewayAPI.enabled') === true) {
    add('gatewayAPI.gatewayClass.create', 'true', 'offline nobody can ask the cluster for the API; "auto" would leave the class out');
  }
  if (values.get('bpf.masquerade') === true && values.get('kubeProxyReplacement') === true) {
    add('bpf.hostLegacyRouting', true, "BPF masquerade cuts pods off from Talos' host DNS otherwise (siderolabs/talos#10002)");
  }
  const nodes = cluster?._nodes.length ?? 0;
  if (nodes === 1) add('operator.replicas', 1, 'a second operator would never be scheduled on one node');
  return derived;
}
