// Who may send what to whom: a row for each distinct set of rules and direction, in it the connections with each class of peers.
import {
  commonNames,
  Entry,
  identityKey,
  namesByIdentity,
  Numbered,
  Policies,
  policyOf,
  PortNames,
  Proxies,
  reservedIdentity,
  SubjectPolicy,
  Surroundings,
} from '../models/agent/verdict';
import { Bits } from './bits';
import { Classes } from './classes';
import { ConnectionSet } from './connections';
import { Party } from './parties';
import { connectionsOf, cutsOf, portsKey, usesContents, usesNames } from './ports';
import { ConnectionStore, EVERY_CONNECTION, NO_CONNECTION } from './store';

/** Peers for which the same rules of a subject speak. */
interface Group {
  readonly peers: Bits;
  readonly rules: readonly Entry[];
}

/** All rows. @internal */
export class Matrix {
  public readonly store = new ConnectionStore();
  /** Policy of each class, egress and ingress. */
  public readonly egress: readonly SubjectPolicy[];
  public readonly ingress: readonly SubjectPolicy[];
  private madeEgressRows?: readonly Int32Array[];
  private madeIngressRows?: readonly Int32Array[];
  private readonly numbered: readonly Numbered[];
  private readonly cluster: PortNames;
  private readonly host: Bits;
  private readonly proxies = new Map<number, Proxies>();
  private readonly selected = new Map<string, readonly number[]>();
  private readonly known = new Map<string, Int32Array>();
  private readonly sets = new Map<string, number>();
  private readonly numbers = new Map<Entry, number>();
  private readonly peersOf = new Map<Entry, Bits | undefined>();
  private readonly portKeys = new Map<Entry, string>();

  public constructor(
    parties: readonly Party[],
    public readonly classes: Classes,
    private readonly policies: Policies,
  ) {
    policies.entries.forEach((entry, index) => this.numbers.set(entry, index));
    const perIdentity = namesByIdentity(parties);
    const none: PortNames = new Map();
    this.numbered = classes.samples.map(({ identity }, number) => ({
      ...{ number, identity },
      names: perIdentity.size === 0 ? none : (perIdentity.get(identityKey(identity)) ?? none),
    }));
    this.cluster = commonNames(parties.map(({ names }) => names));
    this.host = Bits.none(classes.samples.length);
    classes.samples.forEach(({ identity }, index) => {
      if (identity.host) this.host.add(index);
    });
    const lists = classes.allEntries();
    const policyFor = (ingress: boolean) =>
      classes.samples.map(({ identity, enforced }, index) =>
        policyOf(
          policies,
          identity,
          ingress,
          enforced,
          lists[index]!.filter((entry) => entry.ingress === ingress),
        ),
      );
    [this.egress, this.ingress] = [policyFor(false), policyFor(true)];
  }

  /** Row of each class: made where somebody asks for all pairs, which rules about single ones do not. */
  public get egressRows(): readonly Int32Array[] {
    return (this.madeEgressRows ??= this.egress.map((policy, index) => this.rowOf(policy, index)));
  }

  public get ingressRows(): readonly Int32Array[] {
    return (this.madeIngressRows ??= this.ingress.map((policy, index) => this.rowOf(policy, index)));
  }

  /** Number of the set of what one class may send another. */
  public between(from: number, to: number): number {
    return this.store.intersection(this.egressRows[from]![to]!, this.ingressRows[to]![from]!);
  }

  /** Names of ports as one direction of a connection resolves them. */
  public names(incoming: boolean, subject: number, peer: number): PortNames {
    if (incoming) return this.classes.samples[subject]!.names;
    return this.policies.agent.does.namedPortPerPeer ? this.numbered[peer]!.names : this.cluster;
  }

  /** What the proxies of a class know. */
  public proxiesOf(index: number): Proxies {
    let known = this.proxies.get(index);
    if (known === undefined) {
      const { does } = this.policies.agent;
      const around = new Surroundings(
        this.numbered,
        this.classes.samples[index]!.names,
        this.cluster,
        does,
        this.selected,
      );
      const host = this.classes.samples.find(({ identity }) => identity.host)?.identity ?? reservedIdentity('host');
      known = new Proxies(this.egress[index]!, this.ingress[index]!, host, around, does);
      this.proxies.set(index, known);
    }
    return known;
  }

  private rowOf(policy: SubjectPolicy, index: number): Int32Array {
    const key = this.rowKey(policy, index);
    let row = this.known.get(key);
    if (row === undefined) {
      row = this.computed(policy, index);
      this.known.set(key, row);
    }
    return row;
  }

