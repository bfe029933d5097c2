// Cilium by files: an umbrella chart that depends on it, a helmfile, and the values file that somebody names on the command line.
import { posix } from 'node:path';
import { isMap } from '../../../manifest';
import { Versions, World } from '../../types';
import { listAt } from '../fields';
import { layerOfFile } from './read';
import { FoundInstall, ValuesLayer } from './types';

/** A Chart.yaml with Cilium among its dependencies; the values stand in the file beside it under the name of the dependency. */
export function umbrellaInstalls(world: World): FoundInstall[] {
  return world.documents
    .filter(({ origin }) => posix.basename(origin.file ?? '') === 'Chart.yaml')
    .flatMap((at) =>
      listAt(at.content, 'dependencies').flatMap((dependency) => {
        if (!isMap(dependency) || dependency.name !== 'cilium') return [];
        const layer = layerOfFile(
          world,
          at.origin,
          'values.yaml',
          typeof dependency.alias === 'string' ? dependency.alias : 'cilium',
        );
        return [
          {
            kind: 'Chart.yaml' as const,
            at,
            layers: layer === undefined ? [] : [layer],
            // Whoever installs the chart may bring more values.
            complete: false,
            ...(typeof dependency.version === 'string' ? { version: dependency.version } : {}),
          },
        ];
      }),
    );
}

export function helmfileInstalls(world: World): FoundInstall[] {
  return world.documents.flatMap((at) =>
    listAt(at.content, 'releases').flatMap((release, index) => {
      if (!isMap(release) || typeof release.chart !== 'string' || !/(^|\/)cilium$/.test(release.chart)) return [];
      const layers = listAt(release, 'values').map((values, place): ValuesLayer | undefined => {
        if (isMap(values)) return { values, at, prefix: ['releases', index, 'values', place] };
        return typeof values === 'string' && /\.ya?ml$/.test(values)
          ? layerOfFile(world, at.origin, values)
          : undefined;
      });
      const read = layers.filter((layer) => layer !== undefined);
      return [
        {
          kind: 'helmfile' as const,
          at,
          layers: read,
          complete: read.length === layers.length && release.set === undefined,
          ...(typeof release.version === 'string' ? { version: release.version } : {}),
          ...(typeof release.namespace === 'string' ? { namespace: release.namespace } : {}),
        },
      ];
    }),
  );
}

/** The values that the user named, for the version that he chose. */
export function namedInstalls(world: World): FoundInstall[] {
  const files = world.ciliumValues ?? [];
  if (files.length === 0) return [];
  const layers = files.map((at): ValuesLayer => ({ values: at.content, at, prefix: [] }));
  // While the versions are still being looked for, these files say nothing about them.
  const version = (world.versions as Versions | undefined)?.cilium;
  return [{ kind: 'file', at: files[0]!, layers, complete: true, ...(version === undefined ? {} : { version }) }];
}
