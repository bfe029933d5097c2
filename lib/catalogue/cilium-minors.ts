// A row per minor of Cilium: the patch whose chart is recorded, the release whose code the models follow, the Gateway API it is built against.

/** What is known of one minor. */
export interface CiliumMinor {
  /** `1.20`. */
  readonly minor: string;
  /** The patch whose chart lib/chart/releases holds: the newest one when it was recorded. */
  readonly patch: string;
  /** The release whose engines were run, and which the models answer like. */
  readonly engine: string;
  /** Release of the Gateway API definitions that the operator is built against. */
  readonly gatewayApi: string;
  readonly source: string;
}

/** Oldest first. A new chart changes or adds a row: `npm run add:cilium`. */
export const CILIUM: readonly CiliumMinor[] = [
  {
    minor: '1.18',
    patch: '1.18.12',
    engine: '1.18.11',
    gatewayApi: 'v1.3.0',
    source: 'chart 1.18.12; engines 1.18.11; go.mod of v1.18.11',
  },
  {
    minor: '1.19',
    patch: '1.19.6',
    engine: '1.19.6',
    gatewayApi: 'v1.4.1',
    source: 'chart 1.19.6; engines 1.19.6; go.mod of v1.19.6',
  },
  {
    minor: '1.20',
    patch: '1.20.0',
    engine: '1.20.0',
    gatewayApi: 'v1.6.1',
    source: 'chart 1.20.0; engines 1.20.0; go.mod of v1.20.0',
  },
];

/** The minors, oldest first. */
export const CILIUM_MINORS: readonly string[] = CILIUM.map(({ minor }) => minor);

/** The newest minor: what is assumed where nobody says which. */
export const NEWEST_CILIUM: CiliumMinor = CILIUM.at(-1)!;

/** The row of a minor such as `1.20`. */
export function ciliumMinor(minor: string): CiliumMinor | undefined {
  return CILIUM.find((row) => row.minor === minor);
}
