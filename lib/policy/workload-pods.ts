// The pods of a workload as Cilium sees them: which labels select them, which ports they declare, whether they are endpoints at all.
import { errorAt, Finding, TemplatePort, warningAt, WorkloadView } from '../construct';
import { Port, Protocol } from '../net';

/** Labels that select the pods: those of the workload's own selector; a Job or a Pod has none, there all labels of the pods. @internal */
export function workloadLabels(view: WorkloadView): Record<string, string> {
  const selector = view.selectorLabels();
  return Object.keys(selector).length > 0 ? selector : view.podLabels();
}

/** What keeps a policy from selecting the pods of a workload. @internal */
export function workloadFindings(path: string, view: WorkloadView, asSubject: boolean): Finding[] {
  const findings: Finding[] = [];
  const labels = workloadLabels(view);
  if (Object.keys(labels).length === 0)
    findings.push(
      errorAt(
        path,
        'policy/workload-labels',
        `the pods of ${view.path} have no labels, and a selector without labels selects every pod`,
        'give the pods a label',
      ),
    );
  if (view.hostNetwork()) {
    const repair = asSubject
      ? 'write a CiliumClusterwidePolicy with Subject.nodes(...), or give the pods a network of their own'
      : 'write Peer.host() and Peer.remoteNode()';
    findings.push(
      errorAt(
        path,
        'policy/host-network',
        `the pods of ${view.path} share the node's network: they have the node's identity and no labels, so the policy never matches them`,
        repair,
      ),
    );
  }
  return findings;
}

/** Ports that a rule opens on a workload's pods although none of their containers declares them. @internal */
export function portFindings(path: string, view: WorkloadView, ports: readonly Port[]): Finding[] {
  const declared = view.ports();
  // Declaring ports is optional in Kubernetes: a workload that declares none says nothing about them.
  if (declared.length === 0) return [];
  const listed = declared
    .map((port) => `${port.name === undefined ? '' : `${port.name}=`}${port.containerPort}/${port.protocol}`)
    .join(', ');
  const missing = ports.filter((port) => !declared.some((has) => covers(port, has)));
  return missing.map((port) =>
    warningAt(
      path,
      'policy/port-missing',
      `port ${port.toString()} is declared by no container of ${view.path}, which declares ${listed}`,
      "a policy sees the container's port: write the Service's targetPort, not its port",
    ),
  );
}

function covers(port: Port, declared: TemplatePort): boolean {
  if (port.protocol !== Protocol.ANY && `${port.protocol}` !== declared.protocol) return false;
  if (port.name !== undefined) return declared.name === port.name;
  return port.first === 0 || (declared.containerPort >= port.first && declared.containerPort <= port.last);
}
