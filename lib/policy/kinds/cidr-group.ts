// CiliumCIDRGroup: addresses outside of the cluster under a name, for several policies.
import { Construct } from 'constructs';
import { CiliumCidrGroup as CiliumCidrGroupObject } from '../../../imports/cilium.io';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkLabels } from '../../manifest';
import { Cidr } from '../../net';

/** Properties of a CiliumCidrGroup. */
export interface CiliumCidrGroupProps {
  /** Networks outside of the cluster: `['203.0.113.0/24', '2001:db8::/48']`. */
  readonly cidrs: string[];
  /**
   * Labels, for `Peer.cidrGroups(…)`.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/** A CiliumCIDRGroup. Policies name it with `Peer.cidrGroup(group.groupName)`, or choose it by its labels with `Peer.cidrGroups(…)`. */
export class CiliumCidrGroup extends NetworkConstruct {
  /** Name of the group, as policies refer to it. */
  public readonly groupName: string;

  /** @throws ValidationError `policy/empty-list`, `net/cidr-invalid`, `net/cidr-host-bits`, `manifest/label` */
  public constructor(scope: Construct, id: string, props: CiliumCidrGroupProps) {
    super(scope, id);
    if (props.cidrs.length === 0)
      throw new ValidationError(
        this,
        'policy/empty-list',
        'a group of addresses without any: rules that allow it allow nobody, rules that deny it deny nobody',
        'write at least one network',
      );
    const externalCIDRs = [...new Set(props.cidrs.map((cidr) => valueAt(this, () => Cidr.of(cidr).toString())))].sort();
    valueAt(this, () => checkLabels(props.labels ?? {}));
    this.groupName = props.name ?? id;
    this._emit('Default', {
      type: CiliumCidrGroupObject,
      name: this.groupName,
      labels: props.labels,
      body: () => ({ spec: { externalCIDRs } }),
    });
  }
}
