// Addresses and MACs that a pod asks for by name, where more than one pod asks.
import { ANNOTATIONS, networkOf, NetworksAnnotation } from '../../../world/derived/attachments';
import { NETWORKS } from '../../../world/derived/networks';
import { isOnOneNode } from '../../../world/derived/placement';
import { replicasOf, surges } from '../../../world/derived/pods';
import { Selection } from '../../../models/cni';
import { World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { nameOf } from './names';

interface Fixed {
  readonly network: string;
  readonly kind: string;
  readonly fixed: readonly string[];
}

export const FIXED_ADDRESS: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/fixed-address',
      title: 'A fixed address or MAC belongs to one pod',
      why: 'Every pod of the workload asks for the same: host-local and the kernel refuse the second on a node, static gives it to all of them (vectors hostlocal-ip-taken, macvlan-mac-twice, static-duplicate-pods).',
      words: ({ network, kind, pods, fixed }: Fixed & { pods: number | null }) => ({
        message: `${network}: ${kind} (${pods === null ? 'one pod on each node' : `${pods} pods`}) asks for ${fixed.join(' and ')}, each pod for the same`,
        repair: `let IPAM give the addresses, or ${pods === null ? 'use a Deployment of one pod' : 'write replicas: 1'}`,
      }),
    },
    {
      code: 'cni/fixed-address-strategy',
      title: 'A Deployment with a fixed address is recreated on updates',
      why: 'A rolling update starts the new pod beside the old one: host-local and the kernel refuse the address until the old pod is gone, so the update hangs; static gives it to both.',
      words: ({ network, kind, fixed }: Fixed) => ({
        message: `${network}: ${kind} asks for ${fixed.join(' and ')}, and its rolling update starts the new pod beside the old one that has it: the update hangs, or both answer`,
        repair: 'write spec.strategy.type: Recreate',
      }),
    },
    {
      code: 'cni/fixed-address-in-pool',
      title: 'A fixed address of host-local is not one that other pods draw',
      why: 'host-local keeps no address back: a pod that starts earlier may hold it (vector hostlocal-ip-taken).',
      words: ({ network, address, drawing }: { network: string; address: string; drawing: string }) => ({
        message: `${network}: host-local may have given ${address} to ${drawing} before this pod asks for it`,
        repair:
          'ask for fixed addresses with every pod of the network, or for this one on a network with static addresses',
      }),
    },
  ],
  check(world, report) {
    for (const annotation of world.model(ANNOTATIONS))
      for (const selection of annotation.selections) manyPods(world, report, annotation, selection);
    for (const { object, pools, attached } of world.model(NETWORKS)) {
      if (pools.length === 0) continue;
      const drawing = attached.find(({ selection }) => (selection.request.ips ?? []).length === 0);
      if (drawing === undefined) continue;
      for (const { annotation, selection } of attached) {
        const address = selection.request.ips?.[0];
        if (address === undefined) continue;
        report.warning(
          'cni/fixed-address-in-pool',
          annotation.object,
          annotation.path,
          { network: selection.name, address, drawing: nameOf(drawing.annotation.object) },
          [object],
        );
      }
    }
  },
};

function manyPods(world: World, report: Report, annotation: NetworksAnnotation, selection: Selection): void {
  const { template, object, path } = annotation;
  const { name, request } = selection;
  const fixed = [...(request.ips ?? []), ...(request.mac === undefined ? [] : [request.mac])];
  if (template === undefined || fixed.length === 0) return;
  const { kind } = object.manifest;
  const pods = replicasOf(template);
  const network = networkOf(world, annotation, selection);
  const others = network === undefined ? [] : [network];
  if (pods === undefined ? !isOnOneNode(template.spec) : pods > 1)
    report.error('cni/fixed-address', object, path, { network: name, kind, pods: pods ?? null, fixed }, others);
  else if (pods === 1 && surges(template))
    report.warning('cni/fixed-address-strategy', object, path, { network: name, kind, fixed }, others);
}
