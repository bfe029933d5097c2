// A loaded world: every question about who can reach whom starts here.
import { objectKey } from '../manifest';
import {
  Carried,
  lookup,
  Lookup,
  plainSide,
  Policies,
  POLICY_KINDS,
  readPolicies,
  Side,
} from '../models/agent/verdict';
import { PolicyProblem } from '../models/agent';
import { IngressPath } from '../models/gateway';
import { Bounds, boundsOf } from './bounds';
import { Classes } from './classes';
import { ConnectionSet } from './connections';
import { Content, carriedBy } from './content';
import { Identities } from './identities';
import { InsideAddresses, ReachInput, ReachObject } from './input';
import { Matrix } from './matrix';
import { partiesOf, Party } from './parties';
import { PartlyKnown } from './partly-known';
import { DirectionVerdict, Verdict } from './verdict';
import { Workload, workloadsOf } from './workloads';

/** A policy that the agent refuses: it counts as absent. @internal */
export interface AbsentPolicy {
  readonly object: ReachObject;
  readonly problem: PolicyProblem;
}

/** A loaded world. @internal */
export class Reachability {
  public readonly workloads: readonly Workload[];
  public readonly absent: readonly AbsentPolicy[];
  /** Policies that count, as given. */
  public readonly policyObjects: readonly ReachObject[];
  public readonly policies: Policies;
  public readonly services: readonly ReachObject[];
  /** Ways that Gateways open from the world. */
  public readonly gateways: readonly IngressPath[];
  /** True if what the input does not hold does not exist. */
  public readonly complete: boolean;
  public readonly remarks: readonly string[];
  public readonly inside: InsideAddresses;
  /** Policies whose texts another program fills in, with the reading that lets the most through; `policies` is the one that lets the least through. */
  public readonly partlyKnown?: PartlyKnown;
  private identities: Identities;
  /** The policies in the reading that lets the most through, where that is another one. */
  private readonly open: Policies | undefined;
  private ends?: readonly Party[];
  private loaded?: Matrix;
  private known?: Reachability;
  private byId?: Map<string, number>;

  public constructor(private readonly input: ReachInput) {
    this.policyObjects = input.objects.filter(({ manifest }) => isPolicy(manifest.apiVersion, manifest.kind));
    this.services = input.objects.filter(({ manifest }) => manifest.kind === 'Service' && manifest.apiVersion === 'v1');
    this.gateways = input.gateways ?? [];
    this.complete = input.complete !== false;
    this.remarks = input.remarks ?? [];
    this.inside = input.inside ?? { nodes: new Map(), networks: [] };
    const bounds = this.policyObjects.map(({ manifest }) => boundsOf(manifest));
    const read = (bound: keyof Bounds) =>
      readPolicies(
        this.policyObjects.map(({ manifest }, index) => bounds[index]?.[bound] ?? manifest),
        input.settings ?? {},
        this.services.map(({ manifest }) => manifest),
      );
    this.policies = read('least');
    this.open = bounds.some((each) => each !== undefined) ? read('most') : undefined;
    this.absent = this.policies.refused.map(({ policy, problem }) => ({
      object: this.policyObjects[policy]!,
      problem,
    }));
    this.workloads = workloadsOf(input.objects);
    this.identities = new Identities(this.policies.agent.does);
    if (this.open !== undefined) {
      const isOpen = new Set(bounds.flatMap((each, index) => (each === undefined ? [] : [index])));
      const parties = partiesOf(input.objects, this.workloads, [this.open, this.policies], input.names);
      this.partlyKnown = new PartlyKnown(this, isOpen, parties, this.open);
    }
  }

  /** Everything that can be the end of a connection; found when somebody asks about connections. */
  public get parties(): readonly Party[] {
    const { objects, names } = this.input;
    const others = this.open === undefined ? [] : [this.open];
    return (this.ends ??= partiesOf(objects, this.workloads, [this.policies, ...others], names));
  }

  public get matrix(): Matrix {
    return (this.loaded ??= new Matrix(
      this.parties,
      new Classes(this.parties, this.policies, this.identities),
      this.policies,
    ));
  }

  /** Takes what is known of identities from a world that is much like this one; nothing changes but the time that the first answer needs. */
  public share({ identities }: Reachability): void {
    if (identities.isFor(this.policies)) this.identities = identities;
  }

