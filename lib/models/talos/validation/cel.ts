// Selectors in CEL: whether they read at all, and whether they ask for what is there. Types are not worked out.

/** Variables that an expression may use. Source: pkg/machinery/cel/celenv. */
const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  link: ['link', 'mac', 'glob'],
  disk: ['disk', 'system_disk', 'glob'],
  volume: ['volume', 'disk', 'system_disk', 'volume_id', 'glob'],
};
/** Names that the expressions about cgroups have. */
const CGROUP =
  /^(?:(?:d_)?(?:qos_)?memory_(?:some|full)_(?:avg10|avg60|avg300|total)|(?:d_)?qos_memory_(?:current|peak|max)|memory_(?:max|current|peak)|time_since_trigger|path|class|Besteffort|Burstable|Guaranteed|Podruntime|System)$/;
/** Fields of what a selector looks at; `true` for those that are unsigned and compare with 10u only. Source: the protobuf specs. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  link: fields(
    'index link_index flags mtu master_index',
    'type hardware_addr broadcast_addr queue_disc operational_state kind slave_kind bus_path pciid driver driver_version firmware_version product_id vendor_id product vendor link_state speed_megabits port duplex vlan bridge_master bond_master wireguard permanent_addr alias alt_names vrf_master veth',
  ),
  disk: fields(
    'size io_size sector_size',
    'readonly model serial modalias wwid bus_path sub_system transport rotational cdrom dev_path pretty_size secondary_disks uuid symlinks firmware_version',
  ),
  volume: fields(
    'size sector_size io_size probed_size partition_index offset',
    'block_size filesystem_block_size name uuid label partition_uuid partition_type partition_label type device_path parent dev_path parent_dev_path pretty_size',
  ),
};

function fields(unsigned: string, others: string): Record<string, boolean> {
  return Object.fromEntries([
    ...unsigned.split(' ').map((name) => [name, true] as const),
    ...others.split(' ').map((name) => [name, false] as const),
  ]);
}

const WORDS = new Set(['true', 'false', 'null', 'in', 'has', 'size', 'string', 'int', 'uint', 'double', 'matches']);

/** What is wrong with an expression; undefined if nothing that can be seen. An unknown environment is that of cgroups. */
export function celProblem(text: string, environment: string, wanted: 'bool' | 'number' = 'bool'): string | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0) return 'syntax';
  return new Parser(tokens, VARIABLES[environment], wanted).problem();
}

const TOKEN =
  /\s+|(?<string>[rRbB]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(?<number>(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)u?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()[\]{}])/gy;

interface Token {
  readonly type: 'string' | 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    for (const type of ['string', 'number', 'name', 'sign'] as const) {
      const own = found.groups?.[type];
      if (own !== undefined) tokens.push({ type, text: own });
    }
  }
  return tokens;
}

const LEVELS = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+', '-'], ['*', '/', '%']];

/** What an expression gives, as far as its form says. */
type Kind = 'bool' | 'uint' | 'int' | 'other' | 'unknown';

class Parser {
  private at = 0;
  private unknownName = false;
  private mismatch = false;

  public constructor(
    private readonly tokens: readonly Token[],
    private readonly variables: readonly string[] | undefined,
    private readonly wanted: 'bool' | 'number',
  ) {}

  public problem(): string | undefined {
    try {
      const kind = this.ternary();
      if (this.at < this.tokens.length) return 'syntax';
      if (this.unknownName) return 'unknown-name';
      if (this.mismatch) return 'type';
      if (kind === 'unknown') return undefined;
      return (kind === 'bool') === (this.wanted === 'bool') ? undefined : 'type';
    } catch {
      return 'syntax';
    }
  }

  private ternary(): Kind {
    const condition = this.binary(0);
    if (!this.take('?')) return condition;
    const kind = this.ternary();
    this.expect(':');
    this.ternary();
    return kind;
  }

  private binary(level: number): Kind {
    if (level === LEVELS.length) return this.unary();
    let kind = this.binary(level + 1);
    while (LEVELS[level]!.includes(this.peek()?.text ?? '') && this.peek()?.type !== 'string') {
      this.at++;
      const right = this.binary(level + 1);
      // A signed and an unsigned number do not go together.
      if ((kind === 'uint' && right === 'int') || (kind === 'int' && right === 'uint')) this.mismatch = true;
      kind = level < 3 ? 'bool' : kind === right ? kind : 'unknown';
    }
    return kind;
  }

  private unary(): Kind {
    if (this.take('!')) {
      this.unary();
      return 'bool';
    }
    if (this.take('-')) {
      this.unary();
      return 'other';
    }
    const of = this.peek()?.type === 'name' ? this.peek()!.text : undefined;
    return this.member(this.primary(), of);
  }

  private member(first: Kind, of: string | undefined): Kind {
    let kind = first;
    let known = of === undefined ? undefined : FIELDS[of];
    for (;;) {
      if (this.take('.')) {
        this.take('?');
        const field = this.next();
        if (field.type !== 'name') throw new Error();
        kind = known?.[field.text] === true ? 'uint' : 'unknown';
        if (this.take('(')) {
          this.list(')');
          kind = 'unknown';
        } else if (known !== undefined && !(field.text in known)) this.unknownName = true;
        known = undefined;
      } else if (this.take('[')) {
        this.take('?');
        this.ternary();
        this.expect(']');
        kind = 'unknown';
      } else return kind;
    }
  }

  private primary(): Kind {
    // A leading dot names something from the root.
    this.take('.');
    const token = this.next();
    if (token.type === 'string') return 'other';
    if (token.type === 'number')
      return token.text.endsWith('u') ? 'uint' : /^(?:0x.*|\d+)$/.test(token.text) ? 'int' : 'other';
    if (token.type === 'name') {
      if (token.text === 'true' || token.text === 'false') return 'bool';
      if (this.take('(')) {
        this.list(')');
        return 'unknown';
      }
      // Units are constants: GiB, MB.
      if (!this.isKnown(token.text) && !WORDS.has(token.text) && !/^[kKMGTPE]i?B?$/.test(token.text))
        this.unknownName = true;
      return /^[KMGTPE]i?B$/.test(token.text) ? 'uint' : 'unknown';
    }
    if (token.text === '(') {
      const kind = this.ternary();
      this.expect(')');
      return kind;
    }
    if (token.text === '[') {
      this.list(']');
      return 'other';
    }
    if (token.text === '{') {
      this.entries();
      return 'other';
    }
    throw new Error();
  }

  private isKnown(name: string): boolean {
    return this.variables === undefined ? CGROUP.test(name) : this.variables.includes(name);
  }

  private list(end: string): void {
    while (!this.take(end)) {
      this.take('?');
      this.ternary();
      if (this.take(',')) continue;
      this.expect(end);
      return;
    }
  }

  /** A map: `{Besteffort: 1.0, Burstable: 0.5}`; the last comma may be there. */
  private entries(): void {
    while (!this.take('}')) {
      this.take('?');
      this.ternary();
      this.expect(':');
      this.ternary();
      if (this.take(',')) continue;
      this.expect('}');
      return;
    }
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (token === undefined) throw new Error();
    return token;
  }

  private take(sign: string): boolean {
    if (this.peek()?.type !== 'sign' || this.peek()?.text !== sign) return false;
    this.at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) throw new Error();
  }
}
