// The values of the install as a file, for `helm install`, `cilium install` or a diff against what runs.
import { join, posix } from 'node:path';
import { Construct } from 'constructs';
import { Boundary, everyFinding } from '../cluster';
import { errorAt, Finding, isFatal, NetworkConstruct, SynthesisError, ValidationError } from '../construct';
import { emptyKustomization, passedOver, publish } from '../output';
import { CiliumInstall } from './cilium-install';

/** Properties of a CiliumValuesFile. */
export interface CiliumValuesFileProps {
  /** The install. @default - the one of the app */
  readonly install?: CiliumInstall;
  /**
   * Path below the output folder. In a folder of its own, `kubectl apply -f dist` does not stumble over a file that is no object.
   *
   * @default helm/cilium-values.yaml
   */
  readonly path?: string;
}

/**
 * The values of the app's CiliumInstall as a values file: what differs from the chart's defaults, sorted. NetworkApp writes it; with a stock cdk8s
 * App call `write('dist')` after `app.synth()`.
 */
export class CiliumValuesFile extends NetworkConstruct {
  /** Path below the output folder. */
  public readonly path: string;
  private readonly install: CiliumInstall | undefined;

  public constructor(scope: Construct, id: string, props: CiliumValuesFileProps = {}) {
    super(scope, id);
    this.path = props.path ?? 'helm/cilium-values.yaml';
    if (this.path !== posix.normalize(this.path) || /^(\/|\.\.)/.test(this.path) || !/\.ya?ml$/.test(this.path))
      throw new ValidationError(
        this,
        'cilium/values-file',
        `not a path for a values file: "${this.path}"`,
        'write a path below the output folder that ends in .yaml',
      );
    this.install = props.install;
    Boundary.of(this).addFile({ name: this.path, by: this, text: () => this.content() });
  }

  /** The text; empty without a CiliumInstall. Complete once all constructs of the app exist. */
  public content(): string {
    return (this.install ?? CiliumInstall.of(this))?.valuesYaml() ?? '';
  }

  /** @internal */
  public override _check(): Finding[] {
    if (this.content() !== '') return [];
    return [
      errorAt(
        this.node.path,
        'cilium/no-install',
        'a values file and no CiliumInstall in the app',
        "add one: new CiliumInstall(chart, 'cilium')",
      ),
    ];
  }

  /**
   * Writes the file, for a stock cdk8s App.
   *
   * @param directory output folder
   * @returns path of the file
   * @throws SynthesisError if the app has errors; nothing was written
   * @throws OutputError if a file of the user's is in the way, or the folder cannot be written; nothing was written
   */
  public write(directory: string): string {
    const findings = everyFinding(this);
    if (findings.some(isFatal)) throw new SynthesisError(findings);
    const file = join(directory, this.path);
    const folder = this.path.slice(0, this.path.lastIndexOf('/') + 1);
    publish(
      directory,
      [{ name: this.path, text: passedOver(this.content()) }, ...(folder === '' ? [] : [emptyKustomization(folder)])],
      { partial: true },
    );
    return file;
  }
}
