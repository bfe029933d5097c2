// Built-in kinds: what the server asks beyond structure. Every row was refused by a real server; the first object of each kind was accepted.
import { judged } from './judged';

type Plain = Record<string, any>;
const object = (apiVersion: string, kind: string, more: Plain): Plain => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'shop' },
  ...more,
});
const container = (more: Plain = {}): Plain => ({ name: 'main', image: 'nginx:1.27', ...more });
const podSpec = (more: Plain = {}): Plain => ({ containers: [container()], ...more });
const deployment = (pod: Plain = podSpec(), spec: Plain = {}): Plain =>
  object('apps/v1', 'Deployment', {
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: pod },
      ...spec,
    },
  });
const withContainer = (more: Plain): Plain => deployment(podSpec({ containers: [container(more)] }));
const service = (spec: Plain): Plain =>
  object('v1', 'Service', { spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...spec } });
const network = (spec: Plain): Plain =>
  object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ...spec } });
const peer = (from: Plain): Plain => network({ ingress: [{ from: [from] }] });
const role = (rule: Plain, kind = 'ClusterRole'): Plain =>
  object('rbac.authorization.k8s.io/v1', kind, { rules: [rule] });
const binding = (more: Plain, kind = 'ClusterRoleBinding'): Plain =>
  object('rbac.authorization.k8s.io/v1', kind, { roleRef: { kind: 'ClusterRole', name: 'view' }, ...more });
const job = (pod: Plain, spec: Plain = {}): Plain =>
  object('batch/v1', 'Job', { spec: { template: { spec: podSpec(pod) }, ...spec } });

test.each([
  ['Deployment', deployment()],
  ['Service', service({})],
  ['headless Service', service({ clusterIP: 'None', ports: undefined })],
  ['NetworkPolicy', peer({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } })],
  ['ClusterRole', role({ apiGroups: [''], resources: ['pods'], verbs: ['get'] })],
  ['ClusterRoleBinding', binding({ subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'b' }] })],
  [
    'RoleBinding, whose namespace counts',
    binding({ subjects: [{ kind: 'ServiceAccount', name: 'a' }] }, 'RoleBinding'),
  ],
  ['Job', job({ restartPolicy: 'Never' })],
  ['Indexed Job with both counts left open', job({ restartPolicy: 'Never' }, { completionMode: 'Indexed' })],
  ['image with a blank at its end, in a template', withContainer({ image: 'nginx:1.27 ' })],
  [
    'address mapped into IPv6 as egressIP, where the schema asks for an address with dots',
    {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumEgressGatewayPolicy',
      metadata: { name: 'web' },
      spec: {
        selectors: [{ podSelector: {} }],
        destinationCIDRs: ['0.0.0.0/0'],
        egressGateway: { nodeSelector: {}, egressIP: '::ffff:10.0.0.1' },
      },
    },
    '1.19',
  ],
  ['null where Go reads a zero value', deployment(podSpec({ volumes: null, nodeSelector: null }))],
  ['empty text that counts as unset', service({ clusterIP: '', type: '' })],
] as [string, Plain, string?][])('accepts a good %s', (_, good, cilium = '1.20') =>
  expect(judged(good, { cilium, gatewayApi: 'v1.6.1' })).toEqual([]),
);

