// What is not native: values that the renderer does not write. They are refused with their path, never ignored.
import { OWN_CGROUP_ROOT } from '../agent/volumes';
import { ValueRow } from '../../releases';
import { Chart } from '../context';
import { ChartProblem } from '../types';
import { SetValue, sameAsDefault } from './keys';
import { OPEN_MAPS } from './known-keys';
import { refuse, shown } from './problem';

/** Paths below these are not native; `except` lists those that are. */
export const NOT_NATIVE: readonly { readonly path: string; readonly what: string; readonly except?: readonly string[] }[] = [
  { path: 'aksbyocni', what: 'Azure' },
  { path: 'alibabacloud', what: 'Alibaba Cloud' },
  { path: 'authentication', what: 'mutual authentication with SPIRE' },
  { path: 'azure', what: 'Azure' },
  {
    path: 'clustermesh',
    what: 'the cluster mesh',
    except: ['clustermesh.cacheTTL', 'clustermesh.defaultGlobalNamespace', 'clustermesh.maxConnectedClusters', 'clustermesh.policyDefaultLocalCluster'],
  },
  { path: 'encryption.ipsec.interface', what: 'the interface of IPsec' },
  { path: 'encryption.ztunnel', what: 'ztunnel' },
  { path: 'eni', what: 'AWS ENI' },
  { path: 'etcd', what: 'etcd as key-value store' },
  { path: 'gke', what: 'GKE' },
  { path: 'hubble.metrics.tls.server.mtls.name', what: 'a CA of its own for the metrics endpoint' },
  { path: 'hubble.metrics.tls.server.mtls.useSecret', what: 'a CA of its own for the metrics endpoint' },
  { path: 'hubble.tls.auto.privateKey', what: 'key options of cert-manager' },
  { path: 'hubble.tls.auto.subject', what: 'subjects of cert-manager' },
  { path: 'hubble.ui.standalone', what: 'the UI without a relay' },
  { path: 'k8sServiceHostRef', what: 'the API server from a ConfigMap' },
  { path: 'k8sServiceLookupConfigMapName', what: 'the API server from a ConfigMap' },
  { path: 'k8sServiceLookupNamespace', what: 'the API server from a ConfigMap' },
  { path: 'monitor.eventTypes', what: 'event types of the monitor container' },
  { path: 'nativeRoutingCIDRFromClusterPool', what: 'the native CIDR from the cluster pool' },
  { path: 'nodeinit', what: 'the node-init DaemonSet' },
  { path: 'nonIdempotentAnnotations', what: 'annotations of generated Secrets' },
  { path: 'operator.image.alibabacloudDigest', what: 'the operator of Alibaba Cloud' },
  { path: 'operator.image.awsDigest', what: 'the operator of AWS' },
  { path: 'operator.image.azureDigest', what: 'the operator of Azure' },
  { path: 'preflight', what: 'the preflight check' },
  { path: 'serviceAccounts.clustermeshApiserver', what: 'the cluster mesh' },
  { path: 'serviceAccounts.clustermeshcertgen', what: 'the cluster mesh' },
  { path: 'serviceAccounts.corednsMCSAPI', what: 'the cluster mesh' },
  { path: 'serviceAccounts.nodeinit', what: 'the node-init DaemonSet' },
  { path: 'serviceAccounts.preflight', what: 'the preflight check' },
  { path: 'serviceAccounts.ztunnel', what: 'ztunnel' },
  {
    path: 'standaloneDnsProxy',
    what: 'this option of the standalone DNS proxy',
    except: ['enabled', 'serverPort', ...['digest', 'override', 'pullPolicy', 'repository', 'tag', 'useDigest'].map((key) => `image.${key}`)].map(
      (key) => `standaloneDnsProxy.${key}`,
    ),
  },
  { path: 'tls.ca', what: 'a CA in values' },
  { path: 'tls.caBundle.content', what: 'a CA bundle in values' },
];

interface Rule {
  readonly path: string;
  readonly what: string;
  readonly holds: (chart: Chart) => boolean;
}

