// Values.
import { checkMtu, checkVlanId, Cidr, InterfaceName, IpAddress, IpRange, MacAddress, Protocol } from '../../../lib/net';
import { Port } from '../../../lib/policy';
import { Example } from './example';

export const NET_EXAMPLES: readonly Example[] = [
  {
    code: 'net/cidr-host-bits',
    bad: () => Cidr.of('192.168.70.10/24'),
    good: () => Cidr.of('192.168.70.0/24'),
  },
  { code: 'net/cidr-invalid', bad: () => Cidr.of('192.168.70.0'), good: () => Cidr.of('192.168.70.0/32') },
  {
    code: 'net/interface-name',
    bad: () => InterfaceName.of('enp0s31f6abcdefg'),
    good: () => InterfaceName.of('enp0s31f6'),
  },
  { code: 'net/vlan-id', bad: () => checkVlanId(4095), good: () => checkVlanId(4094) },
  { code: 'net/mtu', bad: () => checkMtu(1200, true), good: () => checkMtu(1200) },
  { code: 'net/ip-invalid', bad: () => IpAddress.of('192.168.070.010'), good: () => IpAddress.of('192.168.70.10') },
  {
    code: 'net/range-invalid',
    bad: () => IpRange.of('192.168.70.20', '192.168.70.10'),
    good: () => IpRange.of('192.168.70.10', '192.168.70.20'),
  },
  {
    code: 'net/mac-invalid',
    bad: () => MacAddress.of('02:00:5e:10:00'),
    good: () => MacAddress.of('02:00:5e:10:00:01'),
  },
  {
    code: 'net/mac-multicast',
    bad: () => MacAddress.of('01:00:5e:10:00:01'),
    good: () => MacAddress.of('02:00:5e:10:00:01'),
  },
  { code: 'net/port-invalid', bad: () => Port.tcp(0), good: () => Port.all(Protocol.TCP) },
  {
    code: 'net/port-name',
    bad: () => Port.named(Protocol.TCP, 'a-name-of-17-long'),
    good: () => Port.named(Protocol.TCP, 'http'),
  },
];
