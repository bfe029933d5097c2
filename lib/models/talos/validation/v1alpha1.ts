// The v1alpha1 document: the machine, and what of it goes with the cluster.
import { isIn, Span } from '../../../catalogue/span';
import { isMap, PlainMap } from '../../../manifest';
import { parsePrefix } from '../../../net/netip';
import { isSubnetOrAddress } from '../addresses';
import { annotationProblems, KeyProblem, labelProblems, taintProblems } from '../labels';
import { has, TalosMinor } from '../minors';
import { TalosPath } from '../problem';
import { readUrl } from '../url';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { checkInterfaces, hasVip } from './interfaces';
import { checkCluster, checkCni } from './v1alpha1-cluster';
import { BLANKED } from '../own';

/** Smallest MTU of the KubeSpan link. Source: constants.go. */
export const KUBESPAN_MINIMUM_MTU = 1280;
const KUBESPAN_MTU = 1420;
/** Fields of the kubelet's configuration that Talos keeps to itself. Source: pkg/machinery/kubelet. */
export const PROTECTED_KUBELET_FIELDS = [
  'apiVersion',
  'authentication',
  'authorization',
  'cgroupRoot',
  'kind',
  'kubeletCgroups',
  'port',
  'protectKernelDefaults',
  'resolvConf',
  'rotateCertificates',
  'systemCgroups',
  'staticPodPath',
];
/** Roles of Talos' API. Source: pkg/machinery/role. */
const ROLES: readonly (Span & { readonly role: string })[] = [
  { role: 'os:admin' },
  { role: 'os:operator' },
  { role: 'os:reader' },
  { role: 'os:etcd:backup' },
  { role: 'os:impersonator' },
  { role: 'os:image:verifier', since: '1.13' },
  { role: 'os:meta:writer', since: '1.13' },
];
/** What `machine.type` means; `join` and nothing are a worker. */
export function machineType(root: PlainMap): 'init' | 'controlplane' | 'worker' | 'unknown' {
  const type = text(root, 'machine', 'type');
  if (type === 'init' || type === 'controlplane') return type;
  return type === 'worker' || type === 'join' || type === '' ? 'worker' : 'unknown';
}

/** True for a machine that is a control plane. */
export function isControlPlane(root: PlainMap): boolean {
  return ['init', 'controlplane'].includes(machineType(root));
}

/** True for a role that the minor has. */
export function isRole(role: unknown, minor: TalosMinor): boolean {
  return ROLES.some((row) => row.role === role && isIn(minor, row));
}

/** Checks the document. */
export function checkV1alpha1(check: Check, root: PlainMap): void {
  const machine = sectionOrNone(root, 'machine');
  if (machine === undefined) {
    check.error('required', ['machine']);
    return;
  }
  const { minor } = check;
  if (has(minor, 'wholeChecks')) {
    if (items(machine, 'files').length > 0) check.warn('deprecated', ['machine', 'files']);
    if (Object.keys(section(machine, 'baseRuntimeSpecOverrides')).length > 0)
      check.warn('deprecated', ['machine', 'baseRuntimeSpecOverrides']);
  }
  const type = machineType(root);
  checkCluster(check, sectionOrNone(root, 'cluster'), isControlPlane(root));
  checkInstall(check, machine);
  checkHostDns(check, machine);
  if (type !== 'unknown' && type !== text(machine, 'type'))
    check.warn('machine-type', ['machine', 'type'], { meant: type });
  checkRole(check, root, machine, type);
  const network = sectionOrNone(machine, 'network');
  if (network !== undefined) checkInterfaces(check, network);
  checkKubeSpan(check, root, section(network, 'kubespan'));
  sections(machine, 'disks').forEach((disk, index) => {
    if (!isMap(items(machine, 'disks')[index])) check.error('required', ['machine', 'disks', index]);
    const parts = items(disk, 'partitions');
    parts.forEach((part, position) => {
      if (isMap(part) && isUnset(part.size) && position !== parts.length - 1)
        check.error('partition-not-last', ['machine', 'disks', index, 'partitions', position]);
    });
  });
  checkKubelet(check, section(machine, 'kubelet'));
  checkEncryption(check, section(machine, 'systemDiskEncryption'));
  sections(machine, 'logging', 'destinations').forEach((destination, index) => {
    const path = ['machine', 'logging', 'destinations', index];
    const url = readUrl(text(destination, 'endpoint'));
    if (destination.endpoint === undefined || url === undefined) check.error('required', [...path, 'endpoint']);
    else if (url.host === '' || !['tcp', 'udp'].includes(url.scheme))
      check.error('logging-endpoint', [...path, 'endpoint']);
    if (text(destination, 'format') !== 'json_lines')
      check.error('logging-format', [...path, 'format'], { value: destination.format });
  });
  const images = sections(machine, 'install', 'extensions').map((extension) => text(extension, 'image'));
  images.forEach((image, index) => {
    if (images.indexOf(image) !== index)
      check.error('duplicate-extension', ['machine', 'install', 'extensions', index], { image });
  });
  if (images.length > 0) check.warn('deprecated', ['machine', 'install', 'extensions']);
  sayKeys(check, ['machine', 'nodeLabels'], labelProblems(section(machine, 'nodeLabels')));
  sayKeys(check, ['machine', 'nodeAnnotations'], annotationProblems(section(machine, 'nodeAnnotations')));
  sayKeys(check, ['machine', 'nodeTaints'], taintProblems(section(machine, 'nodeTaints')));
  checkFeatures(check, section(machine, 'features'), isControlPlane(root));
  if (root.persist === false) check.error('persist-off', ['persist']);
  if (!has(minor, 'wholeChecks'))
    for (const key of ['config', 'mirrors'])
      for (const [name, value] of Object.entries(section(machine, 'registries', key)))
        if (!isMap(value)) check.error('required', ['machine', 'registries', key, name]);
}

