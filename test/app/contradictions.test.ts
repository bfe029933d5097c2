// What synth and check once answered differently on the same input, a row each: now both say the same, of constructs as of plain YAML.
import { ApiObject, Chart } from 'cdk8s';
import { Ipam, LoadBalancerIpPool, IpRange, MacvlanNetwork, NetworkApp, TalosCluster, TalosVersion } from '../../lib';
import { check, Level, readText } from '../../lib/check';
import { ClusterFacts, factsOf } from '../../lib/facts';
import { fromYaml, isMap, objectKey } from '../../lib/manifest';
import { bothSides, differences } from '../support/one-judge';

/** What is found where: a pattern for `level code object`. */
interface Row {
  readonly yaml: string;
  readonly facts?: ClusterFacts;
  /** What somebody with this YAML alone is told; undefined: nothing of the kind. */
  readonly found: RegExp;
  /** @default true */
  readonly isFound?: boolean;
}

/** Lines that check says of a text: `level code object path`. */
function checked({ yaml, facts }: Row): string[] {
  const stated = facts === undefined ? [] : [{ facts: factsOf(facts), origin: { file: 'cluster.facts' } }];
  return check({ ...readText(yaml, 'all.yaml'), facts: stated }).problems.map(({ level, code, at }) =>
    line(level, code, 'manifest' in at ? objectKey(at.manifest) : 'cluster'),
  );
}

/** Lines that synth says of an app with the same objects; both sides are the same. */
function synthesized({ yaml }: Row): string[] {
  const app = new NetworkApp({ outdir: 'unused' });
  home(app);
  const chart = new Chart(app, 'all');
  fromYaml(yaml)
    .filter(isMap)
    .forEach((object, index) => new ApiObject(chart, `o${index}`, object as any));
  return said(app);
}

function said(app: NetworkApp): string[] {
  const sides = bothSides(app);
  expect(differences(sides)).toEqual([]);
  return sides.synth.map((text) => text.split(' ').slice(0, 3).join(' '));
}

const line = (level: Level, code: string, object: string) => `${level} ${code} ${object}`;

function home(app: NetworkApp, more: object = {}): TalosCluster {
  const cluster = new TalosCluster(app, 'home', {
    talosVersion: TalosVersion.V1_14,
    kubernetesVersion: '1.35.2',
    endpoint: 'https://192.168.70.10:6443',
    nodeSubnets: ['192.168.70.0/24'],
    ...more,
  });
  cluster.addControlPlanes(['192.168.70.11']);
  cluster.addWorkers(['192.168.70.21']);
  return cluster;
}

const pool = (name: string, cidr: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: {name: ${name}}\nspec: {blocks: [{cidr: ${cidr}}]}\n---\n`;
const service = (name: string, fields: string, annotations = '{}') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: shop, annotations: ${annotations}}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80, protocol: TCP, targetPort: 8080}], ${fields}}\n---\n`;
const nad = (name: string, config: string) =>
  `apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: ${name}, namespace: shop}\nspec: {config: '${config}'}\n---\n`;
const macvlan = (name: string, master: string, more = '', ipam = '{"type":"static"}') =>
  nad(name, `{"cniVersion":"1.0.0","name":"${name}","type":"macvlan","master":"${master}","ipam":${ipam}${more}}`);
const pod = (name: string, networks: string, spec = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop, labels: {app: web}, annotations: {k8s.v1.cni.cncf.io/networks: '${networks}'}}\nspec: {containers: [{name: a, image: 'a:1', ports: [{containerPort: 8080, name: http}]}]${spec}}\n---\n`;
const deployment =
  "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: 'a:1', ports: [{containerPort: 8080, name: http}]}]}}}\n---\n";
const gateway = (listener: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: public, namespace: gateway}\nspec: {gatewayClassName: cilium, listeners: [${listener}]}\n---\n`;
const route = (rules: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web, namespace: shop}\nspec: {parentRefs: [{name: public, namespace: gateway}], rules: [${rules}]}\n---\n`;
const config = (data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config, namespace: kube-system}\ndata: {${data}}\n---\n`;
const release = (values: string) =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: cilium, namespace: kube-system}\nspec: {interval: 1h, chart: {spec: {chart: cilium, version: 1.20.0, sourceRef: {kind: HelmRepository, name: cilium}}}, values: ${values}}\n---\n`;
const policy = (spec: string) =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: web, namespace: shop}\nspec: {endpointSelector: {matchLabels: {app: web}}, ${spec}}\n---\n`;
const l2 = (interfaces = "['^eth0$']") =>
  `apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: l2}\nspec: {loadBalancerIPs: true, interfaces: ${interfaces}}\n---\n`;
