// Properties that every policy of Cilium has.
import { DefaultDeny } from './default-deny';
import { Subject } from './subject';

/** Properties that every policy of Cilium has. */
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
   * A text that flows carry in the log of Cilium wherever a rule of this policy decides; at most 32 characters.
   *
   * @default - none
   */
  readonly log?: string;
  /**
   * Labels of its rules, beside those that Cilium derives: flows and the monitor show them.
   *
   * @default - none
   */
  readonly ruleLabels?: { [key: string]: string };
  /**
   * Directions that the policy switches to default deny. A direction named here without a rule gets an empty rule, which is how Cilium
   * says it; an empty list would be refused and nothing enforced. With `DefaultDeny.NONE` the rules only add to what other policies allow.
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