  /** Subjects with the same rules have the same row, unless names of their own ports or their proxies make a difference. */
  private rowKey(policy: SubjectPolicy, index: number): string {
    const { ingress, open, localHost, entries } = policy;
    const numbers = entries.map((entry) => this.numbers.get(entry) ?? '').join(' ');
    const contents = entries.some(usesContents);
    const names =
      ingress && (contents || entries.some(usesNames)) ? JSON.stringify([...this.classes.samples[index]!.names]) : '';
    return `${ingress} ${open ?? ''} ${localHost} ${numbers}|${names}|${contents ? index : ''}`;
  }

  private computed(policy: SubjectPolicy, index: number): Int32Array {
    const row = new Int32Array(this.classes.samples.length);
    const base = policy.open === undefined ? NO_CONNECTION : EVERY_CONNECTION;
    if (base !== 0) row.fill(base);
    if (policy.entries.length === 0 && !policy.localHost) return row;
    for (const { peers, rules } of this.groups(policy)) {
      const first = peers.first();
      const hosts = policy.localHost && this.host.has(first);
      if (rules.length === 0 && !hosts) continue;
      const id = this.setFor(policy, index, first, rules, policy.open !== undefined || hosts);
      if (id !== base) peers.forEach((peer) => (row[peer] = id));
    }
    return row;
  }

  /** Splits the peers until the same rules speak for all of a group. */
  private groups(policy: SubjectPolicy): Group[] {
    let groups: Group[] = [{ peers: Bits.all(this.classes.samples.length), rules: [] }];
    const split = (bits: Bits, rule?: Entry) => {
      groups = groups.flatMap(({ peers, rules }) => {
        const inside = peers.and(bits);
        if (inside === undefined) return [{ peers, rules }];
        const outside = peers.without(bits);
        const added = { peers: inside, rules: rule === undefined ? rules : [...rules, rule] };
        return outside === undefined ? [added] : [added, { peers: outside, rules }];
      });
    };
    if (policy.localHost) split(this.host);
    for (const entry of policy.entries) {
      const bits = this.peers(entry);
      if (bits !== undefined) split(bits, entry);
    }
    // Rules for proxies are merged by selector, so it matters by which one a peer is selected.
    if (policy.entries.some(usesContents))
      for (const { peers } of policy.entries) for (const selector of peers ?? []) split(this.classes.peers(selector));
    if (!policy.ingress && this.policies.agent.does.namedPortPerPeer && policy.entries.some(usesNames))
      for (const bits of this.byNames().values()) split(bits);
    return groups;
  }

  private peers(entry: Entry): Bits | undefined {
    if (this.peersOf.has(entry)) return this.peersOf.get(entry);
    const bits = this.classes.peersOf(entry);
    this.peersOf.set(entry, bits);
    return bits;
  }

  private byNames(): Map<string, Bits> {
    const found = new Map<string, Bits>();
    this.numbered.forEach(({ names }, index) => {
      const key = JSON.stringify([...names]);
      const bits = found.get(key) ?? Bits.none(this.numbered.length);
      bits.add(index);
      found.set(key, bits);
    });
    return found;
  }

  private setFor(policy: SubjectPolicy, index: number, peer: number, rules: readonly Entry[], open: boolean): number {
    const names = this.names(policy.ingress, index, peer);
    const contents = rules.some(usesContents);
    const key = contents ? '' : this.setKey(rules, open, names);
    const known = this.sets.get(key);
    if (key !== '' && known !== undefined) return known;
    let set = open ? ConnectionSet.ALL : ConnectionSet.NONE;
    for (const entry of rules) if (!entry.deny) set = set.union(connectionsOf(entry, names));
    for (const entry of rules) if (entry.deny) set = set.without(connectionsOf(entry, names));
    if (contents) {
      const proxies = this.proxiesOf(index);
      const { identity } = this.classes.samples[peer]!;
      set = set.refined(
        (protocol, port) => proxies.restriction(policy.ingress, identity, peer, protocol, port, names),
        (protocol) => cutsOf(policy.entries, names, protocol),
      );
    }
    const id = this.store.id(set);
    if (key !== '') this.sets.set(key, id);
    return id;
  }

  /** Equal where rules with equal ports allow and deny. */
  private setKey(rules: readonly Entry[], open: boolean, names: PortNames): string {
    const of = (deny: boolean) =>
      [...new Set(rules.filter((rule) => rule.deny === deny).map((rule) => this.portKey(rule)))].sort().join(';');
    return `${open}|${of(false)}|${of(true)}|${rules.some(usesNames) ? JSON.stringify([...names]) : ''}`;
  }

  private portKey(entry: Entry): string {
    let key = this.portKeys.get(entry);
    if (key === undefined) this.portKeys.set(entry, (key = portsKey(entry)));
    return key;
  }
}
