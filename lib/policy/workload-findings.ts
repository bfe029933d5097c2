// What only the program can know of a policy: workloads that no selector can name.
import { IConstruct } from 'constructs';
import { errorAt, Finding, WorkloadView } from '../construct';
import { workloadLabels } from './workload-pods';

/** Findings over the workloads that a policy names; what the agent and the pods make of it is said by the rules over the whole world. @internal */
export function workloadFindings(policy: IConstruct, workloads: readonly (IConstruct | undefined)[]): Finding[] {
  const views = workloads.flatMap((workload) => (workload === undefined ? [] : [WorkloadView.of(workload, policy)]));
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
