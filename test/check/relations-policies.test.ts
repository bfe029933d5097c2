// Policies against pods, addresses and names: what Cilium takes in silence although it does something else than it seems.
import { deployment, policy, relation } from './relation';

const WEB = deployment('app: web', '{ containerPort: 8080 }');
const SUBJECT = 'endpointSelector: { matchLabels: { app: web } }';
const DNS =
  "{ toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': kube-system, k8s-app: kube-dns } }], toPorts: [{ ports: [{ port: '53', protocol: ANY }], rules: { dns: [{ matchPattern: '*' }] } }] }";
const NAMESPACE = (labels: string, name = 'shop') =>
  `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { ${labels} } }\n---\n`;

describe('policies and pods', () => {
  relation(
    'a policy names a port that a selected pod has',
    { code: 'policy/port-missing', says: ['9090', '8080'] },
    WEB + policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '9090' }] }] }]`),
    WEB + policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '8080' }] }] }]`),
  );
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }\n---\n';
  relation(
    'a policy names the port of the container, not that of the Service',
    { code: 'policy/port-missing', says: ['write 8080'] },
    WEB +
      service +
      policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '80' }] }] }]`),
    WEB +
      service +
      policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster], toPorts: [{ ports: [{ port: '8080' }] }] }]`),
  );
  const named = deployment('app.kubernetes.io/name: web', '{ containerPort: 8080 }');
  relation(
    'a selector asks for the label under which the pods have the value',
    { code: 'policy/selects-nothing', says: ['app.kubernetes.io/name'] },
    named + policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster] }]`),
    named +
      policy(
        'endpointSelector: { matchLabels: { app.kubernetes.io/name: web } }, ingress: [{ fromEntities: [cluster] }]',
      ),
  );
  const api = deployment('app.kubernetes.io/name: api', '{ containerPort: 9000 }', 'api');
  relation(
    'a peer is asked for by the label that the pods have',
    { code: 'policy/selects-nothing', says: ['app.kubernetes.io/name'] },
    WEB + api + policy(`${SUBJECT}, ingress: [{ fromEndpoints: [{ matchLabels: { app: api } }] }]`),
    WEB + api + policy(`${SUBJECT}, ingress: [{ fromEndpoints: [{ matchLabels: { app.kubernetes.io/name: api } }] }]`),
  );
  relation(
    'a NetworkPolicy asks for the label that the pods have',
    { code: 'policy/selects-nothing', says: ['app.kubernetes.io/name'] },
    named +
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: {} }] }] }\n',
    named +
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app.kubernetes.io/name: web } }, ingress: [{ from: [{ podSelector: {} }] }] }\n',
  );
  relation(
    'a policy that selects nothing of the pods of its namespace is a note',
    { code: 'policy/selects-nothing', level: 'note' },
    WEB + policy('endpointSelector: { matchLabels: { app: gone } }, ingress: [{ fromEntities: [cluster] }]'),
    WEB + policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster] }]`),
  );
});

