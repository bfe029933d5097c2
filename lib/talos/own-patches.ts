// What the user adds as it is: documents and parts that have no property here.
import { Statement, Subject, targetsOf } from './statement';

export function ownPatches({ cluster }: Subject): Statement[] {
  return cluster._patches.flatMap(({ patch, nodes }) =>
    targetsOf(cluster, nodes).map((target) =>
      patch.kind === undefined
        ? { target, config: patch }
        : { target, documents: [{ apiVersion: 'v1alpha1', ...patch }] },
    ),
  );
}
