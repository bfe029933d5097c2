// Secondary networks that plugins refuse or misread, and the same networks as they should be.
import { YamlExample } from '../example';
import { network, object } from '../parts';

const IPAM = '"ipam":{"type":"host-local","subnet":"10.9.0.0/24"}';
const macvlan = (fields = '') => network(`"type":"macvlan","master":"eth1"${fields}`);
const bridge = (fields = '') => network(`"type":"bridge","bridge":"br1"${fields}`);
const ipam = (fields: string) => macvlan(`,"ipam":{${fields}}`);
const GOOD = ipam('"type":"host-local","subnet":"10.9.0.0/24"');
const chained = (plugin: string) => network(`"plugins":[{"type":"bridge","bridge":"br1",${IPAM}},{${plugin}}]`);
const config = (text: string) =>
  object(
    'k8s.cni.cncf.io/v1',
    'NetworkAttachmentDefinition',
    `spec: {config: '${text}'}`,
    'name: lan, namespace: shop',
  );

export const CONFIGURATIONS: readonly YamlExample[] = [
  ['cni/json', config('{type: macvlan}'), GOOD],
  ['cni/no-plugin', config('{"cniVersion":"1.0.0"}'), GOOD],
  ['cni/no-effect', ipam('"subnet":"10.9.0.0/24"'), GOOD],
  ['cni/plugin', network('"type":"mcvlan"'), GOOD],
  ['cni/type', macvlan(`,"mtu":"1500",${IPAM}`), macvlan(`,"mtu":1500,${IPAM}`)],
  ['cni/unknown-field', macvlan(`,"mastr":"eth0",${IPAM}`), GOOD],
  ['cni/mode', macvlan(`,"mode":"Bridge",${IPAM}`), macvlan(`,"mode":"bridge",${IPAM}`)],
  ['cni/mac', macvlan(`,"mac":"03:00:00:00:40:51",${IPAM}`), GOOD],
  ['cni/name', network(`"type":"macvlan","master":"eth1",${IPAM}`).replace('"name":"lan"', '"name":"my lan"'), GOOD],
  ['cni/version', config(`{"cniVersion":"1.0","name":"lan","type":"macvlan","master":"eth1",${IPAM}}`), GOOD],
  [
    'cni/master',
    network('"type":"vlan","vlanId":5,"ipam":{"type":"dhcp"}'),
    network('"type":"vlan","vlanId":5,"master":"eth1","ipam":{"type":"host-local","subnet":"10.9.0.0/24"}'),
  ],
  ['cni/no-address', network('"type":"ptp"'), network(`"type":"ptp",${IPAM}`)],
  ['cni/vlan', bridge(`,"vlan":4095,${IPAM}`), bridge(`,${IPAM}`)],
  ['cni/options', bridge(`,"hairpinMode":true,"promiscMode":true,${IPAM}`), bridge(`,"hairpinMode":true,${IPAM}`)],
  ['cni/link-name', network(`"type":"bridge","bridge":"br-sixteen-chars",${IPAM}`), bridge(`,${IPAM}`)],
  ['cni/device', network('"type":"host-device"'), network('"type":"host-device","device":"eth1"')],
  ['cni/range', ipam('"type":"host-local","subnet":"10.0.0.5/24"'), ipam('"type":"host-local","subnet":"10.0.0.0/24"')],
  [
    'cni/address',
    ipam('"type":"static","addresses":[{"address":"10.0.0.5"}]'),
    ipam('"type":"static","addresses":[{"address":"10.0.0.5/24"}]'),
  ],
  [
    'cni/route',
    ipam('"type":"host-local","subnet":"10.0.0.0/24","routes":[{"dst":"10.2.0.0/16","gw":"10.1.0.1"}]'),
    ipam('"type":"host-local","subnet":"10.0.0.0/24","routes":[{"dst":"10.2.0.0/16","gw":"10.0.0.1"}]'),
  ],
  ['cni/dhcp', ipam('"type":"dhcp","request":[{"option":"hostname"}]'), GOOD],
  ['cni/order', network('"type":"tuning","mtu":1400'), GOOD],
  [
    'cni/sysctl',
    network(
      `"plugins":[{"type":"macvlan","master":"eth1",${IPAM}},{"type":"tuning","sysctl":{"net.core.rmem_max":"1"}}]`,
    ),
    network(
      `"plugins":[{"type":"macvlan","master":"eth1",${IPAM}},{"type":"tuning","sysctl":{"net.ipv4.conf.IFNAME.arp_filter":"1"}}]`,
    ),
  ],
  [
    'cni/bandwidth',
    chained('"type":"bandwidth","ingressRate":8000000'),
    chained('"type":"bandwidth","ingressRate":8000000,"ingressBurst":8000000'),
  ],
  [
    'cni/gateway',
    network('"type":"ptp","ipam":{"type":"static","addresses":[{"address":"10.9.0.5/24"}]}'),
    network('"type":"ptp","ipam":{"type":"static","addresses":[{"address":"10.9.0.5/24","gateway":"10.9.0.1"}]}'),
  ],
  ['cni/mtu', macvlan(`,"mtu":70000,${IPAM}`), macvlan(`,"mtu":1500,${IPAM}`)],
];
