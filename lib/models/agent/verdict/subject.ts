// The policy of one endpoint in one direction: the rules that select it, and whether what they do not name is denied.
import { Entry } from './entry';
import { Identity } from './identity';
import { EngineSettings, Policies } from './policies';
import { labelSelector, selects, Selector } from './selector';

/** What the agent itself lets in without a rule. @internal */
export enum Implicit {
  /** The agent enforces nothing here. */
  NOT_ENFORCED = 'not enforced',
  /** No rule selects the endpoint in this direction. */
  NO_RULE = 'no rule',
  /** No rule switches default deny on. */
  NO_DEFAULT_DENY = 'no default deny',
  /** allow-localhost. */
  LOCAL_HOST = 'local host',
}

/** Policy of one endpoint in one direction. @internal */
export interface SubjectPolicy {
  readonly ingress: boolean;
  /** Rules that select the endpoint, in the order of the engine. */
  readonly entries: readonly Entry[];
  /** What no rule names is denied. */
  readonly defaultDeny: boolean;
  /** Why everything is allowed that no rule denies, if it is. */
  readonly open?: Implicit;
  /** The local host is let in where no rule denies it. */
  readonly localHost: boolean;
}

/** True where the agent enforces policy at all. @internal */
export function isEnforced(identity: Identity, kind: 'pod' | 'reserved', settings: EngineSettings): boolean {
  if (settings.policyEnforcementMode === 'never') return false;
  if (kind === 'pod') return true;
  if (identity.host) return settings.hostFirewall ?? false;
  return identity.labels.has('ingress') || identity.labels.has('health');
}

/** True if the rule is about the endpoint. @internal */
export function isSubject(entry: Entry, identity: Identity, policies: Policies): boolean {
  return mayBeSubject(entry, identity) && selects(entry.subject, identity, policies.agent.does);
}

/** True if the rule can be about an endpoint of that kind and namespace; its selector decides. @internal */
export function mayBeSubject({ node, namespace }: Entry, identity: Identity): boolean {
  return node === identity.host && (namespace === undefined || namespace === identity.namespace);
}

/** The policy of an endpoint in one direction. `enforced` says whether the agent looks at it at all. @internal */
export function subjectPolicy(
  policies: Policies,
  identity: Identity,
  ingress: boolean,
  enforced: boolean,
): SubjectPolicy {
  const entries = enforced
    ? policies.entries.filter((entry) => entry.ingress === ingress && isSubject(entry, identity, policies))
    : [];
  return policyOf(policies, identity, ingress, enforced, entries);
}

/** The same from the rules that are known to select the endpoint. @internal */
export function policyOf(
  policies: Policies,
  identity: Identity,
  ingress: boolean,
  enforced: boolean,
  entries: readonly Entry[],
): SubjectPolicy {
  if (!enforced) return { ingress, entries: [], defaultDeny: false, open: Implicit.NOT_ENFORCED, localHost: false };
  const { settings, agent } = policies;
  const always = settings.policyEnforcementMode === 'always';
  const defaultDeny = always || entries.some((entry) => entry.defaultDeny);
  const localHost =
    ingress &&
    defaultDeny &&
    !identity.host &&
    (settings.allowLocalhost ?? 'always') === 'always' &&
    (entries.length > 0 || !agent.does.localhostByRule);
  const all = withRequirements(entries);
  if (defaultDeny) return { ingress, entries: all, defaultDeny, localHost };
  const open = entries.length === 0 ? Implicit.NO_RULE : Implicit.NO_DEFAULT_DENY;
  return { ingress, entries: all, defaultDeny, open, localHost };
}

/** What one rule requires of its peers, 1.18 requires of the peers of all rules that select the endpoint, allows and denies apart. */
function withRequirements(entries: readonly Entry[]): readonly Entry[] {
  if (entries.every(({ requires }) => requires.length === 0)) return entries;
  const asks = (deny: boolean) =>
    entries
      .filter((entry) => entry.deny === deny)
      .flatMap(({ requires }) => requires.flatMap((selector) => selector.asks));
  const [allowed, denied] = [asks(false), asks(true)];
  const stricter = (peer: Selector, deny: boolean): Selector =>
    peer.prefixes.length > 0 || peer.name !== undefined
      ? peer
      : labelSelector([...peer.asks, ...(deny ? denied : allowed)], peer.worldOnly);
  return entries.map((entry) =>
    entry.peers === undefined ? entry : { ...entry, peers: entry.peers.map((peer) => stricter(peer, entry.deny)) },
  );
}
