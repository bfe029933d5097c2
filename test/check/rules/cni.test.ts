// Rules about secondary networks: their configurations, the annotations of pods, and the plugins on the nodes.
import { CNI_RULES } from '../../../lib/check/rules/cni';
import { CNI_CONFIGURATION } from '../../../lib/check/rules/cni/configuration';
import { HOST_NETWORK } from '../../../lib/check/rules/cni/host-network';
import { PLUGIN_INSTALLER } from '../../../lib/check/rules/cni/installer';
import { SHARED_MASTER } from '../../../lib/check/rules/cni/shared-master';
import { Rule } from '../../../lib/check/rule';
import { said, worldFrom } from '../support';

/** All rules about pods and their networks, but those about configurations alone. */
const PODS: Rule = {
  layer: 'cni',
  codes: CNI_RULES.flatMap(({ codes }) => codes),
  check: (world, report) =>
    CNI_RULES.filter((rule) => rule !== CNI_CONFIGURATION).forEach((rule) => rule.check(world, report)),
};
const nad = (config: string, name = 'lan') =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ${name}, namespace: shop}\nspec: {config: ${JSON.stringify(config)}}\n`;
const single = (fields: string) => nad(`{"cniVersion":"1.0.0",${fields}}`);
const chained = (...plugins: string[]) =>
  nad(
    `{"cniVersion":"1.0.0","plugins":[${['{"type":"bridge","bridge":"br1","ipam":{"type":"host-local","subnet":"10.9.0.0/24"}}', ...plugins].join(',')}]}`,
  );
const AT = 'app.yaml spec.config: ';
const LEAK = ': the pod does not start, and as this plugin fails in the undo too, every retry leaks an address';

describe('a configuration is one that the plugins take', () => {
  test.each([
    [
      nad('{type: macvlan}'),
      /^error cni\/json app.yaml spec.config: not JSON: .*; write JSON: keys and texts in double quotes, no comments, no comma after the last item$/,
    ],
    [nad('[]'), `error cni/json ${AT}[] is no JSON object; write one object {…} with type or plugins`],
    [nad('{}'), `error cni/no-plugin ${AT}neither type nor plugins; write type, such as "macvlan"`],
    [
      nad('{"plugins":[]}'),
      `error cni/no-plugin ${AT}plugins: plugins is empty: Multus reads the first and crashes on the request; write at least a main plugin such as macvlan`,
    ],
    [
      nad('{"Plugins":[{"type":"macvlan"}]}'),
      `warning cni/no-effect ${AT}Plugins: Plugins is read by Multus and not by libcni: pods start without the interface, without an error; write plugins`,
    ],
    [
      single('"type":"mcvlan"'),
      `warning cni/plugin ${AT}type: "mcvlan" is the name of no plugin that is known here; did you mean macvlan?`,
    ],
    [
      single('"type":"macvlan","mtu":"1500"'),
      `error cni/type ${AT}mtu: "1500" is of the wrong type; write a whole number, without quotes`,
    ],
    [
      single('"type":"macvlan","mastr":"eth0"'),
      `warning cni/unknown-field ${AT}mastr: unknown field "mastr", the plugin ignores it; did you mean master?`,
    ],
    [
      single('"type":"macvlan","mode":"Bridge"'),
      `error cni/mode ${AT}mode: "Bridge" is no mode; write one of bridge, private, vepa, passthru`,
    ],
    [
      single('"type":"macvlan","mac":"03:00:00:00:40:51"'),
      `error cni/mac ${AT}mac: "03:00:00:00:40:51" is a multicast address: the kernel refuses it; write an even first byte, such as 02`,
    ],
    [
      single('"type":"macvlan","name":"my lan"'),
      `error cni/name ${AT}name: "my lan" is no name of a network; write letters, digits, "_", "." and "-", beginning with a letter or digit`,
    ],
    [
      nad('{"cniVersion":"1.0","type":"macvlan"}'),
      `error cni/version ${AT}cniVersion: "1.0" is no version of the format; write one of 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0, 1.1.0`,
    ],
    [
      single('"type":"vlan","vlanId":5,"ipam":{"type":"dhcp"}'),
      `error cni/master ${AT}vlan without master; write master, the link on the node that carries the VLAN`,
    ],
    [single('"type":"ptp"'), `error cni/no-address ${AT}ptp needs ipam; write ipam with a type, such as host-local`],
    [
      single('"type":"bridge","bridge":"br1","vlan":4095'),
      `error cni/vlan ${AT}vlan: vlan 4095 is out of range; write 1 to 4094`,
    ],
    [
      single('"type":"bridge","hairpinMode":true,"promiscMode":true'),
      `error cni/options ${AT}hairpinMode and promiscMode exclude each other; keep one of the two`,
    ],
    [
      single('"type":"bridge","bridge":"br-sixteen-chars"'),
      `error cni/link-name ${AT}bridge: interface name of 16 bytes: "br-sixteen-chars"; the kernel takes at most 15: did you mean "br-sixteen-char"?`,
    ],
    [
      single('"type":"host-device"'),
      `error cni/device ${AT}host-device without a device; write one of device, hwaddr, kernelpath, pciBusID`,
    ],
    [
      single('"type":"macvlan","ipam":{"subnet":"10.0.0.0/24"}'),
      `warning cni/no-effect ${AT}ipam: ipam without type: the interface gets no address, without an error; write type, one of static, host-local, dhcp, whereabouts`,
    ],
    [
      single('"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.5/24"}'),
      `error cni/range ${AT}ipam.subnet: 10.0.0.5/24 has host bits; write 10.0.0.0/24`,
    ],
    [
      single('"type":"macvlan","ipam":{"type":"host-local","ranges":[[{"subnet":"10.0.0.0/31"}]]}'),
      `error cni/range ${AT}ipam.ranges[0][0].subnet: 10.0.0.0/31 is too small: host-local needs room for two hosts; write a prefix length of at most 30`,
    ],
    [
      single('"type":"macvlan","ipam":{"type":"static","addresses":[{"address":"10.0.0.5"}]}'),
      `error cni/address ${AT}ipam.addresses[0].address: "10.0.0.5" is no address with a prefix length, such as 192.168.40.51/24; write "10.0.0.5/24", with the prefix length of the network`,
    ],
    [
      single(
        '"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.0/24","routes":[{"dst":"10.2.0.0/16","gw":"10.1.0.1"}]}',
      ),
      `error cni/route ${AT}ipam.routes[0]: the route to 10.2.0.0/16 by 10.1.0.1: the gateway is on none of the subnets of the interface (10.0.0.0/24); write a gateway of a subnet of the interface`,
    ],
    [
      single('"type":"macvlan","ipam":{"type":"dhcp","request":[{"option":"hostname"}]}'),
      /^error cni\/dhcp app.yaml spec.config: ipam.request\[0\].option: "hostname" is no option of dhcp; write one of /,
    ],
    [
      single('"type":"tuning","mtu":1400'),
      `error cni/order ${AT}tuning changes an interface, and no plugin before it makes one; write "plugins": [ a main plugin, then this one ]`,
    ],
  ])('%#', (object, expected) => {
    const lines = said(worldFrom(object), CNI_CONFIGURATION);
    expect(lines).toHaveLength(1);
    if (typeof expected === 'string') expect(lines[0]).toBe(expected);
    else expect(lines[0]).toMatch(expected);
  });

  test.each([
    [
      '{"type":"tuning","sysctl":{"net.ipv4.conf.IFNAME.arp_fliter":"1"}}',
      'sysctl',
      'sysctl["net.ipv4.conf.IFNAME.arp_fliter"]: "net.ipv4.conf.IFNAME.arp_fliter" is no key of the kernel',
      'did you mean net.ipv4.conf.IFNAME.arp_filter?',
    ],
    [
      '{"type":"tuning","sysctl":{"net.core.rmem_max":"1"}}',
      'sysctl',
      'sysctl["net.core.rmem_max"]: "net.core.rmem_max" belongs to the machine: a pod cannot write it',
      'set it in the machine configuration of the node',
    ],
    [
      '{"type":"tuning","sysctl":{"net.ipv4.conf.IFNAME.arp_filter":1}}',
      'type',
      'sysctl["net.ipv4.conf.IFNAME.arp_filter"]: 1 is of the wrong type',
      'write a text in quotes',
    ],
    ['{"type":"sbr","table":"40"}', 'type', 'table: "40" is of the wrong type', 'write a whole number, without quotes'],
    ['{"type":"vrf"}', 'options', 'vrf without vrfname', 'write vrfname, such as "red"'],
    ['{"type":"bandwidth","ingressRate":8000000}', 'bandwidth', 'ingressRate without ingressBurst', 'write both'],
    ['{"type":"portmap","markMasqBit":32}', 'options', 'markMasqBit: markMasqBit 32 is out of range', 'write 0 to 31'],
    [
      '{"type":"portmap","backend":"ebpf"}',
      'options',
      'backend: "ebpf" is no backend of portmap',
      'write iptables or nftables',
    ],
    [
      '{"type":"firewall","ingressPolicy":"closed"}',
      'options',
      'ingressPolicy: "closed" is no ingressPolicy',
      'write open, same-bridge or isolated',
    ],
    [
      '{"type":"macvlan"}',
      'order',
      'macvlan after bridge: two plugins of one list make the same interface',
      'write a network for each, and list both in the annotation',
    ],
  ])('a chained plugin leaks an address: %s', (plugin, code, message, repair) => {
    const separator =
      message.includes(': ') && /^(sysctl|table|markMasqBit|backend|ingressPolicy)/.test(message) ? '.' : ': ';
    expect(said(worldFrom(chained(plugin)), CNI_CONFIGURATION)).toEqual([
      `error cni/${code} ${AT}plugins[1]${separator}${message}${LEAK}; ${repair}`,
    ]);
  });

  test('old formats lack plugins', () => {
    expect(
      said(
        worldFrom(nad('{"version":"1.0.0","plugins":[{"type":"bridge","ipam":{"type":"dhcp"}},{"type":"firewall"}]}')),
        CNI_CONFIGURATION,
      ),
    ).toEqual([
      `error cni/version ${AT}plugins[1]: firewall needs cniVersion 0.4.0, and this one is 0.1.0${LEAK}; write "cniVersion": "1.0.0" at the top`,
      `warning cni/unknown-field ${AT}version: unknown field "version", the plugin ignores it; did you mean cniVersion?`,
    ]);
  });

  test.each([
    [
      'no configuration: a file of the node',
      'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: lan}\n',
    ],
    ['a plugin of another maker', single('"type":"sriov","vlan":5,"ipam":{"type":"kube-ovn","provider":"x"}')],
    [
      'one of them chained',
      nad('{"cniVersion":"1.0.0","plugins":[{"type":"ovs","bridge":"b"},{"type":"tuning"},{"type":"sbr"}]}'),
    ],
    [
      'macvlan with host-local',
      single(
        '"type":"macvlan","master":"eth0","ipam":{"type":"host-local","ranges":[[{"subnet":"10.0.0.0/24"}],[{"subnet":"fd00::/64"}]],"routes":[{"dst":"0.0.0.0/0"}]}',
      ),
    ],
    ['static for addresses of pods', single('"type":"macvlan","capabilities":{"ips":true},"ipam":{"type":"static"}')],
    [
      'whereabouts',
      single('"type":"macvlan","ipam":{"type":"whereabouts","range":"10.0.0.0/24","exclude":["10.0.0.1/32"]}'),
    ],
    ['placeholders', single('"type":"macvlan","master":"${LINK}","mtu":${MTU}')],
  ])('%s is fine', (_name, object) => {
    expect(said(worldFrom(object), CNI_CONFIGURATION)).toEqual([]);
  });
});

const pod = (networks: string, spec = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: shop, annotations: {k8s.v1.cni.cncf.io/networks: ${JSON.stringify(networks)}}}\nspec: {${spec}}\n`;
const deployment = (networks: string, kind: string, more: string) =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: d, namespace: shop}\nspec: {${more}template: {metadata: {annotations: {k8s.v1.cni.cncf.io/networks: ${JSON.stringify(networks)}}}, spec: {}}}\n`;
const ON_POD = 'app.yaml metadata.annotations.k8s.v1.cni.cncf.io/networks: ';

describe('an annotation follows the grammar of Multus', () => {
  test.each([
    ['lan,', `error cni/annotation ${ON_POD}[1]: an entry without a name; remove the comma`],
    ['shop/lan/x', `error cni/annotation ${ON_POD}[0]: "shop/lan/x" is no network; write [namespace/]name[@interface]`],
    [
      'Lan',
      `error cni/annotation ${ON_POD}[0]: "Lan" of "Lan" is no name that the short form takes; write small letters, digits and "-"; a name with dots needs the JSON form`,
    ],
    [
      '{"name":"lan"}',
      `error cni/json ${ON_POD}{"name":"lan"} is no list; write a list, also for one network: [{"name": "lan"}]`,
    ],
    [
      '[{"namespace":"shop"}]',
      `error cni/annotation ${ON_POD}[0]: an entry without name; write the name of a NetworkAttachmentDefinition`,
    ],
    [
      '[{"name":"lan","ip":["10.0.0.5/24"]}]',
      `warning cni/unknown-field ${ON_POD}[0].ip: unknown field "ip", the plugin ignores it; did you mean ips?`,
    ],
    [
      '[{"name":"lan","ips":"10.0.0.5/24"}]',
      `error cni/type ${ON_POD}[0].ips: "10.0.0.5/24" is of the wrong type; write a list […]`,
    ],
    [
      '[{"name":"lan","ips":["10.0.0.555"]}]',
      `error cni/address ${ON_POD}[0].ips[0]: "10.0.0.555" is no address; write four numbers from 0 to 255, such as "192.168.70.10", or an IPv6 address such as "2001:db8::1"`,
    ],
    [
      'lan@eth0',
      `error cni/interface ${ON_POD}the interface "eth0" of lan is taken by the network of the cluster; give each network an interface name of its own; those without one are net1, net2 … by position`,
    ],
    [
      'lan@net2,iot',
      `error cni/interface ${ON_POD}the interface "net2" of iot is taken by lan; give each network an interface name of its own; those without one are net1, net2 … by position`,
    ],
    [
      'lan@a-very-long-interface',
      `error cni/link-name ${ON_POD}[0].interface: interface name of 21 bytes: "a-very-long-interface"; the kernel takes at most 15: did you mean "a-very-long-int"?`,
    ],
    [
      '[{"name":"lan","default-route":["10.0.0.1"]},{"name":"iot","default-route":["10.1.0.1"]}]',
      `error cni/default-route ${ON_POD}two default routes of IPv4 over all networks of the pod; keep one default-route of each family`,
    ],
  ])('%s', (networks, expected) => {
    expect(said(worldFrom(pod(networks)), PODS)).toEqual([expected]);
  });
  test.each([
    ['lan'],
    ['lan, shop/iot@net7'],
    ['lan,lan'],
    ['[{"name":"lan.40","interface":"net1","mac":"02:00:00:00:00:01","cni-args":{"x":1}}]'],
    ['${NETWORKS}'],
    [''],
  ])('%s is fine', (networks) => {
    expect(said(worldFrom(pod(networks)), PODS)).toEqual([]);
  });
  test('in values of charts too, where it is a warning: what the chart makes of them is its own affair', () => {
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: shop}\nspec: {values: {pod: {annotations: {k8s.v1.cni.cncf.io/networks: 'lan@eth0'}}}}\n`;
    expect(said(worldFrom(release), PODS)).toEqual([
      'warning cni/interface app.yaml spec.values.pod.annotations.k8s.v1.cni.cncf.io/networks: the interface "eth0" of lan is taken by the network of the cluster; give each network an interface name of its own; those without one are net1, net2 … by position',
    ]);
  });
  test('the default network is one', () => {
    const object =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {v1.multus-cni.io/default-network: "a,b"}}\nspec: {}\n';
    expect(said(worldFrom(object), PODS)).toEqual([
      'error cni/annotation app.yaml metadata.annotations.v1.multus-cni.io/default-network: 2 networks for eth0; write one',
    ]);
  });
  test('not on the network of the node', () => {
    expect(said(worldFrom(pod('lan', 'hostNetwork: true')), HOST_NETWORK)).toEqual([
      `error cni/host-network ${ON_POD}the pods use the network of the node (hostNetwork), so lan is never attached; remove hostNetwork, or the annotation`,
    ]);
  });
});

