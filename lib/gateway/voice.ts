// Repairs in TypeScript, for findings about Gateways and routes.
import { registerVoice } from '../problem';

registerVoice({
  'gateway/route-not-allowed': ({ parent, namespace }: { parent: string; namespace: string }) =>
    `call allowRoutesFrom('${namespace}') on the ${parent.replace('/', ' ')}`,
  'gateway/open-host-names': ({ namespaces }: { namespaces: string[] }) =>
    `write allowedRoutes: AllowedRoutes.namespaces(${namespaces.map((name) => `'${name}'`).join(', ')}), or call allowRoutesFrom(...) for each`,
  'gateway/listener-isolation': () => 'attach to the listener with the narrower host name, or leave listener out',
  'gateway/set-not-accepted': () =>
    'write allowedListeners on the Gateway: AllowedListeners.namespaces(<the namespace of the set>)',
  'values/host-network-port': () => 'write hostNetwork: true on the Gateway: it brings what Envoy needs',
  'gateway/crds-version': ({ made }: { made: string }) => `leave bundle out, or write ${made}`,
  'gateway/crds-channel': () => 'leave experimental out, or write experimental: true',
  'gateway/crds-missing': () => "write new GatewayApiCrds(chart, 'gateway-api-crds')",
  'gateway/plain-text-port': () => "give Listener.http a port of its own: Listener.http('plain', { port: 80 })",
  'gateway/metadata-annotations': () => 'write it as infrastructureAnnotations',
  'gateway/metadata-labels': () => 'write them as infrastructureLabels',
  'gateway/redirect-loop': () => 'write listener: the name of the listener with the other scheme (sectionName)',
  'gateway/redirect-never': () => 'write listener: the name of the listener with the other scheme (sectionName)',
  'gateway/backend-denied': ({ port }: { port: number }) =>
    `leave openPolicy out, or call allowFrom(Peer.ingress(), Port.tcp(${port})) on a policy of the pods`,
});
