// The objects of Multus (thick) on Talos, as plain data. Source: deployments/multus-daemonset-thick.yml of multus-cni v4.2.4 and
// v4.3.0; what differs from it says why.
import { MultusRelease } from './releases';

/** Everything that the objects depend on. */
export interface MultusSettings {
  readonly release: MultusRelease;
  readonly namespace: string;
  readonly image: string;
  readonly cpuRequest: string;
  readonly memoryRequest: string;
  readonly memoryLimit: string;
  readonly logLevel: string;
  readonly kubePrism: boolean;
  readonly masterCni?: string;
  readonly connectionLimit?: number;
  readonly namespaceIsolation: boolean;
  readonly globalNamespaces: readonly string[];
  readonly installer: InstallerSettings;
}

/** The init container that brings CNI plugins. */
export interface InstallerSettings {
  readonly image: string;
  readonly folder: string;
  /** Names of the plugins; without any there is no such container. */
  readonly plugins: readonly string[];
}

/** Name of ServiceAccount, ClusterRole and its binding. */
export const MULTUS = 'multus';
/** Name of the ConfigMap. */
export const CONFIG_MAP = 'multus-daemon-config';
/** Name of the DaemonSet. */
export const DAEMON_SET = 'kube-multus-ds';
/** Name of the CRD. */
export const CRD = 'network-attachment-definitions.k8s.cni.cncf.io';
/** Labels of the upstream objects. */
export const LABELS: Record<string, string> = { app: 'multus', tier: 'node' };

/** Talos enforces `baseline` everywhere but in kube-system. */
export const PRIVILEGED_NAMESPACE: Record<string, string> = {
  'pod-security.kubernetes.io/audit': 'privileged',
  'pod-security.kubernetes.io/enforce': 'privileged',
  'pod-security.kubernetes.io/warn': 'privileged',
};

/** spec of the CustomResourceDefinition. */
export function crdSpec(release: MultusRelease): Record<string, unknown> {
  return {
    group: 'k8s.cni.cncf.io',
    scope: 'Namespaced',
    names: {
      plural: 'network-attachment-definitions',
      singular: 'network-attachment-definition',
      kind: 'NetworkAttachmentDefinition',
      shortNames: [...release.shortNames],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              apiVersion: { type: 'string' },
              kind: { type: 'string' },
              metadata: { type: 'object' },
              spec: { type: 'object', properties: { config: { type: 'string' } } },
            },
          },
        },
      },
    ],
  };
}

/** What the daemon does with the API, by its code; upstream grants everything on its group and writing whole pods. */
const RULES: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[] = [
  // Informer of the networks.
  { apiGroups: ['k8s.cni.cncf.io'], resources: ['network-attachment-definitions'], verbs: ['get', 'list', 'watch'] },
  // Informer of the node's pods; the network status is read, then written.
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['pods/status'], verbs: ['update'] },
  { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];

/** Rules of the ClusterRole. */
export function clusterRoleRules(): Record<string, unknown>[] {
  return RULES.map((rule) => ({ ...rule }));
}

/** Text of daemon-config.json. */
export function daemonConfig(settings: MultusSettings): string {
  return JSON.stringify(
    {
      chrootDir: '/hostroot',
      // Not above the primary CNI's: Cilium writes 0.3.1, and from 0.4.0 on the daemon refuses to start beside it.
      cniVersion: '0.3.1',
      logLevel: settings.logLevel,
      logToStderr: true,
      cniConfigDir: '/host/etc/cni/net.d',
      multusAutoconfigDir: '/host/etc/cni/net.d',
      // With anything else the daemon copies a file and ends (multus#1366).
      multusConfigFile: 'auto',
      // Named, so that no other file is taken for the primary CNI at boot (multus#1499).
      ...(settings.masterCni === undefined ? {} : { multusMasterCNI: settings.masterCni }),
      socketDir: '/host/run/multus/',
      ...(settings.connectionLimit === undefined ? {} : { connectionLimit: settings.connectionLimit }),
      ...(settings.namespaceIsolation ? { namespaceIsolation: true } : {}),
      ...(settings.globalNamespaces.length === 0 ? {} : { globalNamespaces: settings.globalNamespaces.join(',') }),
    },
    null,
    2,
  );
}
