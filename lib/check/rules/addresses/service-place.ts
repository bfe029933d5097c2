// Where a Service, or the Gateway that it is made of, says what LB-IPAM reads.
import { isMap } from '../../../manifest';
import { AddressRequest } from '../../../models/load-balancer';
import { Path } from '../../../problem';
import { listAt, mapAt, textAt } from '../../../world/derived/fields';
import { BalancedService } from '../../../world/derived/load-balancing';

/** Place of an annotation of the Service. */
export function annotationPath({ at }: BalancedService, names: readonly string[]): Path {
  const place =
    at.manifest.kind === 'Gateway' ? ['spec', 'infrastructure', 'annotations'] : ['metadata', 'annotations'];
  const written = mapAt(at.manifest, ...place);
  const name = names.find((each) => Object.hasOwn(written, each));
  return name === undefined ? [] : [...place, name];
}

/** Place of an entry of what the Service asks for. */
export function requestPath(balanced: BalancedService, { at: place, text }: AddressRequest): Path {
  const { at } = balanced;
  if (place === 'spec.loadBalancerIP') return ['spec', 'loadBalancerIP'];
  const path = annotationPath(balanced, [place]);
  if (path.length > 0) return path;
  const index = listAt(at.manifest, 'spec', 'addresses').findIndex(
    (each) => isMap(each) && textAt(each, 'value') === text,
  );
  return index < 0 ? [] : ['spec', 'addresses', index, 'value'];
}
