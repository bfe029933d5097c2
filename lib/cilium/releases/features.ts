// Which minor has which shape of object. Source: facts over charts 1.18.12, 1.19.6, 1.20.0, rendered and compared.
import { Feature } from './types';

interface FeatureRow {
  readonly feature: Feature;
  readonly since: string;
  /** First minor without it. */
  readonly until?: string;
  readonly what: string;
}

export const FEATURES: readonly FeatureRow[] = [
  { feature: 'ztunnelRole', since: '1.19', what: 'the operator may manage the ztunnel DaemonSet' },
  { feature: 'hostUsers', since: '1.20', what: 'pods state hostUsers on Kubernetes 1.33 and newer' },
  { feature: 'relayTmpVolume', since: '1.20', what: 'the relay has a read-only root and a /tmp volume' },
  { feature: 'adsBootstrap', since: '1.20', what: 'Envoy gets listeners and clusters over one aggregated stream' },
  { feature: 'gatewayAdmissionPolicy', since: '1.20', what: 'a ValidatingAdmissionPolicy guards Gateways of class cilium' },
  { feature: 'nodeLocality', since: '1.20', what: 'Envoy can learn the zone of its node' },
];

/** Place of a minor such as `1.20` among the minors of 1. */
export function rank(minor: string): number {
  return Number(minor.split('.')[1]);
}

/** Features of a minor such as `1.20`. */
export function featuresOf(minor: string): ReadonlySet<Feature> {
  return new Set(
    FEATURES.filter((row) => rank(row.since) <= rank(minor) && (row.until === undefined || rank(minor) < rank(row.until))).map((row) => row.feature),
  );
}
