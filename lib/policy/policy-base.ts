// What CiliumPolicy and CiliumClusterwidePolicy share: rules are collected here and rendered late, in an order of their own.
import { agentWords } from '../problem';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { Finding, ImportedClass, NetworkConstruct, ValidationError, WorkloadView } from '../construct';
import { PlainMap } from '../manifest';
import { firstRuleProblem, PolicyProblem } from '../models/agent';
import { DefaultDeny } from './default-deny';
import { dnsRuleOf } from './dns-service';
import { Peer } from './peer';
import { PolicyContent, RuleInput, RuleList, ruleListOf } from './policy-content';
import { neededFeatures } from './policy-features';
import { Port } from './port';
import { Direction, inStableOrder, PeerKind, rulesYaml } from './rule';
import { Subject } from './subject';
import { workloadFindings } from './workload-findings';

/** Properties that every policy has. */
export interface PolicyBaseProps {
  /** Whom the policy is about. */
  readonly subject: Subject;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * What the policy is for, kept in the object.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Directions that the policy switches to default deny. A direction named here without a rule gets an empty rule, which is how Cilium
   * says it; an empty list would be refused and nothing enforced. With `DefaultDeny.NONE` the rules only add to what other policies allow.
   *
   * @default - each direction that has a rule, allow or deny
   */
  readonly defaultDeny?: DefaultDeny;
  /**
   * Ingress rules as in YAML, for what has no method here. They are checked as Cilium's agent checks them.
   *
   * @default - none
   */
  readonly rawIngress?: any[];
  /**
   * Egress rules as in YAML. A toFQDNs entry here brings no DNS rule.
   *
   * @default - none
   */
  readonly rawEgress?: any[];
  /**
   * Ingress deny rules as in YAML.
   *
   * @default - none
   */
  readonly rawIngressDeny?: any[];
  /**
   * Egress deny rules as in YAML.
   *
   * @default - none
   */
  readonly rawEgressDeny?: any[];
}

/** A policy of Cilium whose rules are added by methods. */
export abstract class PolicyBase extends NetworkConstruct {
  /** Whom the policy is about. */
  public readonly subject: Subject;
  private readonly description?: string;
  private readonly content: PolicyContent & { inputs: RuleInput[] };

