// Which fields of the custom resources of load balancing and gateways the typed surface writes: counted over the apps of whole-surface.ts against
// the schemas of the API server's model. The table stands in docs/fields.md.
//   node --import tsx scripts/surface/fields.ts            writes it
// A test compares (test/surface/fields.test.ts).
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ciliumMinor } from '../../lib/catalogue/cilium-minors';
import { isMap, Manifest } from '../../lib/manifest';
import { gatewayFeatures } from '../../lib/models/gateway';
import { kindOf } from '../../lib/models/api-server/schema/catalogue';
import type { Schema } from '../../lib/models/api-server/schema/node';
import { UNREACHED } from './unreached';
import { Minor, MINORS, wholeSurface } from './whole-surface';

export const PAGE = resolve(__dirname, '../../docs/fields.md');
const BLOCK = /(<!-- fields -->\n)[^]*(<!-- \/fields -->)/;

const CILIUM = 'cilium.io/v2';
const GATEWAY = 'gateway.networking.k8s.io';
/** Kinds with their versions; of Gateway API the version that the operator reads, else the newest that is served. */
const KINDS: readonly { readonly kind: string; readonly apiVersion?: string }[] = [
  { kind: 'CiliumLoadBalancerIPPool', apiVersion: CILIUM },
  { kind: 'CiliumL2AnnouncementPolicy', apiVersion: 'cilium.io/v2alpha1' },
  { kind: 'CiliumBGPClusterConfig', apiVersion: CILIUM },
  { kind: 'CiliumBGPPeerConfig', apiVersion: CILIUM },
  { kind: 'CiliumBGPAdvertisement', apiVersion: CILIUM },
  { kind: 'CiliumBGPNodeConfigOverride', apiVersion: CILIUM },
  { kind: 'CiliumGatewayClassConfig', apiVersion: 'cilium.io/v2alpha1' },
  ...['GatewayClass', 'Gateway', 'ListenerSet', 'HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
    (kind) => ({ kind }),
  ),
  { kind: 'BackendTLSPolicy' },
  { kind: 'ReferenceGrant', apiVersion: `${GATEWAY}/v1beta1` },
];

/** What is reached of one kind in one minor. */
export interface Coverage {
  readonly minor: Minor;
  readonly kind: string;
  readonly apiVersion: string;
  readonly fields: readonly string[];
  readonly written: readonly string[];
  /** Fields that are not written, by their reason; '' where there is none. */
  readonly unreached: ReadonlyMap<string, readonly string[]>;
}

/** Counts over every minor; kinds that a minor does not have are left out. */
export function coverages(): Coverage[] {
  return MINORS.flatMap((minor) => {
    const objects = wholeSurface(minor).charts.flatMap((chart) => chart.toJson() as Manifest[]);
    return KINDS.flatMap(({ kind, apiVersion }) => coverageOf(minor, kind, apiVersion, objects));
  });
}

function coverageOf(minor: Minor, kind: string, stated: string | undefined, objects: readonly Manifest[]): Coverage[] {
  const gatewayApi = ciliumMinor(minor)!.gatewayApi;
  const read = gatewayFeatures(minor).reads[kind];
  const candidates =
    stated === undefined ? [read, 'v1', 'v1alpha3', 'v1alpha2'].map((each) => `${GATEWAY}/${each}`) : [stated];
  for (const apiVersion of candidates) {
    const served = kindOf(apiVersion, kind, { cilium: minor, gatewayApi });
    if (!('schema' in served)) continue;
    const fields = new Set<string>();
    const spec = served.schema.properties?.get('spec');
    if (spec !== undefined) fieldsOf(spec, 'spec', fields);
    const written = new Set<string>();
    for (const object of objects)
      if (object.kind === kind && object.apiVersion === apiVersion) keysOf(object.spec, 'spec', written);
    const missing = [...fields].filter((field) => !written.has(field));
    const unreached = new Map<string, string[]>();
    for (const field of missing) {
      const reason = reasonFor(minor, kind, field);
      unreached.set(reason, [...(unreached.get(reason) ?? []), field]);
    }
    return [
      {
        minor,
        kind,
        apiVersion,
        fields: [...fields],
        written: [...fields].filter((each) => written.has(each)),
        unreached,
      },
    ];
  }
  return [];
}

