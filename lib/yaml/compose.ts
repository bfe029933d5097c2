// From tokens to nodes: libyaml's grammar, one function a production.
import { refusedCharacter } from './characters';
import { isTooDense, TOO_DENSE } from './limits';
import { AliasNode, ListNode, MapNode, Node, NodeTree, ScalarNode } from './node';
import { Scanner } from './scanner';
import {
  ALIAS,
  ANCHOR,
  BLOCK_END,
  BLOCK_ENTRY,
  BLOCK_MAPPING_START,
  BLOCK_SEQUENCE_START,
  DOCUMENT_END,
  DOCUMENT_START,
  FLOW_ENTRY,
  FLOW_MAPPING_END,
  FLOW_MAPPING_START,
  FLOW_SEQUENCE_END,
  FLOW_SEQUENCE_START,
  KEY,
  SCALAR,
  STREAM_END,
  TAG,
  VALUE,
} from './token';
import { YamlError } from './yaml-error';

/** How deep lists and maps may lie in each other: no manifest comes near, and no walk runs out of stack. Go takes 10,000. */
export const MAX_DEPTH = 500;

const YAML_TAG = 'tag:yaml.org,2002:';

/** Which of Go's readers a text is for. They read the same layouts, but the newer one looks further behind the end of a document. */
export type Reader = 'v2' | 'v3';
const LOOKAHEAD: Readonly<Record<Reader, number>> = { v2: 0, v3: 2 };

/**
 * The first document of a text.
 *
 * @throws YamlError
 */
export function compose(text: string, reader: Reader = 'v2'): NodeTree {
  if (isTooDense(text, false)) throw new YamlError(TOO_DENSE, 0, 'too-large');
  const refused = refusedCharacter(text);
  if (refused !== -1) {
    const code = text.codePointAt(refused)!.toString(16).toUpperCase().padStart(4, '0');
    throw new YamlError(`the character U+${code}, which no YAML may hold`, refused);
  }
  return new Composer(text, LOOKAHEAD[reader]).document();
}

class Composer {
  private readonly scanner: Scanner;
  private readonly anchors = new Map<string, Node>();
  private depth = 0;

  public constructor(text: string, lookahead: number) {
    this.scanner = new Scanner(text, lookahead);
  }

  public document(): NodeTree {
    const { scanner, anchors } = this;
    let type = scanner.peek().type;
    if (type === STREAM_END) return { root: undefined, anchors, rest: undefined, isEnded: false, lastComment: -1 };
    let root: Node;
    if (type === DOCUMENT_START) {
      scanner.skip();
      type = scanner.peek().type;
      root =
        type === DOCUMENT_START || type === DOCUMENT_END || type === STREAM_END ? this.empty() : this.node(true, false);
    } else root = this.node(true, false);
    const isEnded = scanner.peek().type === DOCUMENT_END;
    const rest = this.rest();
    return { root, anchors, rest, isEnded, lastComment: scanner.lastComment };
  }

  /** Go looks no further than at the next token; what is wrong behind it is nobody's matter. */
  private rest(): number | undefined {
    const { scanner } = this;
    let token = scanner.peek();
    if (token.type === STREAM_END) return undefined;
    if (token.type !== DOCUMENT_END) return token.start;
    const { start } = token;
    try {
      while (token.type === DOCUMENT_END) {
        scanner.skip();
        token = scanner.peek();
      }
    } catch {
      return start;
    }
    return token.type === STREAM_END ? undefined : token.start;
  }

  private empty(tag = '', at = -1): ScalarNode {
    return new ScalarNode('', 'plain', tag, at);
  }

  private node(inBlock: boolean, indentless: boolean): Node {
    const { scanner } = this;
    let token = scanner.peek();
    const { start } = token;
    if (token.type === ALIAS) {
      scanner.skip();
      const target = this.anchors.get(token.value);
      if (target === undefined) throw new YamlError(`no anchor ${token.value} stands before this alias`, start);
      return new AliasNode(token.value, target, start);
    }
    let anchor: string | undefined;
    let tag = '';
    for (let hasTag = false; token.type === ANCHOR || token.type === TAG; token = scanner.peek()) {
      if (token.type === ANCHOR) {
        if (anchor !== undefined) break;
        anchor = token.value;
      } else {
        if (hasTag) break;
        hasTag = true;
        tag = tagOf(token.handle, token.value, token.start);
      }
      scanner.skip();
    }
    switch (token.type) {
      case SCALAR:
        scanner.skip();
        return this.anchored(anchor, new ScalarNode(token.value, token.style, tag, token.start));
      case BLOCK_ENTRY:
        if (indentless) return this.deeper(() => this.indentlessList(anchor, tag, token.start), start);
        break;
      case FLOW_SEQUENCE_START:
        return this.deeper(() => this.flowList(anchor, tag, token.start), start);
      case FLOW_MAPPING_START:
        return this.deeper(() => this.flowMap(anchor, tag, token.start), start);
      case BLOCK_SEQUENCE_START:
        if (inBlock) return this.deeper(() => this.blockList(anchor, tag, token.start), start);
        break;
      case BLOCK_MAPPING_START:
        if (inBlock) return this.deeper(() => this.blockMap(anchor, tag, token.start), start);
        break;
    }
    if (anchor !== undefined || tag !== '') return this.anchored(anchor, this.empty(tag, start));
    throw new YamlError('a value is missing here', start);
  }

  private anchored<N extends Node>(anchor: string | undefined, node: N): N {
    if (anchor !== undefined) this.anchors.set(anchor, node);
    return node;
  }

