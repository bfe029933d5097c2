// From nodes to the values that a document has once kustomize has built it: read by yaml.v3 into nodes, freed of aliases and merges, written
// anew and read again.
import { PlainMap } from '../manifest';
import { rewritten } from './kustomize-scalar';
import { ListNode, MapNode, Node, ScalarNode } from './node';
import { setKey } from './own-key';
import { resolve3 } from './resolve';
import { timestamp } from './timestamp';
import { YamlError } from './yaml-error';

/** Values that aliases may make. kyaml copies all of them and has no bound but time and memory. */
const MOST_COPIES = 2_000_000;

/** True for a document that kustomize drops. */
export function isNull(node: Node): boolean {
  if (node.kind !== 'scalar') return node.kind !== 'alias' && node.tag === '!!null';
  if (node.tag === '!!null') return true;
  const untagged = rewritten(node, false);
  return untagged.tag === '' && untagged.style === 'plain' && /^(?:|~|null|Null|NULL)$/.test(untagged.value);
}

/**
 * The value of a document or list item.
 *
 * @param lastComment offset of the document's last comment; -1 if there is none
 * @throws YamlError for what kustomize refuses
 */
export function kustomizeValue(node: Node, lastComment = -1): unknown {
  const last = lastOf(node);
  return new Building(last !== undefined && last.at < lastComment ? last : undefined).document(node);
}

/** The scalar that ends a document. */
function lastOf(node: Node | undefined): ScalarNode | undefined {
  switch (node?.kind) {
    case 'scalar':
      return node;
    case 'list':
      return lastOf(node.items.at(-1));
    case 'map':
      return lastOf(node.pairs.at(-1));
    default:
      return undefined;
  }
}

/** Keys and values of a map in their order, merges worked in. */
interface Pairs {
  readonly keys: Node[];
  readonly values: Node[];
}

class Building {
  private copies = 0;
  private readonly open = new Set<Node>();

  /** @param commented the scalar behind which nothing but a comment stands */
  public constructor(private readonly commented: ScalarNode | undefined) {}

  public document(node: Node): unknown {
    if (node.kind === 'alias') return this.document(node.target);
    return node.kind === 'map' ? this.map(node, false, true) : this.value(node, false);
  }

  private value(node: Node, inFlow: boolean): unknown {
    if (++this.copies > MOST_COPIES) throw new YamlError('aliases make millions of values', node.at, 'aliases');
    switch (node.kind) {
      case 'scalar':
        return jsonValue(rewritten(node, inFlow, node === this.commented));
      case 'list':
        return this.inside(node, () => node.items.map((item) => this.value(item, inFlow || node.isFlow)));
      case 'map':
        return this.map(node, inFlow, false);
      case 'alias':
        if (this.open.has(node.target)) throw new YamlError('an anchor contains itself', node.at, 'aliases');
        return this.value(node.target, inFlow);
    }
  }

  private inside<T>(node: ListNode | MapNode, read: () => T): T {
    this.open.add(node);
    const result = read();
    this.open.delete(node);
    return result;
  }

  private map(node: MapNode, inFlow: boolean, isTop: boolean): PlainMap {
    return this.inside(node, () => {
      const { keys, values } = this.pairs(node);
      const map: PlainMap = {};
      const names = new Set<string>();
      keys.forEach((key, index) => {
        const target = key.kind === 'alias' ? key.target : key;
        if (target.kind !== 'scalar') throw new YamlError('a map or list as a key', key.at, 'value');
        // What kyaml finds by another name than it has, it sets a second time.
        if (target.value !== '' && isNull(target)) throw new YamlError('a key that is null', key.at, 'value');
        const name = keyName(rewritten(target, inFlow || node.isFlow || target.value === ''), isTop);
        if (names.has(target.value))
          throw new YamlError(`the key ${JSON.stringify(name)} stands twice in one map`, key.at, 'duplicate-key');
        names.add(target.value);
        setKey(map, name, this.value(values[index]!, inFlow || node.isFlow));
      });
      return map;
    });
  }

  /** Explicit keys win over merged ones, of several maps the first. */
  private pairs(node: MapNode): Pairs {
    const { pairs } = node;
    const own: Pairs = { keys: [], values: [] };
    let merge: Node | undefined;
    let cleared = false;
    for (let index = 0; index < pairs.length; index += 2) {
      const key = pairs[index]!;
      const value = pairs[index + 1]!;
      if (isMerge(key)) {
        if (merge !== undefined) throw new YamlError('two merges (<<) in one map', key.at, 'duplicate-key');
        merge = value;
      } else if (!cleared && key.kind === 'scalar' && key.value === '<<') {
        // Cleared by its name, quoted or not.
        cleared = true;
      } else {
        own.keys.push(key);
        own.values.push(value);
      }
    }
    if (merge === undefined) return own;
    const known = new Set(own.keys.map(nameOf));
    for (const map of this.merged(merge)) {
      // A map that is merged into itself brings nothing new.
      if (map === node) continue;
      if (this.open.has(map)) throw new YamlError('an anchor contains itself', merge.at, 'aliases');
      const brought = this.inside(map, () => this.pairs(map));
      brought.keys.forEach((key, index) => {
        if (known.has(nameOf(key))) return;
        known.add(nameOf(key));
        own.keys.push(key);
        own.values.push(brought.values[index]!);
      });
    }
    return own;
  }

  private merged(value: Node): MapNode[] {
    switch (value.kind) {
      case 'map':
        return [value];
      case 'alias':
        if (value.target.kind === 'map') return [value.target];
        break;
      case 'list':
        return value.items.flatMap((item) => {
          if (item.kind === 'list') throw new YamlError('a merge (<<) takes a map or a list of maps', item.at, 'value');
          return this.merged(item);
        });
    }
    throw new YamlError('a merge (<<) takes a map or a list of maps', value.at, 'value');
  }
}

function isMerge(key: Node): boolean {
  return (
    key.kind === 'scalar' &&
    (key.tag === '!!merge' || (key.value === '<<' && key.style === 'plain' && (key.tag === '' || key.tag === '!')))
  );
}

function nameOf(key: Node): string {
  return key.kind === 'scalar' ? key.value : key.kind === 'alias' ? nameOf(key.target) : '';
}

/** At the top keys are text as they are written; below, a key that is no text makes a map that JSON does not have. */
function keyName(node: ScalarNode, isTop: boolean): string {
  const resolved = resolve3(node);
  if (typeof resolved === 'string') {
    if (isTop || node.tag === '' || node.tag === '!!str') return resolved;
  } else if (isTop) return node.value;
  throw new YamlError(`the key ${node.value} is no text: a map below the top cannot have it`, node.at, 'value');
}

function jsonValue(node: ScalarNode): unknown {
  const resolved = resolve3(node);
  if (typeof resolved === 'string') return resolved;
  const { value, type } = resolved;
  if (type === 'timestamp') return timestamp(value as string);
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new YamlError(`${node.value}: JSON has no such number`, node.at, 'value');
  return value;
}
