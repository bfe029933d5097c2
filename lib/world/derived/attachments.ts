// Which pods of the input ask for which networks, wherever the annotation stands: pod templates, and the values of charts that write it through.
import { isMap } from '../../manifest';
import { CheckedObject, Model, World } from '../types';
import { Path } from '../../problem';
import { NETWORKS_ANNOTATION, readAnnotation, Selection, CniProblem } from '../../models/cni';
import { isPlaceholder, textAt, textsOf } from './fields';
import { NAD_GROUP } from './multus';
import { POD_TEMPLATES, PodTemplate } from './pods';
import { TARGETS } from './targets';

/** One annotation with what it asks for. */
export interface NetworksAnnotation {
  readonly object: CheckedObject;
  /** Place of the text. */
  readonly path: Path;
  readonly selections: readonly Selection[];
  readonly problems: readonly CniProblem[];
  /** The pods that carry it; absent where a chart makes them. */
  readonly template?: PodTemplate;
}

/** The model. */
export const ANNOTATIONS: Model<readonly NetworksAnnotation[]> = {
  name: 'networks-annotations',
  build: (world) => {
    const templates = world.model(POD_TEMPLATES).flatMap((template) => {
      const path = [...template.path, 'metadata', 'annotations', NETWORKS_ANNOTATION];
      return read(template.object, path, textAt(template.metadata, 'annotations', NETWORKS_ANNOTATION), template);
    });
    return [...templates, ...inValues(world)];
  },
};

/** Charts write annotations of pods through as they are. Of a chart that is rendered the pods are there. */
function inValues(world: World): NetworksAnnotation[] {
  return world.releases.flatMap(({ release: { by, layers }, rendering }) => {
    if (!('manifest' in by) || rendering.said === 'objects') return [];
    return layers
      .filter(({ origin }) => origin === by.origin)
      .flatMap(({ values, at }) =>
        [...textsOf(values, at)]
          .filter((found) => found.path.at(-1) === NETWORKS_ANNOTATION)
          .flatMap((found) => read(by, found.path, found.text, undefined)),
      );
  });
}

function read(
  object: CheckedObject,
  path: Path,
  text: string | undefined,
  template: PodTemplate | undefined,
): NetworksAnnotation[] {
  if (text === undefined || isPlaceholder(text)) return [];
  return [{ object, path, ...readAnnotation(text), ...(template === undefined ? {} : { template }) }];
}

/** The NetworkAttachmentDefinition that a selection means, if the input holds exactly one. */
export function networkOf(
  world: World,
  { object }: NetworksAnnotation,
  { name, namespace }: Selection,
): CheckedObject | undefined {
  const targets = world.model(TARGETS);
  const found = targets.of(object, {
    group: NAD_GROUP,
    kind: 'NetworkAttachmentDefinition',
    name,
    ...(namespace === undefined ? {} : { namespace }),
  });
  return found.length === 1 && targets.isWhole(found[0]!) ? found[0] : undefined;
}

/** The text of `spec.config`; undefined where there is none (the node has a file), or where it is filled in later. */
export function configOf({ manifest }: CheckedObject): string | undefined {
  const text = textAt(manifest, 'spec', 'config');
  return text === undefined || isPlaceholder(withoutJson(text)) ? undefined : text;
}

/** Placeholders of JSON texts are those that stand inside of a string or in its place; `[[` and `{{` also open lists and objects. */
function withoutJson(text: string): string {
  try {
    return stringsOf(JSON.parse(text)).join('\n');
  } catch {
    return text.replace(/\[\s*\[/g, '[').replace(/\{\s*\{/g, '{');
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsOf);
  return isMap(value) ? Object.entries(value).flatMap(([key, inner]) => [key, ...stringsOf(inner)]) : [];
}
