// What the operator of a minor makes of the CRDs on the cluster.
import { ciliumMinor, NEWEST_CILIUM } from '../../catalogue/cilium-minors';
import { bundleKinds, GatewayBundle } from '../../catalogue/gateway-bundles';
import { GatewayFeatures } from './features';

export * from '../../catalogue/gateway-bundles';

/** The bundle that a minor is made for, in the channel that has all the kinds. */
export function bundleOf(minor: string): GatewayBundle {
  const release = (ciliumMinor(minor) ?? NEWEST_CILIUM).gatewayApi as GatewayBundle['release'];
  return { release, channel: 'experimental' };
}

/** Whether the controllers come up. */
export interface BundleVerdict {
  /** False: no class is ever accepted, no status is ever written. */
  readonly enabled: boolean;
  /** Kind and version that the operator requires and the CRDs do not have: the controllers are not started. */
  readonly missing: readonly string[];
  /** Kind and version that stand in the CRD but are not served: the operator waits for them in vain and gives up. */
  readonly notServed: readonly string[];
  /** Optional kinds that take part. */
  readonly optional: readonly string[];
}

/** What the operator of a minor makes of the CRDs of a bundle; undefined = there are none. */
export function bundleVerdict(features: GatewayFeatures, bundle: GatewayBundle | undefined): BundleVerdict {
  const kinds = bundleKinds(bundle);
  const has = (name: string) =>
    [...(kinds[name]?.served ?? []), ...(kinds[name]?.listed ?? [])].includes(features.reads[name] ?? '');
  const missing = features.required.filter((name) => !has(name)).map((name) => `${name} ${features.reads[name]!}`);
  const notServed = Object.entries(features.reads)
    .filter(([name, version]) => kinds[name]?.listed.includes(version) === true)
    .map(([name, version]) => `${name} ${version}`)
    .sort();
  const optional = Object.keys(features.reads).filter((name) => !features.required.includes(name) && has(name));
  return { enabled: missing.length === 0 && notServed.length === 0, missing, notServed, optional };
}