const IP = (address: string) => `{lbipam.cilium.io/ips: ${address}}`;
const RANGE =
  '{"type":"host-local","ranges":[[{"subnet":"192.168.40.0/24","rangeStart":"192.168.40.10","rangeEnd":"192.168.40.20"}]]}';

/** Both sides find it. */
const ROWS: Record<string, Row> = {
  'a ping policy where enable-icmp-rules is off': {
    yaml: config('enable-icmp-rules: "false"') + policy('ingress: [{icmps: [{fields: [{family: IPv4, type: 8}]}]}]'),
    found: /^error cilium\/icmp CiliumNetworkPolicy\/shop\/web$/m,
  },
  'a Service asks for an address of one of two pools': {
    yaml: pool('a', '192.168.50.0/28') + pool('b', '192.168.51.0/28') + service('web', '', IP('192.168.51.4')),
    found: /^(error|warning) (address|loadbalancer)\/.* Service\/shop\/web$/m,
    isFound: false,
  },
  'one IPAM range on two different links': {
    yaml: macvlan('a', 'eth1', '', RANGE) + macvlan('b', 'eth2', '', RANGE),
    found: /^(error|warning) (address|network|cluster)\//m,
    isFound: false,
  },
  'spec.loadBalancerIP outside every pool': {
    yaml: pool('a', '192.168.50.0/28') + service('web', 'loadBalancerIP: 192.168.99.9'),
    found: /^(error|warning) (address|loadbalancer)\/.* Service\/shop\/web$/m,
  },
  'two Services with one address and no sharing key': {
    yaml:
      pool('a', '192.168.50.0/28') +
      service('one', '', IP('192.168.50.4')) +
      service('two', '', IP('192.168.50.4')).replace('port: 80', 'port: 81'),
    found: /^(error|warning) (address|loadbalancer)\/.* Service\/shop\/(one|two)$/m,
  },
  'an attached pod with hostNetwork': {
    yaml: macvlan('a', 'eth1') + pod('x', 'a', ', hostNetwork: true'),
    found: /^error cni\/.* Pod\/shop\/x$/m,
  },
  'passthru beside macvlan on one link': {
    yaml: macvlan('a', 'eth1', ',"mode":"passthru"') + macvlan('b', 'eth1'),
    // An error where facts say that pods of both meet on a node; on both sides alike.
    found: /^warning cni\/shared-master NetworkAttachmentDefinition\/shop\/[ab]$/m,
  },
  'a certificate of another namespace without a grant': {
    yaml: gateway(
      '{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: tls, namespace: certs}]}, allowedRoutes: {namespaces: {from: All}}}',
    ),
    // What is missing is an error in an app, and a note in a folder without the certificate.
    found: /^(error|note) gateway\/grant-missing Gateway\/gateway\/public$/m,
  },
  'a route that the Gateway does not allow': {
    yaml:
      gateway('{name: http, port: 80, protocol: HTTP}') +
      route('{backendRefs: [{name: web, port: 80}]}') +
      service('web', ''),
    found: /^(error|warning) .* HTTPRoute\/shop\/web$/m,
  },
  'the port of the Service instead of that of the container in a policy': {
    yaml: deployment + service('web', '') + policy('ingress: [{toPorts: [{ports: [{port: "80", protocol: TCP}]}]}]'),
    found: /^(error|warning) policy\/.* CiliumNetworkPolicy\/shop\/web$/m,
  },
  'toFQDNs without a DNS rule': {
    yaml:
      deployment +
      policy('egress: [{toFQDNs: [{matchName: api.example.com}], toPorts: [{ports: [{port: "443", protocol: TCP}]}]}]'),
    found: /^(error|warning) policy\/.* CiliumNetworkPolicy\/shop\/web$/m,
  },
  'a redirect to the listener that it came from': {
    yaml:
      gateway('{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}') +
      route('{filters: [{type: RequestRedirect, requestRedirect: {scheme: http, port: 80, statusCode: 301}}]}'),
    found: /^(error|warning) .* HTTPRoute\/shop\/web$/m,
  },
  'externalTrafficPolicy Local under L2 announcements': {
    yaml: pool('a', '192.168.50.0/28') + l2() + deployment + service('web', 'externalTrafficPolicy: Local'),
    found: /^(error|warning) (l2|address|loadbalancer)\/.* Service\/shop\/web$/m,
  },
  'devices that miss the link which L2 announces on': {
    yaml: release('{devices: [eth9], l2announcements: {enabled: true}}') + pool('a', '192.168.50.0/28') + l2(),
    found: /^(error|warning) (l2|values)\//m,
  },
};