  /**
   * The same world with policies or other objects more or less.
   *
   * @param added objects; one of the same kind and name takes the place of what is there
   * @param removed kind, namespace and name as `Kind/namespace/name`, `Kind/name` for what has no namespace
   */
  public whatIf(added: readonly ReachObject[], removed: readonly string[] = []): Reachability {
    const gone = new Set([...removed, ...added.map(({ manifest }) => objectKey(manifest))]);
    const kept = this.input.objects.filter(({ manifest }) => !gone.has(objectKey(manifest)));
    return this.with({ objects: [...kept, ...added] });
  }

  /** The same world with names outside that questions are about. */
  public withNames(names: readonly string[]): Reachability {
    return this.with({ names: [...(this.input.names ?? []), ...names] });
  }

  /** The same world without the policies whose texts another program fills in. */
  public whollyKnown(): Reachability {
    return (this.known ??= this.with({
      objects: this.input.objects.filter(({ manifest }) => boundsOf(manifest) === undefined),
    }));
  }

  /** The same world with other names for the files. */
  public named(name: (origin: string) => string): Reachability {
    const objects = this.input.objects.map(({ manifest, origin }) => ({
      manifest,
      ...(origin === undefined ? {} : { origin: name(origin) }),
    }));
    return this.with({ objects });
  }

  private with(changed: Partial<ReachInput>): Reachability {
    const other = new Reachability({ ...this.input, ...changed });
    other.share(this);
    return other;
  }

  /** Every object, as given. */
  public get objects(): readonly ReachObject[] {
    return this.input.objects;
  }

  /** Namespaces that there are: as objects, or because something lies in them. */
  public get namespaces(): readonly string[] {
    const names = this.input.objects.map(({ manifest: { kind, metadata } }) =>
      kind === 'Namespace' ? metadata.name : metadata.namespace,
    );
    return [...new Set(names)].filter((name) => typeof name === 'string').sort();
  }

  /** Position of a party by its id. */
  public find(id: string): number | undefined {
    this.byId ??= new Map(this.parties.map((party, index) => [party.id, index]));
    return this.byId.get(id);
  }

  /** What one party may send another. */
  public connections(from: number, to: number): ConnectionSet {
    return this.matrix.store.sets[this.between(from, to)]!;
  }

  /** Number of the set of what one party may send another. */
  public between(from: number, to: number): number {
    const { of } = this.matrix.classes;
    const least = this.matrix.between(of[from]!, of[to]!);
    return this.partlyKnown === undefined ? least : this.partlyKnown.between(from, to, least);
  }

  /**
   * The answer about one connection, with the rules that decide.
   *
   * @param port of the backend, not of a Service; the type for ICMP
   */
  public verdict(from: number, to: number, protocol: string, port: number, content: Content = {}): Verdict {
    const carried = carriedBy(content);
    const direction = (incoming: boolean): DirectionVerdict => {
      const found = this.direction(this.matrix, incoming, from, to, protocol, port, carried);
      if (this.partlyKnown === undefined) return found;
      const most = this.direction(this.partlyKnown.matrix, incoming, from, to, protocol, port, carried);
      return this.partlyKnown.decided(incoming, incoming ? to : from, found, most);
    };
    const egress = direction(false);
    const ingress = direction(true);
    const denied = [egress, ingress].some(({ side }) => 'allowed' in side && !side.allowed);
    const open = [egress, ingress].some(({ side }) => 'undecided' in side);
    return { answer: denied ? 'denied' : open ? 'unknown' : 'allowed', egress, ingress };
  }

  private direction(
    matrix: Matrix,
    incoming: boolean,
    from: number,
    to: number,
    protocol: string,
    port: number,
    carried: Carried,
  ): DirectionVerdict {
    const { of, samples } = matrix.classes;
    const [subject, peer] = incoming ? [of[to]!, of[from]!] : [of[from]!, of[to]!];
    const policy = incoming ? matrix.ingress[subject]! : matrix.egress[subject]!;
    const { identity } = samples[peer]!;
    const names = matrix.names(incoming, subject, peer);
    const found = lookup(policy, identity, protocol, port, names, this.policies.agent.does);
    const proxied =
      found.allowed && policy.entries.some(({ ports }) => ports.some(({ contents }) => contents !== undefined));
    const side = proxied
      ? matrix.proxiesOf(subject).decide(incoming, identity, peer, protocol, port, names, carried)
      : plainSide(found.allowed);
    return { side, lookup: found };
  }
}

function isPolicy(apiVersion: string, kind: string): boolean {
  if (!POLICY_KINDS.includes(kind)) return false;
  return apiVersion.startsWith(kind === 'NetworkPolicy' ? 'networking.k8s.io/' : 'cilium.io/');
}
