// A schema node, ready to walk: what lib/models/api-server/data holds as numbered lines, with the numbers made into nodes.

/** A validation rule of a custom resource definition. */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
}

/** One node of a structural schema. Keywords as in OpenAPI; `x-kubernetes-…` by short names. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly listType?: 'set' | 'map';
  readonly listMapKeys?: readonly string[];
  readonly intOrString?: boolean;
  /** Unknown fields are kept. */
  readonly open?: boolean;
  /** An object with apiVersion, kind and metadata of its own. */
  readonly embedded?: boolean;
  readonly rules?: readonly CelRule[];
  readonly properties?: ReadonlyMap<string, Schema>;
  readonly items?: Schema;
  /** `true` where any value may stand. */
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  /** Properties that have defaults, so that nobody searches for them. */
  readonly defaults?: readonly [string, unknown][];
  /** True if this node or one below it has a rule. */
  readonly ruled?: boolean;
}

type Raw = Record<string, unknown>;
type Draft = { -readonly [Key in keyof Schema]: Schema[Key] };

/** Nodes by number, each made when somebody first comes to it. */
export class SchemaTable {
  private readonly lines: string[];
  private readonly made: (Draft | undefined)[] = [];

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  /** The node of a number. */
  public node(number: number): Schema {
    const known = this.made[number];
    if (known !== undefined) return known;
    const raw = JSON.parse(this.lines[number]!) as Raw;
    const node = raw as Draft;
    // A definition may contain itself: it is there before its children are.
    this.made[number] = node;
    const child = (each: unknown) => this.node(each as number);
    if (raw.properties !== undefined) {
      const entries = Object.entries(raw.properties as Record<string, number>).map(([name, each]): [string, Schema] => [
        name,
        child(each),
      ]);
      node.properties = new Map(entries);
      const defaults = entries
        .filter(([, each]) => each.default !== undefined)
        .map(([name, each]): [string, unknown] => [name, each.default]);
      if (defaults.length > 0) node.defaults = defaults;
    }
    if (raw.items !== undefined) node.items = child(raw.items);
    if (typeof raw.additionalProperties === 'number') node.additionalProperties = child(raw.additionalProperties);
    for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const) {
      const branches = raw[junctor] as unknown[] | undefined;
      if (branches !== undefined) node[junctor] = branches.map(child);
    }
    if (raw.not !== undefined) node.not = child(raw.not);
    const below: readonly unknown[] = [...(node.properties?.values() ?? []), node.items, node.additionalProperties];
    if (node.rules !== undefined || below.some((each) => (each as Schema | undefined)?.ruled)) node.ruled = true;
    return node;
  }
}
