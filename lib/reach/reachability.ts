// A loaded world: every question about who can reach whom starts here.
import { objectKey } from '../manifest';
import { lookup, Lookup, plainSide, Policies, POLICY_KINDS, readPolicies, Side } from '../models/agent/verdict';
import { PolicyProblem } from '../models/agent';
import { IngressPath } from '../models/gateway';
import { Classes } from './classes';
import { ConnectionSet } from './connections';
import { Content, carriedBy } from './content';
import { InsideAddresses, ReachInput, ReachObject } from './input';
import { Matrix } from './matrix';
import { partiesOf, Party } from './parties';
import { Workload, workloadsOf } from './workloads';

/** A policy that the agent refuses: it counts as absent. @internal */
export interface AbsentPolicy {
  readonly object: ReachObject;
  readonly problem: PolicyProblem;
}

/** One direction of a verdict. @internal */
export interface DirectionVerdict {
  readonly side: Side;
  /** Rules and defaults up to layer 4. */
  readonly lookup: Lookup;
}

/** The answer about one connection. @internal */
export interface Verdict {
  /** `unknown` where chance, or something that is not in the input, decides. */
  readonly answer: 'allowed' | 'denied' | 'unknown';
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}

/** A loaded world. @internal */
export class Reachability {
  public readonly parties: readonly Party[];
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
  private loaded?: Matrix;
  private byId?: Map<string, number>;

  public constructor(private readonly input: ReachInput) {
    this.policyObjects = input.objects.filter(({ manifest }) => isPolicy(manifest.apiVersion, manifest.kind));
    this.services = input.objects.filter(({ manifest }) => manifest.kind === 'Service' && manifest.apiVersion === 'v1');
    this.gateways = input.gateways ?? [];
    this.complete = input.complete !== false;
    this.remarks = input.remarks ?? [];
    this.inside = input.inside ?? { nodes: new Map(), networks: [] };
    this.policies = readPolicies(
      this.policyObjects.map(({ manifest }) => manifest),
      input.settings ?? {},
      this.services.map(({ manifest }) => manifest),
    );
    this.absent = this.policies.refused.map(({ policy, problem }) => ({
      object: this.policyObjects[policy]!,
      problem,
    }));
    this.workloads = workloadsOf(input.objects);
    this.parties = partiesOf(input.objects, this.workloads, this.policies, input.names);
  }

  public get matrix(): Matrix {
    return (this.loaded ??= new Matrix(this.parties, new Classes(this.parties, this.policies), this.policies));
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
    return new Reachability({ ...this.input, objects: [...kept, ...added] });
  }

  /** The same world with names outside that questions are about. */
  public withNames(names: readonly string[]): Reachability {
    return new Reachability({ ...this.input, names: [...(this.input.names ?? []), ...names] });
  }

  /** The same world with other names for the files. */
  public named(name: (origin: string) => string): Reachability {
    const objects = this.input.objects.map(({ manifest, origin }) => ({
      manifest,
      ...(origin === undefined ? {} : { origin: name(origin) }),
    }));
    return new Reachability({ ...this.input, objects });
  }

  /** Every object, as given. */
  public get objects(): readonly ReachObject[] {
    return this.input.objects;
  }

  /** Position of a party by its id. */
  public find(id: string): number | undefined {
    this.byId ??= new Map(this.parties.map((party, index) => [party.id, index]));
    return this.byId.get(id);
  }

  /** What one party may send another. */
  public connections(from: number, to: number): ConnectionSet {
    const { classes, store } = this.matrix;
    return store.sets[this.matrix.between(classes.of[from]!, classes.of[to]!)]!;
  }

  /**
   * The answer about one connection, with the rules that decide.
   *
   * @param port of the backend, not of a Service; the type for ICMP
   */
  public verdict(from: number, to: number, protocol: string, port: number, content: Content = {}): Verdict {
    const { of } = this.matrix.classes;
    const carried = carriedBy(content);
    const direction = (incoming: boolean): DirectionVerdict => {
      const [subject, peer] = incoming ? [of[to]!, of[from]!] : [of[from]!, of[to]!];
      const policy = incoming ? this.matrix.ingress[subject]! : this.matrix.egress[subject]!;
      const { identity } = this.matrix.classes.samples[peer]!;
      const names = this.matrix.names(incoming, subject, peer);
      const found = lookup(policy, identity, protocol, port, names, this.policies.agent.does);
      const proxied =
        found.allowed && policy.entries.some(({ ports }) => ports.some(({ contents }) => contents !== undefined));
      const side = proxied
        ? this.matrix.proxiesOf(subject).decide(incoming, identity, peer, protocol, port, names, carried)
        : plainSide(found.allowed);
      return { side, lookup: found };
    };
    const egress = direction(false);
    const ingress = direction(true);
    const denied = [egress, ingress].some(({ side }) => 'allowed' in side && !side.allowed);
    const open = [egress, ingress].some(({ side }) => 'undecided' in side);
    return { answer: denied ? 'denied' : open ? 'unknown' : 'allowed', egress, ingress };
  }
}

function isPolicy(apiVersion: string, kind: string): boolean {
  if (!POLICY_KINDS.includes(kind)) return false;
  return apiVersion.startsWith(kind === 'NetworkPolicy' ? 'networking.k8s.io/' : 'cilium.io/');
}
