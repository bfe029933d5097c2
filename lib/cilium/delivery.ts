// Who brings the install into the cluster after bootstrap: the objects themselves, Flux, Argo CD, or nobody. All from the one value tree.
import { checkObjectName, Manifest } from '../manifest';
import { argoCdObjects, ArgoCdDeliveryOptions, argoCdStatement } from './argo-cd';
import type { DeliveryObject, DeliveryStatement, ReleaseFacts } from './delivery-forms';
import { fluxObjects, FluxDeliveryOptions, fluxStatement } from './flux';

/** Who brings the install into the cluster, and keeps it there. */
export class CiliumDelivery {
  /** The default: the objects are in the chart, for `kubectl apply`, a Flux Kustomization or an Argo CD directory. */
  public static objects(): CiliumDelivery {
    return new CiliumDelivery(true, () => []);
  }

  /**
   * Nobody: the objects are in what Talos applies at bootstrap, and in no chart. Updates come by `talosctl upgrade-k8s` (Talos 1.13 and newer), and
   * the Job for Hubble's first certificates is nowhere: choose other certificates, or no Hubble.
   */
  public static bootstrapOnly(): CiliumDelivery {
    return new CiliumDelivery(false, () => []);
  }

  /**
   * A Flux HelmRelease over an OCIRepository or HelmRepository, pinned to the version. The chart then holds these two objects instead of Cilium's;
   * Talos bootstraps the same install, marked so that the release takes it over.
   */
  public static flux(options: FluxDeliveryOptions = {}): CiliumDelivery {
    for (const name of [options.namespace, options.releaseName])
      if (name !== undefined) checkObjectName('Namespace', name);
    return new CiliumDelivery(
      false,
      (facts) => fluxObjects(options, facts),
      fluxStatement,
      options.releaseName ?? 'cilium',
    );
  }

  /**
   * An Argo CD Application of the chart, pinned to the version. The chart then holds this object instead of Cilium's; Talos bootstraps the same
   * install, and Argo CD takes the objects over by applying them.
   */
  public static argoCd(options: ArgoCdDeliveryOptions = {}): CiliumDelivery {
    for (const name of [options.namespace, options.releaseName])
      if (name !== undefined) checkObjectName('Namespace', name);
    return new CiliumDelivery(false, (facts) => argoCdObjects(options, facts), argoCdStatement);
  }

  /** Cilium's own objects are in the chart. @internal */
  public readonly _objectsInChart: boolean;
  /** Release that takes the bootstrap copy over, for Helm. @internal */
  public readonly _adoptedBy: string | undefined;
  /** @internal */
  public readonly _objects: (facts: ReleaseFacts) => DeliveryObject[];
  /** @internal */
  public readonly _statement: ((manifests: readonly Manifest[]) => DeliveryStatement | undefined) | undefined;

  private constructor(
    objectsInChart: boolean,
    objects: (facts: ReleaseFacts) => DeliveryObject[],
    statement?: (manifests: readonly Manifest[]) => DeliveryStatement | undefined,
    adoptedBy?: string,
  ) {
    this._objectsInChart = objectsInChart;
    this._objects = objects;
    this._statement = statement;
    this._adoptedBy = adoptedBy;
  }
}
