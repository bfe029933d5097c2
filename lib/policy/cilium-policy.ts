// CiliumNetworkPolicy: a policy on the pods of one namespace.
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumNetworkPolicy } from '../../imports/cilium.io';
import { ValidationError, valueAt } from '../construct';
import { PolicyBase } from './policy-base';
import { PolicyBaseProps } from './policy-base-props';
import { checkNamespace } from './subject';

/** Properties of a CiliumPolicy. */
export interface CiliumPolicyProps extends PolicyBaseProps {
  /**
   * Namespace of the policy and its subject.
   *
   * @default - the subject's, else the chart's
   */
  readonly namespace?: string;
}

/**
 * A CiliumNetworkPolicy.
 *
 * A direction with at least one rule is in default deny for the subject: what no policy allows is dropped. A policy without any rule is
 * the finding `policy/no-rules`, because Cilium would refuse it and enforce nothing.
 */
export class CiliumPolicy extends PolicyBase {
  private readonly namespaceOfPolicy: string;

  public constructor(scope: Construct, id: string, props: CiliumPolicyProps) {
    super(scope, id, props);
    const beyond = props.subject._beyondNamespaces;
    if (beyond !== undefined) {
      throw new ValidationError(
        this,
        'policy/subject',
        `a namespaced policy cannot be about ${beyond.what}`,
        beyond.repair,
      );
    }
    const explicit = props.namespace === undefined ? undefined : valueAt(this, () => checkNamespace(props.namespace!));
    const ofChart = Chart.of(this).namespace ?? 'default';
    const ofSubject = props.subject._namespaceFor(this);
    if (explicit !== undefined && ofSubject !== undefined && explicit !== ofSubject) {
      throw new ValidationError(
        this,
        'policy/namespace',
        `the policy is for namespace "${explicit}", its subject is in "${ofSubject}": it would select nothing`,
        `leave namespace out, or write "${ofSubject}"`,
      );
    }
    this.namespaceOfPolicy = explicit ?? ofSubject ?? ofChart;
    // A chart without namespace leaves it to whoever applies it; saying "default" there would take that away.
    this._emitPolicy(
      CiliumNetworkPolicy,
      props.name ?? id,
      explicit === undefined && this.namespaceOfPolicy === ofChart ? undefined : this.namespaceOfPolicy,
    );
  }

  /** Namespace of the policy and its subject; `default` where nobody says. */
  public get namespace(): string {
    return this.namespaceOfPolicy;
  }

  /** @internal */
  public get _policyNamespace(): string | undefined {
    return this.namespaceOfPolicy;
  }
}
