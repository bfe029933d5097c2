// Rules about references into what the input itself holds.
import { BGP_ADVERTISEMENT } from '../../../lib/check/rules/references/bgp-advertisement';
import { BGP_SERVICES } from '../../../lib/check/rules/references/bgp-services';
import { CONFIG_KEY } from '../../../lib/check/rules/references/config-key';
import { LISTENER } from '../../../lib/check/rules/references/listener';
import { MISSING } from '../../../lib/check/rules/references/missing';
import { SERVICE_PORT } from '../../../lib/check/rules/references/service-port';
import { appFrom, said, worldFrom } from '../support';

const join = (...documents: string[]) => documents.join('---\n');
const service = (ports: string, namespace = 'shop') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web, namespace: ${namespace}}\nspec: {ports: [${ports}]}\n`;
const route = (spec: string, kind = 'HTTPRoute') =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\nspec: ${spec}\n`;
const backend = (fields: string, kind?: string) => route(`{rules: [{backendRefs: [{${fields}}]}]}`, kind);

describe('a route, ingress or Envoy configuration names a port that its Service has', () => {
  const web = service('{name: http, port: 80, targetPort: 8080}');
  test.each([
    [
      'the port of the container',
      backend('name: web, port: 8080'),
      'no port 8080/TCP; it has 80/TCP ("http"); did you mean 80?',
    ],
    [
      'a UDPRoute to TCP',
      backend('name: web, port: 80', 'UDPRoute'),
      'no port 80/UDP; it has 80/TCP ("http"); write a port of the Service, or add the port to the Service',
    ],
    [
      'a mirror',
      route('{rules: [{filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web, port: 81}}}]}]}'),
      'no port 81/TCP; it has 80/TCP ("http"); did you mean 80?',
    ],
    [
      'an Ingress by name',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: shop}\nspec: {rules: [{http: {paths: [{backend: {service: {name: web, port: {name: web}}}}]}}]}\n',
      'no port "web"; it has 80/TCP ("http"); did you mean "http"?',
    ],
    [
      'a CiliumEnvoyConfig',
      'apiVersion: cilium.io/v2\nkind: CiliumEnvoyConfig\nmetadata: {name: web, namespace: shop}\nspec: {backendServices: [{name: web, number: ["81"]}]}\n',
      'no port 81; it has 80/TCP ("http"); did you mean 80?',
    ],
  ])('%s', (_, text, words) => {
    expect(said(worldFrom(join(web, text)), SERVICE_PORT)).toEqual([
      expect.stringContaining(`: Service web has ${words}`),
    ]);
  });
  test.each([
    ['the port is there', join(web, backend('name: web, port: 80'))],
    ['the Service comes from elsewhere', backend('name: web, port: 8080')],
    [
      'the Service of that name lives in another namespace',
      join(service('{port: 80}', 'other'), backend('name: web, port: 8080')),
    ],
    ['the backend is no Service', join(web, backend('group: example.com, kind: Bucket, name: web, port: 8080'))],
    ['the Service has no ports', join(service(''), backend('name: web, port: 8080'))],
  ])('silent where %s', (_, text) => {
    expect(said(worldFrom(text), SERVICE_PORT)).toEqual([]);
  });
  test('silent where a kustomization patches the Service', () => {
    const files = {
      'kustomization.yaml': 'resources: [web.yaml, route.yaml]\npatches: [{path: patch.yaml}]\n',
      'patch.yaml': service('{port: 8080}'),
      'web.yaml': web,
      'route.yaml': backend('name: web, port: 8080'),
    };
    expect(said(worldFrom(files), SERVICE_PORT)).toEqual([]);
  });
  test('silent where namespaces are open and the files are no neighbours', () => {
    const open = (text: string) => text.replace(', namespace: shop', '');
    expect(
      said(
        worldFrom({ 'a/web.yaml': open(web), 'b/route.yaml': open(backend('name: web, port: 8080')) }),
        SERVICE_PORT,
      ),
    ).toEqual([]);
    expect(
      said(
        worldFrom({ 'a/web.yaml': open(web), 'a/route.yaml': open(backend('name: web, port: 8080')) }),
        SERVICE_PORT,
      ),
    ).toHaveLength(1);
  });
  test('silent where the two belong to different clusters', () => {
    const files = { 'clusters/home/web.yaml': web, 'clusters/work/route.yaml': backend('name: web, port: 8080') };
    expect(said(worldFrom(files), SERVICE_PORT)).toEqual([]);
  });
  test('in an app, a missing namespace is default', () => {
    const open = service('{port: 80}').replace(', namespace: shop', '');
    expect(
      said(
        appFrom(join(open, backend('name: web, port: 8080').replace('namespace: shop', 'namespace: default'))),
        SERVICE_PORT,
      ),
    ).toEqual([
      'error reference/service-port app/1 spec.rules.0.backendRefs.0: Service web has no port 8080/TCP; it has 80/TCP; did you mean 80?',
    ]);
  });
});

