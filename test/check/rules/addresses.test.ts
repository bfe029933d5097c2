// Rules about addresses: overlaps, blocks of pools, requests of Services.
import { OVERLAP } from '../../../lib/check/rules/addresses/overlap';
import { POOL_BLOCKS } from '../../../lib/check/rules/addresses/pool-blocks';
import { REQUESTED } from '../../../lib/check/rules/addresses/requested';
import { said, worldFrom } from '../support';

const join = (...documents: string[]) => documents.join('---\n');
const pool = (name: string, blocks: string, more = '') =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}}\nspec: {blocks: [${blocks}]${more}}\n`;
const nad = (name: string, plugin: object, namespace = 'shop') =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {config: '${JSON.stringify({ cniVersion: '1.0.0', name, plugins: [plugin] })}'}\n`;
const hostLocal = (rangeStart: string, rangeEnd: string) => ({
  type: 'host-local',
  subnet: '10.0.0.0/24',
  rangeStart,
  rangeEnd,
});
const pod = (name: string, address: string, network = 'lan') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, annotations: {k8s.v1.cni.cncf.io/networks: '[{"name":"${network}","ips":["${address}/24"]}]'}}\nspec: {containers: []}\n`;
const talos = (text: string) => `version: v1alpha1\n${text}\n`;
const node = talos(
  'machine: {network: {interfaces: [{interface: eth0, addresses: [10.0.0.10/24], vip: {ip: 10.0.0.5}}]}}',
);
const subnets = talos('cluster: {network: {podSubnets: [10.244.0.0/16], serviceSubnets: [10.96.0.0/12]}}');

describe('no address is claimed twice', () => {
  test.each([
    [
      'pool and pool',
      join(pool('a', 'cidr: 10.0.0.0/28'), pool('b', '{start: 10.0.0.15, stop: 10.0.0.20}')),
      'load-balancer pool b (10.0.0.15-10.0.0.20) overlaps load-balancer pool a (10.0.0.0-10.0.0.15)',
    ],
    [
      'a disabled pool',
      join(pool('a', 'cidr: 10.0.0.0/28', ', disabled: true'), pool('b', 'cidr: 10.0.0.8/29')),
      'load-balancer pool b (10.0.0.8-10.0.0.15) overlaps load-balancer pool a (10.0.0.0-10.0.0.15)',
    ],
    [
      'a pool and itself',
      pool('a', '{cidr: 10.0.0.0/28}, {start: 10.0.0.3}'),
      'load-balancer pool a overlaps itself: 10.0.0.3 and 10.0.0.0-10.0.0.15',
    ],
    [
      'pool and pod subnet',
      join(subnets, pool('a', 'cidr: 10.244.9.0/24')),
      'load-balancer pool a (10.244.9.0-10.244.9.255) overlaps pod subnet of Talos (10.244.0.0-10.244.255.255)',
    ],
    [
      'pool and node',
      join(node, pool('a', '{start: 10.0.0.8, stop: 10.0.0.12}')),
      'load-balancer pool a (10.0.0.8-10.0.0.12) overlaps node address of Talos (10.0.0.10)',
    ],
    [
      'pool and virtual address',
      join(node, pool('a', 'start: 10.0.0.5')),
      'load-balancer pool a (10.0.0.5) overlaps virtual address of Talos (10.0.0.5)',
    ],
    [
      'the documents of Talos',
      join(
        'apiVersion: v1alpha1\nkind: KubeNetworkConfig\nserviceSubnets: [10.96.0.0/12]\n',
        'apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\naddresses: [{address: 10.100.0.2/24}]\n',
      ),
      'node address of Talos (10.100.0.2) overlaps service subnet of Talos (10.96.0.0-10.111.255.255)',
    ],
    [
      'a virtual address in a document',
      join('apiVersion: v1alpha1\nkind: Layer2VIPConfig\nname: 10.0.0.9\nlink: eth0\n', pool('a', 'cidr: 10.0.0.8/29')),
      'load-balancer pool a (10.0.0.8-10.0.0.15) overlaps virtual address of Talos (10.0.0.9)',
    ],
    [
      'an IPAM range and a pool',
      join(
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.100', '10.0.0.200') }),
        pool('a', 'cidr: 10.0.0.192/28'),
      ),
      'IPAM range of network lan (10.0.0.100-10.0.0.200) overlaps load-balancer pool a (10.0.0.192-10.0.0.207)',
    ],
    [
      'a range in a set of ranges',
      join(
        nad('lan', {
          type: 'macvlan',
          master: 'eth0',
          ipam: {
            type: 'host-local',
            ranges: [[{ subnet: '10.0.0.0/24', rangeStart: '10.0.0.9', rangeEnd: '10.0.0.11' }]],
          },
        }),
        node.replace('10.0.0.5', '10.0.1.5'),
      ),
      'IPAM range of network lan (10.0.0.9-10.0.0.11) overlaps node address of Talos (10.0.0.10)',
    ],
    [
      'the values of a chart that attach a pod',
      join(
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: { type: 'static' } }),
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: hass, namespace: shop}\nspec: {values: {podAnnotations: {k8s.v1.cni.cncf.io/networks: \'[{"name":"lan","ips":["10.0.0.3/24"]}]\'}}}\n',
        pool('a', 'cidr: 10.0.0.0/29'),
      ),
      'address on network lan of HelmRelease shop/hass (10.0.0.3) overlaps load-balancer pool a (10.0.0.0-10.0.0.7)',
    ],
    [
      'a whole subnet of host-local and a node',
      join(
        node,
        nad('lan', {
          type: 'macvlan',
          master: 'eth0',
          ipam: { type: 'host-local', subnet: '10.0.0.0/24', gateway: '10.0.0.10' },
        }),
      ).replace('vip: {ip: 10.0.0.5}', ''),
      'IPAM range of network lan (10.0.0.1-10.0.0.254) overlaps node address of Talos (10.0.0.10)',
    ],
    [
      'two ranges on one link',
      join(
        nad('a', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.10', '10.0.0.20') }),
        nad('b', { type: 'ipvlan', master: 'eth0', ipam: hostLocal('10.0.0.20', '10.0.0.30') }),
      ),
      'IPAM range of network b (10.0.0.20-10.0.0.30) overlaps IPAM range of network a (10.0.0.10-10.0.0.20)',
    ],
    [
      'two pods with one address',
      join(
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: { type: 'static' } }),
        pod('a', '10.0.0.7'),
        pod('b', '10.0.0.7'),
      ),
      'address on network lan of Pod shop/b (10.0.0.7) overlaps address on network lan of Pod shop/a (10.0.0.7)',
    ],
    [
      'the pod network of Cilium',
      join(
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {chart: {spec: {chart: cilium, version: 1.20.0}}, values: {ipam: {mode: cluster-pool, operator: {clusterPoolIPv4PodCIDRList: [10.0.0.0/8]}}}}\n',
        pool('a', 'cidr: 10.9.0.0/24'),
      ),
      'load-balancer pool a (10.9.0.0-10.9.0.255) overlaps pod subnet of Cilium (10.0.0.0-10.255.255.255)',
    ],
  ])('%s', (_, text, message) => {
    expect(said(worldFrom(text), OVERLAP)).toEqual([
      expect.stringContaining(`: ${message}; choose addresses outside `),
    ]);
  });

  test.each([
    [
      'neighbours',
      join(
        pool('a', 'cidr: 10.0.0.0/28'),
        pool('b', 'cidr: 10.0.0.16/28'),
        node.replace('10.0.0.10/24', '10.0.0.40/24').replace('10.0.0.5', '10.0.0.41'),
      ),
    ],
    ['two machines with one virtual address, and subnets in each', join(node, node, subnets, subnets)],
    [
      'one network in two namespaces',
      join(
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.10', '10.0.0.20') }),
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.10', '10.0.0.20') }, 'other'),
      ),
    ],
    [
      'ranges on two links',
      join(
        nad('a', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.10', '10.0.0.20') }),
        nad('b', { type: 'macvlan', master: 'eth1', ipam: hostLocal('10.0.0.10', '10.0.0.20') }),
      ),
    ],
    [
      'a bridge of its own',
      join(
        nad('a', { type: 'bridge', bridge: 'br7', ipam: hostLocal('10.0.0.1', '10.0.0.20') }),
        pool('p', 'cidr: 10.0.0.0/28'),
      ),
    ],
    [
      'two networks of whereabouts',
      join(
        ...['a', 'b'].map((name) =>
          nad(name, { type: 'macvlan', master: 'eth0', ipam: { type: 'whereabouts', range: '10.0.0.0/24' } }),
        ),
      ),
    ],
    [
      'a pod that asks its own range',
      join(
        nad('lan', { type: 'macvlan', master: 'eth0', ipam: hostLocal('10.0.0.10', '10.0.0.20') }),
        pod('a', '10.0.0.12'),
      ),
    ],
    [
      'the pod list of Cilium with another IPAM',
      join(
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {chart: {spec: {chart: cilium, version: 1.20.0}}, values: {ipam: {mode: kubernetes, operator: {clusterPoolIPv4PodCIDRList: [10.0.0.0/8]}}}}\n',
        pool('a', 'cidr: 10.9.0.0/24'),
      ),
    ],
    ['variables', join(pool('a', 'cidr: "${LAN}"'), pool('b', 'cidr: 10.0.0.0/8'))],
  ])('but says nothing of %s', (_, text) => {
    expect(said(worldFrom(text), OVERLAP)).toEqual([]);
  });

  test('nor of a file that its kustomization leaves out', () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': pool('a', 'cidr: 10.0.0.0/28'),
      'b.yaml': pool('b', 'cidr: 10.0.0.0/28'),
    };
    expect(said(worldFrom(files), OVERLAP)).toEqual([]);
    expect(said(worldFrom({ ...files, 'kustomization.yaml': 'resources: [a.yaml, b.yaml]\n' }), OVERLAP)).toHaveLength(
      1,
    );
  });

  test('nor of two clusters in one repository', () => {
    const files = {
      'kubernetes/main/talos/node.yaml': node,
      'kubernetes/main/lb/pool.yaml': pool('lan', 'cidr: 10.1.0.0/28'),
      'kubernetes/staging/lb/pool.yaml': pool('lan', 'cidr: 10.0.0.0/28'),
    };
    expect(said(worldFrom(files), OVERLAP)).toEqual([]);
    expect(
      said(worldFrom({ ...files, 'kubernetes/main/lb/pool.yaml': pool('lan', 'cidr: 10.0.0.0/28') }), OVERLAP),
    ).toEqual([
      'warning address/overlap kubernetes/main/lb/pool.yaml spec.blocks.0.cidr: load-balancer pool lan (10.0.0.0-10.0.0.15) overlaps node address of Talos (10.0.0.10), and so it is with virtual address of Talos (10.0.0.5); choose addresses outside 10.0.0.10',
    ]);
  });
});

describe('every block of a pool can be read', () => {
  test.each([
    [
      '{start: 10.0.0.9, stop: 10.0.0.2}',
      'error address/pool-block app.yaml spec.blocks.0.stop: range runs backwards: "10.0.0.9" to "10.0.0.2"; did you mean "10.0.0.2" to "10.0.0.9"?',
    ],
    [
      '{start: 10.0.0.9, stop: "2001:db8::1"}',
      'error address/pool-block app.yaml spec.blocks.0.stop: range of two families: "10.0.0.9" to "2001:db8::1"; write both ends in one family',
    ],
    [
      '{stop: 10.0.0.9}',
      'error address/pool-block app.yaml spec.blocks.0: a block with stop "10.0.0.9" alone; write cidr, or start with stop',
    ],
    [
      '{}',
      'error address/pool-block app.yaml spec.blocks.0: a block without cidr and start; write cidr, or start with stop',
    ],
    [
      '{start: 10.0.0.0/24}',
      'error address/pool-block app.yaml spec.blocks.0.start: not an IP address: "10.0.0.0/24"; an address has no prefix length: write "10.0.0.0"',
    ],
    [
      '{cidr: 10.0.0.5/24}',
      'warning address/host-bits app.yaml spec.blocks.0.cidr: a network with host bits: the pool serves all of 10.0.0.0-10.0.0.255; did you mean "10.0.0.0/24"?',
    ],
  ])('%s', (block, line) => {
    expect(said(worldFrom(pool('a', block)), POOL_BLOCKS)).toEqual([line]);
  });
  test.each([
    ['{cidr: 10.0.0.0/24}'],
    ['{start: 10.0.0.9}'],
    ['{cidr: 10.0.0.0/24, start: nonsense}'],
    ['{start: "${FIRST}", stop: "${LAST}"}'],
  ])('%s is fine', (block) => {
    expect(said(worldFrom(pool('a', block)), POOL_BLOCKS)).toEqual([]);
  });
  test('subnets of Talos have no host bits', () => {
    expect(said(worldFrom(talos('cluster: {network: {podSubnets: [10.244.0.1/16]}}')), POOL_BLOCKS)).toEqual([
      'warning address/host-bits app.yaml cluster.network.podSubnets.0: pod subnet with host bits: "10.244.0.1/16"; did you mean "10.244.0.0/16"?',
    ]);
  });
});

describe('a requested address can be had', () => {
  const service = (ips: string, more = '', labels = '') =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: shop, annotations: {lbipam.cilium.io/ips: '${ips}'}${labels}}\nspec: {type: LoadBalancer${more}}\n`;
  const lan = pool('lan', 'cidr: 10.0.0.0/28');
  test.each([
    [
      '10.0.0.99',
      lan,
      'address/not-in-pool',
      'requested address 10.0.0.99 is in no pool: lan has 10.0.0.0-10.0.0.15; ask for an address of a pool, or add it to a pool',
    ],
    [
      '10.0.0.1',
      pool('lan', 'cidr: 10.0.0.0/28', ', disabled: true'),
      'address/not-in-pool',
      'requested address 10.0.0.1 is only in pool lan, which is disabled; remove "disabled" from lan, or ask for an address of another pool',
    ],
    [
      '10.0.0.1',
      pool('lan', 'cidr: 10.0.0.0/28', ', serviceSelector: {matchLabels: {pool: lan}}'),
      'address/pool-selector',
      'requested address 10.0.0.1 is in pool lan, whose serviceSelector does not choose the Service; give the Service the labels of the selector, or ask for an address of another pool',
    ],
    [
      '10.0.0.1/32',
      lan,
      'address/request',
      'LB-IPAM cannot read the requested address "10.0.0.1/32" and passes over it: the Service then gets any address; an address has no prefix length: write "10.0.0.1"',
    ],
    [
      '10.0.0.01',
      lan,
      'address/request',
      'LB-IPAM cannot read the requested address "10.0.0.01" and passes over it: the Service then gets any address; Go reads no leading zeros or blanks: write "10.0.0.1"',
    ],
  ])('%s', (ips, pools, code, message) => {
    // What is in no pool of the folder may be in one that is not there.
    const level = message.includes('in no pool') ? 'warning' : 'error';
    expect(said(worldFrom(join(pools, service(ips))), REQUESTED)).toEqual([
      `${level} ${code} app.yaml metadata.annotations.lbipam.cilium.io/ips: ${message}`,
    ]);
  });
  test.each([
    ['one of a pool', join(lan, service('10.0.0.1, 10.0.0.2'))],
    ['one without any pool in the input', service('10.0.0.99')],
    ['one beside a pool with variables', join(pool('lan', 'cidr: "${LAN}"'), service('10.0.0.99'))],
    ['a variable', join(lan, service('${ADDRESS}'))],
    ['a Service of another class', join(lan, service('10.0.0.99', ', loadBalancerClass: metallb'))],
    [
      'a label that the Service has',
      join(
        pool('lan', 'cidr: 10.0.0.0/28', ', serviceSelector: {matchLabels: {pool: lan}}'),
        service('10.0.0.1', '', ', labels: {pool: lan}'),
      ),
    ],
    [
      'the pseudo label of the namespace',
      join(
        pool('lan', 'cidr: 10.0.0.0/28', ', serviceSelector: {matchLabels: {io.kubernetes.service.namespace: shop}}'),
        service('10.0.0.1'),
      ),
    ],
  ])('silent about %s', (_, text) => {
    expect(said(worldFrom(text), REQUESTED)).toEqual([]);
  });
  test('silent about labels that a kustomization may add', () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\nlabels: [{pairs: {pool: lan}}]\n',
      'a.yaml': join(
        pool('lan', 'cidr: 10.0.0.0/28', ', serviceSelector: {matchLabels: {pool: lan}}'),
        service('10.0.0.1'),
      ),
    };
    expect(said(worldFrom(files), REQUESTED)).toEqual([]);
  });
});
