// CiliumClusterwideNetworkPolicy: a policy on pods of any namespace, or on nodes.
import { Construct } from 'constructs';
import { CiliumClusterwideNetworkPolicy } from '../../imports/cilium.io';
import { ValidationError } from '../construct';
import { PolicyBase } from './policy-base';
import { PolicyBaseProps } from './policy-base-props';

/** Properties of a CiliumClusterwidePolicy. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- every construct has props of its own name, so that a field can join later
export interface CiliumClusterwidePolicyProps extends PolicyBaseProps {}

/**
 * A CiliumClusterwideNetworkPolicy.
 *
 * With `Subject.everything()` it is about kube-system, gateways and health endpoints too: one allow rule then cuts everything else off,
 * so `defaultDeny` must be given. With `Subject.nodes(...)` it is a host policy, which needs the host firewall.
 */
export class CiliumClusterwidePolicy extends PolicyBase {
  public constructor(scope: Construct, id: string, props: CiliumClusterwidePolicyProps) {
    super(scope, id, props);
    const { subject } = props;
    if (subject._wantsNamespace) {
      throw new ValidationError(
        this,
        'policy/subject',
        'a clusterwide policy has no namespace of its own',
        'write Subject.namespace(name), or Subject.everything()',
      );
    }
    if (subject._all !== undefined && props.defaultDeny === undefined) {
      throw new ValidationError(
        this,
        'policy/clusterwide-default-deny',
        `the policy is about ${subject._all}: its first rule would cut off everything that no policy allows`,
        'write defaultDeny: DefaultDeny.NONE to only add to what is allowed, or say which directions are denied',
      );
    }
    this._emitPolicy(CiliumClusterwideNetworkPolicy, props.name ?? id);
  }

  /** @internal */
  public get _policyNamespace(): string | undefined {
    return undefined;
  }
}
