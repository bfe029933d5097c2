// What Cilium does on Talos by minor, and on which ports it speaks. Code asks features, never compares versions.

/** A behaviour with the minors that have it. `since` is inclusive, `until` exclusive. */
interface FeatureRow {
  readonly since?: string;
  readonly until?: string;
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
  const { since, until }: FeatureRow = FEATURES[feature];
  return (since === undefined || rank(minor) >= rank(since)) && (until === undefined || rank(minor) < rank(until));
}

function rank(minor: string): number {
  const [major = 0, rest = 0] = minor.split('.').map(Number);
  return major * 1000 + rest;
}

/** Tunnels between nodes. Source: chart values `tunnelProtocol`, `tunnelPort`; agent, pkg/defaults. */
const TUNNELS: Readonly<Record<string, { readonly port: number; readonly what: string }>> = {
  vxlan: { port: 8472, what: "VXLAN, Cilium's tunnel" },
  geneve: { port: 6081, what: "Geneve, Cilium's tunnel" },
};

/** The tunnel by the value `tunnelProtocol`; VXLAN where it is not set, undefined for what is none. @internal */
export function tunnelOf(protocol: unknown): { readonly port: number; readonly what: string } | undefined {
  if (protocol === undefined || protocol === null || protocol === '') return TUNNELS.vxlan;
  return typeof protocol === 'string' ? TUNNELS[protocol] : undefined;
}
