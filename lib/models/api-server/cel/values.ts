// Manifest values as CEL sees them: typed by the schema, made only where a rule looks. An integer of JSON is an int or a double
// in CEL, and only the schema knows which.
import { CelInput, celList, celMap } from '@bufbuild/cel';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { PlainMap } from '../../../manifest';
import { Schema } from '../schema';
import { escape, unescape } from './names';

/** The value for a CEL program. */
export function celValue(value: unknown, schema: Schema | undefined): CelInput {
  switch (typeof value) {
    case 'string':
      return textValue(value, schema);
    case 'number':
      // Without a schema the server makes an int of every whole number.
      return schema?.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) return celList(value.map((item) => celValue(item, schema?.items)));
      return celMap(new Fields(value as PlainMap, schema));
    default:
      return value as boolean;
  }
}

function textValue(text: string, schema: Schema | undefined): CelInput {
  if (schema?.format === undefined || schema.enum !== undefined) return text;
  if (schema.format === 'date-time') return timestampFromDate(new Date(text));
  if (schema.format === 'byte') return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}

/** A map of the manifest as a Map: an entry is made when it is asked for. */
class Fields extends Map<string, CelInput> {
  constructor(
    private readonly fields: PlainMap,
    private readonly schema: Schema | undefined,
  ) {
    super();
  }

  /** Fields of an object have escaped names, keys of a map have their own. */
  private isObject(): boolean {
    return this.schema?.properties !== undefined;
  }

  private names(): string[] {
    return Object.keys(this.fields).filter((key) => this.fields[key] !== undefined);
  }

  public override get size(): number {
    return this.names().length;
  }

  public override get(name: string): CelInput | undefined {
    if (typeof name !== 'string') return undefined;
    const known = super.get(name);
    if (known !== undefined) return known;
    const key = this.isObject() ? unescape(name) : name;
    const value = Object.hasOwn(this.fields, key) ? this.fields[key] : undefined;
    if (value === undefined) return undefined;
    const rest = this.schema?.additionalProperties;
    const made = celValue(value, this.schema?.properties?.get(key) ?? (typeof rest === 'object' ? rest : undefined));
    if (typeof value === 'object') super.set(name, made);
    return made;
  }

  public override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  public override keys(): MapIterator<string> {
    return (this.isObject() ? this.names().map(escape) : this.names()).values() as MapIterator<string>;
  }

  public override *entries(): MapIterator<[string, CelInput]> {
    for (const key of this.keys()) yield [key, this.get(key)!];
  }

  public override forEach(call: (value: CelInput, key: string, map: Map<string, CelInput>) => void): void {
    for (const [key, value] of this.entries()) call(value, key, this);
  }

  public override [Symbol.iterator](): MapIterator<[string, CelInput]> {
    return this.entries();
  }
}
