// The values that Cilium needs on Talos and in this cluster, and why.
import { DROPPED_CAPABILITIES, KUBEPRISM_PORT } from '../catalogue/talos';
import { TalosCluster } from '../cluster';
import { IpFamily } from '../net';
import { derivedDevices } from './devices';
import { kubeSpanValues } from './kube-span';
import { MONITOR_SWITCHES } from './options/monitoring';
import { Release } from '../chart/releases';
import { ExplainedValue, ValueLedger, ValueSource } from './value-sources';

/** Defaults that hold whatever else is set. @internal */
export function talosDefaults(release: Release): ExplainedValue[] {
  const capabilities = (path: string) =>
    ((release.rows.get(path)?.default ?? []) as string[]).filter((name) => !DROPPED_CAPABILITIES.includes(name));
  return [
    row('ipam.mode', 'kubernetes', "the nodes' pod networks are given by Talos' controller manager"),
    row('kubeProxyReplacement', true, 'Talos runs without kube-proxy here'),
    row('cgroup.autoMount.enabled', false, 'Talos has cgroup v2 mounted already'),
    row('cgroup.hostRoot', '/sys/fs/cgroup', 'where Talos has cgroup v2'),
    ...['securityContext.capabilities.ciliumAgent', 'securityContext.capabilities.cleanCiliumState'].map((path) =>
      row(path, capabilities(path), "the chart's list without what Talos takes from every workload"),
    ),
    row(
      'hubble.tls.auto.method',
      'cronJob',
      'certificates are made in the cluster; the chart would render new keys on every run',
    ),
  ];
}

function row(path: string, value: unknown, reason: string): ExplainedValue {
  return { path, value, source: ValueSource.DEFAULT, reason };
}

/** Adds the defaults that follow from other values and from the cluster. @internal */
export function addDerived(values: ValueLedger, cluster: TalosCluster | undefined): void {
  const add = (path: string, value: unknown, reason: string) => values.add(row(path, value, reason));
  if (values.get('kubeProxyReplacement') === true && values.get('k8sServiceHostRef') === undefined) {
    add('k8sServiceHost', 'localhost', 'KubePrism: without kube-proxy nothing else reaches the API before Cilium runs');
    add('k8sServicePort', cluster?.kubePrismPort ?? KUBEPRISM_PORT, 'port of KubePrism');
  }
  if (values.get('gatewayAPI.enabled') === true) {
    add(
      'gatewayAPI.gatewayClass.create',
      'true',
      'offline nobody can ask the cluster for the API; "auto" would leave the class out',
    );
  }
  if (MONITOR_SWITCHES.some((path) => values.get(path) === true)) {
    add(
      'prometheus.serviceMonitor.trustCRDsExist',
      true,
      'offline nobody can ask the cluster for the definition of ServiceMonitor',
    );
  }
  if (values.get('clustermesh.useAPIServer') === true) {
    add(
      'clustermesh.apiserver.tls.auto.method',
      'cronJob',
      'certificates are made in the cluster; the chart would render new keys on every run',
    );
  }
  if (cluster !== undefined) addOfCluster(values, cluster);
  if (
    values.get('bpf.masquerade') === true &&
    values.get('kubeProxyReplacement') === true &&
    (cluster?.hostDnsForwarding ?? true)
  ) {
    add(
      'bpf.hostLegacyRouting',
      true,
      "BPF masquerade cuts pods off from Talos' host DNS otherwise (siderolabs/talos#10002)",
    );
  }
}

function addOfCluster(values: ValueLedger, cluster: TalosCluster): void {
  const add = (path: string, value: unknown, reason: string) => values.add(row(path, value, reason));
  const of = cluster.node.path;
  const [ipv4, ipv6] = [IpFamily.IPV4, IpFamily.IPV6].map((family) =>
    cluster.podSubnets.find((subnet) => subnet.family === family)?.toString(),
  );
  if (ipv6 !== undefined) add('ipv6.enabled', true, `${of} has the IPv6 pod network ${ipv6}`);
  if (ipv4 === undefined) add('ipv4.enabled', false, `${of} has no IPv4 pod network`);
  if (values.get('routingMode') === 'native') {
    const reason = `native routing: packets inside of the pod network of ${of} are not masqueraded`;
    if (ipv4 !== undefined) add('ipv4NativeRoutingCIDR', ipv4, reason);
    if (ipv6 !== undefined) add('ipv6NativeRoutingCIDR', ipv6, reason);
  }
  for (const { path, value, reason } of kubeSpanValues(values, cluster)) add(path, value, reason);
  const links = derivedDevices(cluster);
  if (links !== undefined) add('devices', links.devices, links.reason);
  if (cluster._nodes.length === 1)
    add('operator.replicas', 1, 'a second operator would never be scheduled on one node');
}