describe('policies and addresses', () => {
  const node =
    'apiVersion: v1\nkind: Node\nmetadata: { name: w1 }\nstatus: { addresses: [{ type: InternalIP, address: 192.0.2.21 }] }\n---\n';
  const lan = policy(`${SUBJECT}, egress: [{ toCIDR: [198.51.100.0/24] }]`);
  relation(
    'the address of a node is no CIDR',
    { code: 'policy/cidr-in-cluster', says: ['node', '192.0.2.21'] },
    node + WEB + policy(`${SUBJECT}, egress: [{ toCIDR: [192.0.2.21/32] }]`),
    node + WEB + lan,
  );
  const talos = (network: string) => `cluster: { network: { ${network} } }\nmachine: { type: controlplane }\n---\n`;
  relation(
    'pods are no CIDR',
    { code: 'policy/cidr-in-cluster', says: ['pod'] },
    {
      'talos/all.yaml': talos('podSubnets: [10.244.0.0/16]'),
      'web.yaml': WEB + policy(`${SUBJECT}, ingress: [{ fromCIDRSet: [{ cidr: 10.244.3.0/24 }] }]`),
    },
    {
      'talos/all.yaml': talos('podSubnets: [10.244.0.0/16]'),
      'web.yaml': WEB + policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster] }]`),
    },
  );
  relation(
    'addresses of Services are no CIDR',
    { code: 'policy/cidr-in-cluster', says: ['service'] },
    {
      'talos/all.yaml': talos('serviceSubnets: [10.96.0.0/12]'),
      'web.yaml': WEB + policy(`${SUBJECT}, egress: [{ toCIDR: [10.96.0.1/32] }]`),
    },
    {
      'talos/all.yaml': talos('serviceSubnets: [10.96.0.0/12]'),
      'web.yaml': WEB + policy(`${SUBJECT}, egress: [{ toEntities: [kube-apiserver] }]`),
    },
  );
  const vip =
    'apiVersion: v1alpha1\nkind: Layer2VIPConfig\nname: 192.0.2.10\nlink: eno1\n---\napiVersion: v1alpha1\nkind: DHCPv4Config\nname: eno1\n---\n';
  relation(
    'the virtual address of the API server is no CIDR',
    { code: 'policy/cidr-in-cluster', says: ['192.0.2.10', 'kube-apiserver'], flags: ['--talos', '1.13'] },
    { 'talos/vip.yaml': vip, 'web.yaml': WEB + policy(`${SUBJECT}, egress: [{ toCIDR: [192.0.2.10/32] }]`) },
    { 'talos/vip.yaml': vip, 'web.yaml': WEB + policy(`${SUBJECT}, egress: [{ toEntities: [kube-apiserver] }]`) },
  );
});

describe('policies and names', () => {
  const from = (labels: string) => policy(`${SUBJECT}, ingress: [{ fromEndpoints: [{ matchLabels: { ${labels} } }] }]`);
  relation(
    'a namespace is asked for by a label that it has',
    { code: 'policy/namespace-label', says: ['team'] },
    NAMESPACE('team: shop') +
      NAMESPACE('tier: back', 'back') +
      WEB +
      from("'k8s:io.cilium.k8s.namespace.labels.team': back"),
    NAMESPACE('team: shop') +
      NAMESPACE('team: back', 'back') +
      WEB +
      from("'k8s:io.cilium.k8s.namespace.labels.team': back"),
  );
  const selector = (labels: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: { podSelector: { matchLabels: { app: web } }, ingress: [{ from: [{ namespaceSelector: { matchLabels: { ${labels} } } }] }] }\n`;
  relation(
    'a namespace is asked for by name under the label that Kubernetes gives it',
    { code: 'policy/namespace-label', says: ['kubernetes.io/metadata.name'] },
    NAMESPACE('team: shop') + NAMESPACE('team: back', 'back') + WEB + selector('name: back'),
    NAMESPACE('team: shop') + NAMESPACE('team: back', 'back') + WEB + selector('kubernetes.io/metadata.name: back'),
  );
  relation(
    'nodes are asked for by labels that the agent keeps',
    { code: 'cilium/filtered-label', says: ['kubernetes.io/os'] },
    policy(
      'nodeSelector: { matchLabels: { kubernetes.io/os: linux } }, ingress: [{ fromEntities: [all] }]',
      'CiliumClusterwideNetworkPolicy',
    ),
    policy(
      "nodeSelector: { matchLabels: { node-role.kubernetes.io/control-plane: '' } }, ingress: [{ fromEntities: [all] }]",
      'CiliumClusterwideNetworkPolicy',
    ),
  );
  const names = '{ toFQDNs: [{ matchName: api.example.com }] }';
  relation(
    'who may reach names has a rule that looks at DNS',
    { code: 'policy/fqdn-without-dns' },
    WEB + policy(`${SUBJECT}, egress: [${names}]`),
    WEB +
      policy(`${SUBJECT}, egress: [${names}]`) +
      policy(`endpointSelector: {}, egress: [${DNS}]`, 'CiliumNetworkPolicy', 'dns'),
  );
  relation(
    'the rule that looks at DNS may be clusterwide',
    { code: 'policy/fqdn-without-dns' },
    WEB +
      policy(`${SUBJECT}, egress: [${names}]`) +
      policy(
        `endpointSelector: { matchLabels: { app: other } }, egress: [${DNS}]`,
        'CiliumClusterwideNetworkPolicy',
        'dns',
      ),
    WEB +
      policy(`${SUBJECT}, egress: [${names}]`) +
      policy(
        `endpointSelector: {}, enableDefaultDeny: { egress: false }, egress: [${DNS}]`,
        'CiliumClusterwideNetworkPolicy',
        'dns',
      ),
  );
  const kustomization = (components: string) =>
    `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: shop\nresources: [web.yaml]\n${components}`;
  const component = {
    'components/dns/kustomization.yaml':
      'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [dns.yaml]\n',
    'components/dns/dns.yaml': policy(`endpointSelector: {}, egress: [${DNS}]`, 'CiliumNetworkPolicy', 'dns').replace(
      ', namespace: shop',
      '',
    ),
  };
  relation(
    'the rule that looks at DNS may come from a component of kustomize',
    { code: 'policy/fqdn-without-dns' },
    {
      'apps/shop/kustomization.yaml': kustomization(''),
      'apps/shop/web.yaml': WEB + policy(`${SUBJECT}, egress: [${names}]`),
    },
    {
      ...component,
      'apps/shop/kustomization.yaml': kustomization('components: [../../components/dns]\n'),
      'apps/shop/web.yaml': WEB + policy(`${SUBJECT}, egress: [${names}]`),
    },
  );
  const dnsOf = (pattern: string) => DNS.replace("'*'", `'${pattern}'`);
  relation(
    'a star in a pattern of a name ends at the first dot',
    { code: 'policy/star-one-label', says: ['*.cluster.local'] },
    WEB + policy(`${SUBJECT}, egress: [${dnsOf('*.cluster.local')}]`),
    WEB + policy(`${SUBJECT}, egress: [${dnsOf('*.*.svc.cluster.local')}]`),
  );
  const closed = policy(`${SUBJECT}, egress: [{ toEndpoints: [{ matchLabels: { app: web } }] }]`);
  relation(
    'pods whose egress is in default deny may ask for names',
    { code: 'policy/egress-without-dns', level: 'note' },
    WEB + closed,
    WEB + closed + policy(`endpointSelector: {}, egress: [${DNS}]`, 'CiliumNetworkPolicy', 'dns'),
  );
  const asking = WEB.replace('image:', "args: ['--upstream=http://api.shop.svc:8080'], image:");
  relation(
    'pods that use the name of a Service may ask for it',
    { code: 'policy/egress-without-dns', level: 'warning', says: ['api.shop.svc'] },
    asking + closed,
    asking + closed + policy(`endpointSelector: {}, egress: [${DNS}]`, 'CiliumNetworkPolicy', 'dns'),
  );
});

describe('policies alone', () => {
  relation(
    'a policy that denies nothing by default and allows nothing changes nothing',
    { code: 'policy/changes-nothing' },
    WEB + policy(`${SUBJECT}, enableDefaultDeny: { ingress: false, egress: false }, ingress: [{}]`),
    WEB +
      policy(
        `${SUBJECT}, enableDefaultDeny: { ingress: false, egress: false }, ingress: [{ fromEntities: [cluster] }]`,
      ),
  );
  const annotated = (annotation: string) =>
    policy(`${SUBJECT}, ingress: [{ fromEntities: [cluster] }]`).replace(
      'namespace: shop',
      `namespace: shop, annotations: { ${annotation} }`,
    );
  relation(
    'audit mode is no annotation',
    { code: 'policy/dead-annotation', says: ['policyAuditMode'] },
    WEB + annotated("policy.cilium.io/audit-mode: 'true'"),
    WEB + annotated("example.com/owner: 'me'"),
  );
  relation(
    'proxy visibility is no annotation',
    { code: 'policy/dead-annotation', says: ['HTTP'] },
    WEB + annotated("policy.cilium.io/proxy-visibility: '<Ingress/80/TCP/HTTP>'"),
    WEB + annotated("example.com/owner: 'me'"),
  );
});
