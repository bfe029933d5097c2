// Lets pods ask the cluster's DNS service, without locking anything else.
import { Construct } from 'constructs';
import { PlainMap } from '../manifest';
import { CiliumClusterwidePolicy } from './cilium-clusterwide-policy';
import { CiliumPolicy } from './cilium-policy';
import { DefaultDeny } from './default-deny';
import { DnsRule } from './dns-rule';
import { dnsServiceRule } from './dns-service';
import { Subject } from './subject';

/** Properties of an AllowDnsPolicy. */
export interface AllowDnsPolicyProps {
  /**
   * Names that may be asked; all others are then refused, even where nothing is in default deny. `[DnsRule.any()]` lets all pass and
   * has the proxy see the answers, which rules by name of other policies need.
   *
   * @default - all names, past the proxy
   */
  readonly rules?: DnsRule[];
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
   * Namespace whose pods may ask.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
}

/**
 * Lets all pods of a namespace ask the DNS service in kube-system, on UDP and TCP. It only adds: it puts nobody in default deny, so it can
 * stand beside a DenyAllPolicy or without one.
 */
export class AllowDnsPolicy extends CiliumPolicy {
  private readonly names: readonly DnsRule[];

  public constructor(scope: Construct, id: string, props: AllowDnsPolicyProps = {}) {
    super(scope, id, {
      subject: Subject.namespace(),
      name: props.name,
      namespace: props.namespace,
      description: props.description,
      defaultDeny: DefaultDeny.NONE,
    });
    this.names = props.rules ?? [];
  }

  /** @internal */
  protected override _ownEgress(): PlainMap[] {
    return [dnsServiceRule(this, this.names)];
  }
}

/** Properties of a ClusterDnsPolicy. */
export interface ClusterDnsPolicyProps {
  /**
   * Names that may be asked; all others are then refused to every pod of the cluster. `[DnsRule.any()]` lets all pass and has the proxy
   * see the answers, which rules by name of other policies need.
   *
   * @default - all names, past the proxy
   */
  readonly rules?: DnsRule[];
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/**
 * Lets every pod of the cluster ask the DNS service in kube-system, on UDP and TCP, and puts none of them in default deny: the same rule
 * without `enableDefaultDeny: false` would cut every pod off from all but DNS. A kube-system that is in default deny itself must
 * also let the questions in.
 */
export class ClusterDnsPolicy extends CiliumClusterwidePolicy {
  private readonly names: readonly DnsRule[];

  public constructor(scope: Construct, id: string, props: ClusterDnsPolicyProps = {}) {
    super(scope, id, {
      subject: Subject.everything(),
      name: props.name,
      defaultDeny: DefaultDeny.NONE,
    });
    this.names = props.rules ?? [];
  }

  /** @internal */
  protected override _ownEgress(): PlainMap[] {
    return [dnsServiceRule(this, this.names)];
  }
}
