// Services that get the addresses of nodes, and Services that BGP advertises.
import {
  advertisedKinds,
  nodeAddresses,
  readBgpAdvertisement,
  readService,
  readServingNode,
} from '../../../lib/models/load-balancer';
import { service } from './objects';

const node = (name: string, more: any = {}) =>
  readServingNode({
    metadata: { name, labels: more.labels, deletionTimestamp: more.deletionTimestamp },
    spec: { taints: more.taints },
    status: { addresses: more.addresses ?? [{ type: 'InternalIP', address: more.ip }] },
  });
const ask = (manifest: any, nodes: any[], settings = { nodeIPAM: true }) =>
  nodeAddresses(readService(manifest, settings), nodes, settings);
const web = (spec: object = {}, metadata: object = {}) =>
  service('web', {}, { loadBalancerClass: 'io.cilium/node', ...spec }, metadata);

test('leaves out nodes that no load balancer may use, such as the control planes of Talos', () => {
  const said = ask(web(), [
    node('cp', { ip: '10.0.0.1', labels: { 'node.kubernetes.io/exclude-from-external-load-balancers': '' } }),
    node('going', { ip: '10.0.0.2', taints: [{ key: 'ToBeDeletedByClusterAutoscaler' }] }),
    node('deleted', { ip: '10.0.0.3', deletionTimestamp: '2026-01-01T00:00:00Z' }),
    node('worker', { ip: '10.0.0.4' }),
  ]);
  expect(said.addresses).toEqual(['10.0.0.4']);
  expect(said.excluded).toEqual([
    { node: 'cp', because: 'excluded-label' },
    { node: 'going', because: 'going-taint' },
    { node: 'deleted', because: 'deleting' },
  ]);
});

test('external addresses hide the internal ones, and other families do not count', () => {
  const said = ask(web(), [
    node('a', { ip: '10.0.0.1' }),
    node('b', {
      addresses: [
        { type: 'ExternalIP', address: '192.0.2.1' },
        { type: 'ExternalIP', address: '2001:db8::1' },
      ],
    }),
  ]);
  expect(said.addresses).toEqual(['192.0.2.1']);
});

test('chooses nodes by the annotation, and does nothing where it cannot be read', () => {
  const by = (text: string) =>
    ask(web({}, { annotations: { 'io.cilium.nodeipam/match-node-labels': text } }), [
      node('a', { ip: '10.0.0.1', labels: { pool: 'x' } }),
      node('b', { ip: '10.0.0.2' }),
    ]);
  expect(by('pool in (x,y)').addresses).toEqual(['10.0.0.1']);
  expect(by('pool=bad=!')).toMatchObject({ badAnnotation: true, addresses: [] });
});

test.each([
  [{}, {}, 'node-ipam-off'],
  [{ type: 'NodePort' }, { nodeIPAM: true }, 'type'],
  [{ loadBalancerClass: undefined }, { nodeIPAM: true }, 'default-elsewhere'],
  [{ loadBalancerClass: 'example.com/lb' }, { nodeIPAM: true }, 'foreign-class'],
  [{ loadBalancerClass: undefined }, { nodeIPAM: true, defaultLBServiceIPAM: 'nodeipam' }, undefined],
])('serves its own class alone, unless it is the default: %j %j', (spec, settings, why) => {
  expect(ask(web(spec), [], settings as any).notResponsible).toBe(why);
});

test('BGP takes Services by labels, those of Cilium included; without a selector none', () => {
  const [own, everything, none] = readBgpAdvertisement({
    metadata: { name: 'bgp', labels: { advertise: 'bgp' } },
    spec: {
      advertisements: [
        {
          advertisementType: 'Service',
          service: { addresses: ['LoadBalancerIP', 'ExternalIP'] },
          selector: { matchLabels: { 'io.kubernetes.service.name': 'web' } },
        },
        { advertisementType: 'Service', service: { addresses: ['ClusterIP'] }, selector: {} },
        { advertisementType: 'Service', service: { addresses: ['LoadBalancerIP'] } },
      ],
    },
  }).entries;
  const kinds = (spec: object) =>
    [own, everything, none].map((entry) => advertisedKinds(entry!, readService(service('web', {}, spec), {})));
  expect(kinds({})).toEqual([['LoadBalancerIP'], ['ClusterIP'], []]);
  expect(kinds({ loadBalancerClass: 'io.cilium/l2-announcer' })).toEqual([[], ['ClusterIP'], []]);
});
