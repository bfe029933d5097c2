// CiliumClusterwideNetworkPolicy: a policy on pods of any namespace, or on nodes.
import { Construct } from 'constructs';
import { CiliumClusterwideNetworkPolicy } from '../../imports/cilium.io';
import { ValidationError } from '../construct';
import { PolicyBase, PolicyBaseProps } from './policy-base';
import { SubjectKind } from './subject';

/** Properties of a CiliumClusterwidePolicy. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- every construct has props of its own name, so that a field can join later
export interface CiliumClusterwidePolicyProps extends PolicyBaseProps {}

/**
 * A CiliumClusterwideNetworkPolicy.
 *
 * With `Subject.everything()` it is about kube-system, gateways and health endpoints too: one allow rule then cuts everything else off,
 * so `additive` or `defaultDeny` must be given. With `Subject.nodes(...)` it is a host policy, which needs the host firewall.
 */
export class CiliumClusterwidePolicy extends PolicyBase {
  public constructor(scope: Construct, id: string, props: CiliumClusterwidePolicyProps) {
    super(scope, id, props);
    const { subject } = props;
    if (subject._kind === SubjectKind.NAMESPACE && subject._namespace === undefined) {
      throw new ValidationError(
        this,
        'policy/subject',
        'a clusterwide policy has no namespace of its own',
        'write Subject.namespace(name), or Subject.everything()',
      );
    }
    const selectsAll =
      subject._kind === SubjectKind.EVERYTHING ||
      (subject._kind === SubjectKind.NODES && Object.keys(subject._labels).length === 0);
    if (selectsAll && this._defaultDeny === undefined) {
      const what =
        subject._kind === SubjectKind.NODES ? 'every node' : 'every endpoint of the cluster, kube-system too';
      throw new ValidationError(
        this,
        'policy/clusterwide-default-deny',
        `the policy is about ${what}: its first rule would cut off everything that no policy allows`,
        'write additive: true to only add to what is allowed, or say which directions are denied with defaultDeny',
      );
    }
    this._emitPolicy(CiliumClusterwideNetworkPolicy, props.name ?? id);
  }

  /** @internal */
  public get _policyNamespace(): string | undefined {
    return undefined;
  }
}
