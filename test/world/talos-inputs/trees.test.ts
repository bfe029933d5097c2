// The files of talhelper, TOPF and Omni become machines with their patches in the order of the tool, and facts.
import { Versions, World } from '../../../lib/world/types';
import { TALOS_DOCUMENTS } from '../../../lib/check/rules/talos/documents';
import { TALOS_MACHINE_TREES } from '../../../lib/check/rules/talos/machine-trees';
import { TALOS_REFUSED } from '../../../lib/check/rules/talos/refused';
import { FACTS_FILE, readFacts } from '../../../lib/facts';
import { versionsFor } from '../../../lib/world/versions';
import { worldOf } from '../../../lib/world/world';
import { said, worldFrom } from '../../check/support';
import { BOND_NODES, OMNI_TEMPLATE, TALHELPER_FOLDER, TOPF_FOLDER } from './folders';

const NO_VERSION = { talos: undefined } as unknown as Partial<Versions>;
const machineOf = (world: World, name: string) => world.judgedMachines.find(({ machine }) => machine.name === name)!;
const withoutVersion = (files: Readonly<Record<string, string>>) => worldFrom(files, NO_VERSION);

describe('talhelper', () => {
  const world = withoutVersion(TALHELPER_FOLDER);

  test('nodes have the roles and addresses of talconfig.yaml, variables come from talenv.yaml', () => {
    expect(world.facts).toMatchObject({
      name: 'attic',
      talos: '1.13',
      kubernetes: '1.35.2',
      endpoint: 'https://10.20.0.10:6443',
      nodes: [
        { name: 'attic-1', role: 'controlplane', addresses: ['10.20.0.11'] },
        { name: 'attic-2', role: 'worker', addresses: ['10.20.0.12', 'fd20::12'] },
      ],
      podSubnets: ['10.42.0.0/16'],
      serviceSubnets: ['10.43.0.0/16'],
      virtualIps: ['10.20.0.10'],
    });
  });

  test('links are those that interfaces and patches make together', () => {
    expect(world.facts?.links).toEqual([
      { name: 'eno1', interface: 'eno1', dhcp: true, nodes: ['attic-1'] },
      { name: 'eno1.40', interface: 'eno1.40', parent: 'eno1', vlanId: 40, nodes: ['attic-1'] },
      { name: 'enp2s0', interface: 'enp2s0', mtu: 9000, nodes: ['attic-2'] },
    ]);
  });

  test('patches of the group come first, then those of the node, the global ones last', () => {
    expect(machineOf(world, 'attic-1').network?.node.labels).toMatchObject({
      order: 'global',
      role: 'node',
      group: 'group',
    });
  });

  test('a node that overrides its group does without the patches of the group', () => {
    const files = {
      ...TALHELPER_FOLDER,
      'talos/talconfig.yaml': TALHELPER_FOLDER['talos/talconfig.yaml']!.replace(
        'controlPlane: true\n',
        'controlPlane: true\n    overridePatches: true\n',
      ),
    };
    expect(machineOf(withoutVersion(files), 'attic-1').network?.node.labels).not.toHaveProperty('group');
  });

  test('the patches are judged on the configuration of the version: nothing is refused', () => {
    expect(world.judgedMachines.flatMap(({ answers }) => answers.map(({ ok }) => ok))).toEqual([true, true]);
    expect([...said(world, TALOS_DOCUMENTS), ...said(world, TALOS_REFUSED)]).toEqual([]);
  });

  test('what a machine refuses is said at the patch, inside of talconfig.yaml too', () => {
    const files = {
      'talconfig.yaml': [
        'clusterName: attic',
        'endpoint: https://10.20.0.10:6443',
        'talosVersion: v1.14.1',
        'nodes:',
        '  - hostname: attic-1',
        '    ipAddress: 10.20.0.11',
        '    controlPlane: true',
        'patches:',
        '  - |-',
        '    cluster:',
        '      proxy:',
        '        disabled: true',
        '',
      ].join('\n'),
    };
    expect(said(withoutVersion(files), TALOS_REFUSED).map((line) => line.split(';')[0])).toEqual([
      'error talos/both-forms talconfig.yaml cluster.proxy: KubeProxyConfig and cluster.proxy are two forms of one setting: Talos 1.14 refuses the configuration',
    ]);
  });

  describe('networkInterfaces become link documents from Talos 1.12 on', () => {
    const talconfig = (version: string, interfaces: string) => ({
      'talconfig.yaml': `clusterName: loft\ntalosVersion: ${version}\nendpoint: https://192.0.2.10:6443\nnodes:\n  - hostname: loft-1\n    ipAddress: 192.0.2.11\n    controlPlane: true\n    networkInterfaces: ${interfaces}\n`,
    });
    const documentsOf = (interfaces: string, version = 'v1.13.9') =>
      withoutVersion(talconfig(version, interfaces)).machineTrees[0]!.machines[0]!.patches.flatMap(({ documents }) =>
        documents.flatMap(({ content: { kind, apiVersion: _, ...rest } }) =>
          ['HostnameConfig', undefined].includes(kind as string) ? [] : [{ kind, ...rest }],
        ),
      );

    test.each<[string, string, object[]]>([
      [
        'addresses, routes and MTU',
        '[{interface: eno1, addresses: [192.0.2.11], mtu: 9000, routes: [{network: 0.0.0.0/0, gateway: 192.0.2.1}, {network: 198.51.100.0/24, gateway: 192.0.2.2, metric: 5}]}]',
        [
          {
            kind: 'LinkConfig',
            name: 'eno1',
            addresses: [{ address: '192.0.2.11/32' }],
            routes: [{ gateway: '192.0.2.1' }, { destination: '198.51.100.0/24', gateway: '192.0.2.2', metric: 5 }],
            mtu: 9000,
          },
        ],
      ],
      [
        'DHCP of both families, and a virtual address',
        '[{interface: eno1, dhcp: true, dhcpOptions: {ipv6: true, routeMetric: 50}, vip: {ip: 192.0.2.10}}]',
        [
          { kind: 'DHCPv4Config', name: 'eno1', routeMetric: 50 },
          { kind: 'DHCPv6Config', name: 'eno1', routeMetric: 50 },
          { kind: 'Layer2VIPConfig', name: '192.0.2.10', link: 'eno1' },
        ],
      ],
      [
        'what a selector finds has an alias',
        '[{interface: ethSel0}, {deviceSelector: {busPath: "0*", physical: true}, dhcp: true}]',
        [
          {
            kind: 'LinkAliasConfig',
            name: 'ethSel1',
            selector: { match: 'glob("0*", link.bus_path) && link.type == 1' },
          },
          { kind: 'DHCPv4Config', name: 'ethSel1' },
        ],
      ],
      [
        'a bond of selectors with a VLAN',
        '[{interface: bond0, bond: {mode: 802.3ad, deviceSelectors: [{driver: igc}]}, vlans: [{vlanId: 40, addresses: [198.51.100.1/24], dhcp: true}]}]',
        [
          { kind: 'LinkAliasConfig', name: 'bond0-m0', selector: { match: 'glob("igc", link.driver)' } },
          { kind: 'BondConfig', name: 'bond0', bondMode: '802.3ad', links: ['bond0-m0'] },
          {
            kind: 'VLANConfig',
            name: 'bond0.40',
            vlanID: 40,
            parent: 'bond0',
            addresses: [{ address: '198.51.100.1/24' }],
          },
          { kind: 'DHCPv4Config', name: 'bond0.40' },
        ],
      ],
      [
        'a bridge',
        '[{interface: br0, bridge: {interfaces: [eno1], stp: {enabled: true}, vlan: {vlanFiltering: true}}}]',
        [{ kind: 'BridgeConfig', name: 'br0', links: ['eno1'], stp: { enabled: true }, vlan: { filtering: true } }],
      ],
      [
        'WireGuard',
        '[{interface: wg0, wireguard: {privateKey: "${KEY}", listenPort: 51820, peers: []}, addresses: [198.51.100.1/32]}]',
        [
          {
            kind: 'WireguardConfig',
            name: 'wg0',
            privateKey: '${KEY}',
            listenPort: 51820,
            peers: [],
            addresses: [{ address: '198.51.100.1/32' }],
          },
        ],
      ],
    ])('%s', (_, interfaces, documents) => expect(documentsOf(interfaces)).toEqual(documents));

    test('before they are interfaces, in which DHCP of one leaves that of the others on', () => {
      const interfaces = '[{interface: eno2, addresses: [198.51.100.11/24]}]';
      expect(documentsOf(interfaces, 'v1.11.6')).toEqual([]);
      const dhcp = (version: string) =>
        withoutVersion(talconfig(version, interfaces)).judgedMachines[0]!.network!.defaultDHCP;
      expect([dhcp('v1.11.6'), dhcp('v1.13.9')]).toEqual([true, false]);
    });

    test('what Talos refuses of one is said', () => {
      const files = talconfig('v1.13.9', '[{interface: eno1, vlans: [{vlanId: 5000}]}]');
      const world = withoutVersion(files);
      expect(
        [...said(world, TALOS_DOCUMENTS), ...said(world, TALOS_REFUSED)].map((line) => line.split(';')[0]),
      ).toEqual(['error talos/refused talconfig.yaml vlanID: Talos 1.12 to 1.14 refuses it: VLAN id 5000']);
    });
  });

  test('a key that Talos does not know is found in networkInterfaces', () => {
    const files = {
      ...TALHELPER_FOLDER,
      'talos/talconfig.yaml': TALHELPER_FOLDER['talos/talconfig.yaml']!.replace('mtu: 9000', 'mut: 9000'),
    };
    expect(said(withoutVersion(files), TALOS_DOCUMENTS)).toEqual([
      expect.stringMatching(/^error talos\/unknown-key talos\/talconfig\.yaml machine\.network\.interfaces\.0\.mut: /),
    ]);
  });

  test('$$ in a patch is a dollar sign', () => {
    const files = {
      ...TALHELPER_FOLDER,
      'talos/patches/global.yaml': 'cluster:\n  apiServer:\n    admissionControl:\n      $$patch: delete\n',
    };
    expect(said(withoutVersion(files), TALOS_DOCUMENTS)).toEqual([]);
    expect(machineOf(withoutVersion(files), 'attic-1').answers[0]!.ok).toBe(true);
  });

  test('a JSON patch is refused where the generated configuration has several documents', () => {
    const files = {
      ...TALHELPER_FOLDER,
      'talos/patches/global.yaml': '- op: add\n  path: /machine/time\n  value: {disabled: true}\n',
    };
    expect(said(withoutVersion(files), TALOS_REFUSED)).toEqual([
      expect.stringMatching(/^error talos\/refused talos\/patches\/global\.yaml : .*a JSON patch \(RFC 6902\)/),
    ]);
  });

  test.each([
    ['versions and names in variables that nobody knows', 'talos/talenv.yaml', ''],
    ['an empty patch', 'talos/patches/global.yaml', '# later\n'],
    ['a patch with loops', 'talos/patches/global.yaml', '{{ range .Nodes }}\nmachine: {}\n{{ end }}\n'],
    ['a patch that is no map', 'talos/patches/global.yaml', 'yes\n'],
  ])('%s: no error, and nothing is made up', (_, file, text) => {
    const other = withoutVersion({ ...TALHELPER_FOLDER, [file]: text });
    expect([
      ...said(other, TALOS_DOCUMENTS),
      ...said(other, TALOS_REFUSED),
      ...said(other, TALOS_MACHINE_TREES),
    ]).toEqual([]);
    if (file.endsWith('talenv.yaml')) expect(other.facts).not.toHaveProperty('talos');
  });

  test.each([
    ['nodes: nothing', 'clusterName: a\nendpoint: b\nnodes: 3\n'],
    ['a node that is no map', 'clusterName: a\nendpoint: b\nnodes: [{hostname: a, ipAddress: 1}, x, null]\n'],
    ['patches that are maps', 'clusterName: a\nendpoint: b\npatches: [{machine: {}}, 3]\nnodes: [{hostname: a}]\n'],
    ['interfaces that are none', 'clusterName: a\nendpoint: b\nnodes: [{hostname: a, networkInterfaces: [3]}]\n'],
  ])('%s: is read without a fall', (_, text) => {
    expect(() => said(withoutVersion({ 'talconfig.yaml': text }), TALOS_REFUSED)).not.toThrow();
  });

  test('a node whose name is not known leaves the list of nodes open', () => {
    const files = {
      ...TALHELPER_FOLDER,
      'talos/talconfig.yaml': TALHELPER_FOLDER['talos/talconfig.yaml']!.replace(
        'hostname: attic-2',
        'hostname: ${NAME}',
      ),
    };
    expect(withoutVersion(files).facts).not.toHaveProperty('nodes');
  });

  test('a link that only a selector finds leaves the list of links open', () => {
    expect(withoutVersion({ 'talconfig.yaml': BOND_NODES }).facts).not.toHaveProperty('links');
  });

  test('two clusters: each has its machines, and there are no facts of one', () => {
    const two = withoutVersion({ ...TALHELPER_FOLDER, 'other/talconfig.yaml': BOND_NODES });
    expect(two.judgedMachines.map(({ machine }) => machine.name)).toEqual(['cellar-1', 'attic-1', 'attic-2']);
    expect(two.facts).toBeUndefined();
  });
});

