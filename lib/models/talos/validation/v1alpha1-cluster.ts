// The cluster in the v1alpha1 document: CNI, endpoint, etcd, discovery and the parts of a control plane.
import { PlainMap } from '../../../manifest';
import { isSubnetOrAddress } from '../addresses';
import { has } from '../minors';
import { TalosPath } from '../problem';
import { endpointProblem, readRequestUri } from '../url';
import { Check, isUnset, items, section, sectionOrNone, sections, text } from './at';

/** Types of authorizers that the API server takes. */
export const AUTHORIZER_TYPES = ['Node', 'RBAC', 'Webhook'];
const DNS_NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62}(?:\.[a-zA-Z0-9_][a-zA-Z0-9_-]{0,62})*[._]?$/;
const CNI_NAMES = ['flannel', 'custom', 'none'];

/** Judges the CNI, whose section is one of the network. */
export function checkCni(check: Check, cluster: PlainMap): void {
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

/** Judges `cluster`. */
export function checkCluster(check: Check, cluster: PlainMap | undefined, controlPlane: boolean): void {
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
