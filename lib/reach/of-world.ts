// The input of reach out of a World: its objects, and the agent as the values of the one install set it.
import { ChartSetting, SETTING_PATHS, settingOf } from '../models/agent/chart-values';
import { EngineSettings } from '../models/agent/verdict';
import { ciliumInstalls } from '../world/derived/cilium-values';
import { World } from '../world/types';
import { Reachability } from './reachability';

/**
 * Who can reach whom in a World.
 *
 * @param names names outside that questions are about, beside those of the policies
 * @internal
 */
export function reachabilityOf(world: World, names: readonly string[] = []): Reachability {
  const objects = world.objects.map(({ manifest, origin: { construct, file } }) => {
    const origin = construct ?? file;
    return origin === undefined ? { manifest } : { manifest, origin };
  });
  return new Reachability({ objects, settings: settingsOfWorld(world), names });
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
