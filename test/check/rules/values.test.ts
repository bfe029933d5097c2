// Rules about the values of Cilium: where people keep them, what the chart says, and what the objects beside them need.
import { ciliumInstalls, UNKNOWN } from '../../../lib/world/derived/cilium-values';
import { CHART_VALUES } from '../../../lib/check/rules/values/chart';
import { KNOWN_BAD } from '../../../lib/check/rules/values/known-bad';
import { HOST_DNS } from '../../../lib/check/rules/values/host-dns';
import { KUBESPAN } from '../../../lib/check/rules/values/kubespan';
import { CNI_EXCLUSIVE } from '../../../lib/check/rules/values/multus';
import { SWITCHED_OFF } from '../../../lib/check/rules/values/switched-off';
import { TALOS_VALUES } from '../../../lib/check/rules/values/talos';
import { worldOf } from '../../../lib/world/world';
import { said, worldFrom } from '../support';

const metadata = 'metadata: {name: cilium, namespace: kube-system}';
/** A HelmRelease of Cilium; `spec` goes beside the chart. */
const release = (spec: string, version = '1.20.0') =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n${metadata}\nspec: {chart: {spec: {chart: cilium, version: "${version}"}}, ${spec}}\n`;
const values = (text: string, version?: string) => release(`values: {${text}}`, version);
const files = (...texts: string[]) => worldFrom(texts.join('---\n'));

describe('values are found where people keep them', () => {
  const read = (world: ReturnType<typeof worldFrom>) =>
    ciliumInstalls(world).map((install) => [
      install.kind,
      install.version,
      install.minor,
      install.release,
      install.complete,
      install.values,
    ]);

  test('in a HelmRelease, with the version of an OCIRepository', () => {
    const source =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: cilium}\nspec: {url: oci://quay.io/cilium/charts/cilium, ref: {tag: 1.19.2}}\n';
    const object = `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n${metadata}\nspec: {chartRef: {kind: OCIRepository, name: cilium}, values: {MTU: 1400}}\n`;
    expect(read(files(source, object))).toEqual([['HelmRelease', '1.19.2', '1.19', '1.19.6', true, { MTU: 1400 }]]);
  });
  test('in a ConfigMap that a kustomization generates, below the values of the release', () => {
    const world = worldFrom({
      'app/release.yaml': release('valuesFrom: [{kind: ConfigMap, name: cilium-values}], values: {MTU: 1400}'),
      'app/kustomization.yaml':
        'resources: [release.yaml]\nconfigMapGenerator: [{name: cilium-values, files: [values.yaml=./helm/values.yaml]}]\n',
      'app/helm/values.yaml': 'MTU: 1500\nbpf: {masquerade: true}\n',
    });
    expect(read(world)).toEqual([
      ['HelmRelease', '1.20.0', '1.20', '1.20.0', true, { MTU: 1400, bpf: { masquerade: true } }],
    ]);
    expect(ciliumInstalls(world)[0]!.placeOf('bpf.masquerade')).toMatchObject({
      at: { origin: { file: 'app/helm/values.yaml' } },
      path: ['bpf', 'masquerade'],
    });
  });
  test('in a plain ConfigMap, and not in a Secret', () => {
    const map =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: v, namespace: kube-system}\ndata: {values.yaml: "MTU: 1300"}\n';
    expect(read(files(map, release('valuesFrom: [{kind: ConfigMap, name: v}]')))).toEqual([
      ['HelmRelease', '1.20.0', '1.20', '1.20.0', true, { MTU: 1300 }],
    ]);
    const [unread] = ciliumInstalls(files(release('valuesFrom: [{kind: Secret, name: v}]')));
    expect([unread!.complete, unread!.get('cni.exclusive')]).toEqual([false, UNKNOWN]);
  });
  test.each([
    ['valuesFile: values.yaml, valuesInline: {MTU: 1400}', { MTU: 1400, l7Proxy: true }],
    ['valuesFile: values.yaml, valuesInline: {MTU: 1400}, valuesMerge: merge', { MTU: 1500, l7Proxy: true }],
    ['valuesFile: values.yaml, valuesInline: {MTU: 1400}, valuesMerge: replace', { MTU: 1400 }],
  ])('in helmCharts of a kustomization: %s', (chart, expected) => {
    const world = worldFrom({
      'kustomization.yaml': `helmCharts: [{name: cilium, version: 1.18.9, ${chart}}]\n`,
      'values.yaml': 'MTU: 1500\nl7Proxy: true\n',
    });
    expect(read(world)).toEqual([['helmCharts', '1.18.9', '1.18', '1.18.12', true, expected]]);
  });
  test.each([
    [
      'source: {chart: cilium, targetRevision: 1.20.0, helm: {valuesObject: {MTU: 1400}}}',
      '1.20.0',
      true,
      { MTU: 1400 },
    ],
    ['source: {chart: cilium, targetRevision: 1.20.x, helm: {values: "MTU: 1400"}}', '1.20.x', true, { MTU: 1400 }],
    [
      'source: {chart: cilium, targetRevision: "*", helm: {parameters: [{name: l7Proxy, value: "false"}]}}',
      '*',
      true,
      { l7Proxy: false },
    ],
    [
      'sources: [{chart: cilium, targetRevision: 1.20.0, helm: {valueFiles: [$values/infra/values.yaml]}}, {ref: values}]',
      '1.20.0',
      true,
      { MTU: 1500 },
    ],
    [
      'source: {chart: cilium, targetRevision: 1.20.0, helm: {valueFiles: [$values/elsewhere.yaml]}}',
      '1.20.0',
      false,
      {},
    ],
  ])('in an Application of Argo CD: %s', (spec, version, complete, expected) => {
    const world = worldFrom({
      'app.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: cilium, namespace: argocd}\nspec: {${spec}}\n`,
      'infra/values.yaml': 'MTU: 1500\n',
    });
    expect(ciliumInstalls(world).map((install) => [install.version, install.complete, install.values])).toEqual([
      [version, complete, expected],
    ]);
  });
  test('in a HelmChart of k3s, below those of a HelmChartConfig of its name', () => {
    const chart =
      'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: cilium, namespace: kube-system}\nspec: {chart: cilium, repo: x, version: 1.20.0, valuesContent: "{MTU: 1400, debug: {enabled: true}}"}\n';
    const config =
      'apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: {name: cilium, namespace: kube-system}\nspec: {valuesContent: "MTU: 1500"}\n';
    expect(read(files(chart, config))).toEqual([
      ['HelmChart', '1.20.0', '1.20', '1.20.0', true, { MTU: 1500, debug: { enabled: true } }],
    ]);
    expect(read(files(chart.replace('version', 'set: {a: b}, version')))[0]![4]).toBe(false);
  });
  test('in the file beside an umbrella chart, and in a helmfile', () => {
    const umbrella = worldFrom({
      'Chart.yaml': 'apiVersion: v2\nname: x\ndependencies: [{name: cilium, version: 1.20.0}]\n',
      'values.yaml': 'cilium: {MTU: 1400}\n',
    });
    expect(read(umbrella)).toEqual([['Chart.yaml', '1.20.0', '1.20', '1.20.0', false, { MTU: 1400 }]]);
    const helmfile = worldFrom({
      'helmfile.yaml': 'releases: [{name: cilium, chart: cilium/cilium, version: 1.20.0, values: [{MTU: 1400}]}]\n',
    });
    expect(read(helmfile)).toEqual([['helmfile', '1.20.0', '1.20', '1.20.0', true, { MTU: 1400 }]]);
  });
  test('in cilium-config of a rendered install, as far as a patch of it says', () => {
    const [install] = ciliumInstalls(
      files(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cilium-config, namespace: kube-system}\ndata: {cni-exclusive: "false", devices: "eth0 eth1"}\n',
      ),
    );
    expect([install!.get('cni.exclusive'), install!.get('devices'), install!.get('gatewayAPI.enabled')]).toEqual([
      false,
      ['eth0', 'eth1'],
      UNKNOWN,
    ]);
  });
  test('in a file that the user names, for the version that he chooses', () => {
    const named = worldFrom({ 'mine.yaml': 'MTU: 1400\n' });
    const world = worldOf({
      versions: { ...named.versions, cilium: '1.19' },
      objects: [],
      ciliumValues: named.documents,
    });
    expect(read(world)).toEqual([['file', '1.19', '1.19', '1.19.6', true, { MTU: 1400 }]]);
  });
  test('once, where a bootstrap reads the file of the release', () => {
    const world = worldFrom({
      'app/release.yaml': release('valuesFrom: [{kind: ConfigMap, name: v}]'),
      'app/kustomization.yaml': 'resources: [release.yaml]\nconfigMapGenerator: [{name: v, files: [values.yaml]}]\n',
      'app/values.yaml': 'MTU: 1500\n',
      'bootstrap/helmfile.yaml':
        'releases: [{name: cilium, chart: cilium/cilium, version: 1.20.0, values: [../app/values.yaml]}]\n',
    });
    expect(read(world)).toEqual([['HelmRelease', '1.20.0', '1.20', '1.20.0', true, { MTU: 1500 }]]);
  });
  test('not where the kustomization of the folder leaves them out', () => {
    expect(
      ciliumInstalls(
        worldFrom({ 'a/kustomization.yaml': 'resources: [other.yaml]\n', 'a/release.yaml': values('MTU: 1') }),
      ),
    ).toEqual([]);
  });
});

