// Addresses that stand in a network itself, which every pod of it gets.
import { textAt } from '../../../world/derived/fields';
import { Attached, NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { isOnOneNode } from '../../../world/derived/placement';
import { replicasOf } from '../../../world/derived/pods';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';
import { listed, namesOf } from './names';

interface Data {
  readonly addresses: readonly string[];
  readonly pods: readonly string[];
}

/** Kinds whose pods run now and then: two of them need not meet. */
const TASKS: readonly string[] = ['Job', 'CronJob'];

/** One pod has the addresses of a network. */
export const STATIC_SHARED: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/static-shared',
      title: 'A network with addresses in ipam static has one pod',
      why: 'Every pod gets them all: two on one LAN answer for one IPv4 address, and of IPv6 the later finds the address in use and does not get it (DADFAILED; vector static-duplicate-pods). An error where one workload has several pods, a warning for several workloads.',
      bad: yaml`
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: lan, namespace: shop }
        spec:
          config: '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"eno1","ipam":{"type":"static","addresses":[{"address":"192.168.70.5/24"}]}}'
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: web, namespace: shop }
        spec:
          replicas: 2
          serviceName: web
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web }, annotations: { k8s.v1.cni.cncf.io/networks: lan } }
            spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      good: yaml`
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: lan, namespace: shop }
        spec:
          config: '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"eno1","ipam":{"type":"static","addresses":[{"address":"192.168.70.5/24"}]}}'
        ---
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: { name: web, namespace: shop }
        spec:
          replicas: 1
          serviceName: web
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web }, annotations: { k8s.v1.cni.cncf.io/networks: lan } }
            spec: { containers: [{ name: web, image: 'shop/web:1.2.3' }] }
      `,
      words: ({ addresses, pods }: Data) => ({
        message: `every pod gets ${listed(addresses)}, and ${listed(pods)} ${pods.length === 1 ? 'has several pods' : 'are on this network'}`,
        repair:
          'write a range of host-local or whereabouts, or let each pod bring an address with capabilities: {"ips": true}',
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(NETWORKS)) {
      const addresses = addressesOf(network);
      if (addresses.length === 0 || network.master === undefined) continue;
      const users = network.attached.filter((each) => isUser(network, each));
      const many = users.find(hasManyPods);
      const objects = [...new Set(users.map(({ annotation }) => annotation.object))];
      if (many === undefined && objects.length < 2) continue;
      report[many === undefined ? 'warning' : 'error'](
        'cni/static-shared',
        network.object,
        ['spec', 'config'],
        { addresses, pods: namesOf(many === undefined ? objects : [many.annotation.object]) } satisfies Data,
        objects,
      );
    }
  },
};

function addressesOf({ main }: SecondaryNetwork): string[] {
  const { addresses } = main.ipam;
  return main.ipamType === 'static' && Array.isArray(addresses)
    ? (addresses as unknown[]).flatMap((entry) => textAt(entry, 'address') ?? [])
    : [];
}

/** A workload with pods that get the addresses; what it brings itself may take their place. */
function isUser({ main }: SecondaryNetwork, { annotation, selection }: Attached): boolean {
  if (main.capabilities.ips === true && (selection.request.ips ?? []).length > 0) return false;
  const { template, object } = annotation;
  return template !== undefined && !TASKS.includes(object.manifest.kind) && replicasOf(template) !== 0;
}

function hasManyPods({ annotation: { template } }: Attached): boolean {
  if (template === undefined) return false;
  const pods = replicasOf(template);
  return pods === undefined ? !isOnOneNode(template.spec) : pods > 1;
}
