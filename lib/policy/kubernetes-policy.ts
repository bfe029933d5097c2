// NetworkPolicy of Kubernetes: the same subjects, peers and ports, as far as it can say them.
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { errorAt, Finding, ValidationError, valueAt, warningAt } from '../construct';
import { PlainMap } from '../manifest';
import { DefaultDeny } from './default-deny';
import { kubernetesRule, podSelectorOf } from './kubernetes-rule';
import { isUnsaid } from './pod-selector';
import { RuleInput } from './policy-content';
import { Direction, inStableOrder } from './rule';
import { RulesBase } from './rules-base';
import { checkNamespace, Subject } from './subject';

/** Properties of a KubernetesPolicy. */
export interface KubernetesPolicyProps {
  /** Whom the policy is about: pods of one namespace. */
  readonly subject: Subject;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Namespace of the policy and its subject.
   *
   * @default - the subject's, else the chart's
   */
  readonly namespace?: string;
  /**
   * What the policy is for, kept in the annotation `kubernetes.io/description`.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Directions that the policy switches to default deny, also without a rule. `DefaultDeny.NONE` cannot be said: a NetworkPolicy denies by
   * default wherever it has a rule.
   *
   * @default - each direction that has a rule
   */
  readonly defaultDeny?: DefaultDeny;
}

/**
 * A NetworkPolicy, for clusters of other CNIs too and for charts that must not depend on Cilium. What it cannot say is not written, and is a
 * finding: a rule that allows is then missing (`policy/kubernetes-narrower`, a warning: less passes than was asked for), a rule that denies or a
 * default deny that was to stay off makes the object mean something else (`policy/kubernetes-differs`, an error). Nothing is ever written
 * wider than asked for.
 *
 * Under Cilium `Peer.world()` and `Peer.cidr(…)` never match pods or nodes; other CNIs match every address in the block.
 */
export class KubernetesPolicy extends RulesBase {
  private readonly props: KubernetesPolicyProps;
  private readonly namespaceOfPolicy: string;

  public constructor(scope: Construct, id: string, props: KubernetesPolicyProps) {
    super(scope, id, props.subject);
    this.props = props;
    const beyond = props.subject._beyondNamespaces;
    if (beyond !== undefined)
      throw new ValidationError(
        this,
        'policy/subject',
        `a NetworkPolicy cannot be about ${beyond.what}`,
        'write a CiliumClusterwidePolicy, or one policy in each namespace',
      );
    const explicit = props.namespace === undefined ? undefined : valueAt(this, () => checkNamespace(props.namespace!));
    const ofSubject = props.subject._namespaceFor(this);
    if (explicit !== undefined && ofSubject !== undefined && explicit !== ofSubject)
      throw new ValidationError(
        this,
        'policy/namespace',
        `the policy is for namespace "${explicit}", its subject is in "${ofSubject}": it would select nothing`,
        `leave namespace out, or write "${ofSubject}"`,
      );
    const ofChart = Chart.of(this).namespace ?? 'default';
    this.namespaceOfPolicy = explicit ?? ofSubject ?? ofChart;
    this._emit('Default', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      name: props.name ?? id,
      namespace: explicit === undefined && this.namespaceOfPolicy === ofChart ? undefined : this.namespaceOfPolicy,
      ...(props.description === undefined ? {} : { annotations: { 'kubernetes.io/description': props.description } }),
      body: () => ({ spec: this.spec() }),
    });
  }

  /** @internal */
  public override _check(): Finding[] {
    const differs = (lost: string, effect: string) =>
      errorAt(
        this.node.path,
        'policy/kubernetes-differs',
        `a NetworkPolicy cannot say ${lost}: ${effect}`,
        'write a CiliumPolicy',
      );
    const denied = this._inputs.filter(({ deny }) => deny);
    return [
      ...super._check(),
      ...denied.map((input) => differs(`that ${wayOf(input)} is denied`, 'what other policies allow would pass')),
      ...(this.props.defaultDeny === DefaultDeny.NONE
        ? [differs('that nothing is in default deny', 'what no policy allows would be cut off')]
        : []),
      ...this.unsaidSubject().map((lost) => differs(`a subject by ${lost}`, 'nothing is written about it')),
      ...this.rules().flatMap(({ lost }) =>
        lost.map((each) =>
          warningAt(
            this.node.path,
            'policy/kubernetes-narrower',
            `a NetworkPolicy cannot say ${each}: it is left out, and stays denied`,
            'write a CiliumPolicy, or leave it out',
          ),
        ),
      ),
    ];
  }

  private spec(): PlainMap {
    const { defaultDeny } = this.props;
    const rules = this.rules();
    const of = (direction: Direction) =>
      inStableOrder(
        rules.filter((each) => each.direction === direction).flatMap(({ rule }) => (rule === undefined ? [] : [rule])),
      );
    const asked = (direction: Direction, deny: DefaultDeny) =>
      defaultDeny === DefaultDeny.BOTH || defaultDeny === deny || rules.some((each) => each.direction === direction);
    const [ingress, egress] = [of(Direction.INGRESS), of(Direction.EGRESS)];
    return {
      podSelector: this.podSelector(),
      // A direction whose rules could not be said is still denied by default: what was to be allowed there is less, not all.
      policyTypes: [
        ...(asked(Direction.INGRESS, DefaultDeny.INGRESS) ? ['Ingress'] : []),
        ...(asked(Direction.EGRESS, DefaultDeny.EGRESS) ? ['Egress'] : []),
      ],
      ...(ingress.length === 0 ? {} : { ingress }),
      ...(egress.length === 0 ? {} : { egress }),
    };
  }

  private rules() {
    return this._inputs
      .filter(({ deny }) => !deny)
      .map((input) => ({ direction: input.direction, ...kubernetesRule(this, this.namespaceOfPolicy, input) }));
  }

  private podSelector(): PlainMap {
    const selector = podSelectorOf(this.subject._selector(this, false).endpointSelector as PlainMap);
    return isUnsaid(selector) ? {} : selector[0]!;
  }

  private unsaidSubject(): string[] {
    const selector = podSelectorOf(this.subject._selector(this, false).endpointSelector as PlainMap);
    return isUnsaid(selector) ? [selector.lost] : [];
  }
}

function wayOf({ direction }: RuleInput): string {
  return direction === Direction.INGRESS ? 'traffic to the pods' : 'traffic from the pods';
}
