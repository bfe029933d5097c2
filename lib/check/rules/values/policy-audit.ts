// Audit mode of the agents: policies are there, and deny nothing.
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { POLICY_KINDS } from '../../../models/agent/verdict';
import { Rule } from '../../rule';

/** Policies that look as if they denied. */
export const POLICY_AUDIT: Rule = {
  layer: 'values',
  codes: [
    {
      code: 'values/policy-audit',
      title: 'Policies are in force: policyAuditMode is off',
      why: 'With it no policy of the cluster drops anything, NetworkPolicies too: what would be dropped passes and is logged as AUDIT. It is meant for a look at new policies, and stays on unseen. What HTTP and DNS rules refuse is refused all the same. Source: agent, option policy-audit-mode; Documentation/security/policy-creation.rst.',
      words: ({ policies }: { policies: number }) => ({
        message: `policyAuditMode is true: ${policies === 1 ? 'the policy' : `the ${policies} policies`} of the input ${policies === 1 ? 'denies' : 'deny'} nothing, and what they would deny is only logged`,
        repair: 'take policyAuditMode out once the log shows no AUDIT that should pass',
      }),
    },
  ],
  check(world, report) {
    const policies = POLICY_KINDS.filter((kind) => kind !== 'CiliumCIDRGroup').flatMap((kind) =>
      world.of(kind === 'NetworkPolicy' ? 'networking.k8s.io' : 'cilium.io', kind),
    );
    for (const install of ciliumInstalls(world)) {
      if (!install.isOn('policyAuditMode')) continue;
      const own = policies.filter((policy) => installOf(world, policy) === install);
      if (own.length === 0) continue;
      const { at, path } = install.placeOf('policyAuditMode');
      report.warning('values/policy-audit', at, path, { policies: own.length });
    }
  },
};
