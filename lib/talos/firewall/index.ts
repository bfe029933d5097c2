// The documents of the ingress firewall, in every minor and beside either form.
import { TalosCluster } from '../../cluster';
import { PlainMap } from '../../manifest';
import { Cidr } from '../../net';
import { document, said } from '../documents';
import { EVERY_NODE, Statement, Subject, targetsOf } from '../statement';
import { FirewallOpening } from './opening';
import { TalosFirewall } from './talos-firewall';

export * from './opening';
export * from './talos-firewall';

export function firewall({ cluster }: Subject): Statement[] {
  const own = TalosFirewall.of(cluster);
  if (own === undefined) return [];
  return [
    {
      target: EVERY_NODE,
      documents: [document('NetworkDefaultActionConfig', { ingress: own.defaultAction })],
    },
    ...own.openings().flatMap((opening) => statements(cluster, opening)),
  ];
}

function statements(cluster: TalosCluster, opening: FirewallOpening): Statement[] {
  return targetsOf(cluster, opening.nodes).map((target) => ({ target, documents: [rule(opening)] }));
}

function rule({ name, protocol, ports, from, except = [] }: FirewallOpening): PlainMap {
  return document('NetworkRuleConfig', {
    name,
    portSelector: {
      ports: ports.map((port) => (port.includes('-') ? port : Number(port))),
      protocol: protocol.toLowerCase(),
    },
    ingress: from.map((subnet) =>
      said({ subnet, except: except.find((own) => Cidr.of(subnet).overlaps(Cidr.of(own))) }),
    ),
  });
}
