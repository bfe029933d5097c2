// Inputs that grow in one direction, for the growth table of bench/check.mjs: each gives files by name for a size.

/** @typedef {{ name: string, size: number, files: (count: number) => { [file: string]: string } }} Shape */

const times = (count, text) => Array.from({ length: count }, (_, index) => text(index));
const documents = (texts) => ({ 'all.yaml': texts.join('---\n') });
const address = (index) => `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;

const network = (name, ipam) => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: { name: ${name}, namespace: shop }
spec:
  config: '{"cniVersion":"1.0.0","name":"${name}","type":"macvlan","master":"eno1","capabilities":{"ips":true},"ipam":${ipam}}'
`;
const pod = (index, more) => `apiVersion: v1
kind: Pod
metadata: { name: pod-${index}, namespace: team-${index % 50}, ${more} }
spec: { containers: [{ name: web, image: 'example.com/web:1.2.3', ports: [{ containerPort: 8080 }] }] }
`;
const policy = (index, spec) => `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: policy-${index}, namespace: team-${index % 50} }
spec:
  endpointSelector: { matchLabels: { app: app-${index} } }
${spec}`;
const ingress = (index) => `    - fromEndpoints: [{ matchLabels: { app: app-${index} } }]
      toPorts: [{ ports: [{ port: '8080', protocol: TCP }] }]
`;
const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: team-0 }
spec: { gatewayClassName: cilium, listeners: [{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }] }
`;
const route = (index) => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: route-${index}, namespace: team-0 }
spec:
  parentRefs: [{ name: edge }]
  hostnames: [web-${index}.example.com]
  rules: [{ backendRefs: [{ name: web-${index}, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { name: web-${index}, namespace: team-0 }
spec: { selector: { app: app-${index} }, ports: [{ port: 80 }] }
`;
const machine = (index) => `  - hostname: node-${index}
    ipAddress: ${address(65_536 + index)}
    controlPlane: ${index < 3}
    installDisk: /dev/sda
    networkInterfaces:
${times(20, (link) => `      - { interface: eno${link}, addresses: [10.${100 + link}.${index >> 8}.${index & 255}/16] }\n`).join('')}`;

/** @type {readonly Shape[]} */
export const SHAPES = [
  {
    name: 'attachments to one network',
    size: 5000,
    files: (count) =>
      documents([
        network('lan', '{"type":"static"}').replace('namespace: shop', 'namespace: team-0'),
        ...times(count, (index) =>
          pod(
            index * 50,
            `annotations: { k8s.v1.cni.cncf.io/networks: '[{"name":"lan","ips":["${address(300 + index)}/8"]}]' }`,
          ),
        ),
      ]),
  },
  {
    name: 'networks',
    size: 5000,
    files: (count) =>
      documents(
        times(count, (index) =>
          network(
            `lan-${index}`,
            `{"type":"host-local","ranges":[[{"subnet":"10.${index >> 8}.${index & 255}.0/24"}]]}`,
          ),
        ),
      ),
  },
  {
    name: 'pools',
    size: 4000,
    files: (count) =>
      documents(
        times(
          count,
          (index) =>
            `apiVersion: cilium.io/v2\nkind: CiliumLoadBalancerIPPool\nmetadata: { name: pool-${index} }\nspec: { blocks: [{ cidr: 10.${index >> 8}.${index & 255}.0/24 }] }\n`,
        ),
      ),
  },
  {
    name: 'routes of one gateway',
    size: 5000,
    files: (count) => documents([GATEWAY, ...times(count, route)]),
  },
  {
    name: 'nodes with 20 links',
    size: 500,
    files: (count) => ({
      'talconfig.yaml': `clusterName: home\nendpoint: https://10.255.0.1:6443\ntalosVersion: v1.13.0\nnodes:\n${times(count, machine).join('')}`,
    }),
  },
  {
    name: 'rules of one policy',
    size: 5000,
    files: (count) => documents([policy(0, `  ingress:\n${times(count, ingress).join('')}`)]),
  },
  {
    name: 'policies, each with its pod',
    size: 2000,
    files: (count) =>
      documents(
        times(count, (index) => [
          policy(index, `  ingress:\n${ingress((index + 50) % count)}`),
          pod(index, `labels: { app: app-${index} }`),
        ]).flat(),
      ),
  },
  {
    name: 'files of one policy',
    size: 500,
    files: (count) =>
      Object.fromEntries(times(count, (index) => [`${index}.yaml`, policy(index, `  ingress:\n${ingress(index)}`)])),
  },
];
