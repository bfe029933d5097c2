// Networks on the links of nodes and pods that ask for them, for examples.
import { Files } from '../../../problem';
import { documents } from '../parts';
import { written } from '../../../problem';

const FACTS = `nodes:
  - { name: cp-1, role: controlplane, addresses: [192.168.70.11] }
  - { name: w-1, role: worker, addresses: [192.168.70.21] }
  - { name: w-2, role: worker, addresses: [192.168.70.22] }
links:
  - { name: lan, interface: enp1s0, subnets: [192.168.70.0/24], dhcp: true }
  - { name: iot, interface: enp2s0, nodes: [w-1, w-2], mtu: 1500, subnets: [192.168.40.0/24] }
nodeSubnets: [192.168.70.0/24]
podSubnets: [10.244.0.0/16]
serviceSubnets: [10.96.0.0/12]
`;

/** A cluster with the link enp2s0 on its workers, and what lies in it. */
export const onLinks = (...texts: readonly string[]): Files => ({
  'cluster.facts': FACTS,
  'network.yaml': documents(...texts),
});

/** A macvlan network on the link enp2s0. */
export const macvlan = (fields: object, name = 'iot', namespace = 'shop') =>
  network({ type: 'macvlan', master: 'enp2s0', ...fields }, name, namespace);

/** A NetworkAttachmentDefinition with a configuration of one plugin. */
export const network = (fields: object, name = 'iot', namespace = 'shop') =>
  `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  config: |
    ${JSON.stringify({ cniVersion: '1.0.0', name, ...fields }, null, 2).replaceAll('\n', '\n    ')}
`;

/** Addresses that host-local gives on each node. */
export const hostLocal = (from = 100, to = 150, more: object = {}) => ({
  type: 'host-local',
  ranges: [[{ subnet: '192.168.40.0/24', rangeStart: `192.168.40.${from}`, rangeEnd: `192.168.40.${to}` }]],
  ...more,
});

/** A network whose pods bring their addresses. */
export const STATIC = macvlan({ capabilities: { ips: true, mac: true }, ipam: { type: 'static' } });

/** A request for one network with fields of its own. */
export const asking = (fields: object, name = 'iot') => JSON.stringify([{ name, ...fields }]);

/** A Deployment of one pod that is recreated, with the annotation of Multus. */
export const deployment = (
  networks: string,
  { name = 'hub', replicas = 1, pod = {}, strategy = 'Recreate' }: Written = {},
) =>
  written({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      strategy: { type: strategy },
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations: { 'k8s.v1.cni.cncf.io/networks': networks } },
        spec: { ...pod, containers: [{ name, image: `registry.example.com/${name}:1.0.0` }] },
      },
    },
  });

interface Written {
  readonly name?: string;
  readonly replicas?: number;
  /** Fields of the pod. */
  readonly pod?: object;
  readonly strategy?: string;
}

/** On the node w-1 alone. */
export const ON_ONE = { nodeSelector: { 'kubernetes.io/hostname': 'w-1' } };
