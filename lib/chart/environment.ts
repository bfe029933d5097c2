// The cluster as the chart sees it: Kubernetes version, API versions, namespace.

/** What a rendering assumes about its cluster. */
export interface Environment {
  readonly kubeVersion: string;
  readonly namespace: string;
  /** True when Kubernetes is at least the given minor of 1, for example `33`. */
  isAtLeast(minor: number): boolean;
  /** True when the cluster serves an API version such as `gateway.networking.k8s.io/v1/GatewayClass`. */
  serves(apiVersion: string): boolean;
}

export const DEFAULT_KUBE_VERSION = '1.33.0';
export const DEFAULT_NAMESPACE = 'kube-system';

/** The minor of a version text such as `1.33.0` or `v1.33`, or `undefined` when it is none. */
export function kubeMinor(version: string): number | undefined {
  const match = /^v?1\.(\d+)(\.\d+)?([-+].*)?$/.exec(version);
  return match === null ? undefined : Number(match[1]);
}

/** An environment of a valid Kubernetes version. */
export function environment(
  kubeVersion = DEFAULT_KUBE_VERSION,
  apiVersions: readonly string[] = [],
  namespace = DEFAULT_NAMESPACE,
): Environment {
  const minor = kubeMinor(kubeVersion) ?? 0;
  const served = new Set(apiVersions);
  return { kubeVersion, namespace, isAtLeast: (wanted) => minor >= wanted, serves: (api) => served.has(api) };
}
