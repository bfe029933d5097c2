// Namespaces that hold TLS secrets for Envoy, and who may read or write there. The operator copies secrets in, the agent reads them.
import { Chart } from '../context';
import { READ, WRITE_SECRETS } from './rule';

/** A feature whose secrets live in a namespace of their own. */
export interface SecretsRow {
  /** Part of the objects' names. */
  readonly name: string;
  /** Path of `secretsNamespace`. */
  readonly at: string;
  readonly enabled: (chart: Chart) => boolean;
  /** The namespace may be made. That of policies is, even when secrets are read everywhere. */
  readonly namespaced: (chart: Chart) => boolean;
  /** Name of the agent's RoleBinding where it is not the role's. */
  readonly binding?: string;
  /** Which of the agent's pair carry the user's annotations. */
  readonly annotated: 'both' | 'role' | 'none';
  /** The operator writes secrets there. */
  readonly sync?: (chart: Chart) => boolean;
}

export const SECRETS: readonly SecretsRow[] = [
  {
    name: 'tlsinterception',
    at: 'tls.secretsNamespace',
    enabled: (chart) => chart.policySecretsFromNamespace,
    namespaced: () => true,
    annotated: 'role',
    sync: (chart) => chart.policySecretSync,
  },
  {
    name: 'ingress',
    at: 'ingressController.secretsNamespace',
    enabled: (chart) => chart.ingress,
    namespaced: (chart) => chart.ingress,
    // Older than the other bindings, and has kept its name.
    binding: 'cilium-secrets',
    annotated: 'both',
    sync: (chart) => chart.ingress && chart.v.on('ingressController.secretsNamespace.sync'),
  },
  {
    name: 'gateway',
    at: 'gatewayAPI.secretsNamespace',
    enabled: (chart) => chart.gateway,
    namespaced: (chart) => chart.gateway,
    annotated: 'both',
    sync: (chart) => chart.gateway && chart.v.on('gatewayAPI.secretsNamespace.sync'),
  },
  {
    name: 'envoy-config',
    at: 'envoyConfig.secretsNamespace',
    enabled: (chart) => chart.v.on('envoyConfig.enabled'),
    namespaced: (chart) => chart.v.on('envoyConfig.enabled'),
    annotated: 'both',
  },
  {
    name: 'bgp-control-plane',
    at: 'bgpControlPlane.secretsNamespace',
    enabled: (chart) => chart.v.on('bgpControlPlane.enabled'),
    namespaced: (chart) => chart.v.on('bgpControlPlane.enabled'),
    annotated: 'none',
  },
];

export { READ, WRITE_SECRETS };
