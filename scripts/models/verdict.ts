// Which flows of a small world the policy engine of Cilium allows, up to layer 4, in the format of verdicts.jsonl.
import { Manifest } from '../../lib/manifest';
import {
  commonNames,
  EngineSettings,
  fullNames,
  Identity,
  identityKey,
  isEnforced,
  lookup,
  nameOf,
  namesByIdentity,
  podIdentity,
  Policies,
  PortNames,
  portNames,
  readAddress,
  readPolicies,
  RESERVED,
  reservedIdentity,
  subjectPolicy,
  SubjectPolicy,
  worldIdentity,
} from '../../lib/models/agent/verdict';
import { agentWords } from '../../lib/problem';
import { Answering } from './answering';

interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly serviceAccount?: string;
  readonly ports?: readonly { name: string; port: number; protocol?: string }[];
}

/** A world as a line of the vectors has it. */
export interface Question {
  readonly id: unknown;
  readonly config?: EngineSettings;
  readonly namespaces?: readonly { name: string; labels?: Record<string, string> }[];
  readonly pods?: readonly Pod[];
  readonly external?: readonly {
    name: string;
    ips: readonly string[];
    fqdns?: readonly string[];
    apiServer?: boolean;
  }[];
  readonly nodes?: readonly { labels?: Record<string, string> }[];
  readonly policies: readonly Manifest[];
  readonly flows: readonly { from: string; to: string; protocol: string; port: number }[];
}

/** One end of flows. */
export interface End {
  readonly identity: Identity;
  readonly enforced: boolean;
  readonly own: PortNames;
  readonly egress: SubjectPolicy;
  readonly ingress: SubjectPolicy;
}

/** A world with its policies read and its ends known. */
export class Ends {
  public readonly policies: Policies;
  private readonly ends = new Map<string, End>();
  /** Names of ports in the whole cluster, as agents up to 1.19 keep them. */
  public readonly cluster: PortNames;
  private readonly perIdentity: ReadonlyMap<string, PortNames>;

  public constructor(question: Question, minor: string) {
    this.policies = readPolicies(question.policies, { nodeSelectorLabels: false, ...question.config, minor });
    const labels = new Map((question.namespaces ?? []).map(({ name, labels: own }) => [name, own ?? {}]));
    for (const pod of question.pods ?? [])
      this.add(
        `pod:${pod.namespace}/${pod.name}`,
        podIdentity({
          namespace: pod.namespace,
          labels: pod.labels ?? {},
          namespaceLabels: labels.get(pod.namespace) ?? {},
          ...(pod.serviceAccount === undefined ? {} : { serviceAccount: pod.serviceAccount }),
        }),
        'pod',
        portNames(pod.ports ?? []),
      );
    for (const { name, ips, fqdns, apiServer } of question.external ?? []) {
      const address = readAddress(ips[0] ?? '');
      if (address === undefined) continue;
      const facts = { names: fullNames(fqdns ?? []), apiServer: apiServer ?? false };
      this.add(`external:${name}`, worldIdentity(this.policies, address, facts));
    }
    for (const name of Object.keys(RESERVED))
      this.add(name, reservedIdentity(name, name === 'host' ? question.nodes?.[0]?.labels : {}), 'reserved');
    const pods = [...this.ends.values()].map(({ identity, own }) => ({ identity, names: own }));
    this.cluster = commonNames(pods.map(({ names }) => names));
    this.perIdentity = namesByIdentity(pods);
  }

  public get(name: string): End | undefined {
    return this.ends.get(name);
  }

  public all(): Iterable<End> {
    return this.ends.values();
  }

  /** Names of the ports of all pods with this identity, as agents keep them from 1.20 on. */
  public namesOf(identity: Identity): PortNames {
    return this.perIdentity.get(identityKey(identity)) ?? new Map();
  }

  /** Names of ports as the egress side of a flow to this peer resolves them. */
  public egressNames(peer: End): PortNames {
    if (!this.policies.agent.does.namedPortPerPeer) return this.cluster;
    return this.namesOf(peer.identity);
  }

  private add(name: string, identity: Identity, kind?: 'pod' | 'reserved', own: PortNames = new Map()): void {
    const enforced = kind !== undefined && isEnforced(identity, kind, this.policies.settings);
    const side = (ingress: boolean) => subjectPolicy(this.policies, identity, ingress, enforced);
    this.ends.set(name, { identity, enforced, own, egress: side(false), ingress: side(true) });
  }
}

/** Names of the policies that the agent refuses. */
export function invalidOf(question: Question, policies: Policies): { policy: string; error: string }[] {
  return policies.refused.map(({ policy, problem }) => {
    const { name, namespace } = nameOf(question.policies[policy]!);
    return {
      policy: namespace === '' ? name : `${namespace}/${name}`,
      error: `${problem.code}: ${agentWords(problem.data).message}`,
    };
  });
}

const answer: Answering['answer'] = (question: Question, minor) => {
  const ends = new Ends(question, minor);
  const { does } = ends.policies.agent;
  const verdicts = question.flows.map(({ from, to, protocol, port }) => {
    const [source, target] = [ends.get(from), ends.get(to)];
    if (source === undefined || target === undefined)
      return { allowed: false, error: `flow: unknown end in ${from} -> ${to}` };
    const egress = lookup(source.egress, target.identity, protocol, port, ends.egressNames(target), does).allowed;
    const ingress = lookup(target.ingress, source.identity, protocol, port, target.own, does).allowed;
    const word = (allowed: boolean) => (allowed ? 'allowed' : 'denied');
    return { egress: word(egress), ingress: word(ingress), allowed: egress && ingress };
  });
  return { id: question.id, invalid: invalidOf(question, ends.policies), verdicts };
};

export const byMinor = true;
export { answer };
