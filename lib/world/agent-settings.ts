// The settings of the agent that the input's values of Cilium give it; what nothing says has the chart's default.
import type { AgentSettings } from '../models/agent';
import { ciliumInstalls, UNKNOWN } from './derived/cilium-values';
import { World } from './types';

/** Value of the chart for each setting. Options without a value of their own are set by `extraConfig`. */
const VALUES = {
  l7Proxy: 'l7Proxy',
  icmpRules: 'extraConfig.enable-icmp-rules',
  nodeSelectorLabels: 'nodeSelectorLabels',
  extendedIPProtocols: 'extraConfig.enable-extended-ip-protocols',
  nonDefaultDeny: 'enableNonDefaultDenyPolicies',
  defaultLocalCluster: 'clustermesh.policyDefaultLocalCluster',
  ipv6: 'ipv6.enabled',
} as const satisfies Partial<Record<keyof AgentSettings, string>>;

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
    Object.entries(VALUES).flatMap(([setting, path]) => {
      const stated = installs.map((install) => asSwitch(install.own(path)));
      const agreed = stated[0] !== undefined && stated.every((value) => value === stated[0]);
      if (agreed && typeof stated[0] === 'boolean') return [[setting, stated[0]]];
      const most = MOST_TAKEN[setting as keyof AgentSettings];
      return stated.some((value) => value === most || value === UNKNOWN) && most !== undefined ? [[setting, most]] : [];
    }),
  );
}

function asSwitch(value: unknown): unknown {
  return value === 'true' ? true : value === 'false' ? false : value;
}
