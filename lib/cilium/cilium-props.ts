// The typed properties of an install that people set often, and what they are in chart values.
import { checkReference, isMap, PlainMap } from '../manifest';
import { ValueError } from '../net';
import { leaves, putValue } from './value-sources';

/** Cilium minors. */
export enum CiliumVersion {
  /** Cilium 1.20. */
  V1_20 = '1.20',
}

/** Where Hubble's certificates come from. */
export enum HubbleCertificates {
  /** A CronJob of the install makes and renews them in the cluster; a Job makes the first ones. Works at bootstrap once the Job is applied. */
  CRON_JOB = 'cronJob',
  /** cert-manager makes them; it runs only after the CNI, so relay and UI wait, the agents do not. */
  CERT_MANAGER = 'certmanager',
  /** Secrets that somebody else keeps in the cluster. */
  EXISTING_SECRETS = 'existingSecrets',
  /** No TLS between agents and relay: anybody in the node network can read the flows. */
  DISABLED = 'disabled',
}

/** Hubble. */
export interface HubbleOptions {
  /** @default true */
  readonly enabled?: boolean;
  /** Relay: the flows of all nodes in one place. @default false, true with the UI */
  readonly relay?: boolean;
  /** Web UI. @default false */
  readonly ui?: boolean;
  /** Source of the certificates. @default HubbleCertificates.CRON_JOB */
  readonly certificates?: HubbleCertificates;
  /** Name of the cert-manager ClusterIssuer, for CERT_MANAGER. @default - none */
  readonly clusterIssuer?: string;
  /** Name of the server's Secret, for EXISTING_SECRETS. @default - none */
  readonly serverSecret?: string;
  /** Name of the relay client's Secret, for EXISTING_SECRETS with relay. @default - none */
  readonly relayClientSecret?: string;
}

interface GivenProps {
  readonly kubeProxyReplacement?: boolean;
  readonly hubble?: HubbleOptions;
  readonly operatorReplicas?: number;
  readonly values?: { [key: string]: any };
}

/**
 * The values that the user gave, as one tree.
 *
 * @throws ValueError `cilium/value-twice` when a property and `values` say different things
 * @internal
 */
export function givenValues(props: GivenProps): PlainMap {
  const tree: PlainMap = {};
  const typed: [string, unknown][] = [
    ['kubeProxyReplacement', props.kubeProxyReplacement],
    ['operator.replicas', props.operatorReplicas],
    ...hubbleValues(props.hubble ?? {}),
  ];
  for (const [path, value] of typed) if (value !== undefined) putValue(tree, path, value);
  const raw = (props.values ?? {}) as PlainMap;
  for (const { path, value } of leaves(raw)) {
    const held = path.split('.').reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), tree);
    if (held !== undefined && JSON.stringify(held) !== JSON.stringify(value)) {
      throw new ValueError('cilium/value-twice', `${path} is ${JSON.stringify(held)} by its property and ${JSON.stringify(value)} in values`, 'say it once');
    }
    putValue(tree, path, value);
  }
  return tree;
}

function hubbleValues(hubble: HubbleOptions): [string, unknown][] {
  const relay = hubble.relay ?? (hubble.ui === true ? true : undefined);
  const certificates = hubble.certificates;
  const need = (name: string | undefined, what: string, kind: string) => {
    if (name === undefined)
      throw new ValueError('cilium/hubble-certificates', `hubble certificates "${certificates}" without ${what}`, `write hubble: { ${what}: '<name>' }`);
    return checkReference(kind, name);
  };
  const method: [string, unknown][] =
    certificates === undefined
      ? []
      : certificates === HubbleCertificates.DISABLED
        ? [['hubble.tls.enabled', false]]
        : certificates === HubbleCertificates.EXISTING_SECRETS
          ? [
              ['hubble.tls.auto.enabled', false],
              ['hubble.tls.server.existingSecret', need(hubble.serverSecret, 'serverSecret', 'Secret')],
              ...(relay === true
                ? ([['hubble.relay.tls.client.existingSecret', need(hubble.relayClientSecret, 'relayClientSecret', 'Secret')]] as [string, unknown][])
                : []),
            ]
          : certificates === HubbleCertificates.CERT_MANAGER
            ? [
                ['hubble.tls.auto.method', 'certmanager'],
                [
                  'hubble.tls.auto.certManagerIssuerRef',
                  { group: 'cert-manager.io', kind: 'ClusterIssuer', name: need(hubble.clusterIssuer, 'clusterIssuer', 'ClusterIssuer') },
                ],
              ]
            : [['hubble.tls.auto.method', 'cronJob']];
  return [['hubble.enabled', hubble.enabled], ['hubble.relay.enabled', relay], ['hubble.ui.enabled', hubble.ui], ...method];
}
