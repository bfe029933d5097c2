// Where the values of the chart set the agent. Source: chart, templates/cilium-configmap.yaml.
import type { EngineSettings } from './verdict/policies';

/** A setting of the agent that the chart writes. @internal */
export type ChartSetting = Exclude<keyof EngineSettings, 'minor'>;

/** Dotted path of each setting in the values. Options without a value of their own are set by `extraConfig`. @internal */
export const SETTING_PATHS: Readonly<Record<ChartSetting, string>> = {
  l7Proxy: 'l7Proxy',
  icmpRules: 'extraConfig.enable-icmp-rules',
  nodeSelectorLabels: 'nodeSelectorLabels',
  extendedIPProtocols: 'extraConfig.enable-extended-ip-protocols',
  nonDefaultDeny: 'enableNonDefaultDenyPolicies',
  defaultLocalCluster: 'clustermesh.policyDefaultLocalCluster',
  ipv6: 'ipv6.enabled',
  hostFirewall: 'hostFirewall.enabled',
  allowLocalhost: 'extraConfig.allow-localhost',
  policyEnforcementMode: 'policyEnforcementMode',
  cluster: 'cluster.name',
};
/** Settings that are texts; the others are switches. */
const TEXTS: readonly ChartSetting[] = ['allowLocalhost', 'policyEnforcementMode', 'cluster'];

/**
 * What the value at the path of a setting sets: a switch as true or false, whether or not it is written in quotes, or a text, with the `auto` of
 * allow-localhost as what it becomes under Kubernetes. Undefined for what sets nothing.
 *
 * @internal
 */
export function settingOf(setting: ChartSetting, value: unknown): boolean | string | undefined {
  if (TEXTS.includes(setting)) {
    if (typeof value !== 'string' || value === '') return undefined;
    return value === 'auto' ? 'always' : value;
  }
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : undefined;
}
