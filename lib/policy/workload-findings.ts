// What only the program can know of a policy: workloads that no selector can name, and ports that nobody declares.
import { IConstruct } from 'constructs';
import { errorAt, Finding, ServiceView, WorkloadView } from '../construct';
import { RuleInput } from './policy-content';
import { Direction } from './rule';
import { Subject } from './subject';
import { serviceLabels, workloadLabels } from './workload-pods';

/** Findings over what a policy names; what the agent and the pods make of it is said by the rules over the whole world. @internal */
export function workloadFindings(policy: IConstruct, subject: Subject, inputs: readonly RuleInput[]): Finding[] {
  const workloads = [subject._workload, ...inputs.map(({ peer }) => peer._workload)];
  const views = workloads.flatMap((workload) => (workload === undefined ? [] : [WorkloadView.of(workload, policy)]));
  const unlabelled = views
    .filter((view) => Object.keys(workloadLabels(view)).length === 0)
    .map((view) =>
      errorAt(
        policy.node.path,
        'policy/workload-labels',
        `the pods of ${view.path} have no labels, and a selector without labels selects every pod`,
        'give the pods a label',
      ),
    );
  return [
    ...unlabelled,
    ...subjectFindings(policy, subject),
    ...inputs.flatMap((input) => serviceFindings(policy, input)),
    ...portFindings(policy, inputs),
  ];
}

/** A Service without pods is no subject: its empty selector would be about every pod of the namespace. */
function subjectFindings(policy: IConstruct, { _service }: Subject): Finding[] {
  if (_service === undefined) return [];
  const view = ServiceView.of(_service, policy);
  if (Object.keys(serviceLabels(view)).length > 0) return [];
  return [
    errorAt(
      policy.node.path,
      'policy/workload-labels',
      `Service "${view.name}" selects no pods by a label that Cilium sees, and a selector without labels selects every pod`,
      'write Subject.workload(...) or Subject.labels(...)',
    ),
  ];
}

/** A Service without pods connects to nobody. */
function serviceFindings(policy: IConstruct, { peer, direction }: RuleInput): Finding[] {
  if (peer._service === undefined || direction === Direction.EGRESS) return [];
  const view = ServiceView.of(peer._service, policy);
  if (Object.keys(serviceLabels(view)).length > 0) return [];
  return [
    errorAt(
      policy.node.path,
      'policy/service-direction',
      `Service "${view.name}" selects no pods by a label that Cilium sees, so nobody connects from it`,
      'write Peer.cidr(...) for the addresses of its endpoints',
    ),
  ];
}

function portFindings(policy: IConstruct, inputs: readonly RuleInput[]): Finding[] {
  return inputs
    .flatMap(({ ports }) => ports.flatMap((port) => port._missing(policy) ?? []))
    .map(({ problem, repair }) => errorAt(policy.node.path, 'policy/port-undeclared', problem, repair));
}
