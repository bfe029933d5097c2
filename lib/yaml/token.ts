// Tokens of YAML 1.1, as libyaml names them.

export const STREAM_END = 0;
export const DOCUMENT_START = 1;
export const DOCUMENT_END = 2;
export const BLOCK_SEQUENCE_START = 3;
export const BLOCK_MAPPING_START = 4;
export const BLOCK_END = 5;
export const FLOW_SEQUENCE_START = 6;
export const FLOW_SEQUENCE_END = 7;
export const FLOW_MAPPING_START = 8;
export const FLOW_MAPPING_END = 9;
export const BLOCK_ENTRY = 10;
export const FLOW_ENTRY = 11;
export const KEY = 12;
export const VALUE = 13;
export const ALIAS = 14;
export const ANCHOR = 15;
export const TAG = 16;
export const SCALAR = 17;

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A token of any kind; fields that its kind does not use are empty. */
export class Token {
  public constructor(
    public readonly type: number,
    /** Offset of its first character. */
    public readonly start: number,
    /** Text of a scalar; name of an anchor or alias; suffix of a tag. */
    public readonly value: string,
    public readonly style: ScalarStyle,
    /** Flow level at which it may begin a simple key; -1 if it may not. */
    public readonly keyLevel: number,
    /** Handle of a tag; '' for a verbatim one. */
    public readonly handle: string,
  ) {}
}
