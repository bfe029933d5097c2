// A kustomization on the objects that it takes up: its patches and transformers in kustomize's order, by text alone.
import { isMap, Manifest, PlainMap } from '../../manifest';
import { patchedWith } from './patches';
import { Beyond, outcome, Outcome, Stopped } from './outcome';
import { affixed, annotated, ImageChange, labelled, namespaced, replicated, withImage } from './transformers';

/** Fields that only kustomize itself follows. */
const BEYOND = [
  'generators',
  'transformers',
  'validators',
  'replacements',
  'vars',
  'helmCharts',
  'helmChartInflationGenerator',
  'configMapGenerator',
  'secretGenerator',
  'configurations',
  'crds',
  'openapi',
  'buildMetadata',
];

/**
 * The objects of a kustomization, made of those that its resources and components give.
 *
 * @param kustomization the document of the file
 * @param file the text of a file that a patch names, relative to the kustomization; undefined where it is not in the input
 */
export function kustomized(
  objects: readonly Manifest[],
  kustomization: PlainMap,
  file: (path: string) => string | undefined = () => undefined,
): Outcome<Manifest[]> {
  return outcome(() => {
    const beyond = BEYOND.find((field) => !isAbsent(kustomization[field]));
    if (beyond !== undefined) throw new Beyond(`${beyond} of a kustomization`);
    return STEPS.reduce<Manifest[]>((result, step) => step(result, kustomization, file), [...objects]);
  });
}

type Step = (objects: Manifest[], kustomization: PlainMap, file: (path: string) => string | undefined) => Manifest[];

/** In kustomize's order, which is not the order of the file. Source: kustomize api v0.19 kusttarget, read. */
const STEPS: readonly Step[] = [
  (objects, { patchesStrategicMerge }, file) =>
    list(patchesStrategicMerge).reduce<Manifest[]>(
      (result, entry) => patchedWith(result, { patch: inlineOrFile(entry, file) }, 'patchesStrategicMerge'),
      objects,
    ),
  (objects, { patches }, file) => patchEach(objects, patches, file),
  (objects, { namespace }) => (isText(namespace) ? namespaced(objects, namespace) : objects),
  (objects, { namePrefix, nameSuffix }) =>
    affixed(objects, isText(namePrefix) ? namePrefix : '', isText(nameSuffix) ? nameSuffix : ''),
  (objects, { labels, commonLabels }) => labelEach(objects, labels, commonLabels),
  (objects, { commonAnnotations }) => (isMap(commonAnnotations) ? annotated(objects, commonAnnotations) : objects),
  (objects, { patchesJson6902 }, file) => patchEach(objects, patchesJson6902, file),
  (objects, { replicas, namePrefix, nameSuffix }) =>
    maps(replicas).reduce<Manifest[]>((result, { name, count }) => {
      // The name may be the one before the prefix and the suffix.
      const affixedName = `${isText(namePrefix) ? namePrefix : ''}${String(name)}${isText(nameSuffix) ? nameSuffix : ''}`;
      const isThere = result.some(({ metadata }) => metadata.name === affixedName);
      return replicated(result, isThere ? affixedName : String(name), Number(count));
    }, objects),
  (objects, { images }) =>
    maps(images).reduce<Manifest[]>((result, entry) => withImage(result, entry as unknown as ImageChange), objects),
];

function patchEach(objects: Manifest[], patches: unknown, file: (path: string) => string | undefined): Manifest[] {
  return maps(patches).reduce<Manifest[]>((result, { patch, path, target, options }) => {
    const renames = isMap(options) && (options.allowNameChange === true || options.allowKindChange === true);
    const text = isText(patch) ? patch : read(String(path), file);
    return patchedWith(result, { patch: text, renames, ...(isMap(target) ? { target } : {}) });
  }, objects);
}

function labelEach(objects: Manifest[], labels: unknown, commonLabels: unknown): Manifest[] {
  const pairs = maps(labels).reduce<Manifest[]>((result, { pairs, includeSelectors, includeTemplates, fields }) => {
    if (!isAbsent(fields)) throw new Beyond('fields of labels in a kustomization');
    if (!isMap(pairs)) return result;
    return labelled(result, pairs, { selectors: includeSelectors === true, templates: includeTemplates === true });
  }, objects);
  return isMap(commonLabels) ? labelled(pairs, commonLabels, { selectors: true }) : pairs;
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

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function maps(value: unknown): PlainMap[] {
  return list(value).filter(isMap);
}
