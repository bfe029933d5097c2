// The settings of the agent that the input's values of Cilium give it; what nothing says has the chart's default.
import { ChartSetting, SETTING_PATHS, settingOf } from '../models/agent/chart-values';
import type { EngineSettings } from '../models/agent/verdict';
import { ciliumInstalls, UNKNOWN } from './derived/cilium-values';
import { World } from './types';

/** What takes most, for a setting that the input leaves in doubt: nobody is blamed for what another install may allow. */
const MOST_TAKEN: EngineSettings = {
  l7Proxy: true,
  icmpRules: true,
  nodeSelectorLabels: true,
  extendedIPProtocols: true,
  nonDefaultDeny: true,
};

/** The settings, by the values that the user named, else by every install of the input: where installs differ, the one counts that takes more. */
export function agentSettingsOf(world: World): EngineSettings {
  const all = ciliumInstalls(world);
  const named = all.filter(({ at }) => world.ciliumValues?.some((values) => values === at) === true);
  const installs = named.length > 0 ? named : all;
  return Object.fromEntries(
    (Object.keys(SETTING_PATHS) as ChartSetting[]).flatMap((setting) => {
      const stated = installs.map((install) => {
        const value = install.own(SETTING_PATHS[setting]);
        return value === UNKNOWN ? UNKNOWN : settingOf(setting, value);
      });
      const [first] = stated;
      const agreed = first !== undefined && first !== UNKNOWN && stated.every((value) => value === first);
      if (agreed) return [[setting, first]];
      const most = MOST_TAKEN[setting];
      return stated.some((value) => value === most || value === UNKNOWN) && most !== undefined ? [[setting, most]] : [];
    }),
  );
}
