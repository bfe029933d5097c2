// Objects that are laid over others: patches that no kustomization of the input names, what server-side apply merges into objects that others make,
// and objects whose rest a patch brings. They lack what a whole object has. Known by what is missing, so the answer comes after the checks.
import { basename, dirname, relative } from 'node:path/posix';
import { groupOf, isMap, Manifest, objectKey } from '../manifest';
import { mapAt, textAt } from '../world/derived/fields';
import { TARGETS } from '../world/derived/targets';
import { isKustomization } from '../world/trees';
import { isInputOfAnother } from './input/foreign';
import { CheckedDocument, CheckedObject, World } from '../world/types';
import { Problem } from './rule';

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

/** Flux merges an object with this annotation into the one that is there. Source: kustomize-controller, ssa annotation. */
const SERVER_SIDE = 'kustomize.toolkit.fluxcd.io/ssa';
/** Objects that a cluster has before anybody applies one: what is written of them is merged. Source: the API server; the manifests of Talos. */
const MADE_BY_OTHERS = [
  'Service/default/kubernetes',
  'Service/kube-system/kube-dns',
  'Deployment/kube-system/coredns',
  'ConfigMap/kube-system/coredns',
];

/** The problems, with a note in place of what is missing from a patch, and without what a patch may bring to an object. */
export function withoutPatches(world: World, problems: readonly Problem[]): Problem[] {
  return withoutBrought(world, withoutLacking(world, problems));
}

/** A patch brings fields and volumes: an object that one is laid over may have them. */
function withoutBrought(world: World, problems: readonly Problem[]): Problem[] {
  const targets = world.model(TARGETS);
  const isBrought = ({ code, data, path }: Problem, at: CheckedObject) => {
    if (isFilledSecret(at)) return (code === 'schema/required' || code === 'schema/format') && path[0] === 'data';
    const lacks = LACKING.has(code) || (code === 'schema/value' && data.what === 'no-such-volume');
    return lacks && !targets.isWhole(at);
  };
  return problems.filter((problem) => !('manifest' in problem.at) || !isBrought(problem, problem.at));
}

/** Annotations by which tools fill in the data of a Secret. Source: argocd-vault-plugin, kubernetes-replicator, reflector, secret-generator, bank-vaults. */
const FILLS =
  /^(?:avp\.kubernetes\.io|replicator\.v1\.mittwald\.de|reflector\.v1\.k8s\.emberstack\.com|secret-generator\.v1\.mittwald\.de|vault\.security\.banzaicloud\.io)\//;

function isFilledSecret({ manifest }: CheckedObject): boolean {
  return (
    manifest.kind === 'Secret' && Object.keys(mapAt(manifest, 'metadata', 'annotations')).some((key) => FILLS.test(key))
  );
}

function withoutLacking(world: World, problems: readonly Problem[]): Problem[] {
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
  if (isMerged(object)) return true;
  if (file === undefined || file === '-') return false;
  if (isNamedPatch(file) || isInputOfAnother(file)) return true;
  return built !== true && isBesideKustomization(world, file) && isOverAnother(world, object, lacking);
}

/** Server-side apply writes the fields that are there, and leaves the others. */
function isMerged({ manifest }: CheckedObject): boolean {
  const how = textAt(manifest, 'metadata', 'annotations', SERVER_SIDE);
  return how?.toLowerCase() === 'merge' || MADE_BY_OTHERS.includes(objectKey(manifest)) || isOnlyMetadata(manifest);
}

/** Labels or annotations and nothing else: they are for an object that something else makes. */
function isOnlyMetadata({ apiVersion: _, kind: __, metadata, ...rest }: Manifest): boolean {
  return Object.keys(rest).length === 0 && (isMap(metadata.labels) || isMap(metadata.annotations));
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
