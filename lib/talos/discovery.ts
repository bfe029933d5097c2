// How the machines find each other.
import { PlainMap } from '../manifest';
import { deletion, document, said, unlessEmpty } from './documents';
import { EVERY_NODE, inForm, Statement, Subject } from './statement';

/** Name of the service in every generated configuration. */
const DEFAULT = 'default';

export function discovery({ cluster }: Subject): Statement[] {
  const options = cluster._props.discovery;
  if (options === undefined) return [];
  const { enabled = true, endpoint, services = {} } = options;
  const service = unlessEmpty({ endpoint });
  return [
    inForm(cluster, EVERY_NODE, {
      v1alpha1: {
        cluster: {
          // The registry in Kubernetes is off by default, and broken from Kubernetes 1.32 on: an empty section would switch it on.
          discovery: said({ enabled, registries: service === undefined ? undefined : { service } }),
        },
      },
      documents: [
        ...(enabled ? defaultService(endpoint) : [{ ...deletion('DiscoveryServiceConfig'), name: DEFAULT }]),
        ...Object.entries(services).map(([name, url]) => document('DiscoveryServiceConfig', { name, endpoint: url })),
      ],
    }),
  ];
}

function defaultService(endpoint: string | undefined): PlainMap[] {
  return endpoint === undefined ? [] : [document('DiscoveryServiceConfig', { name: DEFAULT, endpoint })];
}
