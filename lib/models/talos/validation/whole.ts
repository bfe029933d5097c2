// The configuration as a whole: what one document needs of another. From 1.14 on.
import { PlainMap } from '../../../manifest';
import { documentsOf, kindOf, Part } from '../documents';
import { Check, isUnset, items, section, sectionOrNone, text } from './at';
import { isControlPlane } from './v1alpha1';

const ROLE_LABEL = 'node-role.kubernetes.io/control-plane';

/** Checks what only all documents together say. */
export function checkWhole(check: Check, parts: readonly Part[]): void {
  const documents = documentsOf(parts);
  const of = (kind: string): PlainMap[] => documents.filter((each) => kindOf(each) === kind).map(({ value }) => value);
  const root = of('v1alpha1')[0];
  const cluster = section(root, 'cluster');
  const hostDns = hostDnsOf(of('ResolverConfig')[0], root);
  if (check.mode === 'container')
    for (const key of ['enabled', 'forwardKubeDNSToHost'])
      if (hostDns?.[key] !== true) check.error('host-dns-in-container', [key]);
  const resolver = of('ResolverConfig')[0];
  if (
    items(resolver, 'nameservers').some((server) => !['', 'Do53'].includes(text(server, 'protocol'))) &&
    hostDns?.enabled !== true
  )
    check.error('encrypted-dns-without-host-dns');
  const old = section(cluster, 'discovery');
  const hasOldDiscovery = old.enabled === true && section(old, 'registries', 'service').disabled !== true;
  const hasDiscovery = hasOldDiscovery || of('DiscoveryServiceConfig').length > 0;
  const hasOldIdentity = !isUnset(cluster.id) || !isUnset(cluster.secret);
  const identity = hasOldIdentity ? cluster : of('DiscoveryIdentityConfig')[0];
  if (hasDiscovery)
    for (const [oldKey, key] of [
      ['id', 'clusterID'],
      ['secret', 'clusterSecret'],
    ] as const)
      if (isUnset(identity?.[hasOldIdentity ? oldKey : key])) check.error('discovery-without-identity', [key]);
  const kubespan = of('KubeSpanConfig')[0] ?? sectionOrNone(root, 'machine', 'network', 'kubespan');
  if (kubespan?.enabled === true && !hasDiscovery) check.error('kubespan-without-discovery');
  checkContainers(check, of('ContainerConfig'));
  const controlPlane = root !== undefined && sectionOrNone(root, 'machine') !== undefined && isControlPlane(root);
  const hasCa =
    of('KubeAPIServerCAConfig').length > 0 ||
    sectionOrNone(cluster, 'ca') !== undefined ||
    (cluster.acceptedCAs !== undefined && cluster.acceptedCAs !== null);
  if (controlPlane) {
    const encrypted = !isUnset(cluster.secretboxEncryptionSecret) || !isUnset(cluster.aescbcEncryptionSecret);
    if (hasCa && !encrypted && of('KubeEtcdEncryptionConfig').length === 0) check.error('etcd-encryption-required');
    const node = of('KubeNodeConfig')[0];
    if (node !== undefined && !(ROLE_LABEL in section(node, 'labels')) && node.skipNodeRegistration !== true)
      check.warn('role-label-missing', ['labels'], { label: ROLE_LABEL });
  }
  const hasEndpoint = of('KubeClusterConfig').length > 0 || section(cluster, 'controlPlane').endpoint !== undefined;
  if (hasCa && !hasEndpoint) check.error('endpoint-required');
  if (!controlPlane) {
    const kinds = [...new Set(documents.filter(({ kind }) => kind.controlPlaneOnly).map(kindOf))].sort();
    if (kinds.length > 0) check.error('control-plane-only', [], { kinds });
  }
}

/** Host DNS: the document where it is on, else the old field. */
export function hostDnsOf(resolver: PlainMap | undefined, root: PlainMap | undefined): PlainMap | undefined {
  const own = sectionOrNone(resolver, 'hostDNS');
  return own?.enabled === true ? own : sectionOrNone(root, 'machine', 'features', 'hostDNS');
}

/** Dependencies between containers: they exist and run in no circle. */
function checkContainers(check: Check, containers: readonly PlainMap[]): void {
  const edges = new Map(
    containers.map((each) => [text(each, 'name'), items(each, 'dependsOn', 'containers').map(String)] as const),
  );
  const done = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): boolean => {
    if (open.has(name)) return false;
    if (done.has(name)) return true;
    open.add(name);
    const fine = (edges.get(name) ?? []).every((other) => edges.has(other) && visit(other));
    open.delete(name);
    done.add(name);
    return fine;
  };
  for (const name of edges.keys()) if (!visit(name)) check.error('container-dependencies', [], { container: name });
}
