// What Services and groups of addresses can be chosen by.
import { LabelExpression } from './label-expression';

/** Which Services are meant; all that is given must hold. */
export interface ServicesOptions {
  /**
   * Labels of the Services.
   *
   * @default - any labels
   */
  readonly labels?: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly expressions?: LabelExpression[];
  /**
   * Their namespace.
   *
   * @default - every one
   */
  readonly namespace?: string;
}

/** Which CiliumCIDRGroups are meant; all that is given must hold. */
export interface CidrGroupsOptions {
  /**
   * Labels of the groups.
   *
   * @default - any labels
   */
  readonly labels?: { [key: string]: string };
  /**
   * Further conditions on their labels.
   *
   * @default - none
   */
  readonly expressions?: LabelExpression[];
  /**
   * Networks that do not count.
   *
   * @default - none
   */
  readonly except?: string[];
}