describe('sectionName names a listener', () => {
  const gateway =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: lan, namespace: net}\nspec: {gatewayClassName: cilium, listeners: [{name: http}, {name: https}]}\n';
  const attached = (section: string) => route(`{parentRefs: [{name: lan, namespace: net, sectionName: '${section}'}]}`);
  test('that the Gateway has', () => {
    expect(said(worldFrom(join(gateway, attached('web'))), LISTENER)).toEqual([
      'error reference/listener app.yaml spec.parentRefs.0.sectionName: Gateway lan has no listener "web"; it has "http", "https"; write the name of one of them',
    ]);
    expect(said(worldFrom(join(gateway, attached('https'))), LISTENER)).toEqual([]);
  });
  test('and a Gateway from elsewhere is not judged', () => {
    expect(said(worldFrom(attached('web')), LISTENER)).toEqual([]);
    expect(
      said(worldFrom(join(gateway.replace(/listeners: .*]/, 'listeners: []'), attached('web'))), LISTENER),
    ).toEqual([]);
  });
});

describe('a pod names a key that its ConfigMap has', () => {
  const map = (more = '') => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf${more}}\ndata: {mode: fast}\n`;
  const pod = (key: string, optional = '') =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, env: [{name: MODE, valueFrom: {configMapKeyRef: {name: conf, key: ${key}${optional}}}}]}], volumes: [{name: v, configMap: {name: conf, items: [{key: mode, path: m}]}}]}\n`;
  test('in the environment', () => {
    expect(said(worldFrom(join(map(), pod('speed'))), CONFIG_KEY)).toEqual([
      'error reference/config-key app.yaml spec.containers.0.env.0.valueFrom.configMapKeyRef.key: ConfigMap conf has no key "speed"; it has "mode"; write one of its keys, add the key, or write optional: true',
    ]);
  });
  test.each([
    ['a key that is there', join(map(), pod('mode'))],
    ['an optional key', join(map(), pod('speed', ', optional: true'))],
    [
      'a ConfigMap that a controller fills',
      join(map(', labels: {config.openshift.io/inject-trusted-cabundle: "true"}'), pod('speed')),
    ],
    ['an empty ConfigMap', join(map().replace('data: {mode: fast}', ''), pod('speed'))],
    ['a ConfigMap from elsewhere', pod('speed')],
  ])('silent about %s', (_, text) => {
    expect(said(worldFrom(text), CONFIG_KEY)).toEqual([]);
  });
});

describe('the advertisements selector of a peer picks an advertisement', () => {
  const peer = (label: string) =>
    `apiVersion: cilium.io/v2\nkind: CiliumBGPPeerConfig\nmetadata: {name: router}\nspec: {families: [{afi: ipv4, safi: unicast, advertisements: {matchLabels: {advertise: ${label}}}}]}\n`;
  const advertisement =
    'apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: {name: lb, labels: {advertise: bgp}}\nspec: {advertisements: []}\n';
  test('by its labels', () => {
    expect(said(worldFrom(join(advertisement, peer('lb'))), BGP_ADVERTISEMENT)).toEqual([
      'warning reference/bgp-advertisement app.yaml spec.families.0.advertisements: picks none of the advertisements: lb; write the labels of an advertisement, or put the label on it',
    ]);
    expect(said(worldFrom(join(advertisement, peer('bgp'))), BGP_ADVERTISEMENT)).toEqual([]);
    expect(said(worldFrom(peer('lb')), BGP_ADVERTISEMENT)).toEqual([]);
  });
});

