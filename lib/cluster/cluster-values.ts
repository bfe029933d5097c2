// What a TalosCluster can be made of: versions that are known, forms that the version has, networks that go together.
import { ConfigFormat, talosFeatures, TalosVersion } from '../catalogue/talos';
import { Cidr, ValueError } from '../net';

/** @throws ValueError `cluster/talos-version` */
export function checkTalosVersion(version: TalosVersion): TalosVersion {
  if (Object.values(TalosVersion).includes(version)) return version;
  throw new ValueError(
    'cluster/talos-version',
    `Talos "${String(version)}" is not known here`,
    `write one of: ${Object.values(TalosVersion).join(', ')}`,
  );
}

/** @throws ValueError `cluster/config-format` */
export function checkForms(version: TalosVersion, config: ConfigFormat, links: ConfigFormat): void {
  const { kubernetesDocuments, networkDocuments } = talosFeatures(version);
  if (config === ConfigFormat.DOCUMENTS && !kubernetesDocuments)
    throw new ValueError(
      'cluster/config-format',
      `Talos ${version} with configFormat "documents": it knows no Kubernetes documents, and a document deletion breaks its configuration`,
      'write configFormat: ConfigFormat.V1ALPHA1, or leave it out',
    );
  if (links === ConfigFormat.DOCUMENTS && !networkDocuments)
    throw new ValueError(
      'cluster/config-format',
      `Talos ${version} with linkFormat "documents": it knows no link documents`,
      'write linkFormat: ConfigFormat.V1ALPHA1, or leave it out',
    );
}

/** The version without a leading v. @throws ValueError `cluster/kubernetes-version` */
export function checkKubernetesVersion(version: string): string {
  const bare = version.replace(/^v/, '');
  if (/^1\.\d+\.\d+$/.test(bare)) return bare;
  throw new ValueError(
    'cluster/kubernetes-version',
    `not a Kubernetes version: "${version}"`,
    'write major, minor and patch, such as "1.35.2"',
  );
}

/** @throws ValueError `cluster/endpoint` */
export function checkEndpoint(endpoint: string): string {
  if (/^https:\/\/[^/\s]+$/.test(endpoint)) return endpoint;
  throw new ValueError(
    'cluster/endpoint',
    `not the URL of a Kubernetes API: "${endpoint}"`,
    'write scheme, host and port, such as "https://192.168.70.10:6443"',
  );
}

/** @throws ValueError `cluster/node-subnets`, `cluster/subnet-families` */
export function checkSubnets(nodes: readonly Cidr[], pods: readonly Cidr[], services: readonly Cidr[]): void {
  if (nodes.length === 0)
    throw new ValueError('cluster/node-subnets', 'no node subnet', 'write nodeSubnets: ["192.168.70.0/24"]');
  if (pods.length !== services.length || pods.length === 0 || pods.length > 2)
    throw new ValueError(
      'cluster/subnet-families',
      `${pods.length} pod subnets and ${services.length} service subnets`,
      'Talos wants one or two of each, in the same families',
    );
  const families = (list: readonly Cidr[]) => list.map((subnet) => subnet.family);
  if (
    new Set(families(pods)).size !== pods.length ||
    families(pods).some((family) => !families(services).includes(family))
  )
    throw new ValueError(
      'cluster/subnet-families',
      `pod subnets ${pods.join(', ')} and service subnets ${services.join(', ')}`,
      'write one of each family, in the same families',
    );
}