/** Says what is wrong with keys of a map. */
export function sayKeys(check: Check, path: TalosPath, problems: readonly KeyProblem[]): void {
  for (const { key, reason } of problems) check.error(`label-${reason}`, [...path, key], { key });
}

function checkInstall(check: Check, machine: PlainMap): void {
  const install = sectionOrNone(machine, 'install');
  if (check.mode !== 'metal') return;
  const path = ['machine', 'install'];
  if (install === undefined) {
    if (has(check.minor, 'installRequired')) check.error('required', path);
    return;
  }
  const selector = sectionOrNone(install, 'diskSelector');
  const type = text(selector, 'type');
  if (selector !== undefined && (text(selector, 'name') !== '' || !['', 'nvme', 'sd', 'hdd', 'ssd'].includes(type)))
    check.error('disk-selector', [...path, 'diskSelector']);
  if (text(install, 'disk') === '' && selector === undefined) check.error('disk-or-selector', path);
  if (
    has(check.minor, 'kernelArgsAgainstUki') &&
    items(install, 'extraKernelArgs').length > 0 &&
    install.grubUseUKICmdline === true
  )
    check.error('kernel-args-with-uki', path);
}

function checkHostDns(check: Check, machine: PlainMap): void {
  const path = ['machine', 'features', 'hostDNS'];
  const { enabled, forwardKubeDNSToHost: forward } = section(machine, 'features', 'hostDNS');
  if (check.mode === 'container' && !has(check.minor, 'wholeChecks')) {
    if (enabled !== true) check.error('host-dns-in-container', [...path, 'enabled']);
    if (forward !== true) check.error('host-dns-in-container', [...path, 'forwardKubeDNSToHost']);
  }
  if (has(check.minor, 'forwardNeedsHostDns') && forward === true && enabled !== true)
    check.error('forward-without-host-dns', [...path, 'forwardKubeDNSToHost']);
}

function checkRole(check: Check, root: PlainMap, machine: PlainMap, type: ReturnType<typeof machineType>): void {
  const ca = sectionOrNone(machine, 'ca');
  const accepted = items(machine, 'acceptedCAs').length > 0;
  if (ca === undefined && !accepted) check.error('issuing-ca-required', ['machine', 'ca']);
  const cluster = section(root, 'cluster');
  switch (type) {
    case 'init':
    case 'controlplane':
      checkCni(check, cluster);
      if (ca === undefined) check.error('issuing-ca-required', ['machine', 'ca']);
      else if (isUnset(ca.key)) check.error('required', ['machine', 'ca', 'key']);
      break;
    case 'worker':
      if (hasVip(section(machine, 'network'))) check.error('vip-on-worker', ['machine', 'network', 'interfaces']);
      if (ca !== undefined && !isUnset(ca.key)) check.error('ca-key-on-worker', ['machine', 'ca', 'key']);
      if (ca !== undefined && isUnset(ca.crt) && !accepted) check.error('required', ['machine', 'ca', 'crt']);
      if (!isUnset(section(cluster, 'ca').key)) check.error('ca-key-on-worker', ['cluster', 'ca', 'key']);
      break;
    default:
      check.error('machine-type', ['machine', 'type'], { value: machine.type });
  }
}

