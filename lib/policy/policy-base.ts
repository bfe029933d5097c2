// What CiliumPolicy and CiliumClusterwidePolicy share: rules are collected here and rendered late, in an order of their own.
import { agentWords } from '../problem';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Boundary, Role } from '../cluster';
import { Finding, ImportedClass, NetworkConstruct, ValidationError, WorkloadView } from '../construct';
import { PlainMap } from '../manifest';
import { DefaultDeny } from './default-deny';
import { dnsRuleOf } from './dns-service';
import { Peer, PeerKind } from './peer';
import { Port } from './port';
import { policyFindings } from './policy-findings';
import { neededFeatures } from './policy-features';
import { firstRuleProblem, PolicyProblem } from '../models/agent';
import { Direction, inStableOrder, RulePeer, rulesYaml } from './rule';
import { NAMESPACE_LABEL } from '../models/agent';
import { Subject, SubjectKind } from './subject';
import { workloadLabels } from './workload-pods';

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
   * The rules only add to what other policies allow: the policy itself never puts its subject in default deny. Short for
   * `defaultDeny: DefaultDeny.NONE`.
   *
   * @default false
   */
  readonly additive?: boolean;
  /**
   * Directions that the policy switches to default deny. A direction named here without a rule gets an empty rule, which is how Cilium
   * says it; an empty list would be refused and nothing enforced.
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

/** One rule as it was asked for. @internal */
export interface RuleInput {
  readonly direction: Direction;
  readonly deny: boolean;
  readonly peer: Peer;
  readonly ports: readonly Port[];
}

/** Lists of rules of a policy. Source: the CRD. @internal */
export type RuleList = 'ingress' | 'egress' | 'ingressDeny' | 'egressDeny';

/** A policy of Cilium whose rules are added by methods. */
export abstract class PolicyBase extends NetworkConstruct {
  /** Whom the policy is about. */
  public readonly subject: Subject;
  /** @internal */
  public readonly _inputs: RuleInput[] = [];
  /** @internal */
  public readonly _raw: Readonly<Record<RuleList, readonly PlainMap[]>>;
  /** @internal */
  public readonly _defaultDeny?: DefaultDeny;
  private readonly description?: string;

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
    if (props.additive === true && props.defaultDeny !== undefined && props.defaultDeny !== DefaultDeny.NONE) {
      throw new ValidationError(
        this,
        'policy/default-deny',
        `additive together with defaultDeny "${props.defaultDeny}"`,
        'write one of them',
      );
    }
    this._defaultDeny = props.additive === true ? DefaultDeny.NONE : props.defaultDeny;
    if (props.subject._workload !== undefined) WorkloadView.of(props.subject._workload, this);
    this._raw = {
      ingress: this.raw('ingress', props.rawIngress),
      egress: this.raw('egress', props.rawEgress),
      ingressDeny: this.raw('ingressDeny', props.rawIngressDeny),
      egressDeny: this.raw('egressDeny', props.rawEgressDeny),
    };
    const facts = Boundary.of(this);
    facts.register(Role.POLICY, this);
    facts.require(() => neededFeatures(this));
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

  /** Labels and kind of a peer as this policy has to write them. Call at synth only. @internal */
  public _resolve(peer: Peer): RulePeer {
    if (peer._workload === undefined) return { kind: peer._kind, item: peer._item };
    const view = WorkloadView.of(peer._workload, this);
    const elsewhere = view.namespace !== this._policyNamespace;
    return {
      kind: peer._kind,
      item: { matchLabels: { ...(elsewhere ? { [NAMESPACE_LABEL]: view.namespace } : {}), ...workloadLabels(view) } },
    };
  }

  /** Everything below `spec`. Call at synth only. @internal */
  public _spec(): PlainMap {
    const lists: Record<RuleList, PlainMap[]> = {
      ingress: [...this.rules(Direction.INGRESS, false), ...this._raw.ingress],
      egress: [...this.rules(Direction.EGRESS, false), ...this._raw.egress],
      ingressDeny: [...this.rules(Direction.INGRESS, true), ...this._raw.ingressDeny],
      egressDeny: [...this.rules(Direction.EGRESS, true), ...this._raw.egressDeny],
    };
    const deny = this._defaultDeny;
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
    return policyFindings(this);
  }

  /** Emits the object. @internal */
  protected _emitPolicy(type: ImportedClass, name: string, namespace?: string): ApiObject {
    return this._emit('Default', { type, name, namespace, body: () => ({ spec: this._spec() }) });
  }

  /** The subject's selector. @internal */
  protected _selector(): PlainMap {
    const { _kind: kind, _labels: labels, _namespace: namespace, _workload: workload } = this.subject;
    if (kind === SubjectKind.NODES)
      return { nodeSelector: Object.keys(labels).length === 0 ? {} : { matchLabels: labels } };
    const view = workload === undefined ? undefined : WorkloadView.of(workload, this);
    const own = view === undefined ? labels : workloadLabels(view);
    const scope = this._policyNamespace === undefined ? (view?.namespace ?? namespace) : undefined;
    const matchLabels = { ...(scope === undefined ? {} : { [NAMESPACE_LABEL]: scope }), ...own };
    return { endpointSelector: Object.keys(matchLabels).length === 0 ? {} : { matchLabels } };
  }

  private rules(direction: Direction, deny: boolean): PlainMap[] {
    const inputs = this._inputs.filter((input) => input.direction === direction && input.deny === deny);
    const rules = inputs.flatMap((input) => rulesYaml(direction, this._resolve(input.peer), input.ports));
    const names = inputs
      .filter((input) => input.peer._kind === PeerKind.FQDNS)
      .map((input) => input.peer._item as PlainMap);
    if (names.length > 0) {
      // Layer 7 knows no "additive": a DNS rule with names refuses all others, so a policy that denies nothing asks for every name.
      const open = this._defaultDeny === DefaultDeny.NONE || this._defaultDeny === DefaultDeny.INGRESS;
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
    // The labels of a workload are known at synth; what is asked beyond the peer can be checked now.
    const item = peer._workload === undefined ? peer._item : { matchLabels: { app: 'later' } };
    for (const rule of rulesYaml(direction, { kind: peer._kind, item }, ports))
      this.refuse(firstRuleProblem(listOf(direction, deny), rule, this.subject._kind === SubjectKind.NODES));
    this._inputs.push({ direction, deny, peer, ports });
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
    rules.forEach((rule, index) =>
      this.refuse(firstRuleProblem(list, rule, this.subject._kind === SubjectKind.NODES, `${prop}[${index}]`)),
    );
    return rules as PlainMap[];
  }

  private refuse(problem: PolicyProblem | undefined): void {
    if (problem === undefined) return;
    const { message, repair } = agentWords(problem.data);
    throw new ValidationError(this, problem.code, `${problem.at === '' ? '' : `${problem.at}: `}${message}`, repair);
  }
}

function listOf(direction: Direction, deny: boolean): RuleList {
  return deny ? (`${direction}Deny` as RuleList) : direction;
}
