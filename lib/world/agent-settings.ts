// The settings of the agent that the input's values of Cilium give it; what nothing says has the chart's default.
import type { AgentSettings } from '../models/agent';
import { ChartSetting, SETTING_PATHS, settingOf } from '../models/agent/chart-values';
import { ciliumInstalls, UNKNOWN } from './derived/cilium-values';
import { World } from './types';

/** What the rules about objects ask of the agent. */
const SETTINGS = [
  'l7Proxy',
  'icmpRules',
  'nodeSelectorLabels',
  'extendedIPProtocols',
  'nonDefaultDeny',
  'defaultLocalCluster',
  'ipv6',
] as const satisfies readonly (keyof AgentSettings & ChartSetting)[];

/** What takes most, for a setting that the input leaves in doubt: nobody is blamed for what another install may allow. */
const MOST_TAKEN: AgentSettings = {
  l7Proxy: true,
  icmpRules: true,
  nodeSelectorLabels: true,
  extendedIPProtocols: true,
  nonDefaultDeny: true,
};

/** The settings, by every install of the input: where installs differ, the one counts that takes more. */
export function agentSettingsOf(world: World): AgentSettings {
  const installs = ciliumInstalls(world);
  return Object.fromEntries(
    SETTINGS.flatMap((setting) => {
      const stated = installs.map((install) => {
        const value = install.own(SETTING_PATHS[setting]);
        return value === UNKNOWN ? UNKNOWN : settingOf(setting, value);
      });
      const agreed = stated[0] !== undefined && stated.every((value) => value === stated[0]);
      if (agreed && typeof stated[0] === 'boolean') return [[setting, stated[0]]];
      const most = MOST_TAKEN[setting];
      return stated.some((value) => value === most || value === UNKNOWN) && most !== undefined ? [[setting, most]] : [];
    }),
  );
}
