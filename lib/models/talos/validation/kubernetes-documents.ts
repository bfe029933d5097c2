// Documents of Kubernetes and of the cluster: what runs, on which networks, with which nodes.
import { isSubdomain, PlainMap } from '../../../manifest';
import { masked, NetipPrefix, parsePrefix } from '../../../net/netip';
import { isSubnetOrAddress } from '../addresses';
import { annotationProblems, labelProblems, taintProblems } from '../labels';
import { endpointProblem, hostname, readUrl } from '../url';
import { Check, isUnset, items, number, section, sectionOrNone, text } from './at';
import { isClusterSecret, isPem } from './keys';
import { DocumentCheck } from './links';
import { isRole, PROTECTED_KUBELET_FIELDS, sayKeys } from './v1alpha1';
import { AUTHORIZER_TYPES, checkResources } from './v1alpha1-cluster';

const named: DocumentCheck = (check, value) => {
  if (!isSubdomain(text(value, 'name'))) check.error('manifest-name', ['name'], { value: text(value, 'name') });
};

/** Arguments of the API server that other documents stand for. Source: k8s/apiserver.go. */
const DENIED_ARGS = [
  'anonymous-auth',
  'oidc-',
  'authentication-config',
  'authorization-config',
  'authorization-mode',
  'authorization-webhook-',
];
const PROXY_MODES = ['nftables', 'iptables', 'ipvs'];
/** Bounds of the networks. Source: constants.go. */
const [SERVICE_HOST_BITS, POD_TO_NODE_BITS] = [20, 16];
const NODE_BITS = { 4: 24, 6: 64 };

function pod(check: Check, value: PlainMap): void {
  if (value.enabled === false) return;
  check.need(value, 'image');
  checkResources(check, section(value, 'resources'), ['resources']);
}

function ca(check: Check, value: PlainMap, required: boolean): void {
  const issuing = sectionOrNone(value, 'issuingCA');
  if (issuing === undefined) {
    if (required) check.error('required', ['issuingCA']);
  } else if (!isPem(text(issuing, 'cert'), 'CERTIFICATE') || !isPem(text(issuing, 'key')))
    check.error('pem', ['issuingCA']);
  items(value, 'acceptedCAs').forEach((each, index) => {
    if (!isPem(String(each ?? ''), 'CERTIFICATE')) check.error('pem', ['acceptedCAs', index]);
  });
}

