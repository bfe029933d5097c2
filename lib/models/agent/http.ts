// HTTP rules: V20.
import { isMap } from '../../manifest';
import { Agent } from './agent';
import { eachMap, textOr } from './lists';
import { Memory } from './memory';
import { Place } from './problem';
import { re2Error } from './re2';

const EXPRESSIONS = new Memory((text: string) => re2Error(text) ?? null);
const MISMATCH_ACTIONS = ['LOG', 'ADD', 'DELETE', 'REPLACE'];

/** Checks a list of HTTP rules. @internal */
export function checkHttp(agent: Agent, list: Place, rules: unknown): void {
  eachMap(rules, (rule, index) => {
    for (const field of ['method', 'path', 'host']) {
      const text = textOr(rule[field]);
      const error = text === '' ? null : EXPRESSIONS.ask(text);
      if (error === null) continue;
      // The agent leaves some of it to the proxy, which then refuses the whole set of rules.
      const say = field === 'host' || error.goTakesIt ? 'meaning' : 'agent';
      agent[say]('regex', list.at(index).at(field), 'not-re2', { text, said: error.problem, instead: error.repair });
    }
    if (Array.isArray(rule.headerMatches)) checkHeaders(agent, list.at(index).at('headerMatches'), rule.headerMatches);
  });
}

function checkHeaders(agent: Agent, list: Place, matches: readonly unknown[]): void {
  matches.forEach((match, index) => {
    const place = list.at(index);
    if (match === null) agent.agent('http', place, 'header-null');
    if (!isMap(match)) return;
    if (textOr(match.name) === '') agent.agent('http', place, 'header-without-name');
    const { mismatch } = match;
    if (typeof mismatch === 'string' && !MISMATCH_ACTIONS.includes(mismatch))
      agent[mismatch === '' ? 'schema' : 'agent']('http', place, 'header-action', {
        mismatch,
        known: MISMATCH_ACTIONS,
      });
    if (isMap(match.secret) && textOr(match.secret.name) === '') agent.agent('http', place, 'secret-without-name');
  });
}
