// Gateways on the network of the nodes: Envoy binds the ports of the listeners itself, and needs leave for those below 1024.
import { CiliumValues } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { listAt, textAt } from '../../../world/derived/fields';
import { Rule } from '../../rule';

interface PortData {
  readonly gateway: string;
  readonly port: number;
}

const CAPABILITY = 'NET_BIND_SERVICE';
/** Ports from here on need no capability. Source: Linux, ip_unprivileged_port_start. */
const UNPRIVILEGED = 1024;

/** Envoy may bind its ports. */
export const HOST_NETWORK: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/host-network-port',
      title: 'With host networking Envoy has NET_BIND_SERVICE for listeners below port 1024',
      why: 'Envoy binds the port of the listener on the node; without the capability the bind fails, and the Gateway seems ready (cilium/cilium#32768).',
      words: ({ gateway, port }: PortData) => ({
        message: `Gateway ${gateway} listens on port ${port}, and with gatewayAPI.hostNetwork Envoy binds it on the node without ${CAPABILITY}`,
        repair: `set envoy.securityContext.capabilities.keepCapNetBindService: true and add ${CAPABILITY} to its list envoy, or use a port from ${UNPRIVILEGED} on`,
      }),
    },
  ],
  check(world, report) {
    for (const gateway of world.of('gateway.networking.k8s.io', 'Gateway')) {
      const install = installOf(world, gateway);
      if (install?.isOn('gatewayAPI.hostNetwork.enabled') !== true || mayBind(install)) continue;
      if (textAt(gateway.manifest, 'spec', 'gatewayClassName') !== 'cilium') continue;
      listAt(gateway.manifest, 'spec', 'listeners').forEach((listener, index) => {
        const port = (listener as { port?: unknown } | null)?.port;
        if (typeof port !== 'number' || port >= UNPRIVILEGED) return;
        const { name } = gateway.manifest.metadata;
        const { at } = install.placeOf('gatewayAPI.hostNetwork.enabled');
        report.warning(
          'values/host-network-port',
          gateway,
          ['spec', 'listeners', index, 'port'],
          { gateway: name, port },
          [at],
        );
      });
    }
  },
};

/** True if Envoy has the capability, or nobody can tell. The agent runs Envoy where it has no DaemonSet of its own. */
function mayBind(install: CiliumValues): boolean {
  const isEmbedded = install.isOff('envoy.enabled') && install.own('envoy.enabled') !== undefined;
  const [switchPath, listPath] = isEmbedded
    ? ['envoy.securityContext.capabilities.keepCapNetBindService', 'securityContext.capabilities.ciliumAgent']
    : ['envoy.securityContext.capabilities.keepCapNetBindService', 'envoy.securityContext.capabilities.envoy'];
  if (install.isOn('envoy.securityContext.privileged')) return true;
  const list = install.get(listPath);
  if (!Array.isArray(list)) return true;
  return list.includes(CAPABILITY) && !install.isOff(switchPath);
}
