// Objects made from a schema: mostly good, on the borders of what is allowed, and now and then one step beyond.
import { Schema, matcherOf } from '../../../../lib/models/api-server/schema';

/** Numbers from 0 to 1 that depend on the seed alone. */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TEXTS = [
  'a',
  'web',
  'web-1',
  'example.org',
  '*.example.org',
  'example.org/name',
  '80',
  '10s',
  '1h',
  '10.0.0.0/8',
  '10.0.0.1',
  'fd00::1',
  '/path',
  'GET',
  '*',
  'https://a.b',
  '65000:1',
  'A',
  'x y',
  '',
  'Hostname',
  '64512',
  '1Gi',
  '1GB',
  'ä',
];

export class Generator {
  /** Chance of a fault at a place. */
  private fault = 0;

  constructor(private readonly next: () => number) {}

  /** An object; every other one without any planned fault. */
  public object(schema: Schema): Record<string, unknown> {
    this.fault = this.next() < 0.4 ? 0 : 0.04;
    return { ...(this.map(schema) as object), apiVersion: 'x', kind: 'X', metadata: { name: 'x' } };
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  private wrong(): boolean {
    return this.next() < this.fault;
  }

  /** A value of any schema. */
  public value(schema: Schema): unknown {
    if (this.wrong()) return this.pick<unknown>(['text', 7, true, 1.5, {}, [], { a: 1 }, ['x']]);
    if (schema.nullable === true && this.next() < 0.3) return null;
    if (schema.enum !== undefined) return this.wrong() ? 'beyond' : this.pick(schema.enum);
    if (schema.intOrString === true)
      return this.next() < 0.5 ? this.number({ ...schema, type: 'integer' }) : this.text(schema);
    switch (schema.type) {
      case 'object':
        return this.map(schema);
      case 'array':
        return Array.from({ length: this.count(schema.minItems, schema.maxItems, 3) }, () =>
          this.value(schema.items ?? {}),
        );
      case 'string':
        return this.text(schema);
      case 'integer':
      case 'number':
        return this.number(schema);
      case 'boolean':
        return this.next() < 0.5;
      default:
        return this.pick<unknown>(['x', 1, true, { any: 'thing' }]);
    }
  }

  /** A length between bounds, on them, or one beyond. */
  private count(least = 0, most: number | undefined, usual: number): number {
    if (this.wrong()) return this.next() < 0.5 || most === undefined ? Math.max(0, least - 1) : Math.min(most + 1, 300);
    const high = Math.min(most ?? Infinity, least + usual);
    const place = this.next();
    if (place < 0.15) return least;
    if (place < 0.2 && most !== undefined && most <= 70) return most;
    return least + Math.floor(this.next() * (high - least + 1));
  }

  private text(schema: Schema): string {
    const { pattern, minLength = 0, maxLength } = schema;
    if (this.next() < 0.15 && maxLength !== undefined && maxLength < 5000)
      return 'a'.repeat(this.wrong() || this.next() < this.fault * 5 ? maxLength + 1 : maxLength);
    if (this.wrong()) return minLength > 0 && this.next() < 0.5 ? 'a'.repeat(minLength - 1) : this.pick(TEXTS);
    const fitting = TEXTS.filter(
      (text) =>
        text.length >= minLength &&
        (pattern === undefined || matcherOf(pattern)(text)) &&
        (maxLength === undefined || text.length <= maxLength),
    );
    return fitting.length > 0 ? this.pick(fitting) : 'a'.repeat(Math.max(1, minLength));
  }

  private number(schema: Schema): number {
    const { minimum, maximum } = schema;
    const choices = [
      minimum ?? 0,
      (minimum ?? 0) + 1,
      maximum ?? 100,
      Math.floor(((minimum ?? 0) + (maximum ?? 100)) / 2),
    ];
    if (this.wrong() || this.next() < this.fault * 4) return this.pick([(minimum ?? 0) - 1, (maximum ?? 100) + 1, 0.5]);
    return this.pick(choices);
  }

  private map(schema: Schema): unknown {
    const out: Record<string, unknown> = {};
    const { properties, additionalProperties, required = [] } = schema;
    const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    const chosen = branches.length === 0 ? [] : (this.pick(branches).required ?? []);
    const apart = new Set(branches.flatMap((branch) => branch.required ?? []));
    for (const [name, each] of properties ?? []) {
      const needed = required.includes(name) || chosen.includes(name);
      if (apart.has(name) && !needed ? this.next() < 0.1 : needed ? !this.wrong() : this.next() < 0.3)
        out[name] = this.value(each);
    }
    if (typeof additionalProperties === 'object')
      for (let i = this.count(schema.minProperties, schema.maxProperties, 2); i > 0; i--)
        out[`key${i}`] = this.value(additionalProperties);
    if ((schema.open === true && this.next() < 0.5) || (this.wrong() && this.next() < 0.5)) out.unknown = 1;
    return out;
  }
}
