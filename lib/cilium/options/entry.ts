// How a typed property says which chart value it is.

/** One chart value and the property that it comes from. @internal */
export interface ValueEntry {
  /** Property of CiliumInstallProps, `routing.mode`. */
  readonly property: string;
  /** Path in the chart's values, `routingMode`. */
  readonly path: string;
  /** Undefined where the property was left out. */
  readonly value: unknown;
}

/** The properties of one group as chart values: a row is a key of the group and the path of its value. @internal */
export function entriesOf<T extends object>(
  group: string,
  options: T | undefined,
  rows: readonly (readonly [keyof T & string, string])[],
): ValueEntry[] {
  if (options === undefined) return [];
  return rows.map(([key, path]) => ({ property: `${group}.${key}`, path, value: options[key] }));
}