describe('TOPF', () => {
  const world = withoutVersion(TOPF_FOLDER);

  test('patches come from all, the role and the node, by name', () => {
    expect(machineOf(world, 'barn-1').network?.node.labels).toMatchObject({ order: 'node', a: 'all', b: 'role' });
    expect(machineOf(world, 'barn-2').network?.node.labels).toMatchObject({ order: 'all' });
  });

  test('templates know the node and its data', () => {
    expect(machineOf(world, 'barn-1').network?.links).toMatchObject([
      { name: 'eth0', addresses: ['10.30.0.11/24'], mtu: 1500 },
    ]);
  });

  test('a template that decides by values is not read, and said', () => {
    expect(world.machineTrees[0]!.unread).toMatchObject([{ file: 'cluster/worker/20-gpu.yaml.tpl', why: 'template' }]);
    expect(said(world, TALOS_MACHINE_TREES, true)).toEqual([
      'note talos/patch-unread cluster/topf.yaml nodes.1: TOPF reads 20-gpu.yaml.tpl, which decides or repeats lines by values that stand elsewhere; check what it renders',
    ]);
  });

  test('nodes that a provider names leave the list open', () => {
    const files = {
      ...TOPF_FOLDER,
      'cluster/topf.yaml': `${TOPF_FOLDER['cluster/topf.yaml']!}nodesProvider: ./nodes\n`,
    };
    expect(withoutVersion(files).facts).not.toHaveProperty('nodes');
  });
});