  protected constructor(scope: Construct, id: string, props: PolicyBaseProps) {
    super(scope, id);
    if (!((props.subject as unknown) instanceof Subject)) {
      throw new ValidationError(
        this,
        'policy/subject',
        'a policy without subject',
        'write subject: Subject.workload(deployment), or Subject.namespace() for all pods of the namespace',
      );
    }
    this.subject = props.subject;
    this.description = props.description;
    if (props.subject._workload !== undefined) WorkloadView.of(props.subject._workload, this);
    this.content = {
      subject: props.subject,
      defaultDeny: props.defaultDeny,
      inputs: [],
      raw: {
        ingress: this.raw('ingress', props.rawIngress),
        egress: this.raw('egress', props.rawEgress),
        ingressDeny: this.raw('ingressDeny', props.rawIngressDeny),
        egressDeny: this.raw('egressDeny', props.rawEgressDeny),
      },
    };
    const facts = Boundary.of(this);
    facts.register(Role.POLICY, this);
    facts.require(() => neededFeatures(this.content).map(([feature, reason]) => ({ feature, by: this, reason })));
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

  /** Namespace of the policy, or undefined if it is clusterwide. @internal */
  public abstract get _policyNamespace(): string | undefined;

  /** Everything below `spec`. Call at synth only. @internal */
  public _spec(): PlainMap {
    const { raw, defaultDeny: deny } = this.content;
    const lists: Record<RuleList, PlainMap[]> = {
      ingress: [...this.rules(Direction.INGRESS, false), ...raw.ingress],
      egress: [...this.rules(Direction.EGRESS, false), ...raw.egress],
      ingressDeny: [...this.rules(Direction.INGRESS, true), ...raw.ingressDeny],
      egressDeny: [...this.rules(Direction.EGRESS, true), ...raw.egressDeny],
    };
    const both = deny === DefaultDeny.BOTH;
    // Default deny follows the rules alone: enableDefaultDeny without a rule in its direction does nothing.
    if ((both || deny === DefaultDeny.INGRESS) && lists.ingress.length + lists.ingressDeny.length === 0)
      lists.ingress.push({});
    if ((both || deny === DefaultDeny.EGRESS) && lists.egress.length + lists.egressDeny.length === 0)
      lists.egress.push({});
    return {
      ...this._selector(),
      ...(this.description === undefined ? {} : { description: this.description }),
      ...(deny === undefined
        ? {}
        : {
            enableDefaultDeny: {
              ingress: both || deny === DefaultDeny.INGRESS,
              egress: both || deny === DefaultDeny.EGRESS,
            },
          }),
      ...Object.fromEntries(Object.entries(lists).filter(([, rules]) => rules.length > 0)),
    };
  }

  /** @internal */
  public override _check(): Finding[] {
    return workloadFindings(this, [this.subject._workload, ...this.content.inputs.map(({ peer }) => peer._workload)]);
  }

  /** Drops the rules that methods added, for a policy that adds them anew at each synth. @internal */
  protected _forgetRules(): void {
    this.content.inputs.length = 0;
  }

  /** Emits the object. @internal */
  protected _emitPolicy(type: ImportedClass, name: string, namespace?: string): ApiObject {
    return this._emit('Default', { type, name, namespace, body: () => ({ spec: this._spec() }) });
  }

  /** The subject's selector. @internal */
  protected _selector(): PlainMap {
    return this.subject._selector(this, this._policyNamespace === undefined);
  }

  private rules(direction: Direction, deny: boolean): PlainMap[] {
    const { defaultDeny } = this.content;
    const inputs = this.content.inputs.filter((input) => input.direction === direction && input.deny === deny);
    const rules = inputs.flatMap((input) =>
      rulesYaml(direction, input.peer._in(this, this._policyNamespace), input.ports),
    );
    const names = inputs
      .filter((input) => input.peer._kind === PeerKind.FQDNS)
      .map((input) => input.peer._item as PlainMap);
    if (names.length > 0) {
      // Layer 7 knows no default deny that is off: a DNS rule with names refuses all others, so a policy that denies nothing asks for every name.
      const open = defaultDeny === DefaultDeny.NONE || defaultDeny === DefaultDeny.INGRESS;
      rules.push(dnsRuleOf(open ? [{ matchPattern: '*' }] : names));
    }
    return inStableOrder(rules);
  }

  private add(direction: Direction, deny: boolean, peer: Peer, ports: readonly Port[]): this {
    if (peer._workload !== undefined) WorkloadView.of(peer._workload, this);
    if (peer._kind === PeerKind.FQDNS && (deny || direction === Direction.INGRESS)) {
      throw new ValidationError(
        this,
        'policy/fqdn-direction',
        `a peer by name in ${deny ? 'a deny rule' : 'an ingress rule'}: ${JSON.stringify(peer._item)}`,
        'names work in allowTo(...) only; write Peer.cidr(...) here',
      );
    }
    const looked = deny ? ports.find((port) => Object.keys(port._contents()).length > 0) : undefined;
    if (looked !== undefined) {
      throw new ValidationError(
        this,
        'policy/port-contents',
        `contents on port ${looked.toString()} of a deny rule, which Cilium does not look at`,
        `deny the port, or allow in ${direction === Direction.INGRESS ? 'allowFrom(...)' : 'allowTo(...)'} only the contents that are meant`,
      );
    }
    for (const rule of rulesYaml(direction, { kind: peer._kind, item: peer._item }, ports))
      this.refuse(firstRuleProblem(ruleListOf(direction, deny), rule, this.subject._ofNodes));
    this.content.inputs.push({ direction, deny, peer, ports });
    return this;
  }

  private raw(list: RuleList, rules: any[] | undefined): PlainMap[] {
    if (rules === undefined) return [];
    const prop = `raw${list[0]!.toUpperCase()}${list.slice(1)}`;
    if (!Array.isArray(rules) || rules.length === 0) {
      throw new ValidationError(
        this,
        'policy/empty-list',
        `${prop} is ${Array.isArray(rules) ? 'an empty list' : 'no list'}: Cilium refuses a policy whose lists are all empty and then enforces nothing`,
        `write [{}] to deny everything by default, or leave ${prop} out`,
      );
    }
    rules.forEach((rule, index) => this.refuse(firstRuleProblem(list, rule, this.subject._ofNodes, [prop, index])));
    return rules as PlainMap[];
  }

  private refuse(problem: PolicyProblem | undefined): void {
    if (problem === undefined) return;
    const { message, repair } = agentWords(problem.data);
    throw new ValidationError(this, problem.code, `${problem.at === '' ? '' : `${problem.at}: `}${message}`, repair);
  }
}
