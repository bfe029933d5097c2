// What the proxies of one endpoint know, and which of them gets a connection.
import { AgentFeatures } from '../../minors';
import { allowsQuestion, fullName } from '../dns-pattern';
import { PortEntry } from '../entry';
import { Identity } from '../identity';
import { isPort } from '../lookup';
import { PortNames, portsNamed } from '../named-ports';
import { portRanges } from '../port-entries';
import { selects } from '../selector';
import { SubjectPolicy } from '../subject';
import { allowsConnection, allowsHttp, rulesAt, rulesInWords } from './envoy';
import { EnvoyPorts, envoyPolicy, precedenceOf, Refused } from './envoy-policy';
import { Filter, filtersOf } from './filters';
import { Headers, TooLong } from './http-rule';
import { MergeConflict, Parser } from './rule-of-selector';
import { Surroundings } from './surroundings';

/** Which proxy a connection is sent to. @internal */
export type Proxy = 'none' | 'http' | 'tls' | 'dns';

/** Why a side is not decided. @internal */
export interface Undecided {
  /**
   * `policy`: rules that cannot be merged, so the policy of the endpoint is not computed. `npds`: Envoy refuses the policy. `redirect`: which
   * proxy or whose rules count is chance. `path`: Envoy rewrites the path first. `model`: not known here.
   */
  readonly class: 'policy' | 'npds' | 'redirect' | 'path' | 'model';
  readonly reason: string;
}

/** The answer of one side. @internal */
export type Side =
  { readonly l4: boolean; readonly l7: Proxy; readonly allowed: boolean } | { readonly undecided: Undecided };

/** What a proxy lets through on a port, in the words of the rules; `*` for anything it understands. @internal */
export interface Restriction {
  readonly proxy: 'http' | 'tls' | 'dns' | 'undecided';
  readonly rules: readonly string[];
}

/** What a connection carries; none of them: bytes that no proxy understands. @internal */
export interface Carried {
  readonly headers?: Headers;
  /** A question of DNS. */
  readonly question?: string;
  /** TLS with this server name, empty for none. */
  readonly serverName: string;
  /** No Secret exists that a rule names. @default - nothing is known of them */
  readonly noSecrets?: boolean;
}

/** A side that no proxy has to do with. @internal */
export function plainSide(allowed: boolean): Side {
  return { l4: allowed, l7: 'none', allowed };
}

interface Redirect {
  readonly kinds: Set<Parser>;
  readonly filters: Set<Filter>;
}

/** Both directions of the policy of one endpoint, as its proxies see them. @internal */
export class Proxies {
  private readonly filters = new Map<boolean, readonly Filter[]>();
  private readonly redirects = new Map<string, Redirect>();
  private readonly conflict?: Undecided;
  private envoy?: Map<boolean, readonly EnvoyPorts[] | undefined> | Undecided;

  public constructor(
    private readonly egress: SubjectPolicy,
    private readonly ingress: SubjectPolicy,
    host: Identity,
    private readonly around: Surroundings,
    private readonly does: AgentFeatures,
  ) {
    try {
      for (const policy of [egress, ingress]) this.filters.set(policy.ingress, filtersOf(policy, host, does));
    } catch (error) {
      if (!(error instanceof MergeConflict)) throw error;
      this.conflict = { class: 'policy', reason: error.message };
    }
    for (const [incoming, filters] of this.filters) for (const filter of filters) this.redirect(filter, incoming);
  }

  /** Why the policy of the endpoint is not computed, if it is not. */
  public undecided(): Undecided | undefined {
    return this.conflict;
  }

