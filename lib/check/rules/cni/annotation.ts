// Annotations by which pods ask for networks: their grammar, their interfaces, and what they ask of the networks of the input.
import { ANNOTATIONS, configOf, networkOf, NetworksAnnotation } from '../../../world/derived/attachments';
import { DEFAULT_NETWORK_ANNOTATION, judgeRequest, readAnnotation } from '../../../models/cni';
import { isPlaceholder, textAt } from '../../../world/derived/fields';
import { POD_TEMPLATES } from '../../../world/derived/pods';
import { World } from '../../../world/types';
import { Report, Rule, withoutErrors } from '../../rule';
import { codesOf, say } from './codes';

export const CNI_ANNOTATION: Rule = {
  layer: 'cni',
  codes: codesOf('annotation', 'interface', 'default-route', 'request'),
  check(world, report) {
    for (const annotation of world.model(ANNOTATIONS))
      judge(world, annotation.template === undefined ? withoutErrors(report) : report, annotation);
    for (const template of world.model(POD_TEMPLATES)) {
      const text = textAt(template.metadata, 'annotations', DEFAULT_NETWORK_ANNOTATION);
      if (text === undefined || isPlaceholder(text)) continue;
      const path = [...template.path, 'metadata', 'annotations', DEFAULT_NETWORK_ANNOTATION];
      const { selections, problems } = readAnnotation(text);
      for (const problem of problems)
        if (problem.name !== 'interface') say(report, problem, { at: template.object, path });
      if (selections.length > 1)
        report.error('cni/annotation', template.object, path, {
          reason: 'several-for-eth0',
          about: { count: selections.length },
        });
    }
  },
};

function judge(world: World, report: Report, annotation: NetworksAnnotation): void {
  const { object, path, selections } = annotation;
  for (const problem of annotation.problems) say(report, problem, { at: object, path });
  for (const selection of selections) {
    const network = networkOf(world, annotation, selection);
    const config = network === undefined ? undefined : configOf(network);
    if (config === undefined) continue;
    for (const problem of judgeRequest(config, selection.request))
      say(report, problem, { at: object, path, others: [network!] }, selection.name);
  }
}
