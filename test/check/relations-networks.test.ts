// Networks of Multus against pods, machines and virtual machines, over plain YAML.
import { relation } from './relation';

const nad = (config: string, name = 'lan', metadata = '') =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: { name: ${name}, namespace: shop${metadata} }\nspec:\n  config: '{"cniVersion":"1.0.0","name":"${name}",${config}}'\n---\n`;
const pod = (networks: string, name = 'web', more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop, annotations: { k8s.v1.cni.cncf.io/networks: '${networks}' } }\nspec: { containers: [{ name: web, image: 'example.com/web:1.2.3'${more} }] }\n---\n`;
const macvlan = (ipam: string, more = '') => `"type":"macvlan","master":"eno1"${more},"ipam":{${ipam}}`;
const RANGE = '"type":"host-local","ranges":[[{"subnet":"192.0.2.0/24"}]]';

describe('networks alone', () => {
  relation(
    'a placeholder in the JSON is quoted where a text is meant',
    { code: 'cni/placeholder', says: ['quotes'] },
    nad(macvlan(RANGE).replace('"eno1"', '${LINK}')),
    nad(macvlan(RANGE).replace('"eno1"', '"${LINK}"')),
  );
  for (const [field, bad, good, code] of [
    ['vlan', '4095', '100', 'cni/vlan'],
    ['vlanQoS', '8', '5', 'cni/options'],
    ['spoofchk', '"yes"', '"on"', 'cni/options'],
    ['trust', 'true', '"off"', 'cni/type'],
    ['link_state', '"up"', '"enable"', 'cni/options'],
    ['vlanProto', '"802.1x"', '"802.1ad"', 'cni/options'],
  ] as const) {
    const sriov = (value: string) =>
      nad(
        `"type":"sriov",${field === 'vlan' ? '' : '"vlan":7,'}"${field}":${value},"ipam":{${RANGE}}`,
        'lan',
        ', annotations: { k8s.v1.cni.cncf.io/resourceName: intel.com/sriov }',
      );
    relation(`SR-IOV takes ${field} as it is meant`, { code, says: [field] }, sriov(bad), sriov(good));
  }
  const whereabouts = (ipam: string) => nad(macvlan(`"type":"whereabouts",${ipam}`));
  relation(
    'whereabouts starts inside of its range',
    { code: 'cni/range', level: 'error', says: ['range_start'] },
    whereabouts('"range":"192.0.2.0/24","range_start":"198.51.100.10"'),
    whereabouts('"range":"192.0.2.0/24","range_start":"192.0.2.10"'),
  );
  relation(
    'whereabouts ends behind its start',
    { code: 'cni/range', level: 'error', says: ['range_end'] },
    whereabouts('"range":"192.0.2.0/24","range_start":"192.0.2.50","range_end":"192.0.2.10"'),
    whereabouts('"range":"192.0.2.0/24","range_start":"192.0.2.10","range_end":"192.0.2.50"'),
  );
  relation(
    'whereabouts leaves out what lies in its range',
    { code: 'cni/range', says: ['exclude'] },
    whereabouts('"range":"192.0.2.0/24","exclude":["198.51.100.0/28"]'),
    whereabouts('"range":"192.0.2.0/24","exclude":["192.0.2.0/28"]'),
  );
  relation(
    'whereabouts has addresses left',
    { code: 'cni/range', level: 'error', says: ['exclude'] },
    whereabouts('"range":"192.0.2.0/28","exclude":["192.0.2.0/28"]'),
    whereabouts('"range":"192.0.2.0/28","exclude":["192.0.2.0/30"]'),
  );
  relation(
    'whereabouts under a plugin of another maker is judged too',
    { code: 'cni/no-address', level: 'error', says: ['range'] },
    nad('"type":"ovs","bridge":"br1","ipam":{"type":"whereabouts","subnet":"192.0.2.0/24"}'),
    nad('"type":"ovs","bridge":"br1","ipam":{"type":"whereabouts","range":"192.0.2.0/24"}'),
  );
  const routed = (route: string) =>
    nad(
      macvlan(
        `"type":"static","addresses":[{"address":"2001:db8::10/64"}],"routes":[{"dst":"2001:db8:1::/64","gw":"2001:db8::1"${route}}]`,
      ),
    );
  relation(
    'the size of packets is that of the link',
    { code: 'cni/no-effect', says: ['mtu'] },
    routed(',"mtu":1000'),
    routed(''),
  );
  const pools = (more: string) =>
    nad(
      macvlan(
        `"type":"host-local","ranges":[[{"subnet":"192.0.2.0/25"},{"subnet":"192.0.2.128/25"}]],"routes":[{"dst":"198.51.100.0/24"${more}}]`,
      ),
    );
  relation(
    'every pool of a set reaches the gateway of a route',
    { code: 'cni/route', says: ['192.0.2.128/25'] },
    pools(',"gw":"192.0.2.1"'),
    pools(''),
  );
});

describe('networks and pods', () => {
  relation(
    'addresses of one network have one prefix length',
    { code: 'cni/two-prefixes' },
    nad('"type":"macvlan","master":"eno1","capabilities":{"ips":true},"ipam":{"type":"static"}') +
      pod('[{"name":"lan","ips":["192.0.2.11/24"]}]') +
      pod('[{"name":"lan","ips":["192.0.2.12/25"]}]', 'db'),
    nad('"type":"macvlan","master":"eno1","capabilities":{"ips":true},"ipam":{"type":"static"}') +
      pod('[{"name":"lan","ips":["192.0.2.11/24"]}]') +
      pod('[{"name":"lan","ips":["192.0.2.12/24"]}]', 'db'),
  );
  relation(
    'two pods have different IPv6 addresses on one link',
    { code: 'address/overlap', says: ['2001:db8::10'] },
    nad('"type":"macvlan","master":"eno1","capabilities":{"ips":true},"ipam":{"type":"static"}') +
      pod('[{"name":"lan","ips":["2001:db8::10/64"]}]') +
      pod('[{"name":"lan","ips":["2001:db8::10/64"]}]', 'db'),
    nad('"type":"macvlan","master":"eno1","capabilities":{"ips":true},"ipam":{"type":"static"}') +
      pod('[{"name":"lan","ips":["2001:db8::10/64"]}]') +
      pod('[{"name":"lan","ips":["2001:db8::11/64"]}]', 'db'),
  );
  relation(
    'a network of SR-IOV names its resource',
    { code: 'cni/sriov-resource' },
    nad(`"type":"sriov","ipam":{${RANGE}}`),
    nad(
      `"type":"sriov","ipam":{${RANGE}}`,
      'lan',
      ', annotations: { k8s.v1.cni.cncf.io/resourceName: intel.com/sriov }',
    ),
  );
});
