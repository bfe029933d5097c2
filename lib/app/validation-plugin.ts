// The check as a validation plugin of the cdk8s CLI: for apps without a construct of ours, and for manifests that others wrote.
import type { CheckFinding } from '../check';

/** Properties of the plugin, as written under `properties` in cdk8s.yaml. */
export interface TalosnetValidationProps {
  /**
   * Least severity that fails the synth: `error` or `warning`.
   *
   * @default error
   */
  readonly minSeverity?: string;
  /**
   * Layers to run: schema, cel, cilium, objects, references, policies, addresses, cni, gateway, values, l2, talos, reach.
   *
   * @default - all
   */
  readonly only?: string[];
  /**
   * Cilium minor, `1.18` to `1.20`.
   *
   * @default - what the manifests say, else the newest
   */
  readonly cilium?: string;
  /**
   * Gateway API bundle, such as `v1.4.1`.
   *
   * @default - what the manifests say, else that of the Cilium minor
   */
  readonly gatewayApi?: string;
  /**
   * Talos minor, `1.11` to `1.14`.
   *
   * @default - rules that need it stay silent
   */
  readonly talos?: string;
  /**
   * File with ignores.
   *
   * @default - .talosnet.yaml in the current folder or above
   */
  readonly config?: string;
}

/**
 * Runs `talosnet check` over what cdk8s has synthesized. In cdk8s.yaml:
 *
 *     validations:
 *       - package: ./node_modules/cdk8s-talos-network
 *         class: TalosnetValidation
 *         version: 0.1.0
 */
export class TalosnetValidation {
  private readonly props: TalosnetValidationProps;

  public constructor(props: TalosnetValidationProps = {}) {
    this.props = props;
  }

  /**
   * Called by the cdk8s CLI.
   *
   * @param context the ValidationContext of cdk8s-cli
   */
  public async validate(context: any): Promise<void> {
    // Loaded here: a program that never validates needs none of it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const room = require('../check') as typeof import('../check');
    const { minSeverity = 'error', config: named } = this.props;
    const least = room.oneOf('minSeverity', minSeverity, room.LEVELS);
    const plan = room.planOf(this.props);
    const manifests = context.manifests as string[];
    const config = room.configFor(manifests, named);
    const input = room.readInput(manifests);
    const { problems } = room.check(input, plan);
    const findings = room.locate(
      input,
      problems,
      (finding) => room.isAtLeast(finding.severity, least) && config?.ignores(finding) !== true,
    );
    for (const finding of findings) context.report.addViolation(violationOf(finding));
    context.report.submit(findings.length === 0 ? 'success' : 'failure');
  }
}

function violationOf({ code, message, repair, file, line, object, path }: CheckFinding) {
  const name = object?.split('/').at(-1) ?? '';
  const place = [path, line === undefined ? undefined : `line ${line}`].filter((each) => each !== undefined).join(', ');
  return {
    ruleName: code,
    recommendation: message,
    fix: repair,
    violatingResources: [{ resourceName: name, locations: place === '' ? [] : [place], manifestPath: file }],
  };
}
