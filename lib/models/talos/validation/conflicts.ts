// One setting in two forms: documents against the v1alpha1 fields that they replace.
import { isMap, PlainMap } from '../../../manifest';
import { parseAddr } from '../../../net/netip';
import { TalosPath } from '../problem';
import { Check, isUnset, items, section, sectionOrNone, text } from './at';

/** When an old field counts as set. */
type Set = 'present' | 'value' | 'filled' | 'any';

interface ConflictRow {
  readonly kind: string;
  /** Fields in the order in which Talos looks; it says the first. */
  readonly fields: readonly (readonly [path: string, set: Set])[];
  /** Only the document of this name, with an encryption section. */
  readonly volume?: string;
}

/**
 * Old fields by document kind. Source: V1Alpha1ConflictValidate of each kind, 1.12.7 to 1.14.1 (before 1.12 no kind has it).
 * `present`: the section is there; `value`: it is not empty; `filled`: it has items; `any`: it is there, even empty.
 */
const CONFLICTS: readonly ConflictRow[] = [
  {
    kind: 'HostnameConfig',
    fields: [
      ['machine.network.hostname', 'value'],
      ['machine.features.stableHostname', 'value'],
    ],
  },
  {
    kind: 'ResolverConfig',
    fields: [
      ['machine.network.searchDomains', 'any'],
      ['machine.network.nameservers', 'filled'],
      ['machine.network.disableSearchDomain', 'value'],
    ],
  },
  {
    kind: 'TimeSyncConfig',
    fields: [
      ['machine.time.disabled', 'value'],
      ['machine.time.servers', 'filled'],
      ['machine.time.bootTimeout', 'value'],
    ],
  },
  { kind: 'KubeSpanConfig', fields: [['machine.network.kubespan', 'present']] },
  { kind: 'VolumeConfig', volume: 'STATE', fields: [['machine.systemDiskEncryption.state', 'present']] },
  { kind: 'VolumeConfig', volume: 'EPHEMERAL', fields: [['machine.systemDiskEncryption.ephemeral', 'present']] },
  { kind: 'DiscoveryServiceConfig', fields: [['cluster.discovery', 'present']] },
  {
    kind: 'DiscoveryIdentityConfig',
    fields: [
      ['cluster.id', 'value'],
      ['cluster.secret', 'value'],
    ],
  },
  { kind: 'UnattendedInstallConfig', fields: [['machine.install', 'present']] },
  { kind: 'CRIBaseRuntimeSpecConfig', fields: [['machine.baseRuntimeSpecOverrides', 'filled']] },
  { kind: 'ImageCacheConfig', fields: [['machine.features.imageCache', 'present']] },
  { kind: 'KubeAdmissionControlConfig', fields: [['cluster.apiServer.admissionControl', 'filled']] },
  // As the code has it: the authorizers look at the admission plugins.
  { kind: 'KubeAuthorizerConfig', fields: [['cluster.apiServer.admissionControl', 'filled']] },
  { kind: 'KubeAuditPolicyConfig', fields: [['cluster.apiServer.auditPolicy', 'filled']] },
  { kind: 'KubeAggregatorCAConfig', fields: [['cluster.aggregatorCA', 'present']] },
  { kind: 'KubeAPIServerCAConfig', fields: [['cluster.ca', 'present']] },
  {
    kind: 'KubeAPIServerConfig',
    fields: [
      ['cluster.apiServer', 'present'],
      ['cluster.controlPlane.localAPIServerPort', 'value'],
    ],
  },
  {
    kind: 'KubeClusterConfig',
    fields: [
      ['cluster.clusterName', 'value'],
      ['cluster.controlPlane.endpoint', 'any'],
    ],
  },
  {
    kind: 'KubeControllerManagerConfig',
    fields: [
      ['cluster.controllerManager', 'present'],
      ['machine.controlPlane.controllerManager', 'present'],
    ],
  },
  {
    kind: 'KubeSchedulerConfig',
    fields: [
      ['cluster.scheduler', 'present'],
      ['machine.controlPlane.scheduler', 'present'],
    ],
  },
  { kind: 'KubeCoreDNSConfig', fields: [['cluster.coreDNS', 'present']] },
  { kind: 'KubeCredentialProviderConfig', fields: [['machine.kubelet', 'present']] },
  {
    kind: 'KubeEtcdEncryptionConfig',
    fields: [
      ['cluster.secretboxEncryptionSecret', 'value'],
      ['cluster.aescbcEncryptionSecret', 'value'],
    ],
  },
  { kind: 'KubeFlannelCNIConfig', fields: [['cluster.network', 'present']] },
  { kind: 'KubeNetworkConfig', fields: [['cluster.network', 'present']] },
  { kind: 'KubeletConfig', fields: [['machine.kubelet', 'present']] },
  { kind: 'KubePrismConfig', fields: [['machine.features.kubePrism', 'present']] },
  {
    kind: 'KubeNodeConfig',
    fields: [
      ['cluster.allowSchedulingOnControlPlanes', 'any'],
      ['cluster.allowSchedulingOnMasters', 'any'],
      ['machine.kubelet.skipNodeRegistration', 'any'],
      ['machine.kubelet.registerWithFQDN', 'any'],
      ['machine.kubelet.nodeIP', 'present'],
      ['machine.nodeLabels', 'any'],
      ['machine.nodeAnnotations', 'any'],
      ['machine.nodeTaints', 'any'],
    ],
  },
  { kind: 'KubeProxyConfig', fields: [['cluster.proxy', 'present']] },
  { kind: 'KubeServiceAccountConfig', fields: [['cluster.serviceAccount', 'present']] },
  { kind: 'KubeTalosAPIAccessConfig', fields: [['machine.features.kubernetesTalosAPIAccess', 'present']] },
];

