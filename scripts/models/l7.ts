// The same worlds decided up to HTTP, DNS and server names, in the format of l7.jsonl.
import {
  Carried,
  EngineSettings,
  headerName,
  Headers,
  Identity,
  identityKey,
  lookup,
  Numbered,
  plainSide,
  Proxies,
  Side,
  Surroundings,
} from '../../lib/models/agent/verdict';
import { Answering } from './answering';
import { End, Ends, invalidOf, Question } from './verdict';

interface Content {
  readonly http?: { method?: string; path?: string; host?: string; headers?: Record<string, string> };
  readonly dns?: { name: string };
  readonly serverName?: string;
}

const byMinor = true;

/** Proxies of each end of a world. */
class L7Ends {
  private readonly numbers = new Map<string, number>();
  private readonly all: Numbered[] = [];
  private readonly proxies = new Map<End, Proxies>();
  private readonly selected = new Map<string, readonly number[]>();

  public constructor(private readonly ends: Ends) {
    for (const { identity } of ends.all()) this.number(identity);
  }

  public number(identity: Identity): number {
    const key = identityKey(identity);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.numbers.size + 1;
    this.numbers.set(key, number);
    this.all.push({ number, identity, names: this.ends.namesOf(identity) });
    return number;
  }

  public of(end: End): Proxies {
    let proxies = this.proxies.get(end);
    if (proxies === undefined) {
      const { does } = this.ends.policies.agent;
      const around = new Surroundings(this.all, end.own, this.ends.cluster, does, this.selected);
      proxies = new Proxies(end.egress, end.ingress, this.ends.get('host')!.identity, around, does);
      this.proxies.set(end, proxies);
    }
    return proxies;
  }
}

const answer: Answering['answer'] = (question: Question & { config?: EngineSettings }, minor) => {
  const ends = new Ends(question, minor);
  const l7 = new L7Ends(ends);
  const { does } = ends.policies.agent;
  const verdicts = question.flows.map((flow) => {
    const { from, to, protocol, port } = flow;
    const [source, target] = [ends.get(from), ends.get(to)];
    if (source === undefined || target === undefined) return { error: `flow: unknown end in ${from} -> ${to}` };
    const carried = carriedBy(flow as Content);
    const side = (end: End, peer: End, incoming: boolean): Side => {
      if (!end.enforced) return plainSide(true);
      const names = incoming ? end.own : ends.egressNames(peer);
      const undecided = l7.of(end).undecided();
      if (undecided !== undefined) return { undecided };
      const policy = incoming ? end.ingress : end.egress;
      if (!lookup(policy, peer.identity, protocol, port, names, does).allowed) return plainSide(false);
      return l7.of(end).decide(incoming, peer.identity, l7.number(peer.identity), protocol, port, names, carried);
    };
    const egress = side(source, target, false);
    if ('undecided' in egress) return { error: `${egress.undecided.class}: ${egress.undecided.reason}` };
    const ingress = side(target, source, true);
    if ('undecided' in ingress) return { error: `${ingress.undecided.class}: ${ingress.undecided.reason}` };
    return { egress, ingress, allowed: egress.allowed && ingress.allowed };
  });
  return { id: question.id, invalid: invalidOf(question, ends.policies), verdicts };
};

function carriedBy({ http, dns, serverName }: Content): Carried {
  // No Secret exists in a world of the vectors.
  const carried = {
    serverName: serverName ?? '',
    noSecrets: true,
    ...(dns === undefined ? {} : { question: dns.name }),
  };
  if (http === undefined) return carried;
  const headers: Headers = new Map([
    [':method', http.method === undefined || http.method === '' ? 'GET' : http.method],
    [':path', http.path === undefined || http.path === '' ? '/' : http.path],
  ]);
  if (http.host !== undefined && http.host !== '') headers.set(':authority', http.host);
  for (const name in http.headers) headers.set(headerName(name), http.headers[name]!);
  return { ...carried, headers };
}

export { answer, byMinor };
