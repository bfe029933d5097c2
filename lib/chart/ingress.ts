// The ingress controller: its class and the shared load balancer.
import { Chart } from './context';
import { metadata } from './objects';
import { Manifest } from './types';

export function ingressObjects(chart: Chart): Manifest[] {
  if (!chart.ingress) return [];
  return [ingressClass(chart), sharedService(chart), sharedEndpoints(chart)];
}

function ingressClass(chart: Chart): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: {
      name: 'cilium',
      labels: chart.commonLabels as Record<string, string>,
      annotations: (chart.v.on('ingressController.default')
        ? { 'ingressclass.kubernetes.io/is-default-class': 'true' }
        : {}) as Record<string, string>,
    },
    spec: { controller: 'cilium.io/ingress-controller' },
  };
}

const AT = 'ingressController.service';

function sharedService(chart: Chart): Manifest {
  const { v } = chart;
  const onHost = v.on('ingressController.hostNetwork.enabled');
  const type = onHost ? 'ClusterIP' : v.text(`${AT}.type`);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(chart, v.text(`${AT}.name`), {
      labels: { 'cilium.io/ingress': 'true', ...chart.partOf, ...v.map(`${AT}.labels`), ...chart.commonLabels },
      annotations: v.map(`${AT}.annotations`),
    }),
    spec: {
      ports: [
        { name: 'http', port: 80, protocol: 'TCP', nodePort: v.ifOn(`${AT}.insecureNodePort`) },
        { name: 'https', port: 443, protocol: 'TCP', nodePort: v.ifOn(`${AT}.secureNodePort`) },
      ],
      type,
      loadBalancerClass: v.ifOn(`${AT}.loadBalancerClass`),
      loadBalancerIP: v.ifOn(`${AT}.loadBalancerIP`),
      allocateLoadBalancerNodePorts: v.get(`${AT}.allocateLoadBalancerNodePorts`),
      externalTrafficPolicy: onHost ? undefined : v.ifOn(`${AT}.externalTrafficPolicy`),
    },
  };
}

/** An address that is never sent to: the agent redirects the Service's traffic to Envoy, but a Service without endpoints is not announced. */
function sharedEndpoints(chart: Chart): Manifest {
  const { v } = chart;
  const name = v.text(`${AT}.name`);
  if (!chart.release.has('ingressEndpointSlice')) {
    return {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: metadata(chart, name, {
        labels: { ...v.map(`${AT}.labels`), ...chart.commonLabels },
        annotations: v.map(`${AT}.annotations`),
      }),
      subsets: [{ addresses: [{ ip: '192.192.192.192' }], ports: [{ port: 9999 }] }],
    };
  }
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: metadata(chart, name, {
      labels: { ...v.map(`${AT}.labels`), 'kubernetes.io/service-name': name, ...chart.commonLabels },
      annotations: v.map(`${AT}.annotations`),
    }),
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.192.192.192'], conditions: { ready: true } }],
    ports: [{ port: 9999 }],
  };
}