  private deeper<N>(inner: () => N, at: number): N {
    if (++this.depth > MAX_DEPTH)
      throw new YamlError(`maps and lists lie more than ${MAX_DEPTH} deep in each other`, at, 'too-deep');
    const node = inner();
    this.depth--;
    return node;
  }

  private blockList(anchor: string | undefined, tag: string, at: number): ListNode {
    const { scanner } = this;
    const list = this.anchored(anchor, new ListNode(tag, false, at));
    scanner.skip();
    let token = scanner.peek();
    for (; token.type === BLOCK_ENTRY; token = scanner.peek()) {
      scanner.skip();
      const { type } = scanner.peek();
      list.items.push(
        type === BLOCK_ENTRY || type === BLOCK_END ? this.empty('', token.start) : this.node(true, false),
      );
    }
    if (token.type !== BLOCK_END) throw new YamlError('a list goes on with an item, or ends', token.start);
    scanner.skip();
    return list;
  }

  /** A list at the column of the key that holds it. */
  private indentlessList(anchor: string | undefined, tag: string, at: number): ListNode {
    const { scanner } = this;
    const list = this.anchored(anchor, new ListNode(tag, false, at));
    for (let token = scanner.peek(); token.type === BLOCK_ENTRY; token = scanner.peek()) {
      scanner.skip();
      const { type } = scanner.peek();
      list.items.push(
        type === BLOCK_ENTRY || type === KEY || type === VALUE || type === BLOCK_END
          ? this.empty('', token.start)
          : this.node(true, false),
      );
    }
    return list;
  }

  private blockMap(anchor: string | undefined, tag: string, at: number): MapNode {
    const { scanner } = this;
    const map = this.anchored(anchor, new MapNode(tag, false, at));
    scanner.skip();
    let token = scanner.peek();
    for (; token.type === KEY; token = scanner.peek()) {
      scanner.skip();
      map.pairs.push(this.blockPart());
      if (scanner.peek().type === VALUE) {
        scanner.skip();
        map.pairs.push(this.blockPart());
      } else map.pairs.push(this.empty());
    }
    if (token.type !== BLOCK_END) throw new YamlError('a map goes on with a key, or ends', token.start);
    scanner.skip();
    return map;
  }

  /** A key or value, which may be missing. */
  private blockPart(): Node {
    const { type } = this.scanner.peek();
    return type === KEY || type === VALUE || type === BLOCK_END ? this.empty() : this.node(true, true);
  }

  private flowList(anchor: string | undefined, tag: string, at: number): ListNode {
    const { scanner } = this;
    const list = this.anchored(anchor, new ListNode(tag, true, at));
    scanner.skip();
    for (let isFirst = true; ; isFirst = false) {
      let token = scanner.peek();
      if (token.type === FLOW_SEQUENCE_END) break;
      if (!isFirst) {
        if (token.type !== FLOW_ENTRY)
          throw new YamlError("a list in brackets goes on with ',' or ends with ']'", token.start);
        scanner.skip();
        token = scanner.peek();
        if (token.type === FLOW_SEQUENCE_END) break;
      }
      list.items.push(token.type === KEY ? this.flowPair(token.start) : this.node(false, false));
    }
    scanner.skip();
    return list;
  }

  /** `[a: b]`: a map of one pair. */
  private flowPair(at: number): MapNode {
    const { scanner } = this;
    const map = new MapNode('', true, at);
    scanner.skip();
    const { type } = scanner.peek();
    if (type === VALUE || type === FLOW_ENTRY || type === FLOW_SEQUENCE_END) {
      // libyaml steps over the token here.
      scanner.skip();
      map.pairs.push(this.empty());
    } else map.pairs.push(this.node(false, false));
    map.pairs.push(this.flowValue(FLOW_SEQUENCE_END));
    return map;
  }

  private flowMap(anchor: string | undefined, tag: string, at: number): MapNode {
    const { scanner } = this;
    const map = this.anchored(anchor, new MapNode(tag, true, at));
    scanner.skip();
    for (let isFirst = true; ; isFirst = false) {
      let token = scanner.peek();
      if (token.type === FLOW_MAPPING_END) break;
      if (!isFirst) {
        if (token.type !== FLOW_ENTRY)
          throw new YamlError("a map in braces goes on with ',' or ends with '}'", token.start);
        scanner.skip();
        token = scanner.peek();
        if (token.type === FLOW_MAPPING_END) break;
      }
      if (token.type === KEY) {
        scanner.skip();
        const { type } = scanner.peek();
        map.pairs.push(
          type === VALUE || type === FLOW_ENTRY || type === FLOW_MAPPING_END ? this.empty() : this.node(false, false),
        );
        map.pairs.push(this.flowValue(FLOW_MAPPING_END));
      } else map.pairs.push(this.node(false, false), this.empty());
    }
    scanner.skip();
    return map;
  }

  private flowValue(end: number): Node {
    const { scanner } = this;
    if (scanner.peek().type !== VALUE) return this.empty();
    scanner.skip();
    const { type } = scanner.peek();
    return type === FLOW_ENTRY || type === end ? this.empty() : this.node(false, false);
  }
}

function tagOf(handle: string, suffix: string, at: number): string {
  if (handle === '!!') return `!!${suffix}`;
  if (handle === '!') return `!${suffix}`;
  if (handle !== '') throw new YamlError(`the tag handle ${handle} is not declared`, at);
  return suffix.startsWith(YAML_TAG) ? `!!${suffix.slice(YAML_TAG.length)}` : suffix;
}
