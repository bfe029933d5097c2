// Denies everything in a namespace, both ways unless said otherwise.
import { Construct } from 'constructs';
import { errorAt, Finding } from '../construct';
import { isMap, PlainMap } from '../manifest';
import { CiliumPolicy } from './cilium-policy';
import { DefaultDeny } from './default-deny';
import { Subject } from './subject';

/** Properties of a DenyAllPolicy. */
export interface DenyAllPolicyProps {
  /**
   * Directions in which everything is denied that no policy allows.
   *
   * @default DefaultDeny.BOTH
   */
  readonly directions?: DefaultDeny;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * What the policy is for, kept in the object.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Namespace whose pods it is about.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
}

/**
 * Puts all pods of a namespace in default deny. It writes one empty rule per direction: an empty *list* is refused by Cilium and then
 * nothing is enforced. Kubelet probes still pass.
 */
export class DenyAllPolicy extends CiliumPolicy {
  private readonly directions: string[];

  public constructor(scope: Construct, id: string, props: DenyAllPolicyProps = {}) {
    // A direction without rule is left alone by Cilium, so the other direction needs no word here.
    const directions = props.directions ?? DefaultDeny.BOTH;
    super(scope, id, {
      subject: Subject.namespace(),
      name: props.name,
      namespace: props.namespace,
      description: props.description,
      rawIngress: directions === DefaultDeny.BOTH || directions === DefaultDeny.INGRESS ? [{}] : undefined,
      rawEgress: directions === DefaultDeny.BOTH || directions === DefaultDeny.EGRESS ? [{}] : undefined,
    });
    this.directions = directions === DefaultDeny.BOTH ? ['ingress', 'egress'] : [directions];
  }

  /** Directions that were meant and that the final object leaves open. */
  private openDirections(): string[] {
    const spec = this._manifests()[0]!.spec as PlainMap;
    const off = (direction: string) => isMap(spec.enableDefaultDeny) && spec.enableDefaultDeny[direction] === false;
    return this.directions.filter(
      (direction) => !Array.isArray(spec[direction]) || (spec[direction] as unknown[]).length === 0 || off(direction),
    );
  }

  /** @internal */
  public override _check(): Finding[] {
    return [
      ...super._check(),
      ...this.openDirections().map((direction) =>
        errorAt(
          this.node.path,
          'policy/denies-nothing',
          `the final object denies nothing in the direction ${direction}: an override took its rule or its default deny away`,
          `leave spec.${direction} with at least one rule and spec.enableDefaultDeny.${direction} on, or write directions`,
        ),
      ),
    ];
  }
}