/** Paths of the properties below a node, `[]` for items of a list. */
function fieldsOf(schema: Schema, path: string, into: Set<string>): void {
  for (const [name, child] of schema.properties ?? []) {
    into.add(`${path}.${name}`);
    fieldsOf(child, `${path}.${name}`, into);
  }
  if (schema.items !== undefined) fieldsOf(schema.items, `${path}[]`, into);
}

/** Paths of the keys of a value. */
function keysOf(value: unknown, path: string, into: Set<string>): void {
  if (Array.isArray(value)) value.forEach((item) => keysOf(item, `${path}[]`, into));
  if (!isMap(value)) return;
  for (const [key, child] of Object.entries(value)) {
    into.add(`${path}.${key}`);
    keysOf(child, `${path}.${key}`, into);
  }
}

function reasonFor(minor: Minor, kind: string, field: string): string {
  const row = UNREACHED.find(
    ({ kinds, minors, fields }) =>
      kinds?.includes(kind) !== false &&
      minors?.includes(minor) !== false &&
      fields.some((each) => field === each || field.startsWith(`${each}.`) || field.startsWith(`${each}[]`)),
  );
  return row?.reason ?? '';
}

/** The table, and below it the reasons. */
export function fieldsTable(all: readonly Coverage[]): string {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const cell = (kind: string, minor: Minor) => {
    const one = all.find((each) => each.kind === kind && each.minor === minor);
    return one === undefined ? '–' : `${one.written.length} of ${one.fields.length}`;
  };
  const sum = (minor: Minor) => {
    const own = all.filter((each) => each.minor === minor);
    const count = (pick: (one: Coverage) => readonly string[]) => own.reduce((n, one) => n + pick(one).length, 0);
    return `${count(({ written }) => written)} of ${count(({ fields }) => fields)}`;
  };
  const rows = kinds.map((kind) => `| \`${kind}\` | ${MINORS.map((minor) => cell(kind, minor)).join(' | ')} |`);
  const reasons = kinds.flatMap((kind) => {
    const byReason = new Map<string, Set<string>>();
    for (const { unreached } of all.filter((each) => each.kind === kind))
      for (const [reason, fields] of unreached)
        byReason.set(reason, new Set([...(byReason.get(reason) ?? []), ...tops(fields)]));
    return [...byReason].map(
      ([reason, fields]) =>
        `| \`${kind}\` | ${[...fields].map((each) => `\`${each.replace(/^spec\./, '')}\``).join(', ')} | ${reason} |`,
    );
  });
  return [
    `| kind | ${MINORS.map((minor) => `Cilium ${minor}`).join(' | ')} |`,
    `| --- | ${MINORS.map(() => '---').join(' | ')} |`,
    ...rows,
    `| all | ${MINORS.map(sum).join(' | ')} |`,
    '',
    '| kind | field below `spec` | why no property writes it |',
    '| --- | --- | --- |',
    ...reasons,
  ].join('\n');
}

/** Fields without those below another one of the list. */
function tops(fields: readonly string[]): string[] {
  return fields.filter(
    (field) => !fields.some((other) => field.startsWith(`${other}.`) || field.startsWith(`${other}[]`)),
  );
}

/** The page with the table of today. */
export function withTable(page: string, all: readonly Coverage[]): string {
  if (!BLOCK.test(page)) throw new Error(`no block for the table in ${PAGE}`);
  return page.replace(BLOCK, (_, open: string, close: string) => `${open}\n${fieldsTable(all)}\n\n${close}`);
}

if (require.main === module) writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), coverages()));
