// Rows about services: load balancing, node ports, announcements. Source: charts 1.18.12, 1.19.6 and 1.20.0 as helm 4.1.4 renders them.
import { Chart } from '../context';
import { ConfigRow, commas, group, on, quoted, row, spaces, until, yes } from './row';

const forced = (chart: Chart) => chart.gateway && chart.release.has('gatewayForcesLoadBalancing');

export const LOAD_BALANCING: readonly ConfigRow[] = [
  row('kube-proxy-replacement', (chart) => chart.v.text('kubeProxyReplacement') || 'false'),
  row(
    'kube-proxy-replacement-healthz-bind-address',
    'kubeProxyReplacementHealthzBindAddr',
    (chart) => chart.v.text('kubeProxyReplacement') === 'true',
    quoted,
  ),
  row('bpf-lb-sock', 'socketLB.enabled'),
  // The gateway needs the socket load balancer out of pods, whatever the user says.
  row(
    'bpf-lb-sock-hostns-only',
    (chart) => (forced(chart) ? 'true' : chart.v.text('socketLB.hostNamespaceOnly')),
    (chart) => forced(chart) || chart.v.isKnown('socketLB.hostNamespaceOnly'),
  ),
  row('bpf-lb-sock-terminate-pod-connections', 'socketLB.terminatePodConnections', 'set'),
  row('trace-sock', 'socketLB.tracing', 'set'),
  row('bpf-lb-algorithm', 'loadBalancer.algorithm', 'set'),
  row('bpf-lb-mode', 'loadBalancer.mode', 'set'),
  row('bpf-lb-dsr-dispatch', 'loadBalancer.dsrDispatch', 'set'),
  row('bpf-lb-acceleration', 'loadBalancer.acceleration', 'set'),
  row('bpf-lb-maglev-table-size', 'maglev.tableSize', 'set'),
  row('bpf-lb-maglev-hash-seed', 'maglev.hashSeed', 'set'),
  row('lb-reflector-wait-time', 'loadBalancer.reflectorWaitTime', 'set'),
  row('enable-service-topology', 'loadBalancer.serviceTopology', 'set'),
  row('bpf-lb-external-clusterip', 'bpf.lbExternalClusterIP'),
  row('bpf-lb-source-range-all-types', 'bpf.lbSourceRangeAllTypes'),
  row('bpf-lb-mode-annotation', 'bpf.lbModeAnnotation'),
  row('bpf-lb-algorithm-annotation', (chart) => (forced(chart) ? 'true' : chart.v.text('bpf.lbAlgorithmAnnotation'))),
  ...group(
    (chart) => chart.v.text('loadBalancer.l7.backend') === 'envoy',
    [
      row('loadbalancer-l7', 'loadBalancer.l7.backend'),
      row('loadbalancer-l7-ports', 'loadBalancer.l7.ports', undefined, spaces),
      row('loadbalancer-l7-algorithm', 'loadBalancer.l7.algorithm'),
    ],
  ),
  row('node-port-range', 'nodePort.range', 'set'),
  row('nodeport-addresses', 'nodePort.addresses', 'set', commas),
  row('node-port-bind-protection', 'nodePort.bindProtection', 'set'),
  row('enable-auto-protect-node-port-range', 'nodePort.autoProtectPortRange', 'set'),
  ...until(
    '1.19',
    row('enable-node-port', 'nodePort.enabled', (chart) => chart.v.text('kubeProxyReplacement') !== 'true'),
  ),
  row('enable-health-check-nodeport', 'nodePort.enableHealthCheck'),
  row('enable-health-check-loadbalancer-ip', 'nodePort.enableHealthCheckLoadBalancerIP'),
  row('enable-dynamic-source-lookup-nodeport', 'nodePort.enableDynamicSourceLookup'),
  row('k8s-service-proxy-name', 'k8s.serviceProxyName'),
  row('enable-lb-ipam', 'enableLBIPAM'),
  row('default-lb-service-ipam', 'defaultLBServiceIPAM', undefined, quoted),
  row('enable-node-ipam', yes, on('nodeIPAM.enabled')),
  row('bpf-lb-only', 'loadBalancer.standalone', 'on'),
  row('enable-session-affinity', 'sessionAffinity', 'on'),
  row('bpf-lb-proto-diff', 'loadBalancer.protocolDifferentiation.enabled', 'set'),
  ...until('1.19', row('enable-internal-traffic-policy', 'enableInternalTrafficPolicy')),
  row('enable-svc-source-range-check', 'svcSourceRangeCheck', 'on'),
  row('service-no-backend-response', 'serviceNoBackendResponse', 'on'),
  row('enable-no-service-endpoints-routable', 'enableNoServiceEndpointsRoutable'),
  row('enable-nat46x64-gateway', 'nat46x64Gateway.enabled', 'on'),
  row(
    'enable-local-redirect-policy',
    yes,
    (chart) => chart.v.on('localRedirectPolicies.enabled') || chart.v.on('localRedirectPolicy'),
  ),
  row('lrp-address-matcher-cidrs', 'localRedirectPolicies.addressMatcherCIDRs', 'on', commas),
  row('enable-source-ip-verification', 'daemon.enableSourceIPVerification', 'set'),
  row('enable-sctp', 'sctp.enabled'),
];

export const ANNOUNCEMENTS: readonly ConfigRow[] = [
  row('enable-l2-neigh-discovery', 'l2NeighDiscovery.enabled'),
  ...group(on('l2announcements.enabled'), [
    row('enable-l2-announcements', yes),
    row('l2-announcements-lease-duration', 'l2announcements.leaseDuration', 'on'),
    row('l2-announcements-renew-deadline', 'l2announcements.leaseRenewDeadline', 'on'),
    row('l2-announcements-retry-period', 'l2announcements.leaseRetryPeriod', 'on'),
  ]),
  ...group(on('l2podAnnouncements.enabled'), [
    row('enable-l2-pod-announcements', yes),
    row('l2-pod-announcements-interface-pattern', 'l2podAnnouncements.interfacePattern', 'on'),
    row(
      'l2-pod-announcements-interface',
      'l2podAnnouncements.interface',
      (chart) => !chart.v.on('l2podAnnouncements.interfacePattern'),
    ),
  ]),
  ...group(on('bgpControlPlane.enabled'), [
    row('enable-bgp-control-plane', yes),
    row('bgp-secrets-namespace', 'bgpControlPlane.secretsNamespace.name'),
    row('enable-bgp-control-plane-status-report', 'bgpControlPlane.statusReport.enabled'),
    row('bgp-router-id-allocation-mode', 'bgpControlPlane.routerIDAllocation.mode'),
    row('bgp-router-id-allocation-ip-pool', 'bgpControlPlane.routerIDAllocation.ipPool'),
    row('enable-bgp-legacy-origin-attribute', 'bgpControlPlane.legacyOriginAttribute.enabled'),
  ]),
];
