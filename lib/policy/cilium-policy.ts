// CiliumNetworkPolicy: a policy on the pods of one namespace.
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumNetworkPolicy } from '../../imports/cilium.io';
import { ValidationError, valueAt, WorkloadView } from '../construct';
import { PolicyBase, PolicyBaseProps } from './policy-base';
import { checkNamespace, SubjectKind } from './subject';

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
    const { subject } = props;
    if (subject._kind === SubjectKind.EVERYTHING || subject._kind === SubjectKind.NODES) {
      const what = subject._kind === SubjectKind.NODES ? 'nodes' : 'every endpoint of the cluster';
      throw new ValidationError(
        this,
        'policy/subject',
        `a namespaced policy cannot be about ${what}`,
        subject._kind === SubjectKind.NODES
          ? 'write a CiliumClusterwidePolicy'
          : 'write Subject.namespace(), or a CiliumClusterwidePolicy',
      );
    }
    const explicit = props.namespace === undefined ? undefined : valueAt(this, () => checkNamespace(props.namespace!));
    const ofChart = Chart.of(this).namespace ?? 'default';
    const ofSubject =
      subject._workload === undefined ? subject._namespace : WorkloadView.of(subject._workload, this).namespace;
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
