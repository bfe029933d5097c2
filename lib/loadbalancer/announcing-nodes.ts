// Which nodes announce, and on which networks: those that have the interface and are wanted. A node without it would still contend for the lease and,
// if it wins, nobody answers (run: `interfaces-none`).
import { Link, NodeRole, NodeSelection, TalosCluster } from '../cluster';
import { PlainMap } from '../manifest';

/** Label that Kubernetes puts on control planes. */
const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';
const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** The nodes that announce, as a selector and in words. */
export interface AnnouncingNodes {
  /** The node selector; undefined for all nodes. */
  readonly selector: PlainMap | undefined;
  /** True if no node is left. */
  readonly none: boolean;
}

/** Finds the announcing nodes; every wanted one if neither a link nor an interface is named. */
export function announcingNodes(
  cluster: TalosCluster | undefined,
  links: readonly Link[],
  interfaces: readonly string[],
  wanted: NodeSelection,
): AnnouncingNodes {
  const named = [...links.map((link) => link.nodes), ...interfaces.flatMap((name) => having(cluster, name))];
  const choices = named.length === 0 ? [NodeSelection.all()] : named;
  const nodes = cluster?._nodes ?? [];
  const chosen = nodes.filter((node) => wanted._includes(node) && choices.some((choice) => choice._includes(node)));
  const none = nodes.length > 0 && chosen.length === 0;
  if ([wanted, ...choices].every((choice) => choice._names === undefined))
    return {
      selector: byRole(wanted._roles.filter((role) => choices.some((choice) => choice._roles.includes(role)))),
      none,
    };
  const names =
    nodes.length > 0
      ? chosen.map((node) => node.name)
      : (wanted._names ?? choices.flatMap((choice) => choice._names ?? []));
  return {
    selector: { matchExpressions: [{ key: HOSTNAME_LABEL, operator: 'In', values: [...new Set(names)].sort() }] },
    none: none || names.length === 0,
  };
}

/** Where an interface is that was named without a link; on all nodes if the cluster does not say. */
function having(cluster: TalosCluster | undefined, name: string): NodeSelection[] {
  const links = cluster?._linksNamed(name) ?? [];
  return links.length === 0 ? [NodeSelection.all()] : links.map((link) => link.nodes);
}

function byRole(roles: readonly NodeRole[]): PlainMap | undefined {
  if (roles.length === 2) return undefined;
  return {
    matchExpressions: [
      { key: CONTROL_PLANE_LABEL, operator: roles[0] === NodeRole.CONTROL_PLANE ? 'Exists' : 'DoesNotExist' },
    ],
  };
}
