// NetworkAttachmentDefinitions whose CNI configuration the plugins refuse.
import { configOf } from '../../../world/derived/attachments';
import { CniProblem, judgeConfiguration } from '../../../models/cni';
import { MULTUS } from '../../../world/derived/multus';
import { Rule } from '../../rule';
import { CONFIGURATION_NAMES, codesOf, say } from './codes';

/** libcni undoes a list from its end and stops at the first plugin that fails: the one with the wrong value. */
const LEAK = ': the pod does not start, and as this plugin fails in the undo too, every retry leaks an address';

export const CNI_CONFIGURATION: Rule = {
  layer: 'cni',
  codes: codesOf(...CONFIGURATION_NAMES),
  check(world, report) {
    for (const network of world.model(MULTUS).networks) {
      const text = configOf(network);
      if (text === undefined) continue;
      for (const problem of judgeConfiguration(text))
        say(report, problem, network, ['spec', 'config'], '', isChained(problem) ? LEAK : '');
    }
  },
};

function isChained({ level, path }: CniProblem): boolean {
  return level === 'error' && path[0] === 'plugins' && typeof path[1] === 'number' && path[1] > 0;
}
