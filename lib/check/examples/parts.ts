// Small objects that examples are put together of.

/** Documents of one file. */
export const documents = (...texts: readonly string[]) => texts.join('---\n');

/** An object with a name, in the namespace shop unless another is said; the rest as flow YAML. */
export const object = (apiVersion: string, kind: string, rest: string, metadata = 'name: web, namespace: shop') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\n${rest}\n`;

/** A CiliumNetworkPolicy with an endpoint selector. */
export const policy = (rules: string) =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', `spec: {endpointSelector: {}, ${rules}}`);

/** A secondary network. */
export const network = (fields: string, name = 'lan') =>
  object(
    'k8s.cni.cncf.io/v1',
    'NetworkAttachmentDefinition',
    `spec: {config: '{"cniVersion":"1.0.0","name":"${name}",${fields}}'}`,
    `name: ${name}, namespace: shop`,
  );

/** A HelmRelease of Cilium. */
export const cilium = (values: string, version = '1.20.0') =>
  object(
    'helm.toolkit.fluxcd.io/v2',
    'HelmRelease',
    `spec: {chart: {spec: {chart: cilium, version: ${version}}}, values: {${values}}}`,
    'name: cilium, namespace: kube-system',
  );

/** A pool of addresses for Services. */
export const pool = (blocks: string, name = 'lan', more = '') =>
  object('cilium.io/v2', 'CiliumLoadBalancerIPPool', `spec: ${flow(`blocks: [${blocks}]`, more)}`, `name: ${name}`);

/** A Service of type LoadBalancer in the namespace shop. */
export const service = (
  name: string,
  { annotations = '', labels = '', spec = '', namespace = 'shop', port = 80 }: Written = {},
) =>
  object(
    'v1',
    'Service',
    `spec: ${flow('type: LoadBalancer', `selector: {app: ${name}}`, `ports: [{port: ${port}}]`, spec)}`,
    [
      `name: ${name}, namespace: ${namespace}`,
      ...(labels === '' ? [] : [`labels: {${labels}}`]),
      ...(annotations === '' ? [] : [`annotations: {${annotations}}`]),
    ].join(', '),
  );

interface Written {
  readonly annotations?: string;
  readonly labels?: string;
  readonly spec?: string;
  readonly namespace?: string;
  readonly port?: number;
}

/** A Service that asks for an address with the sharing key "edge". */
export const sharing = (name: string, address: string, port: number, namespaces?: string) =>
  service(name, {
    port,
    annotations: [
      `lbipam.cilium.io/ips: "${address}"`,
      'lbipam.cilium.io/sharing-key: edge',
      ...(namespaces === undefined ? [] : [`lbipam.cilium.io/sharing-cross-namespace: "${namespaces}"`]),
    ].join(', '),
  });

function flow(...fields: readonly string[]): string {
  return `{${fields.filter((each) => each !== '').join(', ')}}`;
}

/** The version and the fields of a Talos configuration. */
export const talos = (fields: string) => `version: v1alpha1\n${fields}\n`;

/** Values of Cilium that Talos needs. */
export const ON_TALOS =
  'cgroup: {autoMount: {enabled: false}, hostRoot: /sys/fs/cgroup}, securityContext: {capabilities: {ciliumAgent: [CHOWN, KILL, NET_ADMIN, NET_RAW, IPC_LOCK, SYS_ADMIN, SYS_RESOURCE, DAC_OVERRIDE, FOWNER, SETGID, SETUID], cleanCiliumState: [NET_ADMIN, SYS_ADMIN, SYS_RESOURCE]}}';
