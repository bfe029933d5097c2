// Marks by which Helm takes over objects that somebody else has made: without them `helm install` refuses what is already there.
import { Manifest } from '../manifest';

/** The Helm release that may take the objects over later. */
export interface HelmAdoptionOptions {
  /** Name of the release. @default cilium */
  readonly releaseName?: string;
  /** Namespace of the release. @default - the namespace of the install */
  readonly releaseNamespace?: string;
}

/** The object with the marks of a release. Source: Helm, `validateReleaseOwnership`. @internal */
export function adoptable(object: Manifest, releaseName: string, releaseNamespace: string): Manifest {
  const { labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: { ...labels, 'app.kubernetes.io/managed-by': 'Helm' },
      annotations: {
        ...annotations,
        'meta.helm.sh/release-name': releaseName,
        'meta.helm.sh/release-namespace': releaseNamespace,
      },
    },
  };
}
