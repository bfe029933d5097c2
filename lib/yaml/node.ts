// What a document is before anybody asks for its values: scalars, lists, maps and aliases with their tags and places.
import { ScalarStyle } from './token';

export class ScalarNode {
  public readonly kind = 'scalar';

  public constructor(
    public readonly value: string,
    public readonly style: ScalarStyle,
    /** `!!int` and the like for those of YAML; '' for none. */
    public readonly tag: string,
    /** Offset in the text that was scanned; -1 for what is not written. */
    public readonly at: number,
  ) {}
}

export class ListNode {
  public readonly kind = 'list';
  public readonly items: Node[] = [];

  public constructor(
    public readonly tag: string,
    public readonly isFlow: boolean,
    public readonly at: number,
  ) {}
}

export class MapNode {
  public readonly kind = 'map';
  /** Keys and values in turn. */
  public readonly pairs: Node[] = [];

  public constructor(
    public readonly tag: string,
    public readonly isFlow: boolean,
    public readonly at: number,
  ) {}
}

export class AliasNode {
  public readonly kind = 'alias';

  public constructor(
    public readonly name: string,
    public readonly target: Node,
    public readonly at: number,
  ) {}
}

export type Node = ScalarNode | ListNode | MapNode | AliasNode;

/** A document. */
export interface NodeTree {
  /** undefined: there is no document, only comments and blanks. */
  readonly root: Node | undefined;
  /** The last node of each anchor's name. */
  readonly anchors: ReadonlyMap<string, Node>;
  /** Offset of what stands behind the end of the document; Go drops it in silence where it reads one document. */
  readonly rest: number | undefined;
  /** A line `...` ends the document: what stands behind it may begin without `---`. */
  readonly isEnded: boolean;
  /** Offset of the last comment, up to the next token behind the document; -1 if there is none. */
  readonly lastComment: number;
}
