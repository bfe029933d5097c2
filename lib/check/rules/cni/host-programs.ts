// Networks whose plugin runs a program that Talos does not have.
import { TALOS_WITHOUT_NFT } from '../../../catalogue/cni-plugins';
import { PluginConfiguration } from '../../../models/cni';
import { NETWORKS } from '../../../world/derived/networks';
import { Rule } from '../../rule';

interface Need {
  readonly program: string;
  /** What in the configuration needs it. */
  readonly by: string;
}

export const HOST_PROGRAMS: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/host-program',
      title: 'A network runs no program that its nodes lack',
      why: 'Plugins run programs of the node. Talos has iptables, nft from 1.12 on, and no ip: the pod does not start. Judged where the version of Talos is stated. Source: containernetworking/plugins 1.9.1, run; Talos 1.11 and 1.12.',
      words: ({ program, by, talos }: Need & { talos: string }) => ({
        message: `${by} runs the program ${program}, which Talos ${talos} does not have`,
        repair: program === 'nft' ? 'leave it out, or use Talos 1.12' : 'write owner and group, and no selinuxContext',
      }),
    },
  ],
  check(world, report) {
    const { talos } = world.versions;
    if (talos === undefined) return;
    for (const { object, plugins } of world.model(NETWORKS))
      for (const need of plugins.flatMap(needsOf)) {
        if (need.program === 'nft' && !TALOS_WITHOUT_NFT.includes(talos)) continue;
        report.error('cni/host-program', object, ['spec', 'config'], { ...need, talos });
      }
  },
};

function needsOf({ type, fields }: PluginConfiguration): Need[] {
  const needs: readonly (readonly [boolean, Need])[] = [
    [type === 'bridge' && fields.macspoofchk === true, { program: 'nft', by: 'macspoofchk' }],
    [fields.ipMasq === true && fields.ipMasqBackend === 'nftables', { program: 'nft', by: 'ipMasqBackend nftables' }],
    [type === 'portmap' && fields.backend === 'nftables', { program: 'nft', by: 'portmap with backend nftables' }],
    [
      type === 'tap' && (fields.owner === undefined || fields.group === undefined),
      { program: 'ip', by: 'tap without owner and group' },
    ],
    [
      type === 'tap' && typeof fields.selinuxContext === 'string' && fields.selinuxContext !== '',
      { program: 'ip', by: 'tap with selinuxContext' },
    ],
  ];
  return needs.filter(([is]) => is).map(([, need]) => need);
}
