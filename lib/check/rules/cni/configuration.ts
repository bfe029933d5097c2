// NetworkAttachmentDefinitions whose CNI configuration the plugins refuse.
import { configOf } from '../../../world/derived/attachments';
import { judgeConfiguration } from '../../../models/cni';
import { MULTUS } from '../../../world/derived/multus';
import { Rule } from '../../rule';
import { CONFIGURATION_NAMES, codesOf, say } from './codes';

export const CNI_CONFIGURATION: Rule = {
  layer: 'cni',
  codes: codesOf(...CONFIGURATION_NAMES),
  check(world, report) {
    for (const network of world.model(MULTUS).networks) {
      const text = configOf(network);
      if (text === undefined) continue;
      for (const problem of judgeConfiguration(text)) say(report, problem, { at: network, path: ['spec', 'config'] });
    }
  },
};
