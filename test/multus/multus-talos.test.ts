import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Boundary, Feature, Role } from '../../lib/cluster';
import { NetworkConstruct } from '../../lib/construct';
import { fromYaml, Manifest, toYaml } from '../../lib/manifest';
import { MultusTalos, MultusVersion } from '../../lib/multus';
import { NetworkApp } from '../../lib';
import { Ipam, MacvlanNetwork } from '../../lib/networks';
import { bothSides } from '../support/one-judge';
import { workload } from '../networks/helpers';
import { container, daemonConfig, multus, object } from './helpers';

test('emits the objects in the order in which they depend on each other', () => {
  const keys = (construct: MultusTalos) =>
    construct
      ._manifests()
      .map(({ kind, metadata }: Manifest) => [kind, metadata.namespace, metadata.name].filter(Boolean).join('/'));
  expect(keys(multus())).toEqual([
    'CustomResourceDefinition/network-attachment-definitions.k8s.cni.cncf.io',
    'ServiceAccount/kube-system/multus',
    'ClusterRole/multus',
    'ClusterRoleBinding/multus',
    'ConfigMap/kube-system/multus-daemon-config',
    'DaemonSet/kube-system/kube-multus-ds',
  ]);
  expect(keys(multus({ namespace: 'multus' }))[0]).toBe('Namespace/multus');
});

test('renders the DaemonSet', () => {
  expect(toYaml([object(multus(), 'DaemonSet')])).toMatchInlineSnapshot(`
   "apiVersion: apps/v1
   kind: DaemonSet
   metadata:
     labels:
       app: multus
       name: multus
       tier: node
     name: kube-multus-ds
     namespace: kube-system
   spec:
     selector:
       matchLabels:
         name: multus
     template:
       metadata:
         annotations:
           checksum/config: 79bc3c388e1350575d235bb2b4a0620fb776562aa45a069ecf621a84d91a95ee
         labels:
           app: multus
           name: multus
           tier: node
       spec:
         containers:
           - command:
               - /usr/src/multus-cni/bin/multus-daemon
             env:
               - name: MULTUS_NODE_NAME
                 valueFrom:
                   fieldRef:
                     fieldPath: spec.nodeName
             image: ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick@sha256:a922a39a78049991d03178c07afc45a198326481049bd7d84626097402fa14bb
             name: kube-multus
             resources:
               limits:
                 memory: 512Mi
               requests:
                 cpu: 100m
                 memory: 128Mi
             securityContext:
               privileged: true
             terminationMessagePolicy: FallbackToLogsOnError
             volumeMounts:
               - mountPath: /host/etc/cni/net.d
                 name: cni
               - mountPath: /opt/cni/bin
                 name: cnibin
               - mountPath: /host/run
                 name: host-run
               - mountPath: /var/lib/cni/multus
                 name: host-var-lib-cni-multus
               - mountPath: /var/lib/kubelet
                 mountPropagation: HostToContainer
                 name: host-var-lib-kubelet
               - mountPath: /run/k8s.cni.cncf.io
                 name: host-run-k8s-cni-cncf-io
               - mountPath: /run/netns
                 mountPropagation: HostToContainer
                 name: host-run-netns
               - mountPath: /hostroot
                 mountPropagation: HostToContainer
                 name: hostroot
               - mountPath: /etc/cni/multus/net.d
                 name: multus-conf-dir
               - mountPath: /etc/cni/net.d/multus.d
                 name: multus-daemon-config
                 readOnly: true
         hostNetwork: true
         hostPID: true
         initContainers:
           - args:
               - -d
               - /host/opt/cni/bin
               - -t
               - thick
             command:
               - /usr/src/multus-cni/bin/install_multus
             image: ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick@sha256:a922a39a78049991d03178c07afc45a198326481049bd7d84626097402fa14bb
             name: install-multus-binary
             resources:
               limits:
                 memory: 128Mi
               requests:
                 cpu: 10m
                 memory: 15Mi
             securityContext:
               privileged: true
             terminationMessagePolicy: FallbackToLogsOnError
             volumeMounts:
               - mountPath: /host/opt/cni/bin
                 mountPropagation: Bidirectional
                 name: cnibin
         priorityClassName: system-node-critical
         serviceAccountName: multus
         terminationGracePeriodSeconds: 10
         tolerations:
           - effect: NoSchedule
             operator: Exists
           - effect: NoExecute
             operator: Exists
         volumes:
           - hostPath:
               path: /etc/cni/net.d
             name: cni
           - hostPath:
               path: /opt/cni/bin
             name: cnibin
           - hostPath:
               path: /run
             name: host-run
           - hostPath:
               path: /var/lib/cni/multus
             name: host-var-lib-cni-multus
           - hostPath:
               path: /var/lib/kubelet
             name: host-var-lib-kubelet
           - hostPath:
               path: /run/k8s.cni.cncf.io
             name: host-run-k8s-cni-cncf-io
           - hostPath:
               path: /var/run/netns
             name: host-run-netns
           - hostPath:
               path: /
             name: hostroot
           - hostPath:
               path: /etc/cni/multus/net.d
             name: multus-conf-dir
           - configMap:
               items:
                 - key: daemon-config.json
                   path: daemon-config.json
               name: multus-daemon-config
             name: multus-daemon-config
     updateStrategy:
       rollingUpdate:
         maxUnavailable: 1
       type: RollingUpdate
   "
  `);
});