/** Checks by kind. Source: types/k8s and types/cluster of the configuration code. */
export const KUBERNETES_CHECKS: Readonly<Record<string, DocumentCheck>> = {
  KubeInlineManifestConfig: named,
  KubeExternalManifestConfig: (check, value) => {
    named(check, value);
    const url = readUrl(text(value, 'url'));
    if (isUnset(value.url) || url === undefined || !['http', 'https'].includes(url.scheme))
      check.error('url', ['url'], { value: text(value, 'url') });
  },
  KubeStaticPodConfig: (check, value) => {
    named(check, value);
    if (Object.keys(section(value, 'pod')).length === 0) check.error('required', ['pod']);
  },
  KubeAdmissionControlConfig: (check, value) => {
    check.need(value, 'name');
  },
  KubeAggregatorCAConfig: (check, value) => {
    ca(check, value, true);
  },
  KubeAPIServerCAConfig: (check, value) => {
    ca(check, value, false);
  },
  KubeAPIServerConfig: (check, value) => {
    check.need(value, 'image');
    for (const key of Object.keys(section(value, 'extraArgs')))
      if (DENIED_ARGS.some((prefix) => key.startsWith(prefix)))
        check.error('api-server-argument', ['extraArgs', key], { key });
    checkResources(check, section(value, 'resources'), ['resources']);
  },
  KubeControllerManagerConfig: pod,
  KubeSchedulerConfig: pod,
  KubeAuthorizerConfig: (check, value) => {
    check.need(value, 'name');
    const type = text(value, 'type');
    const webhook = Object.keys(section(value, 'webhook')).length > 0;
    if (!AUTHORIZER_TYPES.includes(type)) check.error('authorizer', ['type'], { value: type, words: AUTHORIZER_TYPES });
    if (type === 'Webhook' && !webhook) check.error('required', ['webhook']);
    if (type !== 'Webhook' && webhook) check.warn('authorizer-webhook', ['webhook']);
  },
  KubeClusterConfig: (check, value) => {
    check.need(value, 'clusterName');
    const problem = isUnset(value.endpoint) ? 'missing' : endpointProblem(text(value, 'endpoint'));
    if (problem !== undefined) check.error('endpoint', ['endpoint'], { value: text(value, 'endpoint'), problem });
  },
  KubeEtcdEncryptionConfig: (check, value) => {
    if (Object.keys(section(value, 'config')).length === 0) check.error('required', ['config']);
  },
  KubeFlannelCNIConfig: (check, value) => {
    check.need(value, 'backendType');
    checkResources(check, section(value, 'resources'), ['resources']);
  },
  KubeletConfig: (check, value) => {
    check.need(value, 'image');
    for (const key of PROTECTED_KUBELET_FIELDS)
      if (key in section(value, 'config')) check.error('kubelet-field', ['config', key], { key });
  },
  KubePrismConfig: (check, value) => {
    const port = number(value, 'port');
    if (port < 1 || port > 65535) check.error('port', ['port'], { value: port });
  },
  KubeNetworkConfig: checkNetwork,
  KubeNodeConfig: (check, value) => {
    items(value, 'nodeIP', 'validSubnets').forEach((subnet, index) => {
      if (!isSubnetOrAddress(String(subnet)))
        check.error('subnet', ['nodeIP', 'validSubnets', index], { value: subnet });
    });
    sayKeys(check, ['labels'], labelProblems(section(value, 'labels')));
    sayKeys(check, ['annotations'], annotationProblems(section(value, 'annotations')));
    sayKeys(check, ['taints'], taintProblems(section(value, 'taints')));
  },
  KubeProxyConfig: (check, value) => {
    if (value.enabled === false) return;
    check.need(value, 'image');
    const mode = text(value, 'mode');
    if (mode !== '' && !PROXY_MODES.includes(mode))
      check.error('proxy-mode', ['mode'], { value: mode, words: PROXY_MODES });
    else if (mode === 'iptables' || mode === 'ipvs') check.warn('proxy-mode', ['mode'], { value: mode });
    if (Object.keys(section(value, 'extraArgs')).length > 0) check.warn('proxy-arguments', ['extraArgs']);
    checkResources(check, section(value, 'resources'), ['resources']);
  },
  KubeServiceAccountConfig: (check, value) => {
    const issuer = section(value, 'issuer');
    if (!isPem(text(issuer, 'privateKey'))) check.error('pem', ['issuer', 'privateKey']);
    if (isUnset(issuer.issuerURL)) check.error('required', ['issuer', 'issuerURL']);
  },
  KubeTalosAPIAccessConfig: (check, value) => {
    const roles = items(value, 'allowedRoles');
    if (roles.length === 0) check.warn('no-roles', ['allowedRoles']);
    roles.forEach((role, index) => {
      if (!isRole(role, check.minor)) check.error('role', ['allowedRoles', index], { value: role });
    });
  },
  DiscoveryIdentityConfig: (check, value) => {
    check.need(value, 'clusterID', 'clusterSecret');
    if (!isUnset(value.clusterSecret) && !isClusterSecret(text(value, 'clusterSecret')))
      check.error('cluster-secret', ['clusterSecret']);
  },
  DiscoveryServiceConfig: (check, value) => {
    check.need(value, 'name');
    const url = readUrl(text(value, 'endpoint'));
    if (
      isUnset(value.endpoint) ||
      url === undefined ||
      !['http', 'https', 'grpc'].includes(url.scheme) ||
      hostname(url) === ''
    )
      check.error('discovery-endpoint', ['endpoint'], { value: text(value, 'endpoint') });
  },
};

function checkNetwork(check: Check, value: PlainMap): void {
  const bits = { 4: number(value, 'nodeCIDRMaskSizeIPv4'), 6: number(value, 'nodeCIDRMaskSizeIPv6') };
  const wrong = { 4: bits[4] < 0 || bits[4] > 32, 6: bits[6] < 0 || bits[6] > 128 };
  if (wrong[4]) check.error('node-mask', ['nodeCIDRMaskSizeIPv4'], { value: bits[4] });
  if (wrong[6]) check.error('node-mask', ['nodeCIDRMaskSizeIPv6'], { value: bits[6] });
  checkSubnets(check, value, 'podSubnets', (subnet) => {
    const node = bits[subnet.family] || NODE_BITS[subnet.family];
    return wrong[subnet.family] || (subnet.bits <= node && node - subnet.bits <= POD_TO_NODE_BITS);
  });
  checkSubnets(
    check,
    value,
    'serviceSubnets',
    (subnet) => (subnet.family === 4 ? 32 : 128) - subnet.bits <= SERVICE_HOST_BITS,
  );
  const [pods, services] = [items(value, 'podSubnets').length, items(value, 'serviceSubnets').length];
  if (pods !== services) check.error('subnet-counts', ['serviceSubnets'], { pods, services });
}

function checkSubnets(check: Check, value: PlainMap, key: string, fits: (subnet: NetipPrefix) => boolean): void {
  const subnets = items(value, key);
  if (subnets.length === 0 || subnets.length > 2) check.error('subnet-count', [key], { count: subnets.length });
  else {
    const read = subnets.map((subnet) => parsePrefix(String(subnet ?? '')));
    read.forEach((subnet, index) => {
      if (subnet === undefined || masked(subnet) !== subnet.value)
        check.error('subnet', [key, index], { value: subnets[index] });
      else if (!fits(subnet)) check.error('subnet-size', [key, index], { value: subnets[index] });
    });
    if (read.length === 2 && read[0]?.family === read[1]?.family)
      check.error('subnet-families', [key], { value: subnets });
  }
}