const oneOf =
  (path: string, ...words: string[]) =>
  (chart: Chart) =>
    words.includes(chart.v.text(path));

/** Single values, and values together, that the renderer was not proven for. */
const RULES: readonly Rule[] = [
  {
    path: 'cni.chainingMode',
    what: 'chaining with a CNI that the chart knows by name',
    holds: oneOf('cni.chainingMode', 'portmap', 'aws-cni', 'flannel', 'azure', 'calico'),
  },
  { path: 'ipam.mode', what: 'IPAM of a cloud', holds: oneOf('ipam.mode', 'eni', 'azure', 'alibabacloud', 'delegated-plugin') },
  { path: 'identityAllocationMode', what: 'identities in a key-value store', holds: (chart) => chart.v.text('identityAllocationMode') !== 'crd' },
  { path: 'envoy.xdsMode', what: 'strict-ads', holds: oneOf('envoy.xdsMode', 'strict-ads') },
  {
    path: 'envoy.nodeLocality.enabled',
    what: 'node locality over one xDS stream per type',
    holds: (chart) => chart.v.on('envoy.nodeLocality.enabled') && (chart.v.text('envoy.xdsMode') === 'split' || !chart.upgradedFrom(20)),
  },
  {
    path: 'cgroup.hostRoot',
    what: 'a root that fits neither way of mounting it',
    holds: (chart) => {
      const root = chart.v.text('cgroup.hostRoot');
      return chart.v.on('cgroup.autoMount.enabled') ? ![OWN_CGROUP_ROOT, '/sys/fs/cgroup'].includes(root) : root === OWN_CGROUP_ROOT;
    },
  },
  { path: 'k8sServiceHost', what: 'the API server from a ConfigMap', holds: oneOf('k8sServiceHost', 'auto') },
  { path: 'upgradeCompatibility', what: 'compatibility with releases before 1.12', holds: (chart) => !chart.upgradedFrom(12) },
  {
    path: 'scheduling.mode',
    what: 'kube-scheduler together with an affinity of your own',
    holds: (chart) => chart.v.text('scheduling.mode') === 'kube-scheduler' && !isDefaultAffinity(chart),
  },
  {
    path: 'securityContext.privileged',
    what: 'before Kubernetes 1.30',
    holds: (chart) => chart.privileged && annotatesAppArmor(chart),
  },
  {
    path: 'envoy.securityContext.privileged',
    what: 'before Kubernetes 1.30',
    holds: (chart) => chart.envoyDaemonSet && chart.v.on('envoy.securityContext.privileged') && annotatesAppArmor(chart),
  },
  ...['podSecurityContext', 'envoy.podSecurityContext'].map((path) => ({
    path: `${path}.appArmorProfile.type`,
    what: 'a profile of your own before Kubernetes 1.30',
    holds: (chart: Chart) => chart.v.text(`${path}.appArmorProfile.type`) !== 'Unconfined' && annotatesAppArmor(chart),
  })),
  {
    path: 'debug.verbose',
    what: '"flow" without "envoy"',
    holds: (chart) =>
      chart.v.on('debug.enabled') && chart.v.text('debug.verbose').includes('flow') && !chart.v.text('debug.verbose').split(' ').includes('envoy'),
  },
  {
    path: 'operator.nodeGCInterval',
    what: 'a zero other than 0s',
    holds: (chart) => /^(0+[a-z]*)+$/.test(chart.v.text('operator.nodeGCInterval')) && chart.v.text('operator.nodeGCInterval') !== '0s',
  },
  {
    path: 'hubble.tls.server.existingSecret',
    what: 'a Secret of your own beside automatic certificates',
    holds: (chart) => automatic(chart) && chart.v.on('hubble.tls.server.existingSecret'),
  },
  {
    path: 'hubble.metrics.tls.server.existingSecret',
    what: 'a Secret of your own beside automatic certificates',
    holds: (chart) => automatic(chart) && chart.v.on('hubble.metrics.tls.enabled') && chart.v.on('hubble.metrics.tls.server.existingSecret'),
  },
  {
    path: 'hubble.metrics.tls.enabled',
    what: 'TLS for metrics that are only dynamic',
    holds: (chart) => chart.v.on('hubble.metrics.tls.enabled') && chart.v.on('hubble.metrics.dynamic.enabled') && !chart.v.on('hubble.metrics.enabled'),
  },
];

