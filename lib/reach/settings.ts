// The agent's settings that decide about flows, out of values of its chart.
import { isMap, PlainMap } from '../manifest';
import { EngineSettings } from '../models/agent/verdict';

/** Value of the chart for each setting. Options without a value of their own are set by `extraConfig`. Source: chart, templates/cilium-configmap.yaml. */
const PATHS: Readonly<Record<Exclude<keyof EngineSettings, 'minor'>, readonly string[]>> = {
  l7Proxy: ['l7Proxy'],
  icmpRules: ['extraConfig', 'enable-icmp-rules'],
  nodeSelectorLabels: ['nodeSelectorLabels'],
  extendedIPProtocols: ['extraConfig', 'enable-extended-ip-protocols'],
  nonDefaultDeny: ['enableNonDefaultDenyPolicies'],
  defaultLocalCluster: ['clustermesh', 'policyDefaultLocalCluster'],
  ipv6: ['ipv6', 'enabled'],
  hostFirewall: ['hostFirewall', 'enabled'],
  allowLocalhost: ['extraConfig', 'allow-localhost'],
  policyEnforcementMode: ['policyEnforcementMode'],
  cluster: ['cluster', 'name'],
};
/** Settings that are texts; the others are switches. */
const TEXTS = ['allowLocalhost', 'policyEnforcementMode', 'cluster'];

/** Settings that values state; `auto` for allow-localhost is what it becomes under Kubernetes. @internal */
export function settingsOf(values: PlainMap): EngineSettings {
  return Object.fromEntries(
    Object.entries(PATHS).flatMap(([setting, path]): [string, unknown][] => {
      const value = path.reduce<unknown>((at, key) => (isMap(at) ? at[key] : undefined), values);
      if (TEXTS.includes(setting)) {
        if (typeof value !== 'string' || value === '') return [];
        return [[setting, value === 'auto' ? 'always' : value]];
      }
      if (value === true || value === 'true') return [[setting, true]];
      return value === false || value === 'false' ? [[setting, false]] : [];
    }),
  );
}
