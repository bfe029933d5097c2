// The Service by which the relay finds the agents' Hubble servers.
import { Chart } from '../context';
import { metadata } from '../objects';
import { Manifest } from '../types';

/** 443 with TLS, 80 without, unless the user names a port. */
export function peerPort(chart: Chart): number {
  return chart.v.on('hubble.peerService.servicePort')
    ? chart.v.number('hubble.peerService.servicePort')
    : chart.hubbleTls
      ? 443
      : 80;
}

export function peerService(chart: Chart): Manifest[] {
  if (!chart.agent || !chart.hubble) return [];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(chart, 'hubble-peer', {
        labels: {
          'k8s-app': 'cilium',
          ...chart.partOf,
          'app.kubernetes.io/name': 'hubble-peer',
          ...chart.commonLabels,
        },
        annotations: chart.v.map('hubble.annotations'),
      }),
      spec: {
        selector: { 'k8s-app': 'cilium' },
        ports: [
          {
            name: 'peer-service',
            port: peerPort(chart),
            protocol: 'TCP',
            targetPort: chart.v.number('hubble.peerService.targetPort'),
          },
        ],
        internalTrafficPolicy: 'Local',
      },
    },
  ];
}