describe('Omni', () => {
  const world = withoutVersion(OMNI_TEMPLATE);

  test('patches come from the cluster, the set and the machine, inline and by file', () => {
    const own = machineOf(world, '0a1b2c3d-0000-4000-8000-000000000001');
    expect(own.network).toMatchObject({
      cni: { name: 'none' },
      kubeProxy: false,
      node: { labels: { order: 'machine' } },
    });
    expect(machineOf(world, 'control planes').network?.node.labels).toMatchObject({ order: 'set' });
    expect(machineOf(world, 'storage').network?.node.labels).toMatchObject({ order: 'cluster' });
  });

  test('names of the nodes are not known: no nodes among the facts', () => {
    expect(world.facts).toEqual(expect.objectContaining({ name: 'depot', talos: '1.12' }));
    expect(world.facts).not.toHaveProperty('nodes');
  });

  test('a patch that is not there is a note', () => {
    const { 'omni/patches/cni.yaml': gone, ...rest } = OMNI_TEMPLATE;
    expect(gone).toBeDefined();
    expect(said(withoutVersion(rest), TALOS_MACHINE_TREES)).toEqual([]);
    expect(said(withoutVersion(rest), TALOS_MACHINE_TREES, true)).toHaveLength(1);
  });
});

describe('a file of facts beside the machines', () => {
  const beside = (facts: string) => {
    const read = withoutVersion(TALHELPER_FOLDER);
    return worldOf({ ...read, files: [], facts: { facts: readFacts(facts), origin: { file: FACTS_FILE } } });
  };

  test('wins', () => {
    expect(beside('talos: "1.12"\n').facts).toMatchObject({ talos: '1.12', kubernetes: '1.35.2' });
  });

  test('may state a patch of Talos, of which the minor counts', () => {
    const world = beside('talos: 1.13.4\n');
    expect(versionsFor({})(world).talos).toBe('1.13');
    expect(said(world, TALOS_MACHINE_TREES)).toEqual([]);
  });

  test('that says otherwise is a finding', () => {
    const world = beside(
      'talos: "1.12"\nkubernetes: 1.35.2\nnodes: [{name: attic-1, role: worker, addresses: [10.20.0.11]}]\n',
    );
    expect(said(world, TALOS_MACHINE_TREES).map((line) => line.split(';')[0])).toEqual([
      'warning talos/facts-differ cluster.facts nodes.0.role: role of node attic-1 is worker here and controlplane in talconfig.yaml',
      'warning talos/facts-differ cluster.facts talos: talos is 1.12 here and 1.13 in talconfig.yaml',
    ]);
  });
});
