// Each Talos document alone, as the loader of the minor reads it: its kind, its keys, its values.
import { loadTalos, TalosMinor, TalosProblem } from '../../../models/talos';
import { Path } from '../../../problem';
import { isPlaceholder, valueAtPath } from '../../../world/derived/fields';
import { idOf, TALOS_FILES, talosTextOf } from '../../../world/derived/talos-files';
import { CheckedDocument, World } from '../../../world/types';
import { Report, Rule } from '../../rule';
import { minorsText } from './reasons';

const LOADER =
  'Source: the configuration code of Talos 1.11.6, 1.12.7, 1.13.9 and 1.14.1, which reads patches as strictly as configurations.';

interface KindData {
  readonly kind: string;
  readonly minors: readonly string[];
  readonly near?: string;
  /** The document is a deletion, which no document of the minor can answer. */
  readonly deletion?: boolean;
}
interface KeyData {
  readonly key: string;
  readonly path: string;
  readonly document: string;
  readonly near?: string;
}
interface ValueData {
  readonly reason: string;
  readonly path: string;
  readonly document: string;
  readonly expected?: string;
  readonly got?: unknown;
}

/** Documents load. */
export const TALOS_DOCUMENTS: Rule = {
  layer: 'talos',
  codes: [
    {
      code: 'talos/unknown-kind',
      title: 'Talos of the minor knows the kind of every document',
      why: `A document of a kind that is not registered keeps the whole configuration from loading; many kinds are younger than the cluster. ${LOADER}`,
      words: ({ kind, minors, near, deletion }: KindData) => ({
        message:
          deletion === true
            ? `deletes ${kind}, a kind that Talos ${minorsText(minors)} does not have: the configuration does not load with the deletion`
            : `Talos ${minorsText(minors)} has no kind ${kind}`,
        repair:
          near === undefined
            ? 'remove the document, or write the setting in the form of that version'
            : `did you mean ${near}?`,
      }),
    },
    {
      code: 'talos/unknown-key',
      title: 'Every key of a Talos document is known',
      why: `One unknown key keeps the whole configuration from loading. ${LOADER}`,
      words: ({ key, path, document, near }: KeyData) => ({
        message: `${document} has no key ${path === key ? key : `${path}`}: the configuration does not load`,
        repair: near === undefined ? `remove ${key}` : `did you mean ${near}?`,
      }),
    },
    {
      code: 'talos/value',
      title: 'Every value of a Talos document can be read as what its field holds',
      why: `A value of another type keeps the whole configuration from loading. ${LOADER}`,
      words: ({ reason, path, document, expected, got }: ValueData) => ({
        message:
          reason === 'value'
            ? `${document} ${path}: ${got === undefined ? 'the value' : JSON.stringify(got)} cannot be read; the configuration does not load`
            : `${document}${path === '' ? '' : ` ${path}`}: ${reason.replaceAll('-', ' ')}; the configuration does not load`,
        repair: expected === undefined ? 'see the documentation of the kind' : `write ${expected}`,
      }),
    },
  ],
  check(world, report) {
    const { minors, files } = world.model(TALOS_FILES);
    if (minors.length === 0) return;
    for (const { documents } of files) for (const document of documents) judge(world, document, minors, report);
  },
};

function judge(world: World, document: CheckedDocument, minors: readonly TalosMinor[], report: Report): void {
  const { kind } = document.content;
  const text = talosTextOf(document);
  const answers = minors.map((minor) => {
    const loaded = loadTalos(text, minor, { patch: true });
    return { minor, problems: 'problems' in loaded ? loaded.problems : missingKind(document, minor) };
  });
  if (answers.some(({ problems }) => problems.length === 0)) return;
  // What the newest minor that has the kind says; nobody would take an older one for it.
  const known = answers.filter(({ problems }) => problems.every(({ reason }) => reason !== 'unknown-kind'));
  const { problems } = (known.length === 0 ? answers : known).at(-1)!;
  for (const problem of problems) {
    const path: Path = problem.path ?? [];
    const { reason, data } = problem;
    const name = idOf(document);
    const value = valueAtPath(document.content, path);
    // Another program fills it in.
    if (typeof value === 'string' && isPlaceholder(value)) continue;
    if (reason === 'unknown-kind') {
      // Another program's file may look like this.
      if (data.near === undefined && world.versions.talos === undefined) continue;
      report.error('talos/unknown-kind', document, ['kind'], {
        kind: String(kind),
        minors,
        ...(data.near === undefined ? {} : { near: data.near }),
        ...(data.deletion === true ? { deletion: true } : {}),
      });
    } else if (reason === 'unknown-key')
      report.error('talos/unknown-key', document, path, {
        key: String(data.key),
        path: path.join('.'),
        document: name,
        ...(data.near === undefined ? {} : { near: data.near }),
      });
    else if (reason !== 'duplicate-key' || kind === undefined)
      report.error('talos/value', document, path, {
        reason,
        path: path.join('.'),
        document: name,
        ...(data.expected === undefined ? {} : { expected: data.expected }),
        ...(data.got === undefined ? {} : { got: data.got }),
      });
  }
}

/** A deletion of a kind that the minor does not have is read, and finds nothing that it could delete. */
function missingKind(document: CheckedDocument, minor: TalosMinor): readonly TalosProblem[] {
  const { kind, $patch } = document.content;
  if ($patch !== 'delete' || typeof kind !== 'string') return [];
  const loaded = loadTalos(`apiVersion: v1alpha1\nkind: ${JSON.stringify(kind)}\n`, minor, { patch: true });
  const unknown = 'problems' in loaded ? loaded.problems.find(({ reason }) => reason === 'unknown-kind') : undefined;
  return unknown === undefined ? [] : [{ ...unknown, data: { ...unknown.data, deletion: true } }];
}
