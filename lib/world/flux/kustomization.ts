// A kustomization on the objects that it takes up: its patches and transformers in kustomize's order, by text alone.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { listAt, mapsIn } from '../derived/fields';
import { patchedWith } from './patches';
import { Beyond, outcome, Stopped } from './outcome';
import { isSelected } from './selector';
import { affixed } from './names';
import { annotated, ImageChange, labelled, namespaced, replicated, withImage } from './transformers';

/** A part of a kustomization that was passed over. */
export interface Unfollowed {
  /** Field of the kustomization. */
  readonly field: string;
  /** `refused`: kustomize itself would stop there. */
  readonly said: 'refused' | 'not followed';
  readonly why: string;
  /** Objects that it would change. */
  readonly touched: readonly Manifest[];
}

/** What a kustomization works with besides its objects. */
export interface Workshop {
  /** Text of a file that a patch names, relative to the kustomization; undefined where it is not in the input. */
  readonly file: (path: string) => string | undefined;
  /** Hears of what is passed over. */
  readonly beyond: (part: Unfollowed) => void;
}

/** The objects with every patch and transformer of the kustomization that text follows; the others are passed over and said. */
export function transformed(objects: readonly Manifest[], kustomization: PlainMap, workshop: Workshop): Manifest[] {
  return STEPS.reduce<Manifest[]>((result, step) => step(result, kustomization, workshop), [...objects]);
}

type Step = (objects: Manifest[], kustomization: PlainMap, workshop: Workshop) => Manifest[];

/** In kustomize's order, which is not the order of the file. Source: kustomize api v0.19 kusttarget, read. */
const STEPS: readonly Step[] = [
  (objects, { patchesStrategicMerge }, workshop) =>
    listAt(patchesStrategicMerge).reduce<Manifest[]>(
      (result, entry) =>
        tolerated('patchesStrategicMerge', result, workshop, () =>
          patchedWith(result, { patch: inlineOrFile(entry, workshop.file) }, 'patchesStrategicMerge'),
        ),
      objects,
    ),
  (objects, { patches }, workshop) => patchEach('patches', objects, patches, workshop),
  (objects, { namespace }, workshop) =>
    isText(namespace) ? tolerated('namespace', objects, workshop, () => namespaced(objects, namespace)) : objects,
  (objects, { namePrefix, nameSuffix }, workshop) =>
    tolerated('namePrefix', objects, workshop, () =>
      affixed(objects, isText(namePrefix) ? namePrefix : '', isText(nameSuffix) ? nameSuffix : ''),
    ),
  (objects, { labels, commonLabels }, workshop) =>
    tolerated('labels', objects, workshop, () => labelEach(objects, labels, commonLabels)),
  (objects, { commonAnnotations }, workshop) =>
    tolerated('commonAnnotations', objects, workshop, () => {
      if (!isMap(commonAnnotations)) return objects;
      assertTexts(commonAnnotations);
      return annotated(objects, commonAnnotations);
    }),
  (objects, { patchesJson6902 }, workshop) => patchEach('patchesJson6902', objects, patchesJson6902, workshop),
  (objects, { replicas, namePrefix, nameSuffix }, workshop) =>
    mapsIn(replicas).reduce<Manifest[]>((result, { name, count }) => {
      // The name may be the one before the prefix and the suffix.
      const affixedName = `${isText(namePrefix) ? namePrefix : ''}${String(name)}${isText(nameSuffix) ? nameSuffix : ''}`;
      const isThere = result.some(({ metadata }) => metadata.name === affixedName);
      return tolerated('replicas', result, workshop, () =>
        replicated(result, isThere ? affixedName : String(name), Number(count)),
      );
    }, objects),
  (objects, { images }) =>
    mapsIn(images).reduce<Manifest[]>((result, entry) => withImage(result, entry as unknown as ImageChange), objects),
];

/** What a step makes of the objects; where it cannot be followed they stay as they are, and the workshop hears of it. */
function tolerated(
  field: string,
  objects: Manifest[],
  { beyond }: Workshop,
  step: () => Manifest[],
  touched: () => readonly Manifest[] = () => objects,
): Manifest[] {
  const result = outcome(step);
  if (result.said === 'done') return result.value;
  const why = result.said === 'refused' ? result.reason : result.why;
  beyond({ field, said: result.said, why, touched: touched() });
  return objects;
}

function patchEach(field: string, objects: Manifest[], patches: unknown, workshop: Workshop): Manifest[] {
  return mapsIn(patches).reduce<Manifest[]>((result, { patch, path, target, options }) => {
    const renames = isMap(options) && (options.allowNameChange === true || options.allowKindChange === true);
    const selector = isMap(target) ? target : undefined;
    const step = () => {
      const text = isText(patch) ? patch : read(String(path), workshop.file);
      return patchedWith(result, { patch: text, renames, ...(selector === undefined ? {} : { target: selector }) });
    };
    return tolerated(field, result, workshop, step, () => meantBy(result, selector));
  }, objects);
}

/** The objects that a patch may be for. */
function meantBy(objects: Manifest[], target: PlainMap | undefined): Manifest[] {
  if (target === undefined) return objects;
  const found = outcome(() => objects.filter((object) => isSelected(object, target)));
  return found.said === 'done' ? found.value : objects;
}

function labelEach(objects: Manifest[], labels: unknown, commonLabels: unknown): Manifest[] {
  const pairs = mapsIn(labels).reduce<Manifest[]>((result, { pairs, includeSelectors, includeTemplates, fields }) => {
    if (!isAbsent(fields)) throw new Beyond('fields of labels in a kustomization');
    if (!isMap(pairs)) return result;
    assertTexts(pairs);
    return labelled(result, pairs, { selectors: includeSelectors === true, templates: includeTemplates === true });
  }, objects);
  if (isMap(commonLabels)) assertTexts(commonLabels);
  return isMap(commonLabels) ? labelled(pairs, commonLabels, { selectors: true }) : pairs;
}

function assertTexts(pairs: PlainMap): void {
  const odd = Object.keys(pairs).find((key) => typeof pairs[key] !== 'string');
  if (odd !== undefined) throw new Stopped(`the label ${odd} is no text`);
}

/** An entry of patchesStrategicMerge is the patch itself or a file. */
function inlineOrFile(entry: unknown, file: (path: string) => string | undefined): string {
  if (!isText(entry)) throw new Stopped('an entry of patchesStrategicMerge is text');
  return /\n|:\s/.test(entry) ? entry : read(entry, file);
}

function read(path: string, file: (path: string) => string | undefined): string {
  const text = file(path);
  if (text === undefined) throw new Beyond(`the patch ${path} is not in the input`);
  return text;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