describe('a fixed address belongs to one pod', () => {
  const fixed = '[{"name":"lan","ips":["10.0.0.5/24"]}]';
  const at = 'app.yaml spec.template.metadata.annotations.k8s.v1.cni.cncf.io/networks: ';
  test.each([
    [
      'Deployment',
      'replicas: 2, ',
      `error cni/fixed-address ${at}lan: Deployment (2 pods) asks for 10.0.0.5/24, each pod for the same; let IPAM give the addresses, or write replicas: 1`,
    ],
    [
      'DaemonSet',
      '',
      `error cni/fixed-address ${at}lan: DaemonSet (one pod on each node) asks for 10.0.0.5/24, each pod for the same; let IPAM give the addresses, or use a Deployment of one pod`,
    ],
  ])('not to a %s', (kind, more, expected) => {
    expect(said(worldFrom(deployment(fixed, kind, more)), PODS)).toEqual([expected]);
  });
  test.each([
    ['Deployment', 'replicas: 1, strategy: {type: Recreate}, '],
    ['Deployment', 'strategy: {rollingUpdate: {maxSurge: 0}}, '],
    ['Deployment', 'replicas: "${N}", strategy: {type: Recreate}, '],
    ['StatefulSet', ''],
  ])('to a %s of one pod (%s)', (kind, more) => {
    expect(said(worldFrom(deployment(fixed, kind, more)), PODS)).toEqual([]);
  });
});

