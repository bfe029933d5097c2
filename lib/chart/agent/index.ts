// The agent: one pod on every node.
import { clientHostAliases } from '../clustermesh/peers';
import { configData } from '../config-map';
import { Chart } from '../context';
import { accountName, contentHash, metadata, priorityClass, scrapeAnnotations, serviceAccount } from '../objects';
import { Manifest } from '../types';
import { agentContainer, monitorContainer } from './container';
import { initContainers } from './init-containers';
import { appArmorAnnotations, hostUsers, podSecurity } from './security';
import { agentVolumes } from './volumes';

export function agentAccount(chart: Chart): Manifest[] {
  return chart.agent ? serviceAccount(chart, 'cilium', chart.v.map('annotations')) : [];
}

export function agentDaemonSet(chart: Chart): Manifest[] {
  const { v } = chart;
  if (!chart.agent) return [];
  const clusterService = v.on('keepDeprecatedLabels') ? { 'kubernetes.io/cluster-service': 'true' } : {};
  const labels = {
    'k8s-app': 'cilium',
    ...chart.partOf,
    'app.kubernetes.io/name': 'cilium-agent',
    ...clusterService,
    ...chart.commonLabels,
  };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: metadata(chart, v.text('name'), { labels, annotations: v.map('annotations') }),
      spec: {
        selector: { matchLabels: { 'k8s-app': 'cilium', ...clusterService } },
        minReadySeconds: v.ifOn('minReadySeconds'),
        updateStrategy: v.map('updateStrategy'),
        template: {
          metadata: { annotations: podAnnotations(chart), labels: { ...labels, ...v.map('podLabels') } },
          spec: {
            ...hostUsers(chart),
            imagePullSecrets: v.listIf('imagePullSecrets'),
            securityContext: podSecurity(chart, 'podSecurityContext'),
            containers: [agentContainer(chart), ...monitorContainer(chart), ...v.list('extraContainers')],
            initContainers: initContainers(chart),
            restartPolicy: 'Always',
            priorityClassName: priorityClass(chart, 'priorityClassName', 'system-node-critical'),
            serviceAccountName: accountName(chart, 'cilium'),
            automountServiceAccountToken: v.get('serviceAccounts.cilium.automount'),
            terminationGracePeriodSeconds: v.get('terminationGracePeriodSeconds'),
            hostNetwork: true,
            dnsPolicy: v.ifOn('dnsPolicy'),
            // The default affinity keeps two agents off one node; the scheduler's own plugin can do it instead.
            affinity: v.text('scheduling.mode') === 'anti-affinity' ? v.mapIf('affinity') : undefined,
            nodeSelector: v.mapIf('nodeSelector'),
            tolerations: v.listIf('tolerations'),
            hostAliases: clientHostAliases(chart),
            volumes: agentVolumes(chart),
          },
        },
      },
    },
  ];
}

function podAnnotations(chart: Chart): Record<string, unknown> {
  const { v } = chart;
  const scraped = v.on('prometheus.enabled') && !v.on('prometheus.serviceMonitor.enabled');
  const confined = chart.privileged
    ? []
    : [
        'cilium-agent',
        'clean-cilium-state',
        ...(v.on('cgroup.autoMount.enabled') ? ['mount-cgroup', 'apply-sysctl-overwrites'] : []),
      ];
  return {
    'kubectl.kubernetes.io/default-container': 'cilium-agent',
    ...(scraped ? scrapeAnnotations(v.text('prometheus.port')) : {}),
    ...(v.on('rollOutCiliumPods') ? { 'cilium.io/cilium-configmap-checksum': contentHash(configData(chart)) } : {}),
    ...appArmorAnnotations(chart, confined),
    ...v.map('podAnnotations'),
  };
}
