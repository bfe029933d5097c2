// What the agent's containers may do on their node.
import { Chart } from '../context';
import { Fields } from '../types';

/** Privileged, or the SELinux options with one of the capability lists of `securityContext.capabilities`. */
export function agentSecurity(chart: Chart, capabilities: string): Fields {
  if (chart.privileged) return { privileged: true };
  return {
    seLinuxOptions: chart.v.mapIf('securityContext.seLinuxOptions'),
    capabilities: { add: chart.v.listIf(`securityContext.capabilities.${capabilities}`), drop: ['ALL'] },
  };
}

/** Before 1.30 AppArmor profiles are annotations, one per container that is not privileged. */
export function appArmorAnnotations(chart: Chart, containers: readonly string[]): Record<string, string> {
  if (chart.environment.isAtLeast(30)) return {};
  return Object.fromEntries(
    containers.map((name) => [`container.apparmor.security.beta.kubernetes.io/${name}`, 'unconfined']),
  );
}

/** The pod's security context; the AppArmor field is unknown before 1.30. */
export function podSecurity(chart: Chart, path: string): Fields {
  const { appArmorProfile, ...rest } = chart.v.map(path);
  return chart.environment.isAtLeast(30) ? { ...rest, appArmorProfile } : rest;
}

/** `hostUsers` of pods on the host network, which cannot have their own user namespace. */
export function hostUsers(chart: Chart, value: unknown = true): Fields {
  return chart.release.has('hostUsers') && chart.environment.isAtLeast(33) ? { hostUsers: value } : {};
}