describe('a pod asks for what its network can give', () => {
  const static_ = single('"type":"macvlan","ipam":{"type":"static","addresses":[{"address":"10.0.0.4/24"}]}');
  test.each([
    [
      'lan',
      single('"type":"macvlan","ipam":{"type":"static"}'),
      `error cni/no-address ${ON_POD}lan: static has no address, and the pod asks for none; write addresses, or ask for one in the annotation with ips`,
    ],
    [
      '[{"name":"lan","ips":["10.0.0.5"]}]',
      single('"type":"macvlan","capabilities":{"ips":true},"ipam":{"type":"static"}'),
      `error cni/request ${ON_POD}lan: the requested address "10.0.0.5" has no prefix length, which static needs; write "10.0.0.5/24", with the prefix length of the network`,
    ],
    [
      '[{"name":"lan","ips":["10.1.0.5"]}]',
      single('"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.0/24"}'),
      `error cni/request ${ON_POD}lan: the requested address 10.1.0.5 is in none of the ranges 10.0.0.1-10.0.0.254; ask for an address of a range`,
    ],
    [
      '[{"name":"lan","ips":["10.0.0.5/24"]}]',
      static_,
      `warning cni/ips-ignored ${ON_POD}lan: 10.0.0.5/24 comes on top of the addresses of the network, as it does not declare the capability; write "capabilities": {"ips": true} in the network`,
    ],
    [
      '[{"name":"lan","ips":["10.0.0.5/24"]}]',
      single('"type":"macvlan","ipam":{"type":"dhcp"}'),
      `warning cni/ips-ignored ${ON_POD}lan: dhcp ignores the requested 10.0.0.5/24; reserve the address by MAC in the DHCP server, or use static`,
    ],
    [
      '[{"name":"lan","mac":"03:00:00:00:00:01"}]',
      single('"type":"macvlan"'),
      `error cni/mac ${ON_POD}lan: "03:00:00:00:00:01" is a multicast address: the kernel refuses it; write an even first byte, such as 02`,
    ],
    [
      '[{"name":"lan","portMappings":[{"hostPort":8080,"containerPort":80}]}]',
      chained('{"type":"portmap","capabilities":{"portMappings":true}}'),
      `error cni/request ${ON_POD}lan: portMappings of the pod without protocol: the plugin fails instead of taking tcp; write protocol: tcp, udp or sctp`,
    ],
    [
      '[{"name":"lan","cni-args":{"sysctl":{"net.ipv4.conf.IFNAME.arp_filter":"1"}}}]',
      chained('{"type":"tuning","mtu":1400}'),
      `error cni/request ${ON_POD}lan: the pod brings sysctls in cni-args, and tuning has no map for them: the plugin crashes; write "sysctl": {} in tuning`,
    ],
  ])('%s', (networks, network, expected) => {
    expect(said(worldFrom([pod(networks), network].join('---\n')), PODS)).toEqual([expected]);
  });
  test.each([
    [
      '[{"name":"lan","ips":["10.0.0.5/24"]}]',
      single('"type":"macvlan","capabilities":{"ips":true},"ipam":{"type":"static"}'),
    ],
    [
      '[{"name":"lan","ips":["10.0.0.5"]}]',
      single('"type":"macvlan","ipam":{"type":"host-local","subnet":"10.0.0.0/24"}'),
    ],
    ['other', single('"type":"macvlan","ipam":{"type":"static"}')],
  ])('%s is fine', (networks, network) => {
    expect(said(worldFrom([pod(networks), network].join('---\n')), PODS)).toEqual([]);
  });
});

