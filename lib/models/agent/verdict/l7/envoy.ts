// What Envoy does with its policy: every connection, then every request. Source: cilium/proxy, cilium/network_policy.cc.
import { EnvoyPorts, EnvoyRule } from './envoy-policy';
import { allowsRequest, Headers, httpInWords, Noticed } from './http-rule';
import { matchesServerName } from './server-name';

const ANYTHING: EnvoyRule = { deny: false, precedence: 0, serverNames: [], http: [] };

/** Rules of one port: single ports first, then ranges, then all ports; undefined if there are none, empty if anything goes. @internal */
export function rulesAt(policy: readonly EnvoyPorts[] | undefined, port: number): readonly EnvoyRule[] | undefined {
  let [list, wide]: (EnvoyRule[] | undefined)[] = [undefined, undefined];
  for (const { first, last, rules } of policy ?? []) {
    if (first !== 0 && (port < first || port > last)) continue;
    const into: EnvoyRule[] | undefined = first === 0 ? wide : list;
    const added: EnvoyRule[] =
      into !== undefined && (rules.length === 0) !== (into.length === 0) ? [ANYTHING, ...rules] : [...rules];
    const before: EnvoyRule[] = into ?? [];
    // Rules of a single port go to the front, in turned order.
    const now: EnvoyRule[] = first === last ? [...added.reverse(), ...before] : [...before, ...added];
    if (first === 0) wide = now;
    else list = now;
  }
  if (list === undefined && wide === undefined) return undefined;
  const all: EnvoyRule[] = list ?? wide!;
  if (list !== undefined && wide !== undefined) {
    if ((wide.length === 0) !== (list.length === 0)) all.push(ANYTHING);
    all.push(...wide);
  }
  return [...all].sort((a, b) => b.precedence - a.precedence || Number(b.deny) - Number(a.deny));
}

type Said = 'allow' | 'deny' | undefined;

/** The answer of the highest precedence; a deny ends the search. */
function each(rules: readonly EnvoyRule[], stopAtFirst: boolean, ask: (rule: EnvoyRule) => Said): boolean {
  if (rules.length === 0) return true;
  let said: Said;
  let precedence = 0;
  for (const rule of rules) {
    if (said !== undefined && rule.precedence < precedence) break;
    const answer = ask(rule);
    if (answer === undefined) continue;
    [said, precedence] = [answer, rule.precedence];
    if (answer === 'deny' || stopAtFirst) break;
  }
  return said === 'allow';
}

function byRemote({ remotes, deny }: EnvoyRule, remote: number): Said {
  if (remotes !== undefined && !remotes.includes(remote)) return undefined;
  return deny ? 'deny' : 'allow';
}

/** True if a connection is let through; `serverName` is empty without TLS or without one. @internal */
export function allowsConnection(rules: readonly EnvoyRule[] | undefined, remote: number, serverName: string): boolean {
  if (rules === undefined) return false;
  return each(rules, true, (rule) => {
    const { serverNames } = rule;
    if (
      serverNames.length > 0 &&
      (serverName === '' || !serverNames.some((name) => matchesServerName(name, serverName)))
    )
      return undefined;
    return byRemote(rule, remote);
  });
}

/** True if a request is let through; rules with actions change it. @throws TooLong @internal */
export function allowsHttp(
  rules: readonly EnvoyRule[] | undefined,
  remote: number,
  headers: Headers,
  noticed: Noticed,
): boolean {
  if (rules === undefined || !rules.some(({ http }) => http.length > 0)) return true;
  const acts = ({ http }: EnvoyRule) => http.some(({ actions }) => actions.length > 0);
  return each(rules, !rules.some(acts), (rule) => {
    const said = byRemote(rule, remote);
    if (said !== 'allow' || rule.http.length === 0) return said;
    let met = false;
    for (const http of rule.http) {
      if (!allowsRequest(http, headers, noticed)) continue;
      met = true;
      if (!acts(rule)) break;
    }
    return met ? 'allow' : undefined;
  });
}

/** What the rules let a peer do, in words; `*` for anything. @internal */
export function rulesInWords(rules: readonly EnvoyRule[] | undefined, remote: number): string[] {
  if (rules === undefined || rules.length === 0) return rules === undefined ? [] : ['*'];
  const words = new Set<string>();
  for (const rule of rules) {
    if (byRemote(rule, remote) !== 'allow') continue;
    const names = rule.serverNames.length === 0 ? '' : `server name ${rule.serverNames.join(' or ')}`;
    if (rule.http.length === 0) words.add(names === '' ? '*' : names);
    for (const http of rule.http) words.add([httpInWords(http), names].filter((word) => word !== '').join(' with '));
  }
  return words.has('*') ? ['*'] : [...words].sort();
}
