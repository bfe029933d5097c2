// Addresses that lie inside of the cluster, of which Cilium knows identities: pods, Services, nodes, load balancers, virtual addresses of machines.
import { ClusterFacts } from '../../facts';
import { objectKey } from '../../manifest';
import { readService } from '../../models/load-balancer';
import { IpRange } from '../../net';
import { CheckedDocument, CheckedObject, Model, World } from '../types';
import { listAt, mapAt, textAt } from './fields';
import { readRange } from './pools';
import { TALOS_FACTS } from './talos-facts';

export type InsideKind = 'pod' | 'service' | 'node' | 'load-balancer' | 'virtual';

/** One network or address inside. */
export interface InsideAddress {
  readonly kind: InsideKind;
  readonly range: IpRange;
  /** Whose it is, in words. */
  readonly owner: string;
  readonly at: CheckedObject | CheckedDocument;
}

const OF_TALOS: Readonly<Record<string, InsideKind>> = {
  'pod subnet': 'pod',
  'service subnet': 'service',
  'node address': 'node',
  'virtual address': 'virtual',
};

/** The model. */
export const INSIDE_ADDRESSES: Model<readonly InsideAddress[]> = {
  name: 'inside-addresses',
  build: (world) => [
    ...ofFacts(world),
    ...ofMachines(world),
    ...ofTalos(world),
    ...ofNodes(world),
    ...ofServices(world),
  ],
};

/** Addresses at which the tools of a cluster reach its machines. */
function ofMachines({ machineTrees }: World): InsideAddress[] {
  return machineTrees.flatMap(({ at, machines }) =>
    machines.flatMap(({ name, addresses }) =>
      addresses.flatMap(({ text }) => placed('node', text, `node ${name}`, at)),
    ),
  );
}

function ofFacts({ factsDocument: at }: World): InsideAddress[] {
  const facts = at?.content as ClusterFacts | undefined;
  if (facts === undefined || at === undefined) return [];
  const owner = facts.name === undefined ? 'the cluster' : `the cluster ${facts.name}`;
  const named = (kind: InsideKind, texts: readonly string[] = [], whose = owner) =>
    texts.flatMap((text) => placed(kind, text, whose, at));
  return [
    ...named('pod', facts.podSubnets),
    ...named('service', facts.serviceSubnets),
    ...(facts.nodes ?? []).flatMap(({ name, addresses }) => named('node', addresses, `node ${name}`)),
  ];
}

function ofTalos(world: World): InsideAddress[] {
  return world.model(TALOS_FACTS).addresses.flatMap(({ kind, text, at }) => {
    const inside = OF_TALOS[kind];
    // What a machine has is written with the prefix length of its network.
    const bare = inside === 'node' ? text.replace(/\/\d+$/, '') : text;
    return inside === undefined ? [] : placed(inside, bare, 'Talos', at);
  });
}

function ofNodes(world: World): InsideAddress[] {
  return world.of('', 'Node').flatMap((at) =>
    listAt(at.manifest, 'status', 'addresses').flatMap((entry) => {
      const text = textAt(entry, 'address');
      const named = mapAt(entry).type === 'InternalIP' || mapAt(entry).type === 'ExternalIP';
      return text === undefined || !named ? [] : placed('node', text, objectKey(at.manifest), at);
    }),
  );
}

function ofServices(world: World): InsideAddress[] {
  return world.of('', 'Service').flatMap((at) => {
    const { manifest } = at;
    const owner = objectKey(manifest);
    const { type, requests } = readService(manifest, {});
    const given = listAt(manifest, 'status', 'loadBalancer', 'ingress').map((each) => textAt(each, 'ip') ?? '');
    const texts = [
      ...(type === 'LoadBalancer' ? [...requests.map(({ text }) => text), ...given] : []),
      ...listAt(manifest, 'spec', 'externalIPs').map(String),
    ];
    const cluster = textAt(manifest, 'spec', 'clusterIP');
    return [
      ...[...new Set(texts.map((text) => text.trim()))].flatMap((text) => placed('load-balancer', text, owner, at)),
      ...(cluster === undefined ? [] : placed('service', cluster, owner, at)),
    ];
  });
}

function placed(kind: InsideKind, text: string, owner: string, at: CheckedObject | CheckedDocument): InsideAddress[] {
  const range = readRange(text);
  return range === undefined ? [] : [{ kind, range, owner, at }];
}