  /** Decides one side of a connection that layer 4 lets pass; a request that it lets pass may have other headers then. */
  public decide(
    incoming: boolean,
    peer: Identity,
    number: number,
    protocol: string,
    port: number,
    names: PortNames,
    carried: Carried,
  ): Side {
    if (this.conflict !== undefined) return { undecided: this.conflict };
    const redirect = this.redirectFor(incoming, peer, protocol, port, names);
    if (redirect === undefined) return plainSide(true);
    const [kind, ...others] = [...redirect.kinds].sort();
    if (others.length > 0)
      return chance(`${[...redirect.kinds].sort().join(' and ')} share one proxy port, which one gets it is chance`);
    if (kind === 'dns') {
      if (redirect.filters.size > 1)
        return chance('two filters with DNS rules meet on one port, whose names count is chance');
      const [filter] = redirect.filters;
      return { l4: true, l7: 'dns', allowed: this.answers(filter!, peer, carried.question) };
    }
    if (kind !== 'http' && kind !== 'tls')
      return { undecided: { class: 'model', reason: 'a parser that is not modelled' } };
    return this.throughEnvoy(incoming, kind, number, port, carried);
  }

  /** What a proxy looks at on a port, in the words of the rules; undefined where no proxy stands between. */
  public restriction(
    incoming: boolean,
    peer: Identity,
    number: number,
    protocol: string,
    port: number,
    names: PortNames,
  ): Restriction | undefined {
    if (this.conflict !== undefined) return { proxy: 'undecided', rules: [this.conflict.reason] };
    const redirect = this.redirectFor(incoming, peer, protocol, port, names);
    if (redirect === undefined) return undefined;
    const kinds = [...redirect.kinds].sort();
    if (kinds.length > 1) return { proxy: 'undecided', rules: [`${kinds.join(' and ')} share one proxy port`] };
    if (kinds[0] === 'dns') return this.askable([...redirect.filters], peer);
    if (kinds[0] !== 'http' && kinds[0] !== 'tls')
      return { proxy: 'undecided', rules: ['a parser that is not modelled'] };
    const envoy = this.envoyPolicies();
    if (!(envoy instanceof Map)) return { proxy: 'undecided', rules: [envoy.reason] };
    return { proxy: kinds[0], rules: rulesInWords(rulesAt(envoy.get(incoming), port), number) };
  }

  private askable(filters: readonly Filter[], peer: Identity): Restriction {
    const rules = new Set<string>();
    for (const filter of filters)
      for (const { selector, rule } of filter.rules.values()) {
        if (!selects(selector, peer, this.does)) continue;
        if (rule === undefined || rule.dns.length === 0) rules.add('*');
        else for (const { name, pattern } of rule.dns) rules.add(name === '' ? pattern : name);
      }
    return { proxy: 'dns', rules: rules.has('*') ? ['*'] : [...rules].sort() };
  }

  private throughEnvoy(incoming: boolean, kind: 'http' | 'tls', number: number, port: number, carried: Carried): Side {
    const envoy = this.envoyPolicies();
    if (!(envoy instanceof Map)) return { undecided: envoy };
    const rules = rulesAt(envoy.get(incoming), port);
    let allowed = allowsConnection(rules, number, carried.serverName);
    if (!allowed || kind === 'tls') return { l4: true, l7: kind, allowed };
    if (carried.headers !== undefined && carried.serverName === '') {
      const path = carried.headers.get(':path') ?? '/';
      if (!isNormal(path))
        return { undecided: { class: 'path', reason: `Envoy normalises ${JSON.stringify(path)} first` } };
      try {
        const noticed = { secret: false };
        allowed = allowsHttp(rules, number, carried.headers, noticed);
        if (!allowed && noticed.secret && carried.noSecrets !== true)
          return {
            undecided: { class: 'model', reason: 'a header is compared with a Secret, which is not in the input' },
          };
      } catch (error) {
        if (!(error instanceof TooLong)) throw error;
        return { undecided: { class: 'model', reason: error.message } };
      }
    } else if (carried.question !== undefined || carried.serverName !== '') {
      // The proxy's reader of HTTP does not understand it.
      allowed = false;
    }
    return { l4: true, l7: 'http', allowed };
  }

  private answers(filter: Filter, peer: Identity, question: string | undefined): boolean {
    if (question === undefined) return false;
    const name = fullQuestion(question);
    for (const { selector, rule } of filter.rules.values()) {
      if (!selects(selector, peer, this.does)) continue;
      if (rule === undefined || rule.dns.length === 0 || rule.dns.some((each) => allowsQuestion(each, name, this.does)))
        return true;
    }
    return false;
  }

