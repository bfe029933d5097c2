// Where others fetch the chart from.
import { ValueError } from '../net';

/** A place of the Cilium chart. */
export class ChartRepository {
  /** A Helm repository. @throws ValueError `cilium/chart-repository` */
  public static https(url = 'https://helm.cilium.io/'): ChartRepository {
    if (!/^https?:\/\/\S+$/.test(url))
      throw wrong(url, 'write the URL of a Helm repository, such as "https://helm.cilium.io/"');
    return new ChartRepository(url, false);
  }

  /** An OCI registry; the chart is `<url>/cilium`. @throws ValueError `cilium/chart-repository` */
  public static oci(url = 'oci://quay.io/cilium/charts'): ChartRepository {
    if (!/^oci:\/\/\S+[^/]$/.test(url))
      throw wrong(url, 'write scheme and path without the chart, such as "oci://quay.io/cilium/charts"');
    return new ChartRepository(url, true);
  }

  /** URL as the user gave it. */
  public readonly url: string;
  /** True for a registry. */
  public readonly isOci: boolean;

  private constructor(url: string, isOci: boolean) {
    this.url = url;
    this.isOci = isOci;
  }
}

function wrong(url: string, repair: string): ValueError {
  return new ValueError('cilium/chart-repository', `not a place of charts: "${url}"`, repair);
}
