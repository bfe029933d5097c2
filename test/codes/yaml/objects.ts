// Small objects for the examples of codes.

/** A code of YAML: text that gets it, and the same text as it should be. */
export type YamlExample = readonly [code: string, bad: string, good: string];

/** Documents of one file. */
export const documents = (...texts: readonly string[]) => texts.join('---\n');

/** An object with a name, in the namespace shop unless another is said; the rest as flow YAML. */
export const object = (apiVersion: string, kind: string, rest: string, metadata = 'name: a, namespace: shop') =>
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
export const pool = (blocks: string, name = 'lan') =>
  object('cilium.io/v2', 'CiliumLoadBalancerIPPool', `spec: {blocks: [${blocks}]}`, `name: ${name}`);

/** The version and the fields of a Talos configuration. */
export const talos = (fields: string) => `version: v1alpha1\n${fields}\n`;
