// All identities that there are, by number, and the names of their ports: what the proxies know beside the rules.
import { AgentFeatures } from '../../minors';
import { Identity } from '../identity';
import { PortNames, portsNamed } from '../named-ports';
import { Selector, selects } from '../selector';

/** An identity with its number; lower numbers come first where order counts. @internal */
export interface Numbered {
  readonly number: number;
  readonly identity: Identity;
  /** Names of the ports of its pods. */
  readonly names: PortNames;
}

/** What surrounds one endpoint. @internal */
export class Surroundings {
  public constructor(
    private readonly all: readonly Numbered[],
    private readonly own: PortNames,
    private readonly cluster: PortNames,
    private readonly does: AgentFeatures,
    private readonly shared: Map<string, readonly number[]> = new Map(),
  ) {}

  /** Numbers of the identities that a selector selects, in order. */
  public selected(selector: Selector): readonly number[] {
    let numbers = this.shared.get(selector.key);
    if (numbers === undefined) {
      numbers = this.all
        .filter(({ identity }) => selects(selector, identity, this.does))
        .map(({ number }) => number)
        .sort((a, b) => a - b);
      this.shared.set(selector.key, numbers);
    }
    return numbers;
  }

  /** Names of ports: on ingress those of the endpoint, on egress those of the cluster. */
  public names(ingress: boolean): PortNames {
    return ingress ? this.own : this.cluster;
  }

  /** Selected identities by the numbers that a name has with them. */
  public namedRemotes(name: string, protocol: string, selector: Selector): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const { number, identity, names } of this.all) {
      if (!selects(selector, identity, this.does)) continue;
      for (const port of portsNamed(names, name, protocol)) {
        const list = found.get(port) ?? [];
        list.push(number);
        found.set(port, list);
      }
    }
    for (const list of found.values()) list.sort((a, b) => a - b);
    return found;
  }
}
