// A node as a value of a type, strictly: as Go's reader fills a struct, and with every key known.
//
// Values are plain. A field that is zero in Go is absent; behind a pointer and in a list or map a zero is written as such.
import { nearest, PlainMap } from '../../manifest';
import { parseDuration } from '../go/duration';
import { has, TalosMinor } from './minors';
import { behind, isNull, MapNode, Node, Resolved } from './nodes';
import { readOwn } from './own';
import { TalosPath, TalosProblem } from './problem';
import { Shape, StructShape } from './shapes';

/** What could not be read. */
const NOTHING = Symbol('nothing');

/** Reads a document; problems are appended. */
export function decode(shape: StructShape, node: Node, minor: TalosMinor, problems: TalosProblem[]): PlainMap {
  const reader = new Reader(has(minor, 'nullElements'), has(minor, 'fractions'), problems);
  const value = reader.read(shape, node, []);
  if (problems.length === 0) reader.keys(shape, node, []);
  return typeof value === 'symbol' ? {} : (value as PlainMap);
}

/** Nodes of one document, aliases counted each time; Go refuses a text whose aliases multiply it. */
const MOST_NODES = 100_000;

class Reader {
  private nodes = 0;

  public constructor(
    /** Null may stand in a list of sections. */
    private readonly nullElements: boolean,
    /** A fraction may stand where a whole number is asked for. */
    private readonly fractions: boolean,
    private readonly problems: TalosProblem[],
  ) {}

  public read(shape: Shape, node: Node, path: TalosPath): unknown {
    if (++this.nodes > MOST_NODES) {
      if (this.nodes === MOST_NODES + 1) this.say('excessive-aliasing', node, path, {});
      return NOTHING;
    }
    const inner = behind(node);
    if (inner.kind === 'scalar' && inner.resolved.type === 'null')
      return shape.is === 'pointer' || shape.is === 'list' || shape.is === 'map' || shape.is === 'any' ? null : NOTHING;
    switch (shape.is) {
      case 'any':
        return this.any(inner, path);
      case 'pointer':
        return orNull(shape.of, this.read(shape.of, inner, path));
      case 'own': {
        const own = readOwn(shape, inner);
        return 'value' in own ? own.value : this.refuse(inner, path, own.expected);
      }
      case 'struct':
        return inner.kind === 'map' ? this.struct(shape, inner, path) : this.refuse(inner, path, 'a section');
      case 'map':
        return inner.kind === 'map' ? this.map(shape.of, inner, path) : this.refuse(inner, path, 'a map');
      case 'list':
        return inner.kind === 'list' ? this.list(shape.of, inner.items, path) : this.refuse(inner, path, 'a list');
      default:
        return inner.kind === 'scalar'
          ? this.scalar(shape, inner.text, inner.resolved, inner, path)
          : this.refuse(inner, path, shape.is);
    }
  }

  private scalar(shape: Shape, text: string, resolved: Resolved, node: Node, path: TalosPath): unknown {
    switch (shape.is) {
      case 'string':
      case 'bytes':
        return text;
      case 'bool': {
        if (resolved.type === 'bool') return resolved.value;
        const word = resolved.type === 'string' ? BOOL_WORDS.get(resolved.value) : undefined;
        return word ?? this.refuse(node, path, 'true or false');
      }
      case 'number': {
        if (resolved.type !== 'int' && resolved.type !== 'float') return this.refuse(node, path, 'a number');
        const value = shape.whole ? Math.trunc(resolved.value) : resolved.value;
        if (value !== resolved.value && !this.fractions) return this.refuse(node, path, 'a whole number');
        return value >= shape.min && value <= shape.max && !Number.isNaN(value)
          ? value
          : this.refuse(node, path, `a number from ${shape.min} to ${shape.max}`);
      }
      case 'duration': {
        const value = resolved.type === 'string' ? parseDuration(resolved.value) : undefined;
        return value ?? this.refuse(node, path, 'a duration, as 30s');
      }
      default:
        return NOTHING;
    }
  }

  private struct(shape: StructShape, node: MapNode, path: TalosPath): PlainMap {
    this.unique(node, path);
    const value: PlainMap = {};
    for (const [key, inner] of node.entries) {
      const name = keyText(key);
      if (name === undefined) continue;
      const field = shape.fields.get(name);
      const of = field?.shape ?? shape.rest;
      if (of === undefined) continue;
      const read = this.read(of, inner, [...path, name]);
      if (field === undefined) value[name] = typeof read === 'symbol' ? zeroIn(of) : read;
      else if (!isZero(of, read)) value[name] = read;
    }
    if (shape.name === 'v1alpha1.ClusterInlineManifest' && typeof value.contents === 'string')
      value.contents = value.contents.replace(/^[\t\n\v\f\r]+/, '');
    return value;
  }

  private map(of: Shape, node: MapNode, path: TalosPath): PlainMap {
    this.unique(node, path);
    const value: PlainMap = {};
    for (const [key, inner] of node.entries) {
      const name = keyText(key);
      if (name === undefined) this.refuse(key, path, 'a key of text');
      else if (isMergeKey(key)) this.merged(of, inner, path, value);
      else {
        const read = this.read(of, inner, [...path, name]);
        value[name] = typeof read === 'symbol' ? zeroIn(of) : (read ?? zeroIn(of));
      }
    }
    return value;
  }

