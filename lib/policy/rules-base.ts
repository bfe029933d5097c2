// What every policy of this library shares, whoever reads it: a subject, and rules that methods add and that are rendered late.
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { Finding, NetworkConstruct, ValidationError, WorkloadView } from '../construct';
import { firstRuleProblem, PolicyProblem } from '../models/agent';
import { agentWords } from '../problem';
import { Peer } from './peer';
import { RuleInput, ruleListOf } from './policy-content';
import { Port } from './port';
import { Direction, PeerKind, rulesYaml } from './rule';
import { Subject } from './subject';
import { workloadFindings } from './workload-findings';

/** A policy whose rules are added by methods. */
export abstract class RulesBase extends NetworkConstruct {
  /** Whom the policy is about. */
  public readonly subject: Subject;
  /** Rules added by methods. @internal */
  protected readonly _inputs: RuleInput[] = [];

  protected constructor(scope: Construct, id: string, subject: Subject) {
    super(scope, id);
    if (!((subject as unknown) instanceof Subject)) {
      throw new ValidationError(
        this,
        'policy/subject',
        'a policy without subject',
        'write subject: Subject.workload(deployment), or Subject.namespace() for all pods of the namespace',
      );
    }
    this.subject = subject;
    if (subject._workload !== undefined) WorkloadView.of(subject._workload, this);
    Boundary.of(this).register(Role.POLICY, this);
  }

  /**
   * Allows connections from a peer to the subject.
   *
   * @param peer who may connect
   * @param ports ports of the subject's containers, each with the contents that pass there; without any all ports, and ICMP
   */
  public allowFrom(peer: Peer, ...ports: Port[]): this {
    return this.add(Direction.INGRESS, false, peer, ports);
  }

  /**
   * Allows connections from the subject to a peer.
   *
   * @param peer who may be reached; a peer by name brings the DNS rule it needs
   * @param ports ports of the peer's containers, each with the contents that pass there; without any all ports, and ICMP
   */
  public allowTo(peer: Peer, ...ports: Port[]): this {
    return this.add(Direction.EGRESS, false, peer, ports);
  }

  /**
   * Denies connections from a peer to the subject; a deny beats every allow, of other policies too.
   *
   * @param peer who may not connect
   * @param ports ports of the subject's containers, without contents; without any all ports, and ICMP
   */
  public denyFrom(peer: Peer, ...ports: Port[]): this {
    return this.add(Direction.INGRESS, true, peer, ports);
  }

  /**
   * Denies connections from the subject to a peer; a deny beats every allow, of other policies too.
   *
   * @param peer who may not be reached; not by name
   * @param ports ports of the peer's containers, without contents; without any all ports, and ICMP
   */
  public denyTo(peer: Peer, ...ports: Port[]): this {
    return this.add(Direction.EGRESS, true, peer, ports);
  }

  /** @internal */
  public override _check(): Finding[] {
    return workloadFindings(this, this.subject, this._inputs);
  }

  /** Throws what is wrong with a rule as the agent sees it. @internal */
  protected _refuse(problem: PolicyProblem | undefined): void {
    if (problem === undefined) return;
    const { message, repair } = agentWords(problem.data);
    throw new ValidationError(this, problem.code, `${problem.at === '' ? '' : `${problem.at}: `}${message}`, repair);
  }

  private add(direction: Direction, deny: boolean, peer: Peer, ports: readonly Port[]): this {
    if (peer._workload !== undefined) WorkloadView.of(peer._workload, this);
    this.checkDirection(direction, deny, peer);
    this.checkContents(direction, deny, ports);
    for (const rule of rulesYaml(direction, peer._early(), ports))
      this._refuse(firstRuleProblem(ruleListOf(direction, deny), rule, this.subject._ofNodes));
    this._inputs.push({ direction, deny, peer, ports });
    return this;
  }

  private checkDirection(direction: Direction, deny: boolean, peer: Peer): void {
    if (peer._kind === PeerKind.FQDNS && (deny || direction === Direction.INGRESS)) {
      throw new ValidationError(
        this,
        'policy/fqdn-direction',
        `a peer by name in ${deny ? 'a deny rule' : 'an ingress rule'}: ${JSON.stringify(peer._item)}`,
        'names work in allowTo(...) only; write Peer.cidr(...) here',
      );
    }
    if (peer._kind === PeerKind.SERVICES && direction === Direction.INGRESS) {
      throw new ValidationError(
        this,
        'policy/service-direction',
        `a Service in an ingress rule: ${JSON.stringify(peer._item)}`,
        'Services are reached, they connect to nobody: write Peer.service(service), Peer.workload(...) or Peer.labels(...) for the pods behind it',
      );
    }
    if (deny && peer._authentication !== undefined) {
      throw new ValidationError(
        this,
        'policy/deny-authentication',
        'authentication in a deny rule, where no connection passes',
        'leave .authenticated() out',
      );
    }
  }

  private checkContents(direction: Direction, deny: boolean, ports: readonly Port[]): void {
    const looked = deny ? ports.find((port) => Object.keys(port._contents()).length > 0) : undefined;
    if (looked !== undefined) {
      throw new ValidationError(
        this,
        'policy/port-contents',
        `contents on port ${looked.toString()} of a deny rule, which Cilium does not look at`,
        `deny the port, or allow in ${direction === Direction.INGRESS ? 'allowFrom(...)' : 'allowTo(...)'} only the contents that are meant`,
      );
    }
  }
}