describe('the chart knows every key and takes every value', () => {
  test.each([
    [
      'gatewayApi: {enabled: true}',
      undefined,
      'error values/unknown-key app.yaml spec.values.gatewayApi: gatewayApi: unknown key, the chart would ignore it; did you mean gatewayAPI?',
    ],
    [
      'cgroup: {automount: {enabled: false}}',
      undefined,
      'warning values/unknown-key app.yaml spec.values.cgroup.automount: cgroup.automount: unknown key, the chart would ignore it; did you mean cgroup.autoMount?',
    ],
    [
      'bbr: true',
      undefined,
      'error values/unknown-key app.yaml spec.values.bbr: bbr: unknown key, the chart would ignore it; did you mean bandwidthManager.bbr?',
    ],
    [
      'bgp: {enabled: false}',
      undefined,
      'warning values/unknown-key app.yaml spec.values.bgp: bgp: unknown key, the chart would ignore it; did you mean bgpControlPlane?',
    ],
    [
      'colour: blue',
      undefined,
      'warning values/unknown-key app.yaml spec.values.colour: colour: unknown key, the chart would ignore it; drop it; no key of chart 1.20.0 is near',
    ],
    [
      'externalIPs: {enabled: true}',
      '1.19.2',
      'warning values/dead app.yaml spec.values.externalIPs: externalIPs: chart 1.19.6 does not read this key; drop it; kubeProxyReplacement brings it',
    ],
    [
      'tunnel: disabled',
      undefined,
      'error values/removed app.yaml spec.values.tunnel: tunnel: the chart refuses this key since it was removed; write routingMode and tunnelProtocol',
    ],
    [
      'k8sServicePort: [1]',
      undefined,
      'error values/type app.yaml spec.values.k8sServicePort: k8sServicePort: [1] is a list; write text or an integer',
    ],
    [
      'hubble: {ui: {enabled: true}}',
      undefined,
      'error values/chart-refuses app.yaml spec.values.hubble.ui.enabled: hubble.ui.enabled: the UI needs the relay; set hubble.relay.enabled: true',
    ],
    [
      'hubble: {tls: {auto: {method: cronjob}}}',
      undefined,
      'warning values/no-effect app.yaml spec.values.hubble.tls.auto.method: hubble.tls.auto.method: "cronjob" is no method: no certificates would be made, without an error; write cronJob',
    ],
    [
      'tls: {ca: {key: c2VjcmV0}}',
      undefined,
      'error values/key-material app.yaml spec.values.tls.ca.key: tls.ca.key: key material (8 characters, not shown); put it into a Secret of the cluster',
    ],
  ])('%s', (text, version, expected) => {
    expect(said(files(values(text, version)), CHART_VALUES)).toContain(expected);
  });
  test.each([
    ['MTU: "${MTU}"'],
    ['hubble: {ui: {enabled: "${UI}"}, relay: {enabled: "${UI}"}}'],
    ['hubble: {ui: {enabled: true}, relay: "${RELAY}"}'],
    ['tls: {ca: {key: "${CA_KEY}"}}'],
    ['prometheus: {enabled: true, serviceMonitor: {enabled: true}}'],
    ['tls: {ca: {cert: c29tZQ==}}'],
  ])('says nothing about %s', (text) => {
    expect(said(files(values(text)), CHART_VALUES)).toEqual([]);
  });
  test.each([['1.17.3'], ['1.21.0'], ['>=1.18'], ['*']])(
    'of a version without a table (%s) keys are not judged, which a note says',
    (version) => {
      expect(said(files(values('gatewayApi: {}', version)), CHART_VALUES)).toEqual([]);
      expect(said(files(values('gatewayApi: {}', version)), CHART_VALUES, true)).toEqual([
        `note values/version app.yaml : the keys of Cilium's values are not judged: version "${version}" is of none of the minors 1.18, 1.19, 1.20; name one version of the chart`,
      ]);
    },
  );
});

