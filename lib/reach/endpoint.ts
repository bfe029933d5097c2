// Ends of connections as people write them: workloads, nodes, addresses, names, Services.
import { isMap, nearest } from '../manifest';
import { contains, readAddress, readNetwork } from '../models/agent/verdict';
import { gatewayNames, isNamed } from './gateways';
import { Reachability } from './reachability';
import { findService, partiesFor, selectedBy, servicePods } from './services';

/** What a text names: one party or several (the backends of a Service), with the port that a connection has there. @internal */
export interface EndpointMatch {
  readonly parties: readonly number[];
  /** For a Gateway or Ingress: its name. What comes through one has the identity of the proxy. */
  readonly gateway?: string;
  /** For a Service: the port of each backend, where the port of the question is one of the Service. */
  readonly port?: (party: number, port: number, protocol: string) => number | undefined;
}

/** A text that names no party. @internal */
export class UnknownEndpoint extends Error {
  public constructor(
    public readonly problem: string,
    public readonly repair: string,
  ) {
    super(`${problem}; ${repair}`);
  }
}

const HOW =
  'write namespace/name of a workload, service:namespace/name, gateway:namespace/name, an address, name:api.example.com, or one of host, remote-node, kube-apiserver, ingress, health, world';

/** Finds what a text names. @throws UnknownEndpoint @internal */
export function findEndpoint(reach: Reachability, text: string): EndpointMatch {
  const exact = reach.find(text);
  if (exact !== undefined) return { parties: [exact] };
  const name = /^name:(.+)$/.exec(text)?.[1];
  if (name !== undefined) return { parties: [found(reach.find(`name ${name}`), `no name "${name}"`)] };
  const service = /^(?:service|svc):([^/]+)\/(.+)$/.exec(text);
  if (service !== null) return backends(reach, service[1]!, service[2]!);
  const gateway = /^gateway:(.+)$/.exec(text)?.[1];
  if (gateway !== undefined) return theGateway(reach, gateway);
  const address = readAddress(text);
  if (address !== undefined) {
    const node = reach.inside.nodes.get(text);
    if (node !== undefined) return { parties: [found(reach.find(node), `no ${node}`)] };
    for (const { network, of } of reach.inside.networks) {
      const range = readNetwork(network);
      if (range !== undefined && contains(range, address))
        throw new UnknownEndpoint(
          `"${text}" lies in ${network}, the addresses of ${of}`,
          'name the workload or Service',
        );
    }
    const regions = reach.parties.flatMap(({ region }, index) =>
      region !== undefined && contains(region.network, address) ? [{ index, bits: region.network.bits }] : [],
    );
    const best = regions.sort((a, b) => b.bits - a.bits)[0];
    if (best === undefined)
      throw new UnknownEndpoint(
        `"${text}" is of a family that the cluster does not have`,
        'set ipv6 in the values of Cilium',
      );
    return { parties: [best.index] };
  }
  return { parties: [workload(reach, text)] };
}

function found(index: number | undefined, problem: string): number {
  if (index === undefined) throw new UnknownEndpoint(problem, HOW);
  return index;
}

function workload(reach: Reachability, text: string): number {
  const bare = text.replace(/^(?:pod|workload):/, '');
  const matches = reach.parties.flatMap(({ workload: own, id }, index) =>
    own !== undefined &&
    (`${own.namespace}/${own.name}` === bare || `${own.namespace}/${own.kind}/${own.name}` === bare)
      ? [{ index, id }]
      : [],
  );
  if (matches.length === 1) return matches[0]!.index;
  if (matches.length > 1)
    throw new UnknownEndpoint(
      `"${text}" names ${matches.map(({ id }) => id).join(' and ')}`,
      'write the kind too: namespace/Kind/name',
    );
  const onNode = reach.workloads.find(
    ({ namespace, name, hostNetwork }) => hostNetwork && `${namespace}/${name}` === bare,
  );
  if (onNode !== undefined)
    throw new UnknownEndpoint(
      `${onNode.kind} ${bare} runs in the network of its node`,
      'write host, or remote-node for one on another node',
    );
  const known = reach.parties.flatMap(({ workload: own }) =>
    own === undefined ? [] : [`${own.namespace}/${own.name}`],
  );
  const near = nearest(bare, known);
  throw new UnknownEndpoint(`no workload "${text}"`, near === undefined ? HOW : `did you mean "${near}"?`);
}

/** A Gateway, or an Ingress of Cilium, that delivers to a Service. */
function theGateway(reach: Reachability, name: string): EndpointMatch {
  const names = gatewayNames(reach);
  const matches = names.filter((each) => isNamed(each, name));
  if (matches.length === 1) return { parties: [reach.find('ingress')!], gateway: matches[0]! };
  const near = nearest(name, names);
  throw matches.length > 1
    ? new UnknownEndpoint(`"${name}" names ${matches.join(' and ')}`, 'write the namespace too: namespace/name')
    : new UnknownEndpoint(
        `no gateway "${name}" delivers to a Service`,
        near === undefined ? 'write namespace/name of a Gateway that has routes' : `did you mean "${near}"?`,
      );
}

/** The pods behind a Service, and its ports there. */
function backends(reach: Reachability, namespace: string, name: string): EndpointMatch {
  const service = findService(reach, namespace, name);
  if (service === undefined)
    throw new UnknownEndpoint(
      `no Service "${namespace}/${name}"`,
      'write the namespace and name of a Service of the input',
    );
  const selector = isMap(service.manifest.spec) ? service.manifest.spec.selector : undefined;
  if (!isMap(selector) || Object.keys(selector).length === 0)
    throw new UnknownEndpoint(`Service "${namespace}/${name}" selects no pods`, 'name the address behind it');
  return {
    parties: selectedBy(reach, service).flatMap((workload) => partiesFor(reach, workload)),
    port: (party, port, protocol) =>
      servicePods(reach, namespace, name, port, protocol).find((pod) => pod.party === party)?.port,
  };
}
