// Pods that ask for networks, addresses and MAC addresses which they do not get.
import { YamlExample } from '../example';
import { documents } from '../parts';
import { written } from '../../../problem';
import { asking, deployment, hostLocal, macvlan, ON_ONE, onLinks, STATIC } from './parts';

const IOT = macvlan({ ipam: { type: 'dhcp' } });
const fixed = (address: string) => onLinks(STATIC, deployment(asking({ ips: [address] })));
const routed = (address: string) =>
  onLinks(
    macvlan({
      capabilities: { ips: true },
      ipam: { type: 'static', routes: [{ dst: '10.20.0.0/16', gw: '192.168.40.1' }] },
    }),
    deployment(asking({ ips: [address] })),
  );
const withAddress = (name: string, address: string) => deployment(asking({ ips: [address] }), { name });
const sriov = (annotation: string) => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata:
  name: fast
  namespace: shop
  annotations: { ${annotation} }
spec:
  config: '{ "cniVersion": "1.0.0", "name": "fast", "type": "sriov", "vlan": 40 }'
`;
const CAMERAS = macvlan({ ipam: { type: 'dhcp' } }, 'cameras');
const withMac = (name: string, last: number, mac: string) =>
  deployment(asking({ ips: [`192.168.40.${last}/24`], mac }), { name });
const drawing = (...texts: readonly string[]) => onLinks(macvlan({ ipam: hostLocal() }), ...texts);
const machine = (binding: object, wanted: string) =>
  written({
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name: 'hub', namespace: 'shop' },
    spec: {
      runStrategy: 'Always',
      template: {
        spec: {
          domain: { devices: { interfaces: [{ name: 'lan', ...binding }] }, memory: { guest: '1Gi' } },
          networks: [{ name: 'lan', multus: { networkName: wanted } }],
        },
      },
    },
  });
const BRIDGED = macvlan({ type: 'bridge', master: undefined, bridge: 'br0', ipam: {} }, 'iot');

export const PODS: readonly YamlExample[] = [
  ['cni/annotation', documents(IOT, deployment('shop/iot/net1')), documents(IOT, deployment('shop/iot@net1'))],
  ['cni/interface', documents(IOT, deployment('iot@eth0')), documents(IOT, deployment('iot@net1'))],
  [
    'cni/default-route',
    documents(
      IOT,
      CAMERAS,
      deployment(
        '[{"name":"iot","default-route":["192.168.40.1"]},{"name":"cameras","default-route":["192.168.41.1"]}]',
      ),
    ),
    documents(IOT, CAMERAS, deployment('[{"name":"iot","default-route":["192.168.40.1"]},{"name":"cameras"}]')),
  ],
  [
    'cni/host-network',
    documents(IOT, deployment('iot', { pod: { hostNetwork: true } })),
    documents(IOT, deployment('iot')),
  ],
  [
    'cni/fixed-address',
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }), { replicas: 2 })),
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }))),
  ],
  [
    'cni/fixed-address-strategy',
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }), { strategy: 'RollingUpdate' })),
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }))),
  ],
  [
    'cni/fixed-address-in-pool',
    drawing(
      deployment(asking({ ips: ['192.168.40.120'] }), { pod: ON_ONE }),
      deployment('iot', { name: 'web', pod: ON_ONE }),
    ),
    drawing(deployment('iot', { pod: ON_ONE }), deployment('iot', { name: 'web', pod: ON_ONE })),
  ],
  ['cni/ip-outside', fixed('192.168.41.50/24'), fixed('192.168.40.50/24')],
  ['cni/ip-prefix', fixed('192.168.40.50/16'), fixed('192.168.40.50/24')],
  ['cni/ip-not-host', fixed('192.168.40.255/24'), fixed('192.168.40.50/24')],
  ['cni/ip-gateway', routed('192.168.40.1/24'), routed('192.168.40.50/24')],
  [
    'cni/request',
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50'] }))),
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }))),
  ],
  [
    'cni/ips-ignored',
    documents(IOT, deployment(asking({ ips: ['192.168.40.50/24'] }))),
    documents(STATIC, deployment(asking({ ips: ['192.168.40.50/24'] }))),
  ],
  [
    'cni/mac-twice',
    onLinks(STATIC, withMac('hub', 50, '02:00:5e:10:00:01'), withMac('web', 51, '02:00:5e:10:00:01')),
    onLinks(STATIC, withMac('hub', 50, '02:00:5e:10:00:01'), withMac('web', 51, '02:00:5e:10:00:02')),
  ],
  [
    'cni/kubevirt-network',
    documents(IOT, machine({ masquerade: {} }, 'iott')),
    documents(IOT, machine({ masquerade: {} }, 'iot')),
  ],
  [
    'cni/kubevirt-binding',
    documents(IOT, machine({ bridge: {} }, 'iot')),
    documents(BRIDGED, machine({ bridge: {} }, 'iot')),
  ],
  [
    'cni/two-prefixes',
    documents(STATIC, withAddress('hub', '192.168.40.10/24'), withAddress('camera', '192.168.40.11/16')),
    documents(STATIC, withAddress('hub', '192.168.40.10/24'), withAddress('camera', '192.168.40.11/24')),
  ],
  ['cni/sriov-resource', sriov(''), sriov('k8s.v1.cni.cncf.io/resourceName: intel.com/vf')],
];
