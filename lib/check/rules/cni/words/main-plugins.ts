// Main plugins, in words.
import { ReasonWords } from './types';

export const MAIN_PLUGINS_WORDS: ReasonWords = {
  'promisc-mode': () => ['promiscMode is no field of macvlan', 'chain tuning with promisc: true'],
  'dhcp-over-ipvlan': () => [
    'dhcp over ipvlan: all pods share one MAC, and offers to one of them get lost',
    'use macvlan, or static or host-local addresses',
  ],
  'vlan-without-master': () => ['vlan without master', 'write master, the link on the node that carries the VLAN'],
  'vlan-id-zero': () => ['vlanId 0 tags frames with no VLAN', 'write 1 to 4094'],
  'hairpin-and-promisc': () => ['hairpinMode and promiscMode exclude each other', 'keep one of the two'],
  'disabled-interface-and-ipam': () => ['disableContainerInterface and ipam exclude each other', 'keep one of the two'],
  'host-device-without-device': () => [
    'host-device without a device',
    'write one of device, hwaddr, kernelpath, pciBusID',
  ],
  'several-selectors': ({ selectors, selectors2 }) => [`${selectors}: only ${selectors2} counts`, 'write one of them'],
  'hwaddr-no-mac': ({ hwaddr }) => [`${hwaddr} is no MAC address`, 'write six pairs of hex digits'],
  kernelpath: ({ kernelpath }) => [
    `${kernelpath} does not begin with /sys/devices/`,
    'write the path below /sys/devices/',
  ],
  'default-gateway-not-reached': ({ gateway }) => [
    `isDefaultGateway makes a default route by ${gateway}, which is on no subnet of the interface`,
    'write a gateway of a subnet of the interface',
  ],
  'mac-for-tap': ({ mac }) => [
    `tap sets ${mac} by the program ip, which reads colons only`,
    'write it as "02:00:5e:10:00:01", or owner and group, and chain tuning with mac',
  ],
  'tap-drops': ({ key }) => [`${key} of tap is dropped beside owner and group`, `chain tuning with ${key}`],
  'ptp-without-gateway-2': () => [
    'ptp needs a gateway: it is the address of the other end',
    'write gateway beside address',
  ],
  'ptp-gateway-family': ({ gateway, subnet, family }) => [
    `the gateway ${gateway} is not of the family of ${subnet}`,
    `write an ${family} gateway`,
  ],
  'made-by-ptp': ({ dst }) => [`ptp makes the route to ${dst} by itself: the kernel refuses the second`, 'remove it'],
  word: ({ value, key, words }) => [`${value} is no ${key}`, `write one of ${words}`],
  'vlan-out-of-range': ({ key, id }) => [`${key} ${id} is out of range`, 'write 1 to 4094'],
  'trunk-empty': () => [
    'vlanTrunk without entries switches VLAN filtering on and carries no VLAN',
    'list VLANs, or drop it',
  ],
  'trunk-out-of-range': ({ key, value }) => [`${key} ${value} is out of range`, 'write 1 to 4094'],
  'trunk-half': ({ noMinID }) => [`${noMinID ? 'maxID without minID' : 'minID without maxID'}`, 'write both, or id'],
  'trunk-backwards': ({ minID, maxID }) => [`minID ${minID} is above maxID ${maxID}`, 'swap them'],
  'trunk-entry-empty': () => ['an entry without VLANs', 'write id, or minID and maxID'],
  'masquerade-backend': ({ backend }) => [`${backend} is no ipMasqBackend`, 'write iptables or nftables'],
  'mac-ignored': ({ type }) => [`${type} ignores the requested mac`, 'drop mac, or use macvlan or bridge'],
};
