// The traffic policy of the Service that Cilium makes for a Gateway, under L2 announcements.
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { nameOf } from '../../../models/gateway';
import { World } from '../../../world/types';
import { Rule } from '../../rule';
import { eachCluster } from './entries';

/** From this patch on, L2 announces a Local Service only from nodes with backends of it. Source: cilium/cilium#48799. */
const FIRST = [1, 20, 2];

/** Gateways are announced. */
export const LOCAL_POLICY: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/local-under-l2',
      title: 'A Gateway under L2 announcements has the traffic policy Cluster',
      why: 'From Cilium 1.20.2 L2 announces a Local Service only from nodes with backends of it, and the Service of a Gateway has a placeholder on no node: nobody answers for its address (cilium/cilium#48799). Said where the input names that patch or a later one.',
      words: ({ service, version }: { service: string; version: string }) => ({
        message: `Service ${service} of the Gateway has externalTrafficPolicy Local, and Cilium ${version} announces it by L2 from no node: nobody answers for its address`,
        repair:
          'set gatewayAPI.externalTrafficPolicy (or that of the CiliumGatewayClassConfig) to Cluster, or announce by BGP',
      }),
    },
  ],
  check(world, report) {
    eachCluster(world, report, (cluster, say) => {
      for (const gateway of cluster.verdict.objects.gateways) {
        const service = cluster.verdict.services.get(nameOf(gateway));
        const at = cluster.at(gateway.index);
        if (service === undefined || at === undefined || service.type !== 'LoadBalancer') continue;
        if (service.spec.externalTrafficPolicy !== 'Local') continue;
        const version = installOf(world, at)?.version?.replace(/^v/, '') ?? world.facts?.cilium;
        if (version === undefined || !isFrom(version) || !isAnnounced(world)) continue;
        say('warning', 'gateway/local-under-l2', gateway.index, ['spec'], {
          service: `${service.namespace}/${service.name}`,
          version,
        });
      }
    });
  },
};

function isAnnounced(world: World): boolean {
  const on = ciliumInstalls(world).some((install) => install.isOn('l2announcements.enabled'));
  return on && world.of('cilium.io', 'CiliumL2AnnouncementPolicy').length > 0;
}

function isFrom(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const place = parts.findIndex((part, index) => part !== FIRST[index]);
  return place < 0 || parts[place]! > FIRST[place]!;
}
