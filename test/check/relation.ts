// One row of what two kinds of objects owe each other: the whole command over plain YAML finds the bad form, and is silent about the good one.
import { checkIn, folderOf } from './frame-helpers';

/** YAML of one file `all.yaml`, or files by name. */
export type Input = string | Readonly<Record<string, string>>;

/** What the bad form gets. */
export interface Expected {
  /** Code of the finding. */
  readonly code: string;
  /** @default - a warning or an error */
  readonly level?: 'note' | 'warning' | 'error';
  /** Texts that its message or repair holds. */
  readonly says?: readonly string[];
  /** Further arguments of the check, such as `--cilium 1.19`. */
  readonly flags?: readonly string[];
}

interface Said {
  readonly severity: string;
  readonly code: string;
  readonly object?: string;
  readonly message: string;
  readonly repair: string;
}

/** Findings of the command, notes too. */
export async function findings(input: Input, flags: readonly string[] = []): Promise<Said[]> {
  const folder = folderOf(typeof input === 'string' ? { 'all.yaml': input } : input);
  const { out, err } = await checkIn(folder, '$', '--format', 'json', '--min-severity', 'note', ...flags);
  if (out === '') throw new Error(err);
  return (JSON.parse(out) as { findings: Said[] }).findings;
}

/** The rule of `title`: found in `bad`, and nothing but notes in `good`. */
export function relation(
  title: string,
  { code, level, says = [], flags = [] }: Expected,
  bad: Input,
  good: Input,
): void {
  test(`finds: ${title}`, async () => {
    const said = await findings(bad, flags);
    const isMeant = (each: Said) =>
      each.code === code &&
      (level === undefined ? each.severity !== 'note' : each.severity === level) &&
      says.every((text) => `${each.message}; ${each.repair}`.includes(text));
    expect(said.some(isMeant) ? 'found' : said).toBe('found');
  });
  test(`is silent on the right form: ${title}`, async () => {
    expect((await findings(good, flags)).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
}

/** A Deployment `web` in namespace `shop` with labels and container ports. */
export function deployment(labels: string, ports: string, name = 'web', namespace = 'shop'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec:
      containers: [{ name: ${name}, image: 'example.com/${name}:1.2.3', ports: [${ports}] }]
---
`;
}

/** A CiliumNetworkPolicy `web` in namespace `shop`. */
export function policy(spec: string, kind = 'CiliumNetworkPolicy', name = 'web'): string {
  const namespace = kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : '';
  return `apiVersion: cilium.io/v2
kind: ${kind}
metadata: { name: ${name}${namespace} }
spec: { ${spec} }
---
`;
}
