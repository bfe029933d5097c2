// The objects of Multus on Talos, as plain data. Source: deployments/multus-daemonset-thick.yml and multus-daemonset.yml of multus-cni v4.2.4
// and v4.3.0; what differs from it says why.
import { MultusDaemonOptions } from './daemon-options';
import { MultusRelease } from './releases';

/** Everything that the objects depend on. */
export interface MultusSettings {
  readonly release: MultusRelease;
  /** The thin plugin: no daemon, the runtime runs Multus itself. */
  readonly thin: boolean;
  readonly daemon: MultusDaemonOptions;
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

/** The certificates of a node. Source: multus-cni 4.3, per-node certificates by k8s.io/client-go/util/certificate. */
const CERTIFICATE_RULES: typeof RULES = [
  {
    apiGroups: ['certificates.k8s.io'],
    resources: ['certificatesigningrequests'],
    verbs: ['create', 'get', 'list', 'watch'],
  },
];

/** Rules of the ClusterRole. */
export function clusterRoleRules({ perNodeCertificate }: MultusDaemonOptions): Record<string, unknown>[] {
  return [...RULES, ...(perNodeCertificate === undefined ? [] : CERTIFICATE_RULES)].map((rule) => ({ ...rule }));
}
