// docs/policy-fields.md: which fields of the policy CRDs typed calls reach, per minor of Cilium, and why the others are left to YAML.
//   node --import tsx scripts/surface/policy-fields.ts            writes it
// A test compares (test/policy/fields.test.ts). A field counts as reached where the gallery of the tests, which uses no raw rules for it, writes it.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App } from 'cdk8s';
import { CILIUM_MINORS, ciliumMinor } from '../../lib/catalogue/cilium-minors';
import { POLICY_FIELDS, PolicyField } from '../../lib/catalogue/policy-fields';
import { isMap, Manifest } from '../../lib/manifest';
import { kindOf } from '../../lib/models/api-server/schema/catalogue';
import { Schema } from '../../lib/models/api-server/schema/node';
import { buildGallery } from '../../test/policy/gallery';
import { buildKinds } from '../../test/policy/kinds';
import { policiesOf } from '../../test/policy/shop';

export const PAGE = resolve(__dirname, '../../docs/policy-fields.md');

const KINDS = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'CiliumCIDRGroup',
  'CiliumEgressGatewayPolicy',
  'CiliumLocalRedirectPolicy',
  'CiliumEnvoyConfig',
  'CiliumClusterwideEnvoyConfig',
  'CiliumNodeConfig',
];

/** Fields that no typed call writes, by what their paths match, each with the reason. */
const LEFT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^specs/, 'one policy in one object: up to Cilium 1.18 only the last of several specs shows whether it is valid'],
  [/\.(from|to)Requires/, 'removed in Cilium 1.19; before, it adds conditions to peers of other rules'],
  [/\.(kafka|l7|l7proto)(\b|\[|\{)/, 'removed in Cilium 1.20, where a rule that still has it allows the whole port'],
  [
    /\.(from|to)Groups/,
    'groups of a cloud provider (AWS), which a Talos cluster of one’s own is not in; `raw…` takes them',
  ],
  [/\.ingress\[\]\.toPorts\[\]\.listener/, 'the agent refuses listeners in ingress rules'],
  [/\.ingress\[\]\.toPorts\[\]\.rules\.dns/, 'the agent refuses DNS rules in ingress rules'],
  [/^spec\.nodeSelector/, 'a policy of one namespace is never about nodes: the agent refuses it'],
];

/** How far the fields of a kind in a minor are reached. */
export interface Coverage {
  readonly kind: string;
  readonly minor: string;
  readonly all: readonly string[];
  readonly left: readonly string[];
}

/** Every kind in every minor. */
export function coverages(): Coverage[] {
  return CILIUM_MINORS.flatMap((minor) => {
    const written = [buildGallery(minor), buildKinds()].flatMap((app: App) => policiesOf(app)).filter(isTyped);
    return KINDS.map((kind): Coverage => {
      const reached = new Set(
        written.filter((each) => each.kind === kind).flatMap((each) => pathsIn(each.spec, 'spec')),
      );
      const all = fieldsOf(kind, minor);
      return { kind, minor, all, left: all.filter((field) => !reached.has(field)) };
    });
  });
}

/** Rules given as YAML prove nothing about calls. */
function isTyped({ metadata }: Manifest): boolean {
  return metadata.name !== 'raw';
}

/** The leaves of the schema below spec and specs. */
function fieldsOf(kind: string, minor: string): string[] {
  const known = kindOf('cilium.io/v2', kind, { cilium: minor, gatewayApi: ciliumMinor(minor)!.gatewayApi });
  if (!('schema' in known)) throw new Error(`${kind} is not served by ${minor}`);
  const found: string[] = [];
  for (const root of ['spec', 'specs']) leaves(known.schema.properties?.get(root), root, found);
  return found.sort();
}

function leaves(schema: Schema | undefined, path: string, found: string[]): void {
  if (schema === undefined) return;
  if (schema.properties !== undefined)
    for (const [name, inner] of schema.properties) leaves(inner, `${path}.${name}`, found);
  else if (schema.items !== undefined) leaves(schema.items, `${path}[]`, found);
  else if (isMap(schema.additionalProperties)) leaves(schema.additionalProperties as Schema, `${path}{}`, found);
  else found.push(path);
}

/** The paths of a value in the same words; maps with free keys are told by the schema's own names, so both forms are given. */
function pathsIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`));
  if (!isMap(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => [...pathsIn(inner, `${path}.${key}`), `${path}{}`])];
}

/** Why a field is left to YAML; undefined for one that nobody gave a reason for. */
export function reasonFor(field: string): string | undefined {
  return LEFT.find(([pattern]) => pattern.test(field))?.[1];
}

/** The page as it should be. */
export function pageText(): string {
  const all = coverages();
  const rows = KINDS.map((kind) => {
    const cells = CILIUM_MINORS.map((minor) => {
      const { all: fields, left } = all.find((each) => each.kind === kind && each.minor === minor)!;
      const own = fields.filter((field) => field.startsWith('spec.') || field.startsWith('spec['));
      const open = left.filter((field) => own.includes(field)).length;
      return `${own.length - open} of ${own.length}`;
    });
    return `| ${kind} | ${cells.join(' | ')} |`;
  });
  const reasons = new Map<string, Set<string>>();
  for (const { left } of all)
    for (const field of left) {
      const reason = reasonFor(field) ?? '';
      reasons.set(reason, (reasons.get(reason) ?? new Set()).add(short(field)));
    }
  const fields = [...reasons].map(
    ([reason, names]) =>
      `| ${[...names]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ')} | ${reason} |`,
  );
  const gates = (Object.values(POLICY_FIELDS) as PolicyField[]).map(
    ({ what, since, until, source }) =>
      `| ${what} | ${since === undefined ? `until ${until} (not in it)` : `from ${since} on`} | ${source} |`,
  );
  return [
    '# Fields of policies',
    '',
    'Made by `scripts/surface/policy-fields.ts` from the definitions of each minor and from what the typed calls of the tests write; a test compares. A field counts when a call of',
    'this library writes it. Everything else goes through `rawIngress`, `rawEgress`, `rawIngressDeny`, `rawEgressDeny`, `override` and `addField`, and is judged alike.',
    '',
    `| fields of \`spec\` that typed calls write | ${CILIUM_MINORS.join(' | ')} |`,
    `|---|${CILIUM_MINORS.map(() => '---|').join('')}`,
    ...rows,
    '',
    '| left to YAML | why |',
    '|---|---|',
    ...fields,
    '',
    '## What only some minors take',
    '',
    '| | minors | source |',
    '|---|---|---|',
    ...gates,
    '',
  ].join('\n');
}

/** A field without what lies below it, where all of it is left. */
function short(field: string): string {
  const cut = /^(specs)|^(.*?\.(?:(?:from|to)(?:Requires|Groups)|kafka|l7proto|l7|listener|dns))(?=[.[{]|$)/.exec(
    field,
  );
  return cut === null ? field.replace(/^spec\.nodeSelector.*/, 'spec.nodeSelector') : (cut[1] ?? cut[2]!);
}

if (require.main === module) writeFileSync(PAGE, pageText());
