// What a release of the chart is to the renderer: data. Code asks features and values, never the version string.
import { Span } from '../../catalogue/span';

/** A path that the chart reads, with what its schema and its defaults file say. */
export interface ValueRow {
  /** Dotted path, as `--set` of helm has it. */
  readonly path: string;
  /** The keys of the path; a key may itself hold dots (`kubernetes.io/os`). */
  readonly keys: readonly string[];
  /** Types the schema takes. Empty: the chart reads the key but declares it nowhere, and takes anything. */
  readonly types: readonly ValueType[];
  /** Allowed words of a value that has only a few. */
  readonly words?: readonly string[];
  /** Default, `undefined` where the key is absent from the defaults file. */
  readonly default?: unknown;
}

export type ValueType = 'string' | 'boolean' | 'integer' | 'number' | 'list' | 'map' | 'word' | 'null';

/** What differs between minors. A row of features.ts per name. */
export type Feature =
  | 'alwaysListsPorts'
  | 'bashOnHost'
  | 'certgenHookJob'
  | 'certgenLegacyAccountField'
  | 'certgenZeroTtl'
  | 'chartLabel'
  | 'configInitSecurity'
  | 'envoyAdsByDefault'
  | 'envoyProbeTimes'
  | 'envoyXdsCircuitBreakers'
  | 'gatewayAdmissionPolicy'
  | 'gatewayForcesLoadBalancing'
  | 'hostUsers'
  | 'ingressEndpointSlice'
  | 'ipsecInterface'
  | 'meshCertgenOnHost'
  | 'meshCertificateForService'
  | 'meshEtcdGatewayOff'
  | 'meshHostAliasesInConfig'
  | 'meshInlineCertificates'
  | 'meshPeersByName'
  | 'meshServerUnmarked'
  | 'meshUsersAlways'
  | 'namedPorts'
  | 'poolEnds'
  | 'relayTmpVolume'
  | 'sharedInitResources'
  | 'singleConfigSource'
  | 'uiTmpLimit'
  | 'ztunnelRole';

/** A release as it is written down. */
export interface ChartData {
  readonly version: string;
  /** The newest table of values, then what differs in each older release down to this one. */
  readonly values: readonly string[];
  /** Paths that the chart reads through a scope, so that no table has them. */
  readonly undeclared: readonly string[];
}

/** One patch release of the chart. */
export interface Release {
  readonly version: string;
  readonly minor: string;
  /** Every value path, in the order of the table. */
  readonly rows: ReadonlyMap<string, ValueRow>;
  has(feature: Feature): boolean;
  /** True when the release is one of the span. */
  isIn(span: Span): boolean;
}
