// What a reader must know beside the answers: policies that do not count, workloads that policy does not see, what may be missing.
import { objectKey } from '../manifest';
import { agentWords } from '../problem';
import { Reachability } from './reachability';

/** Remarks, the most important first. @internal */
export function notesOf(reach: Reachability): string[] {
  const notes = [...absentPolicies(reach), ...reach.remarks];
  const onNodes: string[] = [];
  for (const { namespace, name, kind, hostNetwork, networks } of reach.workloads) {
    const id = `${namespace}/${name}[${kind}]`;
    if (hostNetwork) onNodes.push(id);
    if (networks.length > 0)
      notes.push(`${id} is attached to ${networks.join(', ')} too, where no policy of Cilium applies`);
  }
  if (onNodes.length > 0)
    notes.push(
      `${onNodes.join(', ')} ${onNodes.length === 1 ? 'runs in the network of its node: to policy it is' : 'run in the network of their node: to policy they are'} host or remote-node`,
    );
  if (!reach.complete && reach.policyObjects.length > 0)
    notes.push('what the input does not hold is not known: policies elsewhere may allow more, or deny more');
  return notes;
}

/** Policies that do not count, because the agent refuses them. @internal */
export function absentPolicies(reach: Reachability): string[] {
  return reach.absent.map(
    ({ object: { manifest, origin }, problem }) =>
      `${objectKey(manifest)} counts as absent, because the agent refuses it: ${problem.at}: ${agentWords(problem.data).message}${origin === undefined ? '' : ` (${origin})`}`,
  );
}