/** Before 1.30 AppArmor is an annotation. */
const annotatesAppArmor = (chart: Chart) => !chart.environment.isAtLeast(30);

function isDefaultAffinity(chart: Chart): boolean {
  const rule = 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution';
  const byDefault = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: chart.release.rows.get(rule)?.default } };
  return JSON.stringify(chart.v.map('affinity')) === JSON.stringify(byDefault);
}

const automatic = (chart: Chart) => chart.certificates === 'cronJob' || chart.certificates === 'certmanager';

const WAYS_OUT = 'drop it, or render the chart itself with helm';

export function checkNative(chart: Chart, set: readonly SetValue[]): ChartProblem[] {
  const problems: ChartProblem[] = [];
  for (const { path, row, value } of set) {
    const found = NOT_NATIVE.find((each) => (path === each.path || path.startsWith(`${each.path}.`)) && !(each.except ?? []).includes(path));
    if (found !== undefined && !sameAsDefault(row, value)) {
      problems.push(refuse('not-native', path, `${shown(hidden(path, value))} is not native (${found.what})`, WAYS_OUT));
    } else if (value === null && !deletable(path, row)) {
      problems.push(
        refuse(
          'not-native',
          path,
          'null over this default is not native',
          row.default === undefined ? WAYS_OUT : `write ${shown(row.default)} or another value, or render the chart itself with helm`,
        ),
      );
    }
  }
  problems.push(...set.filter(isUnprovenEmpty).map(({ path, value }) => refuse('not-native', path, `${shown(value)} is not native here`, WAYS_OUT)));
  for (const rule of RULES) {
    if (rule.holds(chart)) problems.push(refuse('not-native', rule.path, `${shown(chart.v.get(rule.path))} is not native (${rule.what})`, WAYS_OUT));
  }
  return problems;
}

/** Numbers that are printed or counted, so that zero is a number like any other. */
const ZERO_IS_A_NUMBER =
  /(replicas|Seconds|Threshold|HistoryLimit|maxUnavailable|minAvailable|maxSurge|NumTrustedHops\w*|Rate|Fraction|maxConcurrentRetries|httpRetryCount|mapStatsEntries)$/;
/** Keys without a declared type that are written as soon as they are set, whatever they hold. */
const WRITTEN_WHEN_SET = [
  'dnsProxy.enableTransparentMode',
  'enableIdentityMark',
  'fragmentTracking',
  'policyAuditMode',
  'socketLB.hostNamespaceOnly',
  'socketLB.terminatePodConnections',
  'socketLB.tracing',
];

/** Zero, and "off" of a key without a type: the chart drops some and writes others, and which is proven for a few only. */
function isUnprovenEmpty({ path, row, value }: SetValue): boolean {
  if (sameAsDefault(row, value)) return false;
  if (row.types.length === 0) return (value === false || value === 0 || value === '') && !WRITTEN_WHEN_SET.includes(path);
  return value === 0 && !ZERO_IS_A_NUMBER.test(path) && !OPEN_MAPS.some((open) => open.test(path.slice(0, path.lastIndexOf('.'))));
}

/** Defaults that null may delete: where there is nothing, in disruption budgets, and in maps that Kubernetes takes as they are. */
function deletable(path: string, row: ValueRow): boolean {
  const nothing = row.default === null || (row.default === undefined && !row.types.includes('map'));
  return nothing || /\.podDisruptionBudget\./.test(path) || OPEN_MAPS.some((open) => open.test(path));
}

/** A secret is not shown even where it is refused for another reason. */
function hidden(path: string, value: unknown): unknown {
  return /secret|key|cert|token|password/i.test(path) && typeof value === 'string' ? `${value.length} characters` : value;
}
