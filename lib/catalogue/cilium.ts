// What Cilium does on Talos by minor, and on which ports it speaks. Code asks features, never compares versions.
import { isIn, Span } from './span';

/** A behaviour with the minors that have it. */
interface FeatureRow extends Span {
  /** What it is, in the words of the field. */
  readonly what: string;
  readonly source: string;
}

const FEATURES = {
  /** The default of the agent's AddressScopeMax is link scope less one: an address on lo is not the node's own. */
  linkScopeAddresses: {
    until: '1.19',
    what: 'with BPF host routing, answers from an address on lo do not come back: Talos answers the DNS of pods from one',
    source: 'pkg/defaults of 1.18.11, 1.19.6, 1.20.0; siderolabs/talos#10002, cilium/cilium#36737',
  },
} as const satisfies Readonly<Record<string, FeatureRow>>;

/** The name of a behaviour. */
export type CiliumFeature = keyof typeof FEATURES;

/** True if Cilium of a minor does this. @internal */
export function ciliumDoes(minor: string, feature: CiliumFeature): boolean {
  return isIn(minor, FEATURES[feature]);
}

/** A UDP port that nodes speak on with each other. */
export interface BetweenNodes {
  readonly port: number;
  readonly what: string;
}

/** Tunnels between nodes. Source: chart values `tunnelProtocol`, `tunnelPort`; agent, pkg/defaults. */
const TUNNELS = {
  vxlan: { port: 8472, what: "VXLAN, Cilium's tunnel" },
  geneve: { port: 6081, what: "Geneve, Cilium's tunnel" },
} as const satisfies Readonly<Record<string, BetweenNodes>>;

/** The tunnel of the chart's defaults. @internal */
export const DEFAULT_TUNNEL: BetweenNodes = TUNNELS.vxlan;

/** Encryption by WireGuard. Source: agent, pkg/wireguard/types, ListenPort. @internal */
export const WIREGUARD: BetweenNodes = { port: 51871, what: 'WireGuard of Cilium' };

/** The tunnel by the value `tunnelProtocol`; VXLAN where it is not set, undefined for what is none. @internal */
export function tunnelOf(protocol: unknown): BetweenNodes | undefined {
  if (protocol === undefined || protocol === null || protocol === '') return DEFAULT_TUNNEL;
  return typeof protocol === 'string' && Object.hasOwn(TUNNELS, protocol)
    ? TUNNELS[protocol as keyof typeof TUNNELS]
    : undefined;
}
