// The parties that the ends of a claim mean, and ends that name nothing.
import { nearest } from '../manifest';
import { covers, PrefixValue, readNetwork } from '../models/agent/verdict';
import { End, endText } from './claim';
import { EndpointMatch, findEndpoint, UnknownEndpoint } from './endpoint';
import { Party } from './parties';
import { Reachability } from './reachability';
import { Region } from './regions';

/** An end that names nothing. @internal */
export interface MissingEnd {
  /** The end as it is written. */
  readonly end: string;
  /** What is wrong with it. */
  readonly problem: string;
  readonly repair: string;
  /** Namespace that it lies in, if it lies in one. */
  readonly namespace?: string;
  /** True if something there has a name that is almost the same, so that it is likely a slip. */
  readonly near: boolean;
}

/** Names of the outside that ends are about: a reachability has to be asked for them. @internal */
export function namesOf(ends: readonly End[]): string[] {
  return ends.flatMap((end) => (end.kind === 'name' ? [end.name] : []));
}

/** Finds parties by ends, in one world. @internal */
export class Ends {
  private readonly known = new Map<string, EndpointMatch | MissingEnd>();

  public constructor(private readonly reach: Reachability) {}

  /** What an end means. */
  public find(end: End): EndpointMatch | MissingEnd {
    const text = endText(end);
    let found = this.known.get(text);
    if (found === undefined) this.known.set(text, (found = this.found(end, text)));
    return found;
  }

  /** Parties of several ends, each once; ends that name nothing mean nobody, and Gateways are asked for by their names. */
  public parties(ends: readonly End[]): number[] {
    const found = this.matches(ends).flatMap(({ gateway, parties }) => (gateway === undefined ? parties : []));
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /** Names of the Gateways among several ends. */
  public gateways(ends: readonly End[]): string[] {
    return this.matches(ends).flatMap(({ gateway }) => gateway ?? []);
  }

  private matches(ends: readonly End[]): EndpointMatch[] {
    return ends.map((end) => this.find(end)).filter((match) => 'parties' in match);
  }

  /** Those of several ends that name nothing. */
  public missing(ends: readonly End[]): MissingEnd[] {
    return ends.map((end) => this.find(end)).filter((match) => 'problem' in match);
  }

  private found(end: End, text: string): EndpointMatch | MissingEnd {
    switch (end.kind) {
      case 'anything':
        return this.those(({ kind, id }) => kind !== 'node' || CLUSTER_NODES.includes(id));
      case 'cluster':
        return this.those(({ kind, id }) => kind === 'workload' || CLUSTER_NODES.includes(id));
      case 'pods':
        return this.those(({ kind }) => kind === 'workload');
      case 'world':
        return this.those(isOutside);
      case 'namespace':
        return this.namespace(end.name, text);
      case 'address':
        return this.address(end.name, text);
      case 'workload':
        return this.named(end.name, text, end.name);
      case 'service':
      case 'gateway':
      case 'name':
        return this.named(`${end.kind}:${end.name}`, text, end.name);
      default:
        return this.named(end.kind, text, end.kind);
    }
  }

  private those(wanted: (party: Party) => boolean): EndpointMatch {
    return { parties: this.reach.parties.flatMap((party, index) => (wanted(party) ? [index] : [])) };
  }

  private namespace(name: string, end: string): EndpointMatch | MissingEnd {
    const { namespaces } = this.reach;
    if (namespaces.includes(name)) return this.those(({ workload }) => workload?.namespace === name);
    const near = nearest(name, namespaces);
    return {
      ...{ end, namespace: name, near: near !== undefined, problem: `no namespace "${name}"` },
      repair: near === undefined ? 'write the name of a namespace that there is' : `did you mean "${near}"?`,
    };
  }

  private address(text: string, end: string): EndpointMatch | MissingEnd {
    const network = readNetwork(text);
    if (network === undefined)
      return {
        ...{ end, near: true, problem: `"${text}" is no address` },
        repair: 'write an address or a network, such as 203.0.113.7 or 203.0.113.0/24',
      };
    const match = this.those(({ region }) => region !== undefined && meets(region, network));
    if (match.parties.length > 0) return match;
    return {
      ...{ end, near: false, problem: `"${text}" is of a family that the cluster does not have` },
      repair: 'set ipv6 in the values of Cilium',
    };
  }

  private named(text: string, end: string, name: string): EndpointMatch | MissingEnd {
    try {
      return findEndpoint(this.reach, text);
    } catch (error) {
      if (!(error instanceof UnknownEndpoint)) throw error;
      const { problem, repair } = error;
      const [namespace, rest] = name.split('/', 2);
      return {
        ...{ end, problem, repair, near: /^did you mean|^write (?:host|the kind)/.test(repair) },
        ...(rest === undefined ? {} : { namespace: namespace! }),
      };
    }
  }
}

/** Nodes that start connections of their own. The proxy of Gateways is there for others, and probes of health are between nodes. */
const CLUSTER_NODES: readonly string[] = ['host', 'remote-node', 'kube-apiserver'];

/** True for what is outside of the cluster. @internal */
export function isOutside({ kind }: Party): boolean {
  return kind === 'world' || kind === 'name';
}

function meets({ network, without }: Region, wanted: PrefixValue): boolean {
  if (covers(wanted, network)) return true;
  return covers(network, wanted) && !without.some((hole) => covers(hole, wanted));
}