function checkKubeSpan(check: Check, root: PlainMap, kubespan: PlainMap): void {
  if (kubespan.enabled !== true) return;
  const path = ['machine', 'network', 'kubespan'];
  const mtu = number(kubespan, 'mtu') || KUBESPAN_MTU;
  if (mtu < KUBESPAN_MINIMUM_MTU)
    check.error('kubespan-mtu', [...path, 'mtu'], { value: mtu, least: KUBESPAN_MINIMUM_MTU });
  const cluster = section(root, 'cluster');
  if (has(check.minor, 'legacyKubeSpanNeedsDiscovery')) {
    if (section(cluster, 'discovery').enabled !== true)
      check.error('kubespan-without-discovery', ['cluster', 'discovery', 'enabled']);
    for (const key of ['id', 'secret'])
      if (isUnset(cluster[key])) check.error('kubespan-without-identity', ['cluster', key]);
  }
  items(kubespan, 'filters', 'endpoints').forEach((subnet, index) => {
    if (!isSubnetOrAddress(String(subnet)))
      check.error('subnet', [...path, 'filters', 'endpoints', index], { value: subnet });
  });
  if (has(check.minor, 'advertisedFilter'))
    items(kubespan, 'filters', 'excludeAdvertisedNetworks').forEach((subnet, index) => {
      if (parsePrefix(String(subnet)) === undefined)
        check.error('subnet', [...path, 'filters', 'excludeAdvertisedNetworks', index], { value: subnet });
    });
}

function checkKubelet(check: Check, kubelet: PlainMap): void {
  items(kubelet, 'nodeIP', 'validSubnets').forEach((subnet, index) => {
    if (!isSubnetOrAddress(String(subnet)))
      check.error('subnet', ['machine', 'kubelet', 'nodeIP', 'validSubnets', index], { value: subnet });
  });
  for (const key of PROTECTED_KUBELET_FIELDS)
    if (key in section(kubelet, 'extraConfig'))
      check.error('kubelet-field', ['machine', 'kubelet', 'extraConfig', key], { key });
}

function checkEncryption(check: Check, encryption: PlainMap): void {
  for (const label of ['ephemeral', 'state']) {
    const volume = sectionOrNone(encryption, label);
    if (volume === undefined) continue;
    const path = ['machine', 'systemDiskEncryption', label, 'keys'];
    const keys = sections(volume, 'keys');
    if (keys.length === 0) check.error('required', path);
    const slots = keys.map((key) => number(key, 'slot'));
    keys.forEach((key, index) => {
      if (slots.indexOf(slots[index]!) !== index) check.error('encryption-slot', [...path, index, 'slot']);
      if (['static', 'nodeID', 'kms', 'tpm'].every((each) => sectionOrNone(key, each) === undefined))
        check.error('encryption-key', [...path, index]);
    });
  }
}

function checkFeatures(check: Check, features: PlainMap, controlPlane: boolean): void {
  const access = section(features, 'kubernetesTalosAPIAccess');
  const path = ['machine', 'features', 'kubernetesTalosAPIAccess'];
  if (access.enabled === true) {
    if (has(check.minor, 'rbacForApiAccess') && features.rbac === false) check.error('api-access-without-rbac', path);
    if (!controlPlane) check.error('api-access-on-worker', path);
    items(access, 'allowedRoles').forEach((role, index) => {
      if (!isRole(role, check.minor)) check.error('role', [...path, 'allowedRoles', index], { value: role });
    });
  }
  const sort = text(features, 'nodeAddressSortAlgorithm');
  if (sort !== '' && !['v1', 'v2'].includes(sort.toLowerCase()))
    check.error('address-sort', ['machine', 'features', 'nodeAddressSortAlgorithm'], { value: sort });
}

/** True if a secret of the cluster is there. */
export function isSet(value: unknown): boolean {
  return value === BLANKED || !isUnset(value);
}
