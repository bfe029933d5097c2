// What a reader must know beside the answers: policies that do not count, workloads that policy does not see.
import { agentWords } from '../problem';
import { Reachability } from './reachability';

/** Remarks, the most important first. @internal */
export function notesOf(reach: Reachability): string[] {
  const notes: string[] = [];
  for (const { object, problem } of reach.absent) {
    const { kind, metadata } = object.manifest;
    const name = [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join('/');
    notes.push(
      `${name} counts as absent, because the agent refuses it: ${problem.at}: ${agentWords(problem.data).message}${object.origin === undefined ? '' : ` (${object.origin})`}`,
    );
  }
  for (const { namespace, name, kind, hostNetwork, networks } of reach.workloads) {
    if (hostNetwork)
      notes.push(`${namespace}/${name}[${kind}] runs in the network of its node: to policy it is host or remote-node`);
    if (networks !== '')
      notes.push(`${namespace}/${name}[${kind}] is attached to ${networks} too, where no policy of Cilium applies`);
  }
  return notes;
}
