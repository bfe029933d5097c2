// Default deny for a whole cluster, first to look at and then in force.
import { Construct } from 'constructs';
import { Boundary, Feature } from '../../cluster';
import { ValidationError, valueAt } from '../../construct';
import { PlainMap } from '../../manifest';
import { CiliumClusterwidePolicy } from '../cilium-clusterwide-policy';
import { DefaultDeny } from '../default-deny';
import { dnsServiceRule } from '../dns-service';
import { Subject } from '../subject';

/** Whether the policies of a cluster are in force. */
export enum PolicyMode {
  /**
   * Nothing is dropped: what would be is logged with the verdict AUDIT (`hubble observe --verdict AUDIT`). This is a switch of the agents, so it
   * holds for **every** policy of the cluster, those that were in force before too. Contents are not audited: what an HTTP or DNS rule
   * refuses stays refused.
   */
  AUDIT = 'audit',
  /** What no policy allows is dropped. */
  ENFORCED = 'enforced',
}

/** Properties of a ClusterBaselinePolicy. */
export interface ClusterBaselinePolicyProps {
  /** Look first: audit shows what would be cut off, and denies nothing in the whole cluster. */
  readonly mode: PolicyMode;
  /**
   * Namespaces that the baseline is not about. Without kube-system among them the cluster's own DNS, API clients and operators are cut off, so
   * it is always added.
   *
   * @default - kube-system alone
   */
  readonly exceptNamespaces?: string[];
  /**
   * Directions in which everything is denied that no policy allows.
   *
   * @default DefaultDeny.BOTH
   */
  readonly directions?: DefaultDeny;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/** What is said of each mode in the object. */
const SAID: Readonly<Record<PolicyMode, string>> = {
  [PolicyMode.AUDIT]:
    'meant for audit: with policyAuditMode in the values of Cilium nothing is dropped by any policy, only logged as AUDIT; contents that HTTP and DNS rules refuse stay refused.',
  [PolicyMode.ENFORCED]: 'in force unless policyAuditMode is on in the values of Cilium.',
};

/**
 * Puts the pods of all namespaces but some in default deny, and lets them ask the DNS service. Nodes, gateways and health endpoints are not
 * pods of a namespace and stay as they are.
 */
export class ClusterBaselinePolicy extends CiliumClusterwidePolicy {
  private readonly egress: boolean;

  public constructor(scope: Construct, id: string, props: ClusterBaselinePolicyProps) {
    const directions = props.directions ?? DefaultDeny.BOTH;
    const except = [...new Set([...(props.exceptNamespaces ?? []), 'kube-system'])].sort();
    const ingress = directions !== DefaultDeny.EGRESS;
    const egress = directions !== DefaultDeny.INGRESS;
    super(scope, id, {
      subject: valueAt(scope, () => Subject.pods({ exceptNamespaces: except })),
      name: props.name,
      description: `Default deny for all namespaces but ${except.join(', ')}, DNS allowed; ${SAID[props.mode]}`,
      defaultDeny: directions,
      rawIngress: ingress ? [{}] : undefined,
    });
    if (directions === DefaultDeny.NONE)
      throw new ValidationError(
        this,
        'policy/denies-nothing',
        'a baseline that denies in no direction',
        'name a direction, or write a ClusterDnsPolicy',
      );
    if (props.mode === PolicyMode.AUDIT)
      Boundary.of(this).require(() => [
        { feature: Feature.POLICY_AUDIT_MODE, by: this, reason: 'what it would deny is to be seen first' },
      ]);
    this.egress = egress;
  }

  /** @internal */
  protected override _ownEgress(): PlainMap[] {
    return this.egress ? [dnsServiceRule(this, [])] : [];
  }
}
