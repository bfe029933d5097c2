// The v1alpha1 document: machine, cluster, and what of it goes together.
import { isIn, Span } from '../../../catalogue/span';
import { isMap, PlainMap } from '../../../manifest';
import { parsePrefix } from '../../../net/netip';
import { isSubnetOrAddress } from '../addresses';
import { annotationProblems, KeyProblem, labelProblems, taintProblems } from '../labels';
import { has, TalosMinor } from '../minors';
import { TalosPath } from '../problem';
import { endpointProblem, readRequestUri, readUrl } from '../url';
import { Check, isUnset, items, number, section, sectionOrNone, sections, text } from './at';
import { checkInterfaces, hasVip } from './interfaces';
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
/** Types of authorizers that the API server takes. */
export const AUTHORIZER_TYPES = ['Node', 'RBAC', 'Webhook'];
const DNS_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(?:\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?$/;

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

const CNI_NAMES = ['flannel', 'custom', 'none'];

function checkCni(check: Check, cluster: PlainMap): void {
  const path = ['cluster', 'network', 'cni'];
  const cni = sectionOrNone(cluster, 'network', 'cni');
  // Nothing said is Flannel.
  if (cni === undefined) return;
  const name = text(cni, 'name');
  const urls = items(cni, 'urls');
  const flannel = section(cni, 'flannel');
  if (!CNI_NAMES.includes(name)) {
    check.error('cni-name', [...path, 'name'], { value: name, words: CNI_NAMES });
    return;
  }
  if (name !== 'custom' && urls.length > 0) check.error('cni-urls', [...path, 'urls'], { cni: name });
  if (name === 'custom' && urls.length === 0) check.warn('cni-without-urls', [...path, 'urls']);
  if (name !== 'flannel') {
    if (items(flannel, 'extraArgs').length > 0) check.error('flannel-options', [...path, 'flannel'], { cni: name });
    if (has(check.minor, 'flannelPolicies') && flannel.kubeNetworkPoliciesEnabled === true)
      check.error('flannel-options', [...path, 'flannel'], { cni: name });
  }
  if (name === 'custom')
    urls.forEach((url, index) => {
      sayEndpoint(check, String(url), [...path, 'urls', index]);
    });
}

function sayEndpoint(check: Check, url: string, path: TalosPath): void {
  const problem = endpointProblem(url);
  if (problem !== undefined) check.error('endpoint', path, { value: url, problem });
}

function checkCluster(check: Check, cluster: PlainMap | undefined, controlPlane: boolean): void {
  if (cluster === undefined) {
    check.error('required', ['cluster']);
    return;
  }
  const plane = sectionOrNone(cluster, 'controlPlane');
  const endpoint = typeof plane?.endpoint === 'string' ? plane.endpoint : undefined;
  if (endpoint === undefined) {
    if (plane !== undefined || !has(check.minor, 'endpointOptional')) {
      check.error('required', ['cluster', 'controlPlane', 'endpoint']);
      return;
    }
    if (sectionOrNone(cluster, 'serviceAccount') !== undefined)
      check.error('service-account-without-endpoint', ['cluster', 'serviceAccount']);
  } else sayEndpoint(check, endpoint, ['cluster', 'controlPlane', 'endpoint']);
  const domain = text(cluster, 'network', 'dnsDomain');
  if (domain !== '' && (domain.replaceAll('.', '').length > 255 || !DNS_NAME.test(domain)))
    check.error('dns-domain', ['cluster', 'network', 'dnsDomain'], { value: domain });
  const cloud = sectionOrNone(cluster, 'externalCloudProvider');
  if (cloud !== undefined) {
    const path = ['cluster', 'externalCloudProvider'];
    const manifests = items(cloud, 'manifests');
    if (cloud.enabled !== true && manifests.length > 0) check.error('cloud-provider-off', path);
    else
      manifests.forEach((url, index) => {
        sayEndpoint(check, String(url), [...path, 'manifests', index]);
      });
  }
  const etcd = sectionOrNone(cluster, 'etcd');
  if (etcd !== undefined) {
    if (controlPlane) checkEtcd(check, etcd);
    else check.error('etcd-on-worker', ['cluster', 'etcd']);
  }
  if (!controlPlane && !isUnset(section(cluster, 'ca').key)) check.error('ca-key-on-worker', ['cluster', 'ca', 'key']);
  checkInlineManifests(check, cluster);
  checkDiscovery(check, cluster);
  checkControlPlaneParts(check, cluster);
}

function checkEtcd(check: Check, etcd: PlainMap): void {
  const path = ['cluster', 'etcd'];
  if (sectionOrNone(etcd, 'ca') === undefined) check.error('required', [...path, 'ca']);
  if (text(etcd, 'subnet') !== '' && items(etcd, 'advertisedSubnets').length > 0)
    check.error('etcd-subnet-and-subnets', path);
  // The old single subnet stands in for the list.
  const advertised = items(etcd, 'advertisedSubnets');
  const lists = {
    advertisedSubnets: advertised.length === 0 && text(etcd, 'subnet') !== '' ? [text(etcd, 'subnet')] : advertised,
    listenSubnets: items(etcd, 'listenSubnets'),
  };
  for (const [key, list] of Object.entries(lists))
    list.forEach((subnet, index) => {
      if (!isSubnetOrAddress(String(subnet))) check.error('subnet', [...path, key, index], { value: subnet });
    });
}

function checkInlineManifests(check: Check, cluster: PlainMap): void {
  const seen = new Set<string>();
  sections(cluster, 'inlineManifests').forEach((manifest, index) => {
    const name = text(manifest, 'name');
    if (name.trim() === '') check.error('required', ['cluster', 'inlineManifests', index, 'name']);
    if (seen.has(name)) check.error('duplicate-manifest', ['cluster', 'inlineManifests', index, 'name'], { name });
    seen.add(name);
  });
}

function checkDiscovery(check: Check, cluster: PlainMap): void {
  const path = ['cluster', 'discovery'];
  const discovery = section(cluster, 'discovery');
  const service = section(discovery, 'registries', 'service');
  if (discovery.enabled !== true || service.disabled === true) return;
  const endpoint = text(service, 'endpoint');
  const url = endpoint === '' ? undefined : readRequestUri(endpoint);
  if (endpoint !== '' && (url === undefined || !['', '/'].includes(url.path)))
    check.error('discovery-endpoint', [...path, 'registries', 'service', 'endpoint'], { value: endpoint });
  for (const key of ['id', 'secret'])
    if (isUnset(cluster[key])) check.error('discovery-without-identity', ['cluster', key]);
}

function checkControlPlaneParts(check: Check, cluster: PlainMap): void {
  const server = sectionOrNone(cluster, 'apiServer');
  if (server?.authorizationConfig !== undefined)
    for (const key of Object.keys(section(server, 'extraArgs')))
      if (key === 'authorization-mode' || key.startsWith('authorization-webhook-'))
        check.error('authorization-args', ['cluster', 'apiServer', 'extraArgs', key]);
  sections(server, 'authorizationConfig').forEach((authorizer, index) => {
    if (text(authorizer, 'name') === '' || !AUTHORIZER_TYPES.includes(text(authorizer, 'type')))
      check.error('authorizer', ['cluster', 'apiServer', 'authorizationConfig', index]);
  });
  for (const part of ['apiServer', 'controllerManager', 'scheduler'])
    checkResources(check, section(cluster, part, 'resources'), ['cluster', part, 'resources']);
}

/** Resources of a control plane pod: memory and cpu only. */
export function checkResources(check: Check, resources: PlainMap, path: TalosPath): void {
  for (const kind of ['requests', 'limits'])
    for (const key of Object.keys(section(resources, kind)))
      if (key !== 'memory' && key !== 'cpu') check.error('resource', [...path, kind, key], { key });
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