  /** `<<`: keys that are not there yet. */
  private merged(of: Shape, node: Node, path: TalosPath, value: PlainMap): void {
    const inner = behind(node);
    const maps = inner.kind === 'list' ? inner.items.map(behind) : [inner];
    for (const each of maps) {
      if (each.kind !== 'map') this.refuse(node, path, 'a map');
      else for (const [key, read] of Object.entries(this.map(of, each, path))) value[key] ??= read;
    }
  }

  private list(of: Shape, items: readonly Node[], path: TalosPath): unknown[] {
    return items.flatMap((item, index) => {
      const read = this.read(of, item, [...path, index]);
      // Go leaves out what it cannot set: null among texts.
      return typeof read === 'symbol' ? [] : [read ?? zeroIn(of)];
    });
  }

  private any(node: Node, path: TalosPath): unknown {
    switch (node.kind) {
      case 'scalar':
        return node.resolved.type === 'null' ? null : node.resolved.value;
      case 'list':
        return this.list({ is: 'any' }, node.items, path);
      case 'map':
        return this.map({ is: 'any' }, node, path);
      case 'alias':
        return this.any(behind(node), path);
    }
  }

  private unique(node: MapNode, path: TalosPath): void {
    const seen = new Set<string>();
    for (const [key] of node.entries) {
      const name = keyText(key);
      if (name === undefined) continue;
      if (seen.has(name)) this.say('duplicate-key', key, [...path, name], { key: name });
      seen.add(name);
    }
  }

  /** Keys that nobody knows, and null where a section must stand. An alias is not looked behind. */
  public keys(shape: Shape, node: Node, path: TalosPath): void {
    if (shape.is === 'pointer') {
      this.keys(shape.of, node, path);
      return;
    }
    if (node.kind === 'map' && (shape.is === 'struct' || shape.is === 'map')) {
      for (const [key, inner] of node.entries) {
        const name = keyText(key) ?? '';
        const of = shape.is === 'map' ? shape.of : (shape.rest ?? shape.fields.get(name)?.shape);
        if (of === undefined && shape.is === 'struct') {
          const near = nearest(name, [...shape.fields.keys()]);
          this.say('unknown-key', key, [...path, name], { key: name, ...(near === undefined ? {} : { near }) });
        } else if (of !== undefined) {
          if (shape.is === 'map') this.element(of, inner, [...path, name]);
          this.keys(of, inner, [...path, name]);
        }
      }
    }
    if (node.kind === 'list' && shape.is === 'list')
      node.items.forEach((item, index) => {
        this.element(shape.of, item, [...path, index]);
        this.keys(shape.of, item, [...path, index]);
      });
  }

  private element(of: Shape, node: Node, path: TalosPath): void {
    if (!this.nullElements && of.is === 'pointer' && isNull(node)) this.say('null-element', node, path, {});
  }

  private refuse(node: Node, path: TalosPath, expected: string): typeof NOTHING {
    const got = node.kind === 'scalar' ? node.text : node.kind;
    this.say('value', node, path, isSecretPath(path) ? { expected } : { expected, got });
    return NOTHING;
  }

  private say(reason: string, node: Node, path: TalosPath, data: Record<string, unknown>): void {
    this.problems.push({ reason, path, ...(node.line > 0 ? { line: node.line } : {}), data });
  }
}

/** Words that Go takes where a field asks for a boolean. Source: decode.go of go.yaml.in/yaml/v4. */
const BOOL_WORDS = new Map([
  ...['y', 'Y', 'yes', 'on'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'off'].map((word) => [word, false] as const),
]);

/** Keys whose values are never repeated. */
const SECRET_KEYS =
  /^(?:crt|key|cert|token|secret|password|auth|identityToken|passphrase|id|bootstrapToken|clusterID|clusterSecret|privateKey|presharedKey|apiToken|.*EncryptionSecret|ca)$/;

/** True for a path whose value may be a secret. */
export function isSecretPath(path: TalosPath): boolean {
  return path.some((key) => typeof key === 'string' && SECRET_KEYS.test(key));
}

function keyText(node: Node): string | undefined {
  const inner = behind(node);
  return inner.kind === 'scalar' ? inner.text : undefined;
}

function isMergeKey(node: Node): boolean {
  return node.kind === 'scalar' && node.text === '<<';
}

function orNull(shape: Shape, read: unknown): unknown {
  if (typeof read === 'symbol') return read;
  return read ?? zeroIn(shape);
}

/** The zero value where it has to be written: behind a pointer, in a list, in a map. */
export function zeroIn(shape: Shape): unknown {
  switch (shape.is) {
    case 'string':
    case 'bytes':
      return '';
    case 'bool':
      return false;
    case 'number':
    case 'duration':
      return 0;
    case 'struct':
      return {};
    case 'own':
      return shape.zero ?? null;
    default:
      return null;
  }
}

/** True for what Go calls the zero value of a type. */
export function isZero(shape: Shape, value: unknown): boolean {
  if (typeof value === 'symbol' || value === undefined || value === null) return true;
  switch (shape.is) {
    case 'string':
    case 'bytes':
      return value === '';
    case 'bool':
      return value === false;
    case 'number':
    case 'duration':
      return value === 0;
    case 'struct':
      return Object.keys(value).length === 0;
    default:
      return false;
  }
}