describe('the links and plugins are there', () => {
  const macvlan = (name: string, mode: string, type = 'macvlan') =>
    nad(`{"cniVersion":"1.0.0","type":"${type}","master":"eth1","mode":"${mode}","ipam":{"type":"dhcp"}}`, name);
  test('passthru and ipvlan want a link for themselves', () => {
    expect(said(worldFrom([macvlan('a', 'bridge'), macvlan('b', 'passthru')].join('---\n')), SHARED_MASTER)).toEqual([
      'warning cni/shared-master app.yaml spec.config: shop/b (macvlan passthru) and shop/a (macvlan) build on one link, eth1: on one node the second pod does not start; use another link, such as a VLAN of it, or the same type and mode for both',
    ]);
    expect(
      said(worldFrom([macvlan('a', 'bridge'), macvlan('b', 'l2', 'ipvlan')].join('---\n')), SHARED_MASTER),
    ).toHaveLength(1);
    expect(said(worldFrom([macvlan('a', 'bridge'), macvlan('b', 'private')].join('---\n')), SHARED_MASTER)).toEqual([]);
  });

  const multus = (init: string) =>
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: m, namespace: kube-system}\nspec: {template: {spec: {volumes: [{name: bin, hostPath: {path: /opt/cni/bin}}], initContainers: [${init}], containers: [{name: m, image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0", volumeMounts: [{name: bin, mountPath: /b}]}]}}}\n`;
  const talos = 'machine: {type: worker}\n';
  test('Talos ships few plugins', () => {
    expect(said(worldFrom([macvlan('a', 'bridge'), multus(''), talos].join('---\n')), PLUGIN_INSTALLER)).toEqual([
      'warning cni/plugin-missing app.yaml spec.config: Talos does not ship macvlan and dhcp, and nothing in the input installs them; add an init container with the CNI plugins to the DaemonSet of Multus, such as ghcr.io/home-operations/cni-plugins:1.9.1',
    ]);
  });
  test.each([
    [
      'an installer',
      [
        macvlan('a', 'bridge'),
        multus(
          '{name: i, image: "ghcr.io/home-operations/cni-plugins:1.9.1", volumeMounts: [{name: bin, mountPath: /host}]}',
        ),
        talos,
      ],
    ],
    ['another system', [macvlan('a', 'bridge'), multus('')]],
    ['Multus elsewhere', [macvlan('a', 'bridge'), talos]],
    [
      'plugins that Talos has',
      [
        nad('{"cniVersion":"1.0.0","type":"bridge","ipam":{"type":"host-local","subnet":"10.0.0.0/24"}}'),
        multus(''),
        talos,
      ],
    ],
  ])('silent with %s', (_name, texts) => {
    expect(said(worldFrom(texts.join('---\n')), PLUGIN_INSTALLER)).toEqual([]);
  });
});