test.each([
  [
    'a selector that misses its pods',
    deployment(podSpec(), { selector: { matchLabels: { app: 'shop' } } }),
    'schema/value spec.template.metadata.labels',
  ],
  [
    'an image with a blank at its end, in a pod',
    object('v1', 'Pod', { spec: podSpec({ containers: [container({ image: 'nginx:1.27 ' })] }) }),
    'schema/value spec.containers.0.image',
  ],
  [
    'an Indexed Job with parallelism and without completions',
    job({ restartPolicy: 'Never' }, { completionMode: 'Indexed', parallelism: 2 }),
    'schema/required spec.completions',
  ],
  ['no image', withContainer({ image: undefined }), 'schema/required spec.template.spec.containers.0.image'],
  [
    'a container name in capitals',
    withContainer({ name: 'Main' }),
    'schema/format spec.template.spec.containers.0.name',
  ],
  [
    'a mount of no volume',
    withContainer({ volumeMounts: [{ name: 'v', mountPath: '/v' }] }),
    'schema/value spec.template.spec.containers.0.volumeMounts.0.name',
  ],
  [
    'a request above the limit',
    withContainer({ resources: { requests: { cpu: '20m' }, limits: { cpu: '10m' } } }),
    'schema/range spec.template.spec.containers.0.resources.requests.cpu',
  ],
  [
    'a value from two sources',
    withContainer({ env: [{ name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
    'schema/branch spec.template.spec.containers.0.env.0.valueFrom',
  ],
  [
    'a probe that does nothing',
    withContainer({ livenessProbe: {} }),
    'schema/branch spec.template.spec.containers.0.livenessProbe',
  ],
  [
    'a volume of two kinds',
    deployment(podSpec({ volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/v' } }] })),
    'schema/branch spec.template.spec.volumes.0.hostPath',
  ],
  [
    'a toleration with too much',
    deployment(podSpec({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] })),
    'schema/value spec.template.spec.tolerations.0.operator',
  ],
  [
    'an update that cannot move',
    deployment(podSpec(), { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }),
    'schema/value spec.strategy.rollingUpdate.maxUnavailable',
  ],
  [
    'a quantity that is none',
    withContainer({ resources: { limits: { memory: '10MB' } } }),
    'schema/format spec.template.spec.containers.0.resources.limits.memory',
  ],
  [
    'a Job that restarts for ever',
    job({ restartPolicy: 'Always' }),
    'schema/required spec.template.spec.restartPolicy',
  ],
  [
    'one of several ports without name',
    service({ ports: [{ port: 80, name: 'a' }, { port: 81 }] }),
    'schema/required spec.ports.1.name',
  ],
  ['a port that is none', service({ ports: [{ port: 0 }] }), 'schema/range spec.ports.0.port'],
  [
    'a node port out of range',
    service({ type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] }),
    'schema/range spec.ports.0.nodePort',
  ],
  ['a type that is misspelt', service({ type: 'Loadbalancer' }), 'schema/enum spec.type'],
  [
    'a traffic policy without traffic from outside',
    service({ externalTrafficPolicy: 'Local' }),
    'schema/value spec.externalTrafficPolicy',
  ],
  ['a cluster IP of another cluster', service({ clusterIP: '10.0.0.1' }), 'schema/cluster-ip spec.clusterIP'],
  [
    'an address without prefix',
    peer({ ipBlock: { cidr: '10.0.0.1' } }),
    'schema/format spec.ingress.0.from.0.ipBlock.cidr',
  ],
  [
    'an exception outside',
    peer({ ipBlock: { cidr: '10.0.0.0/8', except: ['192.168.0.0/16'] } }),
    'schema/value spec.ingress.0.from.0.ipBlock.except.0',
  ],
  ['a peer that names nobody', peer({}), 'schema/required spec.ingress.0.from.0'],
  [
    'two kinds of peer in one',
    peer({ podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }),
    'schema/branch spec.ingress.0.from.0.ipBlock',
  ],
  ['a policy type that is misspelt', network({ policyTypes: ['ingress'] }), 'schema/enum spec.policyTypes.0'],
  [
    'a range backwards',
    network({ ingress: [{ ports: [{ port: 100, endPort: 90 }] }] }),
    'schema/value spec.ingress.0.ports.0.endPort',
  ],
  ['a rule without groups', role({ resources: ['pods'], verbs: ['get'] }), 'schema/required rules.0.apiGroups'],
  ['URLs in a Role', role({ nonResourceURLs: ['/x'], verbs: ['get'] }, 'Role'), 'schema/value rules.0.nonResourceURLs'],
  [
    'a ServiceAccount of nowhere',
    binding({ subjects: [{ kind: 'ServiceAccount', name: 'a' }] }),
    'schema/required subjects.0.namespace',
  ],
  ['a ClusterRoleBinding to a Role', binding({ roleRef: { kind: 'Role', name: 'a' } }), 'schema/enum roleRef.kind'],
  ['a key with a slash', object('v1', 'ConfigMap', { data: { 'etc/a': 'x' } }), 'schema/format data.etc/a'],
  [
    'a level that is misspelt',
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'a', labels: { 'pod-security.kubernetes.io/enforce': 'baselin' } },
    },
    'schema/enum metadata.labels.pod-security.kubernetes.io/enforce',
  ],
  ['a priority of the system', object('scheduling.k8s.io/v1', 'PriorityClass', { value: 2e9 }), 'schema/range value'],
  [
    'an Ingress to no port',
    object('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: { service: { name: 'a' } } } }),
    'schema/required spec.defaultBackend.service.port',
  ],
  [
    'a schedule of four fields',
    object('batch/v1', 'CronJob', {
      spec: { schedule: '* * * *', jobTemplate: { spec: { template: { spec: podSpec({ restartPolicy: 'Never' }) } } } },
    }),
    'schema/format spec.schedule',
  ],
  [
    'minAvailable and maxUnavailable',
    object('policy/v1', 'PodDisruptionBudget', { spec: { minAvailable: 1, maxUnavailable: 1 } }),
    'schema/branch spec.maxUnavailable',
  ],
  ['a name with a dot', { ...service({}), metadata: { name: 'a.b' } }, 'schema/name metadata.name'],
])('refuses %s', (_, bad, where) => {
  const said = judged(bad);
  expect(said.map((line) => line.split(' ').slice(0, 3).join(' ').replace(/:$/, ''))).toContain(`error ${where}`);
  expect(said).toHaveLength(1);
});

test('checks that read values further down are left alone where a type is wrong', () => {
  expect(
    judged(
      deployment(
        podSpec({ containers: [{ ...container(), ports: 'http', volumeMounts: [{ name: 'v', mountPath: '/v' }] }] }),
      ),
    ),
  ).toEqual([
    'error schema/type spec.template.spec.containers.0.ports: "http" is a string, not an array | write a list: begin each item with "- "',
  ]);
});
