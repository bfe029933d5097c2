// What a document is: a Kubernetes object, a piece of Talos configuration, something else that rules may want to look up, or nothing of ours.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { Path } from '../../problem';

/** A document and what it turned out to be. */
export type Kind = 'object' | 'talos' | 'other' | 'encrypted' | 'template' | 'halfObject' | 'nothing';

/** A piece of a document: items of a List are pieces of their own. */
export interface Piece {
  readonly kind: Kind;
  readonly content: PlainMap;
  readonly within?: Path;
}

/** Groups in which a document without kind or metadata is a broken object rather than a configuration file. */
const GROUPS = /^(?:cilium\.io|gateway\.networking\.k8s\.io|networking\.k8s\.io|k8s\.cni\.cncf\.io|apps)\//;

/** Groups of Kubernetes itself: files of other programs have versions too (`score.dev/v1b1`). */
const BUILT_IN = /^v1$|^(?:batch|autoscaling|policy)\/|^(?:[a-z0-9-]+\.)+(?:k8s|cilium|cncf)\.io\//;

/** Fields below `machine` and `cluster` of Talos' v1alpha1 configuration. Source: its JSON schema, 1.11 to 1.14. */
const MACHINE = new Set(
  'acceptedCAs baseRuntimeSpecOverrides ca certSANs controlPlane disks env features files install kernel kubelet logging network nodeAnnotations nodeLabels nodeTaints pods registries seccompProfiles sysctls sysfs systemDiskEncryption time token type udev'.split(
    ' ',
  ),
);
const CLUSTER = new Set(
  'acceptedCAs adminKubeconfig aescbcEncryptionSecret aggregatorCA allowSchedulingOnControlPlanes allowSchedulingOnMasters apiServer ca clusterName controlPlane controllerManager coreDNS discovery etcd externalCloudProvider extraManifestHeaders extraManifests id inlineManifests network proxy scheduler secret secretboxEncryptionSecret serviceAccount token'.split(
    ' ',
  ),
);
const TALOS_TOP = new Set(['version', 'debug', 'persist', 'machine', 'cluster', '$patch']);

/** The pieces of a document. */
export function classify(content: unknown): Piece[] {
  if (!isMap(content)) return [{ kind: 'nothing', content: {} }];
  return pieces(content, []);
}

function pieces(content: PlainMap, within: Path): Piece[] {
  const piece = (kind: Kind): Piece[] => [{ kind, content, ...(within.length === 0 ? {} : { within }) }];
  if (isEncrypted(content)) return piece('encrypted');
  const { apiVersion, kind, metadata } = content;
  if (typeof apiVersion === 'string' && typeof kind === 'string') {
    if (/\{\{|\{%/.test(`${apiVersion}${kind}`)) return piece('template');
    if (kind.endsWith('List') && Array.isArray(content.items) && (!isMap(metadata) || metadata.name === undefined))
      return (content.items as unknown[]).flatMap((item, index) =>
        isMap(item) ? pieces(item, [...within, 'items', index]) : [],
      );
    if (apiVersion === 'v1alpha1') return piece('talos');
    if (apiVersion.startsWith('kustomize.config.k8s.io/')) return piece('other');
    if (isMap(metadata))
      return piece(typeof metadata.name === 'string' && metadata.name.includes('{{') ? 'template' : 'object');
    // A report of the Gateway API's conformance tests is a file and no object.
    return piece(GROUPS.test(apiVersion) && kind !== 'ConformanceReport' ? 'halfObject' : 'other');
  }
  if (typeof apiVersion === 'string' && GROUPS.test(apiVersion) && isMap(content.spec)) return piece('halfObject');
  if (
    typeof apiVersion === 'string' &&
    kind === undefined &&
    BUILT_IN.test(apiVersion) &&
    isMap(metadata) &&
    typeof metadata.name === 'string'
  )
    return piece('halfObject');
  if (isTalosPatch(content)) return piece('talos');
  // A line of a test collection: an object under a name of its own.
  if (isMap(content.manifest) && typeof content.manifest.apiVersion === 'string')
    return pieces(content.manifest, [...within, 'manifest']);
  return piece('other');
}

function isTalosPatch(content: PlainMap): boolean {
  const { machine, cluster } = content;
  if (!Object.keys(content).every((key) => TALOS_TOP.has(key))) return false;
  const known = (part: unknown, fields: ReadonlySet<string>) =>
    isMap(part) && Object.keys(part).some((key) => fields.has(key));
  return known(machine, MACHINE) || known(cluster, CLUSTER);
}

/** Source: SOPS stores its metadata, with a MAC over all values, under the key `sops`. */
function isEncrypted(content: PlainMap): boolean {
  const { sops } = content;
  return (
    isMap(sops) &&
    (typeof sops.mac === 'string' || sops.encrypted_regex !== undefined || sops.lastmodified !== undefined)
  );
}

/** The piece as an object; its metadata is a map. */
export function manifestOf(piece: Piece): Manifest {
  return piece.content as Manifest;
}