describe('what an object names is in the input, else there is a note', () => {
  const pod = (annotation: string, account = 'web') =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, annotations: {k8s.v1.cni.cncf.io/networks: '${annotation}'}}\nspec: {serviceAccountName: ${account}, containers: []}\n`;
  test.each([
    [
      'a NAD in the short form',
      pod('lan, net/iot@eth7', 'default'),
      ['NetworkAttachmentDefinition lan', 'NetworkAttachmentDefinition net/iot'],
    ],
    ['a NAD in JSON', pod('[{"name":"lan","ips":["10.0.0.2/24"]}]', 'default'), ['NetworkAttachmentDefinition lan']],
    ['a ServiceAccount', pod('', 'shop'), ['ServiceAccount shop']],
    [
      'a role and its subject',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: b, namespace: shop}\nroleRef: {kind: Role, name: r}\nsubjects: [{kind: ServiceAccount, name: sa}]\n',
      ['Role r', 'ServiceAccount shop/sa'],
    ],
    [
      'a peer',
      'apiVersion: cilium.io/v2\nkind: CiliumBGPClusterConfig\nmetadata: {name: b}\nspec: {bgpInstances: [{name: i, peers: [{name: p, peerConfigRef: {name: router}}]}]}\n',
      ['CiliumBGPPeerConfig router'],
    ],
    [
      'a class',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {ingressClassName: nginx}\n',
      ['IngressClass nginx'],
    ],
    [
      'a Service and a Gateway',
      route('{parentRefs: [{name: lan}], rules: [{backendRefs: [{name: web, port: 80}]}]}'),
      ['Gateway lan', 'Service web'],
    ],
  ])('%s', (_, text, missing) => {
    expect(said(worldFrom(text), MISSING)).toEqual([]);
    expect(
      said(worldFrom(text), MISSING, true).map((line) => / \S+: (.*) is not in the input; make sure/.exec(line)?.[1]),
    ).toEqual(missing);
  });
  test('with the name that was meant', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: webs, namespace: shop}\n';
    expect(said(worldFrom(join(account, pod(''))), MISSING, true)).toEqual([
      'note reference/missing app.yaml spec.serviceAccountName: ServiceAccount web is not in the input; make sure that something else provides it, or did you mean "webs"?',
    ]);
  });
});

describe('an advertisement takes a Service that has an address', () => {
  const advertisement = (addresses = 'LoadBalancerIP', selector = '{matchLabels: {announce: bgp}}') =>
    `apiVersion: cilium.io/v2\nkind: CiliumBGPAdvertisement\nmetadata: {name: vips}\nspec: {advertisements: [{advertisementType: Service, service: {addresses: [${addresses}]}, selector: ${selector}}]}\n`;
  const gateway = (metadata: string, spec: string) =>
    `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: gateway${metadata}}\nspec: {gatewayClassName: cilium, listeners: [{name: http, port: 80, protocol: HTTP}]${spec}}\n`;
  const own = ', labels: {announce: bgp}';
  const chart =
    'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: app, namespace: shop}\nspec: {chart: {spec: {chart: app, sourceRef: {kind: HelmRepository, name: r}}}}\n';

  test('labels of a Gateway itself do not count', () => {
    const [found] = said(worldFrom(join(advertisement(), gateway(own, ''))), BGP_SERVICES);
    expect(found).toMatch(/^warning reference\/bgp-services .*: the selector takes none .*: Gateway gateway\/edge; /);
  });
  test('labels of its infrastructure count', () => {
    const world = worldFrom(join(advertisement(), gateway('', ', infrastructure: {labels: {announce: bgp}}')));
    expect(said(world, BGP_SERVICES, true)).toEqual([]);
  });
  test('beside charts it is a note, in a complete world an error', () => {
    const text = join(advertisement(), gateway(own, ''));
    expect(said(worldFrom(join(text, chart)), BGP_SERVICES, true)[0]).toMatch(/^note /);
    expect(said(appFrom(text), BGP_SERVICES)[0]).toMatch(/^error /);
  });
  test.each([
    ['without a Service that has an address', advertisement()],
    ['for ClusterIPs', join(advertisement('ClusterIP'), gateway(own, ''))],
    ['for an empty selector', join(advertisement('LoadBalancerIP', '{}'), gateway(own, ''))],
  ])('nothing is said %s', (_, text) => {
    expect(said(worldFrom(text), BGP_SERVICES, true)).toEqual([]);
  });
});
