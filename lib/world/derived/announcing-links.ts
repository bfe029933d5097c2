// Where an announcement policy works, as far as the facts of the cluster tell: its nodes, and the links that its expressions match.
import { LinkFacts, NodeFacts, nodesOfLink } from '../../facts';
import { InterfaceExpression, L2Policy, selectsNode } from '../../models/load-balancer';
import { World } from '../types';
import { isPlaceholder } from './fields';

const HOSTNAME_LABEL = 'kubernetes.io/hostname';
const CONTROL_PLANE_LABEL = 'node-role.kubernetes.io/control-plane';
/** Labels of a node that the facts tell; Talos runs Linux. */
const KNOWN_LABELS = [HOSTNAME_LABEL, CONTROL_PLANE_LABEL, 'kubernetes.io/os'];

/** What the facts say of a policy. */
export interface AnnouncingLinks {
  /** Nodes that the policy selects; undefined if its selector looks at labels that the facts do not tell, or nobody stated nodes. */
  readonly nodes: readonly NodeFacts[] | undefined;
  /** Links that an expression matches; every link without expressions. Undefined if nobody stated links, or an expression cannot be read. */
  readonly links: readonly LinkFacts[] | undefined;
  /** Expressions that match none of the links, by their place. */
  readonly unmatched: readonly { readonly index: number; readonly expression: InterfaceExpression }[];
}

/** Asks the facts. */
export function announcingLinks({ facts }: World, policy: L2Policy): AnnouncingLinks {
  const { interfaces } = policy;
  const nodes = facts?.nodes ?? [];
  const decidable =
    policy.nodeSelector.problems.length === 0 &&
    policy.nodeSelector.requirements.every(
      ({ key, values }) => KNOWN_LABELS.includes(key) && !values.some(isPlaceholder),
    );
  const links = facts?.links ?? [];
  const readable =
    links.length > 0 &&
    interfaces.every(({ text, error, tooLong }) => error === undefined && !tooLong && !isPlaceholder(text));
  return {
    nodes: nodes.length > 0 && decidable ? nodes.filter((node) => selectsNode(policy, labelsOfNode(node))) : undefined,
    links: readable
      ? links.filter((link) => interfaces.length === 0 || interfaces.some(({ matches }) => matches(link.interface)))
      : undefined,
    unmatched: readable
      ? interfaces.flatMap((expression, index) =>
          links.some((link) => expression.matches(link.interface)) ? [] : [{ index, expression }],
        )
      : [],
  };
}

/** Nodes of a policy that have none of its links: they contend for leases, and answer for nothing. */
export function nodesWithoutLink(world: World, { nodes, links }: AnnouncingLinks): readonly NodeFacts[] {
  if (nodes === undefined || links === undefined) return [];
  const having = new Set(links.flatMap((link) => nodesOfLink(world.facts!, link)));
  return nodes.filter(({ name }) => !having.has(name));
}

/** Networks on all of the links; undefined if those of one are not known. */
export function subnetsOn({ links }: AnnouncingLinks): string[] | undefined {
  if (links === undefined || links.length === 0 || links.some(({ subnets }) => subnets === undefined)) return undefined;
  return [...new Set(links.flatMap(({ subnets }) => subnets ?? []))];
}

function labelsOfNode({ name, role }: NodeFacts): Record<string, string> {
  return {
    [HOSTNAME_LABEL]: name,
    'kubernetes.io/os': 'linux',
    ...(role === 'controlplane' ? { [CONTROL_PLANE_LABEL]: '' } : {}),
  };
}
