// Policies written as YAML, checked as the API server and the agent of Cilium 1.20 check them, and for what neither of them says.
import { Manifest } from '../manifest';
import { RuleListName } from './fields';
import { checkPolicy } from './policy';
import { PolicyProblem, Problems } from './problem';
import { AgentSettings, checkRule } from './rule';

export * from './problem';
export type { AgentSettings } from './rule';

/** Everything wrong with a CiliumNetworkPolicy or CiliumClusterwideNetworkPolicy; nothing for other kinds. @internal */
export function policyProblems(manifest: Manifest, settings: AgentSettings = {}): PolicyProblem[] {
  const problems = new Problems();
  if (manifest.kind === 'CiliumNetworkPolicy' || manifest.kind === 'CiliumClusterwideNetworkPolicy') checkPolicy(problems, manifest, settings);
  return problems.found;
}

/** The first thing wrong with one rule. @internal */
export function firstRuleProblem(list: RuleListName, rule: unknown, host: boolean, at = ''): PolicyProblem | undefined {
  const problems = new Problems();
  checkRule(problems, list, at, rule, host, {});
  return problems.found[0];
}
export * from './selector-labels';
export * from './re2';
