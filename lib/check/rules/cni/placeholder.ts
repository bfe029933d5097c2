// Placeholders that stand without quotes where the JSON of a network needs a text.
import { readConfiguration } from '../../../models/cni';
import { textAt } from '../../../world/derived/fields';
import { MULTUS } from '../../../world/derived/multus';
import { yaml } from '../../../problem';
import { Rule } from '../../rule';

/** What Flux and shells fill in, a name in braces; a call such as jsonencode brings quotes of its own. */
const PLACEHOLDER = /^\$\{(\w+)(?::?[-=][^}"]*)?\}/;
/** Numbers that stand for placeholders, so far from values that people write that they are found again. */
const MARK = 90_210_000;

/** A text in JSON has quotes. */
export const UNQUOTED_PLACEHOLDER: Rule = {
  layer: 'cni',
  codes: [
    {
      code: 'cni/placeholder',
      title: 'A placeholder in the JSON of a network has quotes where a text is meant',
      why: 'Filled in without them the configuration is no JSON, and Multus refuses every pod that asks for the network. A number needs none.',
      bad: yaml`
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: lan, namespace: shop }
        spec:
          config: '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":\${LAN_LINK},"ipam":{"type":"static"}}'
      `,
      good: yaml`
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: { name: lan, namespace: shop }
        spec:
          config: '{"cniVersion":"1.0.0","name":"lan","type":"macvlan","master":"\${LAN_LINK}","ipam":{"type":"static"}}'
      `,
      words: ({ variable, place }: { variable: string; place: string }) => ({
        message: `${place}: \${${variable}} stands without quotes, and a text is meant`,
        repair: `write "\${${variable}}"`,
      }),
    },
  ],
  check(world, report) {
    for (const network of world.model(MULTUS).networks) {
      const text = textAt(network.manifest, 'spec', 'config');
      if (text === undefined) continue;
      const { marked, variables } = markUnquoted(text);
      if (variables.length === 0) continue;
      for (const { reason, path, data } of readConfiguration(marked).problems) {
        const variable = variables[Number(data.value) - MARK];
        if (reason !== 'wrong-type' || data.wanted !== 'string' || variable === undefined) continue;
        // At a text with a placeholder nothing is said: it is filled in later. This is about the placeholder itself.
        report.warning('cni/placeholder', network, ['spec'], { variable, place: path.join('.') });
      }
    }
  },
};

/** The text with a number for each placeholder outside of its strings. */
function markUnquoted(text: string): { marked: string; variables: string[] } {
  const variables: string[] = [];
  let marked = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const found = quoted ? null : PLACEHOLDER.exec(text.slice(at, at + 200));
    if (found !== null) {
      marked += String(MARK + variables.push(found[1]!) - 1);
      at += found[0].length - 1;
      continue;
    }
    const letter = text[at]!;
    if (quoted && letter === '\\') {
      marked += letter + (text[++at] ?? '');
      continue;
    }
    if (letter === '"') quoted = !quoted;
    marked += letter;
  }
  return { marked, variables };
}
