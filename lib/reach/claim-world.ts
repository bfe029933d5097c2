// What claims are judged in, out of a World: its connections, what its Gateways let in, and the names of its namespaces.
import { objectKey } from '../manifest';
import { ChartSetting, SETTING_PATHS, settingOf } from '../models/agent/chart-values';
import { EngineSettings } from '../models/agent/verdict';
import { APPLIED } from '../world/derived/applied';
import { ciliumInstalls } from '../world/derived/cilium-values';
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
    reach: new Reachability({ objects: objectsOf(world), settings: settingsOfWorld(world), names: namesOf(ends) }),
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

/** The settings on which every install of the input agrees; what one leaves open has the chart's default. */
function settingsOfWorld(world: World): EngineSettings {
  const installs = ciliumInstalls(world);
  const stated = (Object.keys(SETTING_PATHS) as ChartSetting[]).flatMap((setting) => {
    const values = installs.map((install) => settingOf(setting, install.own(SETTING_PATHS[setting])));
    const [first] = values;
    return first !== undefined && values.every((value) => value === first) ? [[setting, first]] : [];
  });
  return { ...Object.fromEntries(stated), minor: world.versions.cilium };
}
