// Networks that give the whole link to one pod of a node, and ask it of several.
import { takesLink } from '../../../models/cni';
import { NETWORKS } from '../../../world/derived/networks';
import { Rule } from '../../rule';
import { namesOf, listed, plural } from './names';
import { podsAtOnce, possibleNodes } from './pods-of-network';

interface Passthru {
  readonly pods: number;
  readonly workloads: string[];
  readonly master: string;
  readonly nodes: number | null;
}

export const PASSTHRU_PODS: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/passthru-pods',
      title: 'A node runs one pod of a passthru network',
      why: 'The first takes the whole link; the kernel refuses the second, and it does not start (vector macvlan-passthru-twice). An error where there are more pods than nodes of the facts for them.',
      words: ({ pods, workloads, master, nodes }: Passthru) => ({
        message: `${pods} pods of ${listed(workloads)} share a passthru network, which takes the whole "${master}" for the first pod of a node${nodes === null ? '' : `; there is room on ${plural(nodes, 'node')}`}`,
        repair: nodes === null ? 'spread the pods over nodes, or use another mode' : 'use another mode, or fewer pods',
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(NETWORKS)) {
      const { object, main, master, attached } = network;
      if (master === undefined || !takesLink(main)) continue;
      const nodes = possibleNodes(world, attached);
      const pods = podsAtOnce(attached, nodes ?? 1);
      const objects = attached.map(({ annotation }) => annotation.object);
      const data = { pods, workloads: namesOf(objects), master };
      if (nodes !== undefined && pods > nodes)
        report.error('cni/passthru-pods', object, ['spec', 'config'], { ...data, nodes }, objects);
      // A DaemonSet alone has one pod on each node, as it should be.
      else if (pods > 1 && !(objects.length === 1 && objects[0]!.manifest.kind === 'DaemonSet'))
        report.warning('cni/passthru-pods', object, ['spec', 'config'], { ...data, nodes: null }, objects);
    }
  },
};
