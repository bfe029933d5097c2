// What turns values into objects: this library, or the real chart by helm.

/** The real chart. */
export interface HelmChartOptions {
  /** Name of the chart in `repository`, an `oci://` reference, or the path of a folder or archive. @default cilium */
  readonly chart?: string;
  /** URL of a Helm repository. @default - https://helm.cilium.io/ for the chart `cilium`, else none */
  readonly repository?: string;
  /**
   * Version of the chart; what helm renders must be it. One that this library does not know is taken, and its values are not checked.
   *
   * @default - the newest supported patch of the install's version
   */
  readonly version?: string;
  /** The helm program. @default helm */
  readonly executable?: string;
  /** Further flags of `helm template`, such as `--api-versions=monitoring.coreos.com/v1`. @default - none */
  readonly flags?: string[];
  /** Name of the release; templates may print it. @default cilium */
  readonly releaseName?: string;
}

/** Where the objects of an install come from. */
export class ChartSource {
  /** The default: this library writes the objects. No program, no network, the same bytes every time. */
  public static native(): ChartSource {
    return new ChartSource(undefined);
  }

  /**
   * `helm template` renders the real chart at synth, through the cdk8s `Helm` construct: for values outside of the native surface, and for other
   * versions. Slower by a process and, from a repository, a download at each synth. What helm says is a finding: no program
   * (`cilium/helm-missing`), a failing chart (`cilium/helm-failed`), another version than asked (`cilium/helm-version`), Secrets with data, as the
   * chart's own certificates are (`cilium/helm-secret-data`).
   */
  public static helm(options: HelmChartOptions = {}): ChartSource {
    return new ChartSource(options);
  }

  /** @internal */
  public readonly _helm: HelmChartOptions | undefined;

  private constructor(helm: HelmChartOptions | undefined) {
    this._helm = helm;
  }
}
