// The network part of what patches make of a configuration, for reading: what is empty is left out, and no secret is in it.
import { isMap, PlainMap } from '../../manifest';
import { generatedParts } from './bases';
import { judgePatches, TalosAnswer, TalosBase, TalosQuestion } from './judge';
import { TalosMinor } from './minors';
import { readTalosNetwork, TalosNetwork } from './network';
import { blankSecrets } from './secrets';
import { readUrl, urlText } from './url';

/** What there is to show. */
export interface TalosShown {
  /** What Talos says of the patches. */
  readonly answer: TalosAnswer;
  /** The network part; absent where there is no result. */
  readonly network?: PlainMap;
}

/** Answers a question about patches with the network that they make. */
export function showTalos(question: TalosQuestion): TalosShown {
  const answer = judgePatches(question);
  if (answer.result === undefined) return { answer };
  const network = readTalosNetwork(answer.result, question.minor);
  return { answer, network: shown(withoutExamples(network, question.base, question.minor)) };
}

/** The name and the endpoint of the generated cluster are examples: nobody stated them. */
function withoutExamples(network: TalosNetwork, base: TalosBase, minor: TalosMinor): TalosNetwork {
  if (!('role' in base)) return network;
  const generated = readTalosNetwork(generatedParts(minor, base.role, base.options) ?? [], minor);
  const { clusterName, endpoint, ...rest } = network;
  return {
    ...rest,
    ...(clusterName === undefined || clusterName === generated.clusterName ? {} : { clusterName }),
    ...(endpoint === undefined || endpoint === generated.endpoint ? {} : { endpoint }),
  };
}

function shown({ manifests, links, vips, ...rest }: TalosNetwork): PlainMap {
  const plain = {
    ...rest,
    links: links.map(({ at, ...link }) => ({ ...link, from: placeText(at.document, at.path) })),
    vips: vips.map(({ at, ...vip }) => ({ ...vip, from: placeText(at.document, at.path) })),
    manifests: {
      inline: manifests.inline.map(({ name, contents }) => ({ name, bytes: Buffer.byteLength(contents) })),
      external: manifests.external.map(withoutSecrets),
    },
  };
  return (compact(blankSecrets(plain)) ?? {}) as PlainMap;
}

function placeText(document: string, path: readonly (string | number)[]): string {
  return path.length === 0 ? document : `${document} ${path.join('.')}`;
}

/** A URL without what may be a credential. */
function withoutSecrets(text: string): string {
  const url = readUrl(text);
  return url === undefined ? text : urlText({ ...url, user: '', query: '', fragment: '' });
}

/** Lists, maps and texts without content are left out; `false` and numbers stay. */
function compact(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((each: unknown) => compact(each) ?? each);
  if (!isMap(value)) return value === '' || value === null ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, compact(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
