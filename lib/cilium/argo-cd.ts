// The install as an Argo CD Application. Source of the fields: argoproj.io/v1alpha1 (Argo CD 2.8 and newer, for valuesObject).
import { isMap, Manifest, objectKey, PlainMap } from '../manifest';
import { ChartRepository } from './chart-repository';
import type { DeliveryObject, DeliveryStatement, ReleaseFacts } from './delivery-forms';

/** How Argo CD delivers the install. */
export interface ArgoCdDeliveryOptions {
  /** Where Argo CD fetches the chart. @default ChartRepository.https() */
  readonly repository?: ChartRepository;
  /** Namespace of the Application. @default argocd */
  readonly namespace?: string;
  /** Name of the Application and of the Helm release that it renders. @default cilium */
  readonly releaseName?: string;
  /** Argo CD project. @default default */
  readonly project?: string;
  /** Argo CD syncs by itself, without pruning. @default false */
  readonly automatedSync?: boolean;
}

/** @internal */
export function argoCdObjects(options: ArgoCdDeliveryOptions, facts: ReleaseFacts): DeliveryObject[] {
  const repository = options.repository ?? ChartRepository.https();
  const name = options.releaseName ?? 'cilium';
  return [
    {
      id: 'Default',
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      name,
      namespace: options.namespace ?? 'argocd',
      body: () => ({
        spec: {
          project: options.project ?? 'default',
          source: {
            // Argo CD knows a registry by the missing scheme.
            repoURL: repository.isOci ? repository.url.replace(/^oci:\/\//, '') : repository.url,
            chart: 'cilium',
            targetRevision: facts.version,
            helm: { releaseName: name, valuesObject: facts.values() },
          },
          destination: { server: 'https://kubernetes.default.svc', namespace: facts.namespace },
          syncPolicy: {
            ...(options.automatedSync === true ? { automated: { prune: false, selfHeal: true } } : {}),
            // The chart's agent dashboard is larger than the annotation that client-side apply keeps of an object.
            syncOptions: ['ServerSideApply=true'],
          },
        },
      }),
    },
  ];
}

/** @internal */
export function argoCdStatement(manifests: readonly Manifest[]): DeliveryStatement | undefined {
  const application = manifests.find((manifest) => manifest.kind === 'Application');
  if (application === undefined) return undefined;
  const source = (application.spec as PlainMap | undefined)?.source;
  const helm = isMap(source) ? source.helm : undefined;
  return {
    object: objectKey(application),
    version: isMap(source) ? source.targetRevision : undefined,
    values: isMap(helm) ? (helm.valuesObject ?? {}) : {},
  };
}
