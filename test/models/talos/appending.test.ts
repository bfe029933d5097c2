// Lists that a second application of a patch doubles: all that no key and no replacement keeps from it.
import { appendingLists } from '../../../lib/models/talos';
import { PlainMap } from '../../../lib/manifest';

const listsOf = (document: PlainMap) => appendingLists(document, '1.13').map((path) => path.join('.'));

test.each<[string, PlainMap, string[]]>([
  [
    'addresses and routes of a link document',
    { kind: 'LinkConfig', name: 'eno1', addresses: [{ address: '10.0.0.1/24' }], routes: [{ gateway: '10.0.0.254' }] },
    ['addresses', 'routes'],
  ],
  [
    'interfaces merge by name, VLANs by id, and what is in them appends',
    {
      machine: {
        network: {
          interfaces: [{ interface: 'eno1', addresses: ['10.0.0.1/24'], vlans: [{ vlanId: 4, routes: [] }] }],
        },
      },
    },
    ['machine.network.interfaces.addresses', 'machine.network.interfaces.vlans.routes'],
  ],
  [
    'an interface by a selector with physical is never the same again',
    { machine: { network: { interfaces: [{ deviceSelector: { driver: 'igb', physical: true }, dhcp: true }] } } },
    ['machine.network.interfaces'],
  ],
  [
    'subnets and rules of the firewall are replaced',
    { kind: 'NetworkRuleConfig', name: 'a', portSelector: { ports: [1] }, ingress: [{ subnet: '10.0.0.0/8' }] },
    [],
  ],
  ['a document of a kind that the minor does not have says nothing', { kind: 'KubeNodeConfig', nodeIP: {} }, []],
])('%s', (_rule, document, lists) => {
  expect(listsOf(document)).toEqual(lists);
});
