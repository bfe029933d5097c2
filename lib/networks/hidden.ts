// What is wrong with attachments and does not show in the output: attach() replaced it, or ordered it.
import { errorAt, Finding, warningAt } from '../construct';
import { Attachment, NETWORKS_ANNOTATION, WorkloadAttachments } from './attachment';

/**
 * Findings that no rule over the finished objects can have.
 *
 * @param path of the network
 */
export function hiddenFindings(path: string, attachments: readonly Attachment[]): Finding[] {
  return attachments.flatMap((attachment) => [...byHand(path, attachment), ...unnamed(path, attachment)]);
}

/** The annotation that attach() replaces is lost. */
function byHand(path: string, { workload }: Attachment): Finding[] {
  if (!WorkloadAttachments.of(workload).overwrites()) return [];
  return [
    errorAt(
      path,
      'network/annotation-by-hand',
      `${workload.path} has the annotation ${NETWORKS_ANNOTATION} already, which attach() replaces`,
      'remove the annotation and attach all networks with attach()',
    ),
  ];
}

/** Somebody who writes the annotation chooses the order; here it follows from names. */
function unnamed(path: string, attachment: Attachment): Finding[] {
  const all = WorkloadAttachments.of(attachment.workload).named();
  const list = all.filter((entry) => entry.attachment.interfaceName === undefined);
  if (list.length < 2 || list[0]!.attachment !== attachment) return [];
  const names = list.map((entry) => `${entry.name} = ${entry.attachment.network.node.path}`).join(', ');
  return [
    warningAt(
      path,
      'network/interface-unnamed',
      `several networks of ${attachment.workload.path} without interface names are numbered in the order of their names (${names}); one more network renumbers them`,
      "name the interfaces: attach(workload, { interface: 'iot0' })",
    ),
  ];
}
