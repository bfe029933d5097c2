// The pods of a workload as a selector names them.
import { WorkloadView } from '../construct';

/** Labels that select the pods: those of the workload's own selector; a Job or a Pod has none, there all labels of the pods. @internal */
export function workloadLabels(view: WorkloadView): Record<string, string> {
  const selector = view.selectorLabels();
  return Object.keys(selector).length > 0 ? selector : view.podLabels();
}
