// The Services that Cilium makes of Gateways, as manifests.
import { Manifest } from '../../manifest';
import { CheckedObject, World } from '../types';
import { GATEWAYS, isUnwritten } from './gateways';

/** A Service of a Gateway. */
export interface MadeService {
  readonly at: CheckedObject;
  readonly manifest: Manifest;
  readonly origin: 'Gateway';
}

/** The Services of the Gateways, those of other controllers left out. */
export function gatewayServices(world: World, gateways: readonly CheckedObject[]): MadeService[] {
  return world.model(GATEWAYS).flatMap(({ verdict, at: objectAt }) =>
    verdict.objects.gateways.flatMap(({ index, namespace, name }): MadeService[] => {
      const at = objectAt(index);
      const made = verdict.services.get(`${namespace}/${name}`);
      if (at === undefined || made === undefined || !gateways.includes(at)) return [];
      const metadata = {
        namespace: isUnwritten(made.namespace) ? 'default' : made.namespace,
        name: made.name,
        labels: made.labels,
        annotations: made.annotations,
      };
      return [
        {
          at,
          origin: 'Gateway',
          manifest: {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: metadata as Manifest['metadata'],
            spec: { type: made.type, ports: made.ports, ...made.spec },
          },
        },
      ];
    }),
  );
}
