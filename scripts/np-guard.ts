// Compares reach with the list of np-guard's netpol-analyzer, pair by pair, over worlds of Kubernetes NetworkPolicies.
//   node --import tsx scripts/np-guard.ts FOLDER=LIST.csv…       each LIST.csv is what `k8snetpolicy list --dirpath FOLDER -o csv` says
// Prints how many pairs agree, and every pair that does not. np-guard knows TCP, UDP and SCTP, so these are compared.
import { readFileSync } from 'node:fs';
import { readInput, worldsFor } from '../lib/check';
import { readAddress } from '../lib/models/agent/verdict';
import { ConnectionSet, REACH, Span } from '../lib/reach';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
/** What np-guard calls all addresses without a rule about them. */
const RANGE = /^(\d+\.\d+\.\d+\.\d+)-(\d+\.\d+\.\d+\.\d+)$/;

interface TheirRow {
  readonly from: string;
  readonly to: string;
  readonly connections: ConnectionSet;
}

const parts = (set: ConnectionSet) => new Map(PROTOCOLS.map((protocol) => [protocol, set.of(protocol)]));
const compared = (set: ConnectionSet) => ConnectionSet.of(parts(set));

/** `All Connections`, `TCP 80,443 UDP 53`, `TCP 1-65535`. */
function theirSet(text: string): ConnectionSet {
  if (text === 'All Connections') return compared(ConnectionSet.ALL);
  const found = new Map<string, Span[]>();
  let spans: Span[] = [];
  for (const word of text.split(/[\s,]+/)) {
    if (PROTOCOLS.includes(word)) found.set(word, (spans = []));
    else {
      const [first = NaN, last = first] = word.split('-').map(Number);
      spans.push({ first, last, through: [] });
    }
  }
  return ConnectionSet.of(found);
}

function theirRows(csv: string): TheirRow[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [from = '', to = '', ...rest] = line.split(',');
      return { from, to, connections: theirSet(rest.join(',').replace(/^"|"$/g, '')) };
    });
}

/** Rows by their end that is no range of addresses, and whether an address lies in the other. */
class TheirList {
  private readonly pairs = new Map<string, ConnectionSet>();
  private readonly ranges: {
    readonly key: string;
    readonly first: bigint;
    readonly last: bigint;
    readonly set: ConnectionSet;
  }[] = [];

  public constructor(rows: readonly TheirRow[]) {
    for (const { from, to, connections } of rows) {
      const [source, target] = [RANGE.exec(from), RANGE.exec(to)];
      const range = source ?? target;
      if (range === null) this.pairs.set(`${from} ${to}`, connections);
      else
        this.ranges.push({
          key: source === null ? `${from} *` : `* ${to}`,
          first: readAddress(range[1]!)!.value,
          last: readAddress(range[2]!)!.value,
          set: connections,
        });
    }
  }

  public between(from: string, to: string): ConnectionSet {
    return this.pairs.get(`${from} ${to}`) ?? ConnectionSet.NONE;
  }

  public outside(key: string, address: bigint): ConnectionSet {
    return (
      this.ranges.find((each) => each.key === key && each.first <= address && address <= each.last)?.set ??
      ConnectionSet.NONE
    );
  }
}

let [pairs, agreed] = [0, 0];
const worlds = process.argv.slice(2);
for (const argument of worlds) {
  const [folder = '', list = ''] = argument.split('=');
  const [world] = worldsFor(readInput([folder]));
  const [cluster] = world!.model(REACH);
  const { reach } = cluster!;
  const theirs = new TheirList(theirRows(readFileSync(list, 'utf8')));
  reach.parties.forEach((from, source) =>
    reach.parties.forEach((to, target) => {
      if (source === target || (from.workload ?? to.workload) === undefined) return;
      const their =
        from.region !== undefined
          ? theirs.outside(`* ${to.id}`, from.region.address.value)
          : to.region !== undefined
            ? theirs.outside(`${from.id} *`, to.region.address.value)
            : from.workload !== undefined && to.workload !== undefined
              ? theirs.between(from.id, to.id)
              : undefined;
      // Nodes are no ends to np-guard.
      if (their === undefined) return;
      pairs++;
      const own = compared(reach.connections(source, target));
      if (own.key === their.key) agreed++;
      else console.log(`${folder}: ${from.id} => ${to.id}: ${own.toString()}; np-guard: ${their.toString()}`);
    }),
  );
}
console.log(`${worlds.length} worlds, ${pairs} pairs, ${agreed} agree`);
