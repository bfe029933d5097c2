// Patches that no kustomization of the input names: they look like objects and lack what the object below them has. Known by what is missing, so the
// answer comes after the checks.
import { basename, dirname, relative } from 'node:path/posix';
import { CheckedDocument, CheckedObject, World } from '../world/types';
import { Problem } from './rule';
import { isKustomization } from '../world/trees';
import { groupOf } from '../world/world';

/** What a whole object has and a patch has not. */
const LACKING = new Set(['schema/required', 'schema/branch']);
/** Keys of strategic merge patches. */
const DIRECTIVE = /^\$(?:patch|retainKeys|deleteFromPrimitiveList|setElementOrder)(?:\/|$)/;
/** What is wrong in a patch as in the whole object. */
const WRONG_ANYWHERE = new Set(
  'unknown-field type enum format pattern range too-long too-many duplicate-item label name unknown-kind'
    .split(' ')
    .map((name) => `schema/${name}`),
);

/** The problems, with a note in place of what is missing from a patch. */
export function withoutPatches(world: World, problems: readonly Problem[]): Problem[] {
  const lacking = new Set(
    problems.filter((problem) => LACKING.has(problem.code) || isDirective(problem)).map(({ at }) => at),
  );
  const patches = new Set([...lacking].filter((at) => 'manifest' in at && isPatch(world, at, lacking)));
  if (patches.size === 0) return [...problems];
  const noted = new Set<CheckedObject | CheckedDocument>();
  return problems.flatMap((problem) => {
    const { at } = problem;
    if (!patches.has(at)) return [problem];
    const kept = WRONG_ANYWHERE.has(problem.code) && !isDirective(problem) ? [problem] : [];
    if (noted.has(at)) return kept;
    noted.add(at);
    return [noteOn(at), ...kept];
  });
}

const isDirective = ({ code, path }: Problem) => code === 'schema/unknown-field' && DIRECTIVE.test(String(path.at(-1)));

function noteOn(at: CheckedObject | CheckedDocument): Problem {
  const words = {
    message: 'looks like a patch: only the fields that it writes are judged',
    repair: 'list it under patches of the kustomization, or under resources if it is a whole object',
  };
  return { level: 'note', code: 'input/patch', at, path: [], data: {}, ...words };
}

function isPatch(world: World, object: CheckedObject, lacking: ReadonlySet<CheckedObject | CheckedDocument>): boolean {
  const { file, built } = object.origin;
  if (file === undefined || file === '-' || built === true) return false;
  return isNamedPatch(file) || (isBesideKustomization(world, file) && isOverAnother(world, object, lacking));
}

/** `patches/web.yaml`, `patch-web.yaml`, `web-patch.yaml`, `web.patch.yaml`. */
function isNamedPatch(file: string): boolean {
  const folder = basename(dirname(file));
  return /^patch(?:es)?$/i.test(folder) || /(?:^|[-_.])patch(?:es)?(?:[-_.]|$)/i.test(basename(file));
}

/** A kustomization in the file's folder or above may take it in. */
function isBesideKustomization(world: World, file: string): boolean {
  return world.documents.some(({ content, origin }) => {
    if (origin.file === undefined || !isKustomization({ file: origin.file, content })) return false;
    const way = relative(dirname(origin.file), file);
    return !way.startsWith('../');
  });
}

function isOverAnother(
  world: World,
  { manifest, origin }: CheckedObject,
  lacking: ReadonlySet<CheckedObject | CheckedDocument>,
): boolean {
  return world
    .of(groupOf(manifest), manifest.kind)
    .some(
      (other) =>
        other.origin.file !== origin.file &&
        other.manifest.metadata.name === manifest.metadata.name &&
        !lacking.has(other),
    );
}
