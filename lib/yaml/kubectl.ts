// From nodes to the values that kubectl, the API server, Argo CD and Flux' applier see: yaml.v2, made JSON by sigs.k8s.io/yaml.
import { PlainMap } from '../manifest';
import { floatKey } from './go-number';
import { AliasNode, MapNode, Node, NodeTree, ScalarNode } from './node';
import { setKey } from './own-key';
import { resolve2, Resolved } from './resolve';
import { YamlError } from './yaml-error';

/** A key that is written twice in one map; Go takes the last. */
export interface DuplicateKey {
  readonly key: string;
  /** Offset of the second one. */
  readonly at: number;
}

/** A document's value. */
export interface KubectlValue {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * The value of a document.
 *
 * @throws YamlError for what Go refuses: a key that no JSON has, an anchor that contains itself, aliases that grow, `.nan`
 */
export function kubectlValue(tree: NodeTree): KubectlValue {
  if (tree.root === undefined) return { value: null, duplicates: [] };
  const reading = new Reading(tree.anchors);
  return { value: reading.value(tree.root), duplicates: reading.duplicates };
}

/** Source: allowedAliasRatio() of go.yaml.in/yaml/v2. */
const FEW_NODES = 400_000;
const MANY_NODES = 4_000_000;
const [LARGE_SHARE, SMALL_SHARE] = [0.99, 0.1];

function allowedShare(nodes: number): number {
  if (nodes <= FEW_NODES) return LARGE_SHARE;
  if (nodes >= MANY_NODES) return SMALL_SHARE;
  return LARGE_SHARE - ((LARGE_SHARE - SMALL_SHARE) * (nodes - FEW_NODES)) / (MANY_NODES - FEW_NODES);
}

class Reading {
  public readonly duplicates: DuplicateKey[] = [];
  private nodes = 0;
  private aliased = 0;
  private aliasDepth = 0;
  private readonly open = new Set<AliasNode>();

  public constructor(private readonly anchors: ReadonlyMap<string, Node>) {}

  public value(node: Node): unknown {
    this.count(node);
    switch (node.kind) {
      case 'scalar':
        return jsonValue(node);
      case 'map':
        return this.map(node, {});
      case 'list': {
        const { items } = node;
        const list = new Array<unknown>(items.length);
        for (let index = 0; index < items.length; index++) list[index] = this.value(items[index]!);
        return list;
      }
      case 'alias':
        return this.behind(node, (target) => this.value(target));
    }
  }

  /** Go counts each value that it decodes, and how many of them it decodes behind aliases. */
  private count(node: Node): void {
    this.nodes++;
    if (this.aliasDepth === 0) return;
    this.aliased++;
    if (this.aliased > 100 && this.nodes > 1000 && this.aliased / this.nodes > allowedShare(this.nodes))
      throw new YamlError('aliases make far more values than are written', node.at, 'aliases');
  }

  private behind<T>(alias: AliasNode, read: (target: Node) => T): T {
    if (this.open.has(alias)) throw new YamlError('an anchor contains itself', alias.at, 'aliases');
    this.open.add(alias);
    this.aliasDepth++;
    const result = read(alias.target);
    this.aliasDepth--;
    this.open.delete(alias);
    return result;
  }

  private map(node: MapNode, into: PlainMap, merged?: Set<string>): PlainMap {
    const { pairs } = node;
    let brought = merged;
    for (let index = 0; index < pairs.length; index += 2) {
      const key = pairs[index]!;
      const value = pairs[index + 1]!;
      if (isMerge(key)) {
        this.merge(value, into, (brought ??= new Set()));
        continue;
      }
      const name = this.key(key);
      if (merged !== undefined) merged.add(name);
      else if (brought?.delete(name) !== true && Object.hasOwn(into, name))
        this.duplicates.push({ key: name, at: key.at });
      setKey(into, name, this.value(value));
    }
    return into;
  }

  /** A merge is worked in where it stands: it overrides what stands before it. */
  private merge(value: Node, into: PlainMap, brought: Set<string>): void {
    switch (value.kind) {
      case 'map':
      case 'alias':
        return this.mergeMap(value, into, brought);
      case 'list':
        // The first of several wins.
        for (let index = value.items.length - 1; index >= 0; index--) this.mergeMap(value.items[index]!, into, brought);
        return;
      case 'scalar':
        throw noMap(value);
    }
  }

  private mergeMap(value: Node, into: PlainMap, brought: Set<string>): void {
    this.count(value);
    if (value.kind === 'map') {
      this.map(value, into, brought);
      return;
    }
    // Go looks at the last anchor of that name, and reads the one that stands before the alias.
    if (value.kind !== 'alias' || this.anchors.get(value.name)?.kind !== 'map') throw noMap(value);
    this.behind(value, (target) => {
      this.count(target);
      if (target.kind !== 'map') throw noMap(value);
      this.map(target, into, brought);
    });
  }

  private key(node: Node): string {
    this.count(node);
    switch (node.kind) {
      case 'scalar':
        return keyText(node);
      case 'alias':
        return this.behind(node, (target) => this.key(target));
      default:
        throw new YamlError('a map or list as a key', node.at, 'value');
    }
  }
}

function isMerge(key: Node): boolean {
  return (
    key.kind === 'scalar' &&
    key.value === '<<' &&
    ((key.style === 'plain' && key.tag === '') || key.tag === '!' || key.tag === '!!merge')
  );
}

function noMap({ at }: Node): YamlError {
  return new YamlError('a merge (<<) takes a map or a list of maps', at, 'value');
}

function jsonValue(node: ScalarNode): unknown {
  const resolved = resolve2(node);
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved.value === 'number' && !Number.isFinite(resolved.value))
    throw new YamlError(`${node.value}: JSON has no such number`, node.at, 'value');
  return resolved.value;
}

/** The name of a key in JSON; undefined if it has none. */
export function keyName(node: Node): string | undefined {
  if (node.kind === 'alias') return keyName(node.target);
  try {
    return node.kind === 'scalar' ? keyText(node) : undefined;
  } catch {
    return undefined;
  }
}

function keyText(node: ScalarNode): string {
  const resolved = resolve2(node);
  if (typeof resolved === 'string') return resolved;
  const { type, value } = resolved;
  switch (type) {
    case 'boolean':
      return value === true ? 'true' : 'false';
    case 'float':
      return floatKey(value as number);
    case 'int':
      return intKey(resolved, node.value);
    case 'timestamp':
      return String(value);
    default:
      throw new YamlError(
        type === 'null' ? 'a key that is empty or null' : 'an integer as a key that 63 bits do not hold',
        node.at,
        'value',
      );
  }
}

/** All digits of an integer. */
function intKey({ value }: Resolved, source: string): string {
  if (Number.isSafeInteger(value)) return String(value);
  const [, sign, digits] = /^([-+]?)(.*)$/.exec(source.replaceAll('_', ''))!;
  const octal = /^0[0-7]+$/.test(digits!) ? `0o${digits!}` : digits!;
  return `${sign === '-' ? '-' : ''}${BigInt(octal.toLowerCase())}`;
}
