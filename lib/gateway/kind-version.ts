// The version in which an object of Gateway API is written: the one that the operator of the app's Cilium reads.
import { IConstruct } from 'constructs';
import { Boundary } from '../cluster';
import { gatewayFeatures } from '../models/gateway';

const GROUP = 'gateway.networking.k8s.io';

/**
 * `gateway.networking.k8s.io/v1alpha2` for a TLSRoute up to Cilium 1.19, from 1.20 on v1. A kind that the minor does not read at all is written
 * as v1, for the rules to tell. Call at synth only.
 *
 * @internal
 */
export function apiVersionOf(kind: string, of: IConstruct): string {
  const minor = Boundary.of(of).ciliumMinor() ?? '';
  return `${GROUP}/${gatewayFeatures(minor).reads[kind] ?? 'v1'}`;
}
