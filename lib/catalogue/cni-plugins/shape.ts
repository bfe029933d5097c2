// Types of fields as Go's JSON reader takes them.

/** Type of a field. */
export type FieldType = 'string' | 'boolean' | 'int' | 'uint32' | 'uint64' | 'any' | Struct | ListOf | MapOf;

/** A struct; closed for us, although the plugins ignore what they do not know. */
export interface Struct {
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Fields that Go reads in the written case only. */
  readonly exact?: readonly string[];
}

export interface ListOf {
  readonly list: FieldType;
}

export interface MapOf {
  readonly map: FieldType;
}
