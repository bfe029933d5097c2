// Cilium by the chart controller of k3s: HelmChart, with the values of a HelmChartConfig of its name over its own.
import { posix } from 'node:path';
import { CheckedObject, World } from '../../types';
import { listAt, mapAt, textAt } from '../fields';
import { layerOfText } from './read';
import { FoundInstall } from './types';

const GROUP = 'helm.cattle.io';

export function k3sInstalls(world: World): FoundInstall[] {
  return world.of(GROUP, 'HelmChart').flatMap((at): FoundInstall[] => {
    const { name, namespace } = at.manifest.metadata;
    const spec = mapAt(at.manifest, 'spec');
    const [chart, version] = [textAt(spec, 'chart') ?? '', textAt(spec, 'version')];
    if (/^https?:/.test(chart) || posix.basename(chart) !== 'cilium') return [];
    const over = world
      .of(GROUP, 'HelmChartConfig')
      .filter(({ manifest: { metadata } }) => metadata.name === name && metadata.namespace === namespace);
    const texts = [at, ...over].filter((each) => textAt(each.manifest, 'spec', 'valuesContent') !== undefined);
    const layers = texts.flatMap((each) => layerOfText(each, ['spec', 'valuesContent']) ?? []);
    const target = textAt(spec, 'targetNamespace') ?? namespace;
    return [
      {
        kind: 'HelmChart',
        at,
        layers,
        complete: layers.length === texts.length && [at, ...over].every(isWhole),
        ...(version === undefined ? {} : { version }),
        ...(target === undefined ? {} : { namespace: target }),
      },
    ];
  });
}

/** False where values come from elsewhere, or one by one. */
function isWhole({ manifest }: CheckedObject): boolean {
  return (
    listAt(manifest, 'spec', 'valuesSecrets').length === 0 && Object.keys(mapAt(manifest, 'spec', 'set')).length === 0
  );
}
