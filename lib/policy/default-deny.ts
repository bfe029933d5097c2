// Which directions a policy switches to default deny for the pods it selects.

/** Directions in which a policy makes everything denied that no policy allows. */
export enum DefaultDeny {
  /** Both directions, also those without a rule. */
  BOTH = 'both',
  /** Traffic to the subject only. */
  INGRESS = 'ingress',
  /** Traffic from the subject only. */
  EGRESS = 'egress',
  /**
   * Neither: the rules only add to what other policies allow, or deny by name. Needs Cilium's `enableNonDefaultDenyPolicies`,
   * which is on unless somebody turned it off. It does not reach layer 7: an HTTP or DNS rule still refuses what it does not name.
   */
  NONE = 'none',
}