describe('what the objects need is switched on', () => {
  const l2 =
    'apiVersion: cilium.io/v2alpha1\nkind: CiliumL2AnnouncementPolicy\nmetadata: {name: lan}\nspec: {loadBalancerIPs: true}\n';
  const kinds: [string, string, string][] = [
    ['l2-off', l2, 'l2announcements.enabled'],
    [
      'gateway-off',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {gatewayClassName: cilium, listeners: []}\n',
      'gatewayAPI.enabled',
    ],
    [
      'bgp-off',
      'apiVersion: cilium.io/v2\nkind: CiliumBGPClusterConfig\nmetadata: {name: b}\nspec: {}\n',
      'bgpControlPlane.enabled',
    ],
    [
      'egress-gateway-off',
      'apiVersion: cilium.io/v2\nkind: CiliumEgressGatewayPolicy\nmetadata: {name: e}\nspec: {}\n',
      'egressGateway.enabled',
    ],
    [
      'envoy-config-off',
      'apiVersion: cilium.io/v2\nkind: CiliumEnvoyConfig\nmetadata: {name: e}\nspec: {}\n',
      'envoyConfig.enabled',
    ],
    [
      'ingress-off',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {ingressClassName: cilium}\n',
      'ingressController.enabled',
    ],
    [
      'host-firewall-off',
      'apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: h}\nspec: {nodeSelector: {}, ingress: [{}]}\n',
      'hostFirewall.enabled',
    ],
    [
      'redirect-off',
      'apiVersion: cilium.io/v2\nkind: CiliumLocalRedirectPolicy\nmetadata: {name: r}\nspec: {}\n',
      'localRedirectPolicies.enabled',
    ],
  ];

  test.each(kinds)('%s', (name, object, path) => {
    expect(said(files(values('MTU: 1400'), object), SWITCHED_OFF)).toEqual([
      expect.stringMatching(
        `^error values/${name} app.yaml kind: \\w+ needs ${path}, which the values of Cilium \\(app.yaml\\) leave off: `,
      ),
    ]);
    const [group, key] = path.split('.') as [string, string];
    expect(said(files(values(`${group}: {${key}: true}`), object), SWITCHED_OFF)).toEqual([]);
    expect(said(files(values(`${group}: {${key}: "\${ON}"}`), object), SWITCHED_OFF)).toEqual([]);
  });
  test('with the words of the rule', () => {
    expect(said(files(values('MTU: 1400'), l2), SWITCHED_OFF)).toEqual([
      'error values/l2-off app.yaml kind: CiliumL2AnnouncementPolicy needs l2announcements.enabled, which the values of Cilium (app.yaml) leave off: no address is announced; set l2announcements.enabled: true in the values of Cilium',
    ]);
  });
  test.each([
    [
      'another class of Gateway',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g}\nspec: {gatewayClassName: envoy, listeners: []}\n',
    ],
    [
      'a policy of pods',
      'apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: h}\nspec: {endpointSelector: {}, ingress: [{}]}\n',
    ],
    [
      'an Ingress of another class',
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\nspec: {ingressClassName: nginx}\n',
    ],
  ])('not for %s', (_name, object) => {
    expect(said(files(values('MTU: 1400'), object), SWITCHED_OFF)).toEqual([]);
  });
  test('not where values are not read, of another minor, or absent', () => {
    expect(said(files(release('valuesFrom: [{kind: Secret, name: s}]'), l2), SWITCHED_OFF)).toEqual([]);
    expect(said(files(values('MTU: 1', '1.17.0'), l2), SWITCHED_OFF)).toEqual([]);
    expect(said(files(l2), SWITCHED_OFF)).toEqual([]);
  });
  test('in the same cluster only', () => {
    const two = {
      'clusters/a/cilium/r.yaml': values('l2announcements: {enabled: true}'),
      'clusters/b/cilium/r.yaml': values('MTU: 1'),
      'clusters/a/l2.yaml': l2,
    };
    expect(said(worldFrom(two), SWITCHED_OFF)).toEqual([]);
    expect(said(worldFrom({ ...two, 'clusters/b/l2.yaml': l2 }), SWITCHED_OFF)).toHaveLength(1);
  });
  test('not for a file that nothing applies', () => {
    const flux = (path: string) =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a, namespace: flux-system}\nspec: {path: ${path}}\n`;
    const world = {
      'flux/a.yaml': flux('./app'),
      'app/kustomization.yaml': 'resources: [r.yaml]\n',
      'app/r.yaml': values('MTU: 1'),
    };
    expect(said(worldFrom({ ...world, 'config/l2.yaml': l2 }), SWITCHED_OFF)).toEqual([]);
    expect(said(worldFrom({ ...world, 'app/l2.yaml': l2 }), SWITCHED_OFF)).toEqual([]);
    expect(
      said(worldFrom({ ...world, 'flux/b.yaml': flux('./config'), 'config/l2.yaml': l2 }), SWITCHED_OFF),
    ).toHaveLength(1);
  });
});

describe('beside Multus, cni.exclusive is off', () => {
  const multus =
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: m, namespace: kube-system}\nspec: {template: {spec: {containers: [{name: m, image: "ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0"}]}}}\n';
  const nad =
    'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nmetadata: {name: lan, namespace: a}\nspec: {config: "{}"}\n';
  test('for its DaemonSet an error, for networks alone a warning', () => {
    expect(said(files(values('MTU: 1400'), multus, nad), CNI_EXCLUSIVE)).toEqual([
      'error values/cni-exclusive app.yaml spec.values: cni.exclusive is true by default: Cilium renames the CNI configuration of Multus away (DaemonSet m); set cni.exclusive: false',
    ]);
    expect(said(files(values('cni: {exclusive: true}'), nad), CNI_EXCLUSIVE)).toEqual([
      'warning values/cni-exclusive app.yaml spec.values.cni.exclusive: cni.exclusive is true: Cilium renames the CNI configuration of Multus away (NetworkAttachmentDefinition lan); set cni.exclusive: false',
    ]);
  });
  test.each([['cni: {exclusive: false}'], ['cni: {exclusive: "${X}"}'], ['cni: "${X}"']])('silent with %s', (text) => {
    expect(said(files(values(text), multus, nad), CNI_EXCLUSIVE)).toEqual([]);
  });
});

describe('the values fit Talos', () => {
  const fit = 'securityContext: {privileged: true}, cgroup: {autoMount: {enabled: false}}';
  const talos = (text: string) => `machine: {${text}}\n`;
  test.each([
    [
      'MTU: 1400',
      talos('type: controlplane'),
      [
        "error values/talos-capabilities app.yaml spec.values: securityContext.capabilities.ciliumAgent: the chart's default asks for SYS_MODULE, which Talos takes from every workload; write [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID, SYSLOG]",
        "error values/talos-capabilities app.yaml spec.values: securityContext.capabilities.cleanCiliumState: the chart's default asks for SYS_MODULE, which Talos takes from every workload; write [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE]",
      ],
    ],
    [
      `${fit}, bpf: {masquerade: true, hostLegacyRouting: true}, kubeProxyReplacement: true`,
      talos('features: {hostDNS: {forwardKubeDNSToHost: true}}'),
      [],
    ],
    [
      `${fit}, bpf: {masquerade: true}, kubeProxyReplacement: true`,
      talos('features: {hostDNS: {forwardKubeDNSToHost: false}}'),
      [],
    ],
    [
      fit,
      'cluster: {proxy: {disabled: true}}\n',
      [
        'error values/kube-proxy app.yaml spec.values: kubeProxyReplacement is "false", and Talos runs no kube-proxy: no Service works; set kubeProxyReplacement: true',
      ],
    ],
    [
      `${fit}, kubeProxyReplacement: true`,
      'apiVersion: v1alpha1\nkind: KubeProxyConfig\nenabled: true\n',
      [
        'warning values/kube-proxy-twice app.yaml spec.values.kubeProxyReplacement: kubeProxyReplacement is true, and Talos runs kube-proxy too; disable it in the machine configuration: cluster.proxy.disabled: true, or KubeProxyConfig with enabled: false',
      ],
    ],
    [
      fit,
      'cluster: {network: {cni: {name: flannel}}}\n',
      [
        'error values/talos-cni app.yaml cluster.network.cni.name: Talos installs flannel, and Cilium is here too; write cluster.network.cni.name: none',
      ],
    ],
    [fit, 'cluster: {network: {cni: {name: flannel}}}\n---\ncluster: {network: {cni: {name: none}}}\n', []],
    [
      `${fit}, k8sServiceHost: localhost, k8sServicePort: 7445`,
      talos('features: {kubePrism: {enabled: false}}'),
      [
        'error values/kube-prism app.yaml spec.values.k8sServicePort: k8sServicePort is 7445 at localhost: KubePrism is off in the machine configuration; set machine.features.kubePrism.enabled: true',
      ],
    ],
    [
      `${fit}, k8sServiceHost: localhost, k8sServicePort: 7445`,
      talos('features: {kubePrism: {enabled: true, port: 7446}}'),
      [
        'error values/kube-prism app.yaml spec.values.k8sServicePort: k8sServicePort is 7445 at localhost: KubePrism listens on 7446; write 7446, or the same port in the machine configuration',
      ],
    ],
    [
      `${fit}, k8sServiceHost: localhost, k8sServicePort: 7445`,
      talos('features: {kubePrism: {enabled: true, port: 7445}}'),
      [],
    ],
    [`${fit}, kubeProxyReplacement: true`, 'cluster: {proxy: {disabled: true}}\n', []],
  ])('%s beside %s', (text, machine, expected) => {
    expect(said(files(values(text), machine), TALOS_VALUES)).toEqual(expected);
  });
  test.each([
    [
      '1.12',
      'error values/kubespan-native app.yaml spec.values.routingMode: routingMode is native, and KubeSpan of Talos 1.12 carries tunnels only; set routingMode: tunnel; native routing works from Talos 1.13 on',
    ],
    [
      '1.13',
      'warning values/kubespan-native app.yaml spec.values.routingMode: routingMode is native, and KubeSpan does not advertise the Kubernetes networks: pods of other nodes are out of reach; set advertiseKubernetesNetworks: true in the KubeSpan configuration and bpf.hostLegacyRouting: true, or routingMode: tunnel',
    ],
  ])('KubeSpan of %s with native routing', (minor, expected) => {
    const text = [values(`${fit}, routingMode: native`), talos('network: {kubespan: {enabled: true}}')].join('---\n');
    expect(said(worldFrom(text, { talos: minor }), KUBESPAN)).toEqual([expected]);
    expect(said(worldFrom(text.replace('native', 'tunnel'), { talos: minor }), KUBESPAN)).toEqual([]);
  });
  test.each([
    ['1.18.12', ['error values/host-dns']],
    ['1.20.0', []],
  ])('host DNS forwarding beside BPF masquerading is an error up to Cilium 1.18 only: %s', (version, expected) => {
    const text = values(`${fit}, bpf: {masquerade: true}, kubeProxyReplacement: true`, version);
    const forwards = talos('features: {hostDNS: {enabled: true, forwardKubeDNSToHost: true}}');
    expect(said(files(text, forwards), HOST_DNS).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(
      expected,
    );
    expect(said(files(text, forwards.replace('ToHost: true', 'ToHost: false')), HOST_DNS)).toEqual([]);
  });
  test('the Talos of another example says nothing', () => {
    const text = values(`${fit}, k8sServiceHost: localhost, k8sServicePort: 7445`);
    const off = talos('features: {kubePrism: {enabled: false}}');
    expect(said(worldFrom({ 'examples/a/r.yaml': text, 'examples/b/talos.yaml': off }), TALOS_VALUES)).toEqual([]);
    expect(said(worldFrom({ 'examples/a/r.yaml': text, 'examples/a/talos.yaml': off }), TALOS_VALUES)).toHaveLength(1);
  });
  test('without Talos nothing is said', () => {
    expect(said(files(values('MTU: 1400')), TALOS_VALUES)).toEqual([]);
  });
  test('versions that do not go together', () => {
    const installer = (version: string) => `machine: {install: {image: "ghcr.io/siderolabs/installer:v${version}"}}\n`;
    expect(said(files(values('MTU: 1', '1.18.6'), installer('1.12.3')), KNOWN_BAD)).toEqual([
      'warning values/kernel-verifier app.yaml machine.install.image: Talos 1.12.3 beside Cilium 1.18.6: its kernel refuses BPF programs of Cilium (siderolabs/talos#12726, cilium/cilium#44216); upgrade Talos to 1.12.5 or later',
    ]);
    expect(said(files(values('MTU: 1', '1.18.6'), installer('1.12.5')), KNOWN_BAD)).toEqual([]);
  });
});
