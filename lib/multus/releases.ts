// Multus releases and the images around them: data with their source. Code asks features, never compares versions.

/** Releases of Multus that this library knows. */
export enum MultusVersion {
  /** Multus 4.2.4 of 2026-02-17. */
  V4_2_4 = '4.2.4',
  /** Multus 4.3.0 of 2026-05-29: limits concurrent requests (connectionLimit). */
  V4_3_0 = '4.3.0',
}

/** Who said a digest. */
export type DigestSource = 'registry' | 'third-party';

/** An image with the digest of its index. */
export interface PinnedImage {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  /** `third-party`: read in public repositories that run it; the registry could not be asked. `npm run check-digests` asks it. */
  readonly digestSource: DigestSource;
}

/** What a release is and can do. */
export interface MultusRelease {
  readonly version: MultusVersion;
  readonly image: PinnedImage;
  /** `connectionLimit` in the daemon's configuration; an older daemon copies unknown keys in silence. Source: multus-cni PR#1510. */
  readonly connectionLimit: boolean;
  /** `enablePprof`. Source: release notes of multus-cni v4.3.0. */
  readonly pprof: boolean;
  /**
   * Image of the thin plugin, by its release tag alone: nobody was found who states its digest, and the registry could not be asked.
   */
  readonly thinImage: string;
  /** Short names of the CRD. Source: deployments/multus-daemonset-thick.yml of the tag. */
  readonly shortNames: readonly string[];
}

const REPOSITORY = 'ghcr.io/k8snetworkplumbingwg/multus-cni';

/** Upstream publishes no digests: its manifest names the moving tag snapshot-thick. */
const RELEASES: Readonly<Record<MultusVersion, MultusRelease>> = {
  [MultusVersion.V4_2_4]: {
    version: MultusVersion.V4_2_4,
    image: {
      repository: REPOSITORY,
      tag: 'v4.2.4-thick',
      digest: 'sha256:3c20900b5381fac7f9cbbdfac8370ea10a2f6ed7fbecc678384a9db57047abb1',
      digestSource: 'third-party',
    },
    connectionLimit: false,
    pprof: false,
    thinImage: `${REPOSITORY}:v4.2.4`,
    shortNames: ['net-attach-def'],
  },
  [MultusVersion.V4_3_0]: {
    version: MultusVersion.V4_3_0,
    image: {
      repository: REPOSITORY,
      tag: 'v4.3.0-thick',
      digest: 'sha256:a922a39a78049991d03178c07afc45a198326481049bd7d84626097402fa14bb',
      digestSource: 'third-party',
    },
    connectionLimit: true,
    pprof: true,
    thinImage: `${REPOSITORY}:v4.3.0`,
    shortNames: ['nad', 'net-attach-def'],
  },
};

/** The data of a release. */
export function multusRelease(version: MultusVersion): MultusRelease {
  return RELEASES[version];
}

/** All pinned images, for scripts/check-digests.mjs. */
export function multusImages(): PinnedImage[] {
  return Object.values(RELEASES).map((release) => release.image);
}

/** Folder of the plugins in the installer image. */
export const INSTALLER_FOLDER = '/plugins';

export { INSTALLABLE_PLUGINS, INSTALLER_IMAGE, TALOS_PLUGINS } from '../catalogue/cni-plugins';

/** Configuration file of the primary CNI on the node, by the member of the app that installs it. */
export const CILIUM_CONFIG = '05-cilium.conflist';

/**
 * Image of whereabouts: the newest release of 2026-06-02, by its tag alone: the registry could not be asked for the digest. Source: tags of the
 * repository.
 */
export const WHEREABOUTS_IMAGE = 'ghcr.io/k8snetworkplumbingwg/whereabouts:v0.9.4';