  private envoyPolicies(): Map<boolean, readonly EnvoyPorts[] | undefined> | Undecided {
    if (this.envoy !== undefined) return this.envoy;
    try {
      const policies = new Map<boolean, readonly EnvoyPorts[] | undefined>();
      for (const policy of [this.ingress, this.egress])
        policies.set(
          policy.ingress,
          policy.entries.length === 0 && !policy.defaultDeny
            ? [{ first: 0, last: 0, rules: [] }]
            : envoyPolicy(this.filters.get(policy.ingress)!, this.around, policy.ingress, this.does),
        );
      this.envoy = policies;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.envoy = { class: 'npds', reason: `Envoy refuses the policy of the endpoint: ${error.message}` };
    }
    return this.envoy;
  }

  private redirect(filter: Filter, incoming: boolean): void {
    for (const { selector, rule } of filter.rules.values()) {
      if (rule === undefined || rule.parser === '') continue;
      const { name, protocol, port } = filter.ports;
      const numbers =
        name === ''
          ? [port]
          : incoming || !this.does.namedPortPerPeer
            ? portsNamed(this.around.names(incoming), name, protocol)
            : this.around.namedRemotes(name, protocol, selector).keys();
      for (const number of numbers) {
        const id = redirectId(incoming, protocol, number);
        const known = this.redirects.get(id) ?? { kinds: new Set<Parser>(), filters: new Set<Filter>() };
        known.kinds.add(rule.parser);
        known.filters.add(filter);
        this.redirects.set(id, known);
      }
    }
  }

  /** The redirect of the highest precedence, of the narrowest block of ports among equals. */
  private redirectFor(
    incoming: boolean,
    peer: Identity,
    protocol: string,
    port: number,
    names: PortNames,
  ): Redirect | undefined {
    let best: { precedence: number; block: number; first: number } | undefined;
    for (const filter of this.filters.get(incoming) ?? []) {
      if (!isPort(filter.ports, protocol, port, names)) continue;
      for (const { selector, rule } of filter.rules.values()) {
        if (rule === undefined || rule.parser === '' || !selects(selector, peer, this.does)) continue;
        const precedence = precedenceOf(rule, filter.tier);
        const { block, first } = blockOf(filter.ports, port, names);
        if (
          best === undefined ||
          precedence > best.precedence ||
          (precedence === best.precedence && block < best.block)
        )
          best = { precedence, block, first };
      }
    }
    return best === undefined ? undefined : this.redirects.get(redirectId(incoming, protocol, best.first));
  }
}

function redirectId(incoming: boolean, protocol: string, port: number): string {
  return `${incoming}:${protocol}:${port}`;
}

const chance = (reason: string): Side => ({ undecided: { class: 'redirect', reason } });

/** The aligned block of a range in which a port lies, since ranges reach the kernel as such; and where its redirect is known by. */
function blockOf(ports: PortEntry, port: number, names: PortNames): { block: number; first: number } {
  const [first, last] = portRanges(ports, names).find(([from, to]) => from <= port && port <= to) ?? [port, port];
  if (first === 0 && last === 65535) return { block: 16, first };
  let block = 0;
  while (block < 16) {
    const size = 2 << block;
    const start = Math.floor(port / size) * size;
    if (start < first || start + size - 1 > last) break;
    block++;
  }
  return { block, first };
}

/** A question as the proxy reads it. */
function fullQuestion(name: string): string {
  return name.endsWith('.') ? name.toLowerCase() : fullName(name);
}

/** False for a path that Envoy rewrites or refuses before it asks the policy (http-normalize-path). */
function isNormal(path: string): boolean {
  const bare = path.split('?')[0]!;
  if (path.includes('#') || bare.includes('//') || /[%\\]/.test(bare)) return false;
  return !bare.split('/').some((segment) => segment === '.' || segment === '..');
}
