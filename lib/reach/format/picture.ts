// Pictures of connections, for Graphviz and Mermaid.
import { Unit } from '../groups';
import { label } from './text';

/** What an edge says by its look. @internal */
export type Look = 'plain' | 'gateway' | 'added' | 'removed' | 'changed' | 'denied';

const COLOURS: Readonly<Record<Look, string | undefined>> = {
  plain: undefined,
  gateway: 'blue',
  added: 'darkgreen',
  removed: 'red',
  changed: 'orange',
  denied: 'red',
};
const DASHED: readonly Look[] = ['gateway', 'denied'];

interface Node {
  readonly text: string;
  readonly namespace?: string;
  /** A place where edges meet that say the same, which stands there once. */
  readonly joins: boolean;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly look: Look;
}

/** Boxes by namespace and edges between them. @internal */
export class Picture {
  private readonly nodes: Node[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly edges: Edge[] = [];

  /** Edges from all of some to all of others that say the same; they meet in one place where that is fewer. */
  public connect(from: readonly Unit[], to: readonly Unit[], text: string, look: Look = 'plain'): void {
    if (from.length === 0 || to.length === 0) return;
    const [sources, targets] = [from.map((unit) => this.node(unit)), to.map((unit) => this.node(unit))];
    if (sources.length === 1 || targets.length === 1) {
      for (const source of sources)
        for (const target of targets) this.edges.push({ from: source, to: target, text, look });
      return;
    }
    const place = this.nodes.push({ text, joins: true }) - 1;
    for (const source of sources) this.edges.push({ from: source, to: place, text: '', look });
    for (const target of targets) this.edges.push({ from: place, to: target, text: '', look });
  }

  private node({ key, text, namespace, isWhole }: Unit): number {
    let number = this.numbers.get(key);
    if (number === undefined) {
      const shown = isWhole ? `all of ${text}` : text;
      number = this.nodes.push({ text: shown, joins: false, ...(namespace === undefined ? {} : { namespace }) }) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }

  /** For Graphviz. */
  public dot(): string {
    const node = (at: number) => {
      const { text, joins } = this.nodes[at]!;
      return `  n${at} [${joins ? 'shape=plaintext, ' : ''}label=${JSON.stringify(text)}];\n`;
    };
    const boxes = this.byNamespace().map(([namespace, members]) =>
      namespace === ''
        ? members.map(node).join('')
        : `  subgraph ${JSON.stringify(`cluster_${namespace}`)} {\n    label=${JSON.stringify(namespace)};\n${members.map((at) => `  ${node(at)}`).join('')}  }\n`,
    );
    const edges = this.edges.map(({ from, to, text, look }) => {
      const isHalf = this.nodes[to]!.joins;
      const attributes = [
        ...(text === '' ? [] : [`label=${JSON.stringify(text)}`]),
        ...(COLOURS[look] === undefined ? [] : [`color=${COLOURS[look]}`]),
        ...(DASHED.includes(look) ? ['style=dashed'] : []),
        ...(isHalf ? ['dir=none'] : []),
      ];
      return `  n${from} -> n${to}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};\n`;
    });
    return `digraph reach {\n  rankdir=LR;\n  node [shape=box];\n${boxes.join('')}${edges.join('')}}\n`;
  }

  /** For Mermaid. */
  public mermaid(): string {
    const node = (at: number) => {
      const { text, joins } = this.nodes[at]!;
      return `  n${at}${joins ? `([${label(text)}])` : `[${label(text)}]`}\n`;
    };
    const boxes = this.byNamespace().map(([namespace, members], index) =>
      namespace === ''
        ? members.map(node).join('')
        : `  subgraph s${index}[${label(namespace)}]\n${members.map((at) => `  ${node(at)}`).join('')}  end\n`,
    );
    const edges = this.edges.map(({ from, to, text, look }) => {
      const dashed = DASHED.includes(look);
      const line = this.nodes[to]!.joins ? (dashed ? '-.-' : '---') : dashed ? '-.->' : '-->';
      return `  n${from} ${line}${text === '' ? '' : `|${label(text)}|`} n${to}\n`;
    });
    const styles = this.edges.flatMap(({ look }, index) =>
      COLOURS[look] === undefined ? [] : [`  linkStyle ${index} stroke:${COLOURS[look]}\n`],
    );
    return `flowchart LR\n${boxes.join('')}${edges.join('')}${styles.join('')}`;
  }

  /** Positions of nodes by namespace, what has none under the empty name. */
  private byNamespace(): [string, number[]][] {
    const groups = new Map<string, number[]>();
    this.nodes.forEach(({ namespace = '' }, at) => {
      const list = groups.get(namespace);
      if (list === undefined) groups.set(namespace, [at]);
      else list.push(at);
    });
    return [...groups];
  }
}
