// Cilium by kustomize: the built-in inflation of Helm charts.
import { isMap } from '../../../manifest';
import { World } from '../../types';
import { listAt } from '../fields';
import { kustomizations, layerOfFile } from './read';
import { contentOf, FoundInstall, ValuesLayer } from './types';

export function kustomizeInstalls(world: World): FoundInstall[] {
  return kustomizations(world).flatMap((at) =>
    listAt(contentOf(at), 'helmCharts').flatMap((chart, index) => {
      if (!isMap(chart) || chart.name !== 'cilium') return [];
      const files = [chart.valuesFile, ...listAt(chart, 'additionalValuesFiles')].filter(
        (each) => typeof each === 'string',
      );
      const fromFiles = files.map((file) => layerOfFile(world, at.origin, file));
      const inline: ValuesLayer[] = isMap(chart.valuesInline)
        ? [{ values: chart.valuesInline, at, prefix: ['helmCharts', index, 'valuesInline'] }]
        : [];
      const read = fromFiles.filter((layer) => layer !== undefined);
      // Source: kustomize, HelmChart.valuesMerge: inline over file by default.
      const layers =
        chart.valuesMerge === 'replace' && inline.length > 0
          ? inline
          : chart.valuesMerge === 'merge'
            ? [...inline, ...read]
            : [...read, ...inline];
      return [
        {
          kind: 'helmCharts' as const,
          at,
          layers,
          complete: read.length === fromFiles.length,
          ...(typeof chart.version === 'string' ? { version: chart.version } : {}),
          ...(typeof chart.namespace === 'string' ? { namespace: chart.namespace } : {}),
        },
      ];
    }),
  );
}
