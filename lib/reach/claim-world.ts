// What claims are judged in, out of a World: its connections, what its Gateways let in, and the names of its namespaces.
import { objectKey } from '../manifest';
import { APPLIED } from '../world/derived/applied';
import { World } from '../world/types';
import { End } from './claim';
import { namesOf } from './ends';
import { exposedBy } from './exposed';
import { ReachObject } from './input';
import { ClaimWorld } from './invariants';
import { Reachability } from './reachability';

/**
 * A World as claims see it.
 *
 * @param ends of the claims: names of the outside have to be known beforehand
 * @internal
 */
export function claimWorldOf(world: World, ends: readonly End[]): ClaimWorld {
  return {
    reach: new Reachability({
      objects: objectsOf(world),
      settings: { ...world.versions.agent, minor: world.versions.cilium },
      names: namesOf(ends),
    }),
    exposed: exposedBy(world),
    namespaces: namespacesOf(world),
  };
}

/** What is applied; of an object that stands there twice, what comes last stays. */
function objectsOf(world: World): ReachObject[] {
  const applied = world.model(APPLIED);
  const whole = world.objects.filter((object) => applied.isApplied(object));
  const last = new Map(whole.map((object) => [objectKey(object.manifest), object]));
  return [...last.values()].map(({ manifest, origin: { construct, file } }) => {
    const origin = construct ?? file;
    return origin === undefined ? { manifest } : { manifest, origin };
  });
}

/** Namespaces that there are: as objects, or because something lies in them. */
function namespacesOf(world: World): string[] {
  const named = world.of('', 'Namespace').map(({ manifest }) => manifest.metadata.name);
  const used = world.objects.map(({ manifest }) => manifest.metadata.namespace);
  return [...new Set([...named, ...used])].filter((name) => typeof name === 'string').sort();
}
