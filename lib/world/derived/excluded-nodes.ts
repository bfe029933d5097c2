// Which nodes of the input keep away from every load balancer: the label stands on the Node, or in the configuration of its machine.
import { isMap, PlainMap } from '../../manifest';
import { EXCLUDE_LABEL } from '../../models/load-balancer';
import { CheckedDocument, CheckedObject, Model } from '../types';
import { mapAt, textAt } from './fields';
import { TALOS_FILES } from './talos-files';

/** A node, or a machine that becomes one. */
export interface LabelledNode {
  readonly at: CheckedObject | CheckedDocument;
  readonly excluded: boolean;
}

/** The Nodes of the input, and the machines whose configuration says their type; other patches do not say which machines there are. */
export const EXCLUDED_NODES: Model<readonly LabelledNode[]> = {
  name: 'excluded-nodes',
  build: (world) => {
    // Somewhere the label is taken off the generated configuration.
    const deleted = world.talos.some((each) => isMap(labelsOf(each)[EXCLUDE_LABEL]));
    const machines = world.model(TALOS_FILES).files.flatMap(({ documents, isWhole }) => {
      const inDocument = documents.some((each) => each.content.kind === 'KubeNodeConfig' && isExcluded(labelsOf(each)));
      return documents.flatMap((at): LabelledNode[] => {
        const type = textAt(at.content, 'machine', 'type');
        if (type === undefined) return [];
        const generated = !isWhole && type === 'controlplane' && !deleted;
        return [{ at, excluded: inDocument || isExcluded(labelsOf(at)) || generated }];
      });
    });
    const nodes = world
      .of('', 'Node')
      .map((at) => ({ at, excluded: isExcluded(mapAt(at.manifest, 'metadata', 'labels')) }));
    return [...nodes, ...machines];
  },
};

/** Labels of the node, in both forms. */
function labelsOf({ content }: CheckedDocument): PlainMap {
  return content.kind === 'KubeNodeConfig' ? mapAt(content, 'labels') : mapAt(content, 'machine', 'nodeLabels');
}

/** A label whose value deletes it is none. */
function isExcluded(labels: PlainMap): boolean {
  return Object.hasOwn(labels, EXCLUDE_LABEL) && !isMap(labels[EXCLUDE_LABEL]);
}
