// References into another namespace that nobody there allows.
import { GrantNeed } from '../../../models/gateway';
import { TARGETS } from '../../../world/derived/targets';
import { GatewayCluster } from '../../../world/derived/gateways';
import { isOutside } from '../../../world/outside';
import { World } from '../../../world/types';
import { levelOfAbsence, Rule } from '../../rule';
import { eachCluster } from './entries';

interface Data {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly own: string;
  readonly namespace: string;
}

/** Crossing references are granted. */
export const GRANTS: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/grant-missing',
      title: 'A reference into another namespace is allowed there by a ReferenceGrant',
      why: 'Without it the listener is refused (RefNotPermitted), and a backend is dropped (run: tls-cross-no-grant, backend-cross-no-grant, in all minors). It rests on the absence of the grant: an error in a complete world, a warning where the input holds what is referred to, else a note.',
      words: ({ from, to, name, own, namespace }: Data) => ({
        message: `${to === 'Secret' ? `certificateRefs names Secret ${name}` : `the backend is Service ${name}`} of namespace ${namespace}, and no ReferenceGrant there allows it for a ${from} of ${own}`,
        repair: `unless another repository holds it, add to namespace ${namespace} a ReferenceGrant with from: [{group: gateway.networking.k8s.io, kind: ${from}, namespace: ${own}}] and to: [{group: "", kind: ${to}, name: ${name}}]`,
      }),
    },
  ],
  check(world, report) {
    eachCluster(world, report, (cluster, say) => {
      for (const need of cluster.ungranted) {
        const { fromKind, fromNamespace, toKind, toName, toNamespace } = need.crossing;
        if (isOutside(world, { kind: 'ReferenceGrant', namespace: toNamespace })) continue;
        say(levelOfAbsence(world, holdsTarget(world, cluster, need)), 'gateway/grant-missing', need.index, need.path, {
          from: fromKind,
          to: toKind,
          name: toName,
          own: fromNamespace,
          namespace: toNamespace,
        } satisfies Data);
      }
    });
  },
};

/** What is referred to is in the input: as itself, or as the Certificate that makes the Secret. */
function holdsTarget(world: World, cluster: GatewayCluster, { index, crossing }: GrantNeed): boolean {
  const from = cluster.at(index);
  if (from === undefined) return false;
  const { toKind, toNamespace, toName } = crossing;
  const targets = world.model(TARGETS);
  if (targets.of(from, { group: '', kind: toKind, namespace: toNamespace, name: toName }).length > 0) return true;
  if (toKind !== 'Secret') return false;
  return world.of('cert-manager.io', 'Certificate').some(({ manifest }) => {
    const { secretName } = (manifest.spec ?? {}) as { secretName?: unknown };
    return secretName === toName && manifest.metadata.namespace === toNamespace;
  });
}
