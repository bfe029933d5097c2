// Each install of Cilium with what the Talos documents and the facts of its own cluster say.
import { CiliumValues, ciliumInstalls } from '../../../world/derived/cilium-values';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { TALOS_SETTINGS, TalosSetting, TalosSettings } from '../../../world/derived/talos-settings';
import { World } from '../../../world/types';

/** An install and the settings of its machines. */
export interface OnTalos {
  readonly install: CiliumValues;
  readonly settings: TalosSettings;
}

/** The installs that run on Talos. */
export function onTalos(world: World): OnTalos[] {
  const settings = world.model(TALOS_SETTINGS);
  if (!settings.present) return [];
  return ciliumInstalls(world)
    .filter((install) => world.talos.length === 0 || world.talos.some((at) => installOf(world, at) === install))
    .map((install) => ({ install, settings: ofCluster(world, install, settings) }));
}

/** The settings in documents of the cluster of an install. */
function ofCluster(world: World, install: CiliumValues, settings: TalosSettings): TalosSettings {
  const own = <T>(list: readonly TalosSetting<T>[]) => list.filter(({ at }) => installOf(world, at) === install);
  return {
    ...settings,
    kubeProxyEnabled: own(settings.kubeProxyEnabled),
    kubePrismEnabled: own(settings.kubePrismEnabled),
    kubePrismPort: own(settings.kubePrismPort),
    hostDnsForwards: own(settings.hostDnsForwards),
    kubeSpanEnabled: own(settings.kubeSpanEnabled),
    kubeSpanAdvertises: own(settings.kubeSpanAdvertises),
    cniName: own(settings.cniName),
  };
}

/** True if all documents that speak say this, and one does: nodes may differ. */
export function allSay<T>(list: readonly TalosSetting<T>[], value: T): boolean {
  return list.length > 0 && list.every((each) => each.value === value);
}
