// The agent's judgement on plain objects: what the agent of a minor refuses, what the API server refuses of a policy before it, and what both
// take although it does not mean what it seems to.
import { isMap, Manifest } from '../../manifest';
import { Path } from '../../problem';
import { Agent, AgentSettings } from './agent';
import { decodeFields, sayNull } from './decode';
import { RuleListName, shapesOf } from './fields';
import { checkNetworkPolicy } from './network-policy';
import { checkOther, OTHER_KINDS } from './other-kinds';
import { checkPolicy } from './policy';
import { Place, PolicyProblem } from './problem';
import { checkRule } from './rule';

export { Judge } from './problem';
export type { PolicyProblem } from './problem';
export type { AgentSettings } from './agent';
export * from './selector-labels';
export * from './re2';

/** Everything wrong with an object that Cilium's agent reads, as the agent of one minor judges it; nothing for other kinds. @internal */
export function policyProblems(manifest: Manifest, settings: AgentSettings = {}): readonly PolicyProblem[] {
  const judge = judgeOf(manifest);
  if (judge === undefined) return NONE;
  const agent = new Agent(settings);
  const known = KNOWN.get(manifest);
  if (known?.findsFor(agent) === true) return known.found;
  judge(agent, manifest);
  KNOWN.set(manifest, agent);
  return agent.found;
}

const NONE: readonly PolicyProblem[] = [];

/** Agents that have read an object: what is checked and what is joined asks the same of each policy. */
const KNOWN = new WeakMap<Manifest, Agent>();

function judgeOf({ kind, apiVersion }: Manifest): ((agent: Agent, manifest: Manifest) => void) | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (apiVersion.startsWith('cilium.io/')) {
    if (kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy') return checkPolicy;
    return Object.hasOwn(OTHER_KINDS, kind) ? checkOther : undefined;
  }
  return kind === 'NetworkPolicy' && apiVersion.startsWith('networking.k8s.io/') ? checkNetworkPolicy : undefined;
}

/**
 * The first thing wrong with one rule.
 *
 * @param at where the rule stands, in the words of whoever asks
 * @internal
 */
export function firstRuleProblem(
  list: RuleListName,
  rule: unknown,
  host: boolean,
  at: Path = [],
  settings: AgentSettings = {},
): PolicyProblem | undefined {
  const agent = new Agent(settings);
  const place = at.reduce<Place>((inside, step) => inside.at(step), new Place(''));
  if (rule === null || rule === undefined) sayNull(agent, place);
  else if (!isMap(rule)) agent.agent('type', place, 'no-map');
  else {
    decodeFields(agent, place, rule, shapesOf(agent.does).rules[list]);
    checkRule(agent, place, rule, { list, host, clusterwide: true });
  }
  return agent.found[0];
}
