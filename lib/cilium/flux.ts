// The install as a Flux HelmRelease and its source. Source of the fields: helm.toolkit.fluxcd.io/v2, source.toolkit.fluxcd.io/v1 (Flux 2.6).
import { Duration } from 'cdk8s';
import { isMap, Manifest, objectKey, PlainMap } from '../manifest';
import { ChartRepository } from './chart-repository';
import type { DeliveryObject, DeliveryStatement, ReleaseFacts } from './delivery-forms';
import { durationText } from './duration-text';

/** How Flux delivers the install. */
export interface FluxDeliveryOptions {
  /** Where Flux fetches the chart. @default ChartRepository.oci() */
  readonly repository?: ChartRepository;
  /** Namespace of the HelmRelease and its source. @default flux-system */
  readonly namespace?: string;
  /** Name of the Helm release, and of the two objects. @default cilium */
  readonly releaseName?: string;
  /** How often Flux looks, in whole seconds. @default Duration.hours(1) */
  readonly interval?: Duration;
}

/** Layer of a Helm chart in an OCI artifact. */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** @internal */
export function fluxObjects(options: FluxDeliveryOptions, facts: ReleaseFacts): DeliveryObject[] {
  const repository = options.repository ?? ChartRepository.oci();
  const namespace = options.namespace ?? 'flux-system';
  const name = options.releaseName ?? 'cilium';
  const interval = durationText(options.interval ?? Duration.hours(1));
  const source = repository.isOci ? 'OCIRepository' : 'HelmRepository';
  const chart: PlainMap = repository.isOci
    ? { chartRef: { kind: source, name, namespace } }
    : { chart: { spec: { chart: 'cilium', version: facts.version, sourceRef: { kind: source, name, namespace } } } };
  return [
    {
      id: 'Default',
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      name,
      namespace,
      body: () => ({
        spec: {
          ...chart,
          interval,
          releaseName: name,
          // Both: the objects, and the Secret in which Helm keeps the release. Without, `helm list` in the namespace shows nothing.
          targetNamespace: facts.namespace,
          storageNamespace: facts.namespace,
          values: facts.values(),
        },
      }),
    },
    {
      id: 'source',
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: source,
      name,
      namespace,
      body: () => ({
        spec: repository.isOci
          ? {
              interval,
              url: `${repository.url}/cilium`,
              ref: { tag: facts.version },
              layerSelector: { mediaType: CHART_LAYER, operation: 'copy' },
            }
          : { interval, url: repository.url },
      }),
    },
  ];
}

/** @internal */
export function fluxStatement(manifests: readonly Manifest[]): DeliveryStatement | undefined {
  const spec = (kind: string) => manifests.find((manifest) => manifest.kind === kind)?.spec as PlainMap | undefined;
  const release = manifests.find((manifest) => manifest.kind === 'HelmRelease');
  if (release === undefined) return undefined;
  const inside = (value: unknown, ...keys: string[]) =>
    keys.reduce<unknown>((node, key) => (isMap(node) ? node[key] : undefined), value);
  return {
    object: objectKey(release),
    version: inside(spec('OCIRepository'), 'ref', 'tag') ?? inside(spec('HelmRelease'), 'chart', 'spec', 'version'),
    values: inside(release.spec, 'values') ?? {},
  };
}
