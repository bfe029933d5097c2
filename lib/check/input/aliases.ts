// Documents in which aliases grow, or contain themselves. Go's YAML reader refuses them; js-yaml gives shared and circular objects, in
// which a walk would never end.

/** Source: allowedAliasRatio() of go.yaml.in/yaml/v2, which kubectl and the API server use. */
const LOW = 400_000;
const HIGH = 4_000_000;

function allowedShare(nodes: number): number {
  if (nodes <= LOW) return 0.99;
  if (nodes >= HIGH) return 0.1;
  return 0.99 - (0.89 * (nodes - LOW)) / (HIGH - LOW);
}

/** What is wrong with the aliases of a document, or undefined. Linear in what was written, not in what it stands for. */
export function aliasProblem(document: unknown): string | undefined {
  const sizes = new Map<object, number>();
  const open = new Set<object>();
  let written = 0;
  let circular = false;
  const size = (value: unknown): number => {
    if (value === null || typeof value !== 'object') {
      written++;
      return 1;
    }
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (open.has(value)) {
      circular = true;
      return 1;
    }
    open.add(value);
    written++;
    let nodes = 1;
    for (const inner of Object.values(value)) nodes += size(inner);
    open.delete(value);
    sizes.set(value, nodes);
    return nodes;
  };
  const nodes = size(document);
  if (circular) return 'an anchor contains itself';
  const grown = nodes - written;
  if (nodes > 1000 && grown > 100 && grown / nodes > allowedShare(nodes))
    return `aliases make ${nodes} values of ${written}`;
  return undefined;
}

/** True if a text may hold an alias: a quick look that spares the walk. */
export function mayHoldAliases(text: string): boolean {
  return /(?:^|[\s[{,:-])\*[^\s*]/m.test(text) && /(?:^|[\s[{,:-])&\S/m.test(text);
}
