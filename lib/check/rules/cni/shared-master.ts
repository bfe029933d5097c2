// Networks that cannot share the link of a node.
import { excludeEachOther, takesLink } from '../../../models/cni';
import { CLUSTERS } from '../../../world/derived/clusters';
import { NETWORKS, SecondaryNetwork } from '../../../world/derived/networks';
import { placementOf } from '../../../world/derived/placement';
import { World } from '../../../world/types';
import { Rule } from '../../rule';

interface Shared {
  readonly network: string;
  readonly plugin: string;
  readonly other: string;
  readonly otherPlugin: string;
  readonly master: string;
  /** True if their pods surely meet on a node. */
  readonly meet: boolean;
}

export const SHARED_MASTER: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/shared-master',
      title: 'macvlan in passthru mode, or beside ipvlan, has its link for itself',
      why: 'The kernel refuses a second child beside a passthru one, and ipvlan beside macvlan: the second pod of a node does not start. Source: vectors macvlan-passthru-*; cni.dev; multus-cni#1339. An error where pods of both surely meet on a node of the facts, nothing where they never do, else a warning.',
      words: ({ network, plugin, other, otherPlugin, master, meet }: Shared) => ({
        message: `${network} (${plugin}) and ${other} (${otherPlugin}) build on one link, ${master}: ${meet ? 'their pods meet on a node, and the second does not start' : 'on one node the second pod does not start'}`,
        repair: 'use another link, such as a VLAN of it, or the same type and mode for both',
      }),
    },
  ],
  check(world, report) {
    const clusters = world.model(CLUSTERS);
    const users = world.model(NETWORKS).filter(({ master }) => master !== undefined);
    users.forEach((user, index) => {
      for (const other of users.slice(0, index)) {
        if (other.master !== user.master || !excludeEachOther(other.main, user.main)) continue;
        if (!clusters.together(other.object, user.object)) continue;
        const meet = meeting(world, user, other);
        if (meet === 'never') continue;
        const data = {
          network: user.key,
          plugin: wordsOf(user),
          other: other.key,
          otherPlugin: wordsOf(other),
          master: user.master!,
          meet: meet === 'surely',
        };
        const say = meet === 'surely' ? report.error.bind(report) : report.warning.bind(report);
        say('cni/shared-master', user.object, ['spec', 'config'], data, [other.object]);
        return;
      }
    });
  },
};

function wordsOf({ main }: SecondaryNetwork): string {
  return takesLink(main) ? `${main.type} ${main.plugin!.takesLink![1]}` : main.type;
}

/** Whether pods of two networks come to one node, as far as the facts say it. */
function meeting(world: World, a: SecondaryNetwork, b: SecondaryNetwork): 'surely' | 'maybe' | 'never' {
  const nodes = world.facts?.nodes ?? [];
  if (nodes.length === 0) return 'maybe';
  const places = [a, b].map(({ attached }) => {
    const templates = attached.map(({ annotation }) => annotation.template);
    if (templates.length === 0 || templates.some((template) => template === undefined)) return undefined;
    const all = templates.map((template) => placementOf(template!.spec, nodes));
    return {
      may: new Set(all.flatMap((each) => [...each.nodes, ...each.undecided])),
      // A pod that may run on one node only is there; a DaemonSet is everywhere.
      must: new Set(
        all.flatMap((each, index) =>
          templates[index]!.object.manifest.kind === 'DaemonSet' ||
          (each.nodes.length === 1 && each.undecided.length === 0)
            ? each.nodes
            : [],
        ),
      ),
    };
  });
  const [x, y] = places;
  if (x === undefined || y === undefined) return 'maybe';
  if (![...x.may].some((node) => y.may.has(node))) return 'never';
  return [...x.must].some((node) => y.must.has(node)) ? 'surely' : 'maybe';
}