describe.each(Object.entries(ROWS))('%s', (_name, row) => {
  const expected = row.isFound ?? true;
  test(`${expected ? 'is' : 'is not'} found in plain YAML`, () => {
    const lines = checked(row).join('\n');
    expect([row.found.test(lines), lines]).toEqual([expected, lines]);
  });
  test(`${expected ? 'is' : 'is not'} found in an app with the same objects`, () => {
    const lines = synthesized(row).join('\n');
    expect([row.found.test(lines), lines]).toEqual([expected, lines]);
  });
});

test('an ignored warning hides no other error of the same network', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  const iot = home(app).addLink('iot', { interface: 'eth1' });
  const network = new MacvlanNetwork(new Chart(app, 'shop', { namespace: 'shop' }), 'lan', {
    parent: iot,
    ipam: Ipam.static(),
  });
  network.override(
    'spec.config',
    '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"eth1","mode":"none","ipam":{"type":"static"}}',
  );
  network.ignore('network/wifi-master', 'the driver takes it');
  expect(said(app)).toContain('error cni/mode NetworkAttachmentDefinition/shop/lan');
  expect(
    app._judged().problems.some(({ code, ignoredBecause }) => code === 'cni/mode' && ignoredBecause === undefined),
  ).toBe(true);
});

test('an address of a plain pool is taken beside a pool construct', () => {
  const app = new NetworkApp({ outdir: 'unused' });
  home(app);
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new LoadBalancerIpPool(chart, 'one', { ranges: [IpRange.of('192.168.50.1', '192.168.50.9')] });
  for (const object of fromYaml(pool('plain', '192.168.51.0/28') + service('web', '', IP('192.168.51.4'))))
    new ApiObject(chart, (object as any).kind, object as any);
  said(app);
  expect(app.findings().filter(({ code }) => /^(address|loadbalancer)\//.test(code))).toEqual([]);
});

describe('the machines, stated in a file of facts', () => {
  const facts: ClusterFacts = {
    talos: '1.14',
    nodes: [{ name: 'a', role: 'controlplane', addresses: ['192.168.70.11'] }],
    nodeSubnets: ['192.168.70.0/24'],
  };
  const masquerade = release('{bpf: {masquerade: true}}');
  test('KubeSpan with masquerading by BPF is found', () => {
    const lines = checked({
      yaml: masquerade,
      facts: { ...facts, talos: '1.12', kubeSpan: { mtu: 1420 } },
      found: /x/,
    });
    expect(lines.filter((each) => /^(error|warning) values\/.*(kube-?span|kubespan)/i.test(each))).toHaveLength(1);
  });
  test('and without KubeSpan it is not', () => {
    expect(checked({ yaml: masquerade, facts, found: /x/ }).filter((each) => /kube-?span/i.test(each))).toEqual([]);
  });
  test('a virtual address whose interface loses DHCP is found in the patch', () => {
    const patch = 'machine: {network: {interfaces: [{interface: eth0, vip: {ip: 192.168.70.10}}]}}\n';
    const old: ClusterFacts = { ...facts, talos: '1.12', configFormat: 'v1alpha1', virtualIps: ['192.168.70.10'] };
    const lines = checked({ yaml: patch, facts: old, found: /x/ });
    expect(lines.filter((each) => /^(error|warning) talos\//.test(each))).toHaveLength(1);
  });
});
