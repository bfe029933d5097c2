// References in the values of charts that nobody here renders, at the place where they stand in the release.
import { Path } from '../../problem';
import { valueReferences, ValueReference } from '../helm';
import { layerWith, mergedValues } from '../releases';
import { CheckedObject, Model } from '../types';

/** A reference in values. */
export interface ReleasedReference {
  /** The HelmRelease or Application. */
  readonly release: CheckedObject;
  /** Namespace of what the chart makes; undefined where the input does not tell. */
  readonly namespace: string | undefined;
  readonly reference: ValueReference;
  /** Place in the release of a path in the values. */
  place(path: Path): Path;
}

/** The model. */
export const VALUE_REFERENCES: Model<readonly ReleasedReference[]> = {
  name: 'value-references',
  build: (world) =>
    world.releases.flatMap(({ release: { by, path, namespace, layers }, rendering }) => {
      if (!('manifest' in by) || rendering.said === 'objects') return [];
      const place = (inValues: Path): Path => {
        const layer = layerWith(layers, inValues);
        return layer?.origin === by.origin ? [...layer.at, ...inValues] : path;
      };
      const { references } = valueReferences(mergedValues(layers));
      return references.map((reference) => ({ release: by, namespace, reference, place }));
    }),
};