/** The v1alpha1 fields that a document of a kind replaces. */
export function replacedFields(kind: string): readonly TalosPath[] {
  return CONFLICTS.filter((row) => row.kind === kind).flatMap((row) => row.fields.map(([path]) => path.split('.')));
}

/** Says the first old field that is set beside a document. */
export function checkConflicts(check: Check, kind: string, value: PlainMap, root: PlainMap): void {
  for (const row of CONFLICTS) {
    if (row.kind !== kind) continue;
    if (row.volume !== undefined && (row.volume !== value.name || isUnset(section(value, 'encryption').provider)))
      continue;
    const found = row.fields.find(([path, set]) => isFieldSet(root, path.split('.'), set));
    if (found !== undefined) check.error('both-forms', [], { field: found[0] });
  }
  if (
    kind === 'ResolverConfig' &&
    sectionOrNone(value, 'hostDNS') !== undefined &&
    sectionOrNone(root, 'machine', 'features', 'hostDNS') !== undefined
  )
    check.error('both-forms', ['hostDNS'], { field: 'machine.features.hostDNS' });
}

function isFieldSet(root: PlainMap, path: readonly string[], set: Set): boolean {
  const key = path.at(-1)!;
  const parent = section(root, ...path.slice(0, -1));
  const value = parent[key];
  switch (set) {
    case 'present':
      return sectionOrNone(parent, key) !== undefined;
    case 'any':
      return value !== undefined && value !== null;
    case 'value':
      return value === true || (typeof value !== 'boolean' && !isUnset(value));
    case 'filled':
      // Nameservers count where they are addresses.
      return key === 'nameservers'
        ? items(parent, key).some((each) => parseAddr(String(each)) !== undefined)
        : isMap(value)
          ? Object.keys(value).length > 0
          : items(parent, key).length > 0;
  }
}

/** The v1alpha1 text at a path; empty if it is absent. */
export function oldText(root: PlainMap, ...path: string[]): string {
  return text(root, ...path);
}
