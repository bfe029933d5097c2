// Networks that do not fit the links of the nodes or the networks beside them.
import { YamlExample } from '../example';
import { documents } from '../parts';
import { deployment, hostLocal, macvlan, network, ON_ONE, onLinks } from './parts';

const plain = (fields: object = {}, name = 'iot') => macvlan({ ...fields, ipam: { type: 'dhcp' } }, name);
const routed = (route: object) => macvlan({ ipam: hostLocal(100, 150, { routes: [route] }) });
const TOLERANT = { tolerations: [{ operator: 'Exists' }] };
const BRIDGE = `machine:
  network:
    interfaces:
      - interface: br0
        dhcp: true
        bridge: { interfaces: [eno1] }
`;
const bridged = (vlan: object) =>
  network({ type: 'bridge', bridge: 'br0', ...vlan, ipam: { type: 'host-local', subnet: '192.168.40.0/24' } });

export const LINKS: readonly YamlExample[] = [
  ['cni/master-missing', onLinks(plain(), deployment('iot', { pod: TOLERANT })), onLinks(plain(), deployment('iot'))],
  ['cni/mtu-above-link', onLinks(plain({ mtu: 9000 })), onLinks(plain({ mtu: 1500 }))],
  ['cni/mtu-unknown', onLinks(plain({ mtu: 9000, master: 'enp1s0' })), onLinks(plain({ mtu: 1500, master: 'enp1s0' }))],
  [
    'cni/subnet-differs',
    onLinks(macvlan({ ipam: { type: 'host-local', subnet: '192.168.40.0/25' } })),
    onLinks(macvlan({ ipam: hostLocal(100, 120) })),
  ],
  ['cni/wifi-master', plain({ master: 'wlan0' }), plain()],
  [
    'cni/shared-master',
    documents(plain({}, 'iot'), plain({ mode: 'passthru' }, 'cameras')),
    documents(plain({}, 'iot'), plain({}, 'cameras')),
  ],
  [
    'cni/default-route-wins',
    onLinks(routed({ dst: '0.0.0.0/0' })),
    onLinks(routed({ dst: '0.0.0.0/0', priority: 500 })),
  ],
  [
    'cni/route-into-cluster',
    onLinks(routed({ dst: '10.0.0.0/8', gw: '192.168.40.1' })),
    onLinks(routed({ dst: '10.20.0.0/16', gw: '192.168.40.1' })),
  ],
  [
    'cni/name-twice',
    documents(macvlan({ ipam: hostLocal(100, 150) }), macvlan({ name: 'iot', ipam: hostLocal(10, 20) }, 'iot', 'zoo')),
    documents(
      macvlan({ ipam: hostLocal(100, 150) }),
      macvlan({ name: 'zoo-iot', ipam: hostLocal(10, 20) }, 'iot', 'zoo'),
    ),
  ],
  ['cni/bridge-vlan', documents(bridged({ vlan: 40 }), BRIDGE), documents(bridged({}), BRIDGE)],
  [
    'cni/passthru-pods',
    onLinks(plain({ mode: 'passthru' }), deployment('iot', { replicas: 2, pod: ON_ONE })),
    onLinks(plain({ mode: 'passthru' }), deployment('iot', { pod: ON_ONE })),
  ],
  [
    'cni/addresses-per-node',
    onLinks(macvlan({ ipam: hostLocal() }), deployment('iot', { replicas: 2 })),
    onLinks(macvlan({ ipam: hostLocal() }), deployment('iot', { replicas: 2, pod: ON_ONE })),
  ],
  [
    'cni/range-exhausted',
    onLinks(macvlan({ ipam: hostLocal(100, 101) }), deployment('iot', { replicas: 3, pod: ON_ONE })),
    onLinks(macvlan({ ipam: hostLocal(100, 109) }), deployment('iot', { replicas: 3, pod: ON_ONE })),
  ],
];
