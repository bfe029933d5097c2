// The pods of a workload or behind a Service as a selector names them.
import { ServiceView, WorkloadView } from '../construct';
import { filteredLabel } from '../models/agent';

/** Labels that select the pods: those of the workload's own selector; a Job or a Pod has none, there all labels of the pods. @internal */
export function workloadLabels(view: WorkloadView): Record<string, string> {
  const selector = view.selectorLabels();
  return Object.keys(selector).length > 0 ? selector : view.podLabels();
}

/** Labels that select the pods behind a Service; those that Cilium's filter drops are on no endpoint, and the others still choose these pods. @internal */
export function serviceLabels(view: ServiceView): Record<string, string> {
  return Object.fromEntries(Object.entries(view.selector()).filter(([key]) => filteredLabel(key) === undefined));
}