test('grants what the daemon does and no more', () => {
  expect(object(multus(), 'ClusterRole').rules).toEqual([
    { apiGroups: ['k8s.cni.cncf.io'], resources: ['network-attachment-definitions'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods/status'], verbs: ['update'] },
    { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
  ]);
  expect(object(multus({ namespace: 'multus' }), 'ClusterRoleBinding').subjects).toEqual([
    { kind: 'ServiceAccount', name: 'multus', namespace: 'multus' },
  ]);
});

test('labels a namespace of its own as privileged, since Talos enforces baseline outside kube-system', () => {
  expect(
    object(multus({ namespace: 'multus' }), 'Namespace').metadata.labels['pod-security.kubernetes.io/enforce'],
  ).toBe('privileged');
  expect(object(multus(), 'Namespace')).toBeUndefined();
});

const UPSTREAM_CRD = join(__dirname, '../../../shared/crds/network-attachment-definition/networks-crd.yaml');
(existsSync(UPSTREAM_CRD) ? test : test.skip)('has the CRD of the release', () => {
  const [upstream] = fromYaml(readFileSync(UPSTREAM_CRD, 'utf8')) as Manifest[];
  expect(object(multus(), 'CustomResourceDefinition')).toEqual(upstream);
});

describe('the daemon', () => {
  test('is pinned by tag and digest, and gets what its release knows', () => {
    const newer = multus();
    expect(container(newer, 'kube-multus').image).toBe(
      'ghcr.io/k8snetworkplumbingwg/multus-cni:v4.3.0-thick@sha256:a922a39a78049991d03178c07afc45a198326481049bd7d84626097402fa14bb',
    );
    expect(daemonConfig(newer)).toEqual({
      chrootDir: '/hostroot',
      cniVersion: '0.3.1',
      logLevel: 'verbose',
      logToStderr: true,
      cniConfigDir: '/host/etc/cni/net.d',
      multusAutoconfigDir: '/host/etc/cni/net.d',
      multusConfigFile: 'auto',
      socketDir: '/host/run/multus/',
      connectionLimit: 4,
    });
    const older = multus({ version: MultusVersion.V4_2_4 });
    expect(daemonConfig(older).connectionLimit).toBeUndefined();
    expect(object(older, 'CustomResourceDefinition').spec.names.shortNames).toEqual(['net-attach-def']);
  });

  test('starts anew when its configuration changes', () => {
    const sum = (construct: MultusTalos) =>
      object(construct, 'DaemonSet').spec.template.metadata.annotations['checksum/config'];
    expect(sum(multus({ connectionLimit: 8 }))).not.toBe(sum(multus()));
    expect(sum(multus())).toBe(sum(multus()));
  });

  test('takes Cilium for the primary CNI if the app installs it, whichever comes first', () => {
    const app = new App({ outdir: '/nowhere' });
    const chart = new Chart(app, 'network');
    const made = new MultusTalos(chart, 'multus');
    expect(daemonConfig(made).multusMasterCNI).toBeUndefined();
    Boundary.of(app).register(
      Role.PRIMARY_CNI,
      new (class extends NetworkConstruct {
        public constructor() {
          super(chart, 'cilium');
        }
      })(),
    );
    expect(daemonConfig(made).multusMasterCNI).toBe('05-cilium.conflist');
    expect(
      Boundary.of(app)
        .requirements()
        .map(({ feature, by }) => [feature, by.node.path]),
    ).toEqual([[Feature.NON_EXCLUSIVE_CNI, 'network/multus']]);
  });

  test('reaches the API through KubePrism on request', () => {
    expect(container(multus({ kubePrism: true }), 'kube-multus').env.slice(1)).toEqual([
      { name: 'KUBERNETES_SERVICE_HOST', value: '127.0.0.1' },
      { name: 'KUBERNETES_SERVICE_PORT', value: '7445' },
    ]);
  });

  test('every container has a memory limit and none a CPU limit', () => {
    const { containers, initContainers } = object(multus({ plugins: ['macvlan'] }), 'DaemonSet').spec.template.spec;
    expect([...initContainers, ...containers].map((c: any) => c.resources.limits)).toEqual([
      { memory: '128Mi' },
      { memory: '128Mi' },
      { memory: '512Mi' },
    ]);
  });
});

describe('the installer', () => {
  test('brings exactly the plugins that networks use and Talos lacks, also of networks made later', () => {
    const app = new App({ outdir: '/nowhere' });
    const made = new MultusTalos(new Chart(app, 'network'), 'multus', { plugins: ['bridge'] });
    expect(container(made, 'install-cni-plugins')).toBeUndefined();
    const shop = new Chart(app, 'shop', { namespace: 'shop' });
    new MacvlanNetwork(shop, 'lan', { master: 'enp2s0', subnet: '192.168.40.0/24', ipam: Ipam.hostLocal() });
    new MacvlanNetwork(shop, 'fixed', { master: 'enp2s0', ipam: Ipam.static() });
    expect(container(made, 'install-cni-plugins').args).toEqual(['/plugins', 'macvlan', 'static']);
    expect(container(made, 'install-cni-plugins').image).toBe('ghcr.io/home-operations/cni-plugins:1.9.1');
  });

  test("a plugin that nobody brings is refused, unless the image is the user's own", () => {
    expect(() => multus({ plugins: ['whereabouts'] })).toThrow(
      'CNI plugin "whereabouts" is neither on Talos nor in ghcr.io/home-operations/cni-plugins:1.9.1',
    );
    const own = multus({ plugins: ['whereabouts'], installerImage: 'registry.example/cni/plugins:2.0.0' });
    expect(container(own, 'install-cni-plugins').args).toEqual(['/plugins', 'whereabouts']);
  });
});

test('Talos applies the objects at bootstrap unless told otherwise', () => {
  const app = (inlineManifest?: boolean) => multus({ inlineManifest }).node.root;
  const [delivery] = Boundary.of(app()).deliveries();
  expect([delivery!.name, delivery!.by.node.path, delivery!.manifests().length]).toEqual([
    '20-multus',
    'network/multus',
    6,
  ]);
  expect(Boundary.of(app(false)).deliveries()).toEqual([]);
});

test('namespace isolation and a network of another namespace disagree', () => {
  const said = (globalNamespaces?: string[]) => {
    const app = new NetworkApp({ outdir: 'unused' });
    new MultusTalos(new Chart(app, 'network'), 'multus', { namespaceIsolation: true, globalNamespaces });
    const lan = new MacvlanNetwork(new Chart(app, 'lan', { namespace: 'networks' }), 'lan', {
      master: 'enp2s0',
      ipam: Ipam.none(),
    });
    lan.attach(workload(new Chart(app, 'shop', { namespace: 'shop' }), 'api'));
    const { synth, check } = bothSides(app);
    expect(check).toEqual(synth);
    return app
      .findings()
      .filter(({ code }) => code.startsWith('cni/'))
      .map((f) => `${f.code} ${f.path}: ${f.repair}`);
  };
  expect(said()).toEqual([
    'cni/namespace-isolation shop/api: put the network into "shop", or write globalNamespaces: [\'networks\']',
  ]);
  expect(said(['networks'])).toEqual([]);
});

test('an override changes the DaemonSet', () => {
  const made = multus();
  made.override('spec.template.spec.terminationGracePeriodSeconds', 30);
  expect(object(made, 'DaemonSet').spec.template.spec.terminationGracePeriodSeconds).toBe(30);
});
