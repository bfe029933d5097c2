// What only the program can know of a policy: workloads that no selector can name.
import { errorAt, Finding, WorkloadView } from '../construct';
import { PolicyContents } from './policy-contents';
import { workloadLabels } from './workload-pods';

/** Findings of one policy; what the agent and the pods make of the object is said by the rules over the whole world. @internal */
export function policyFindings(policy: PolicyContents): Finding[] {
  const named = [policy.subject._workload, ...policy._inputs.map(({ peer }) => peer._workload)];
  const views = named.flatMap((workload) => (workload === undefined ? [] : [WorkloadView.of(workload, policy)]));
  return views
    .filter((view) => Object.keys(workloadLabels(view)).length === 0)
    .map((view) =>
      errorAt(
        policy.node.path,
        'policy/workload-labels',
        `the pods of ${view.path} have no labels, and a selector without labels selects every pod`,
        'give the pods a label',
      ),
    );
}
