// The secondary networks of the input: what their configurations say, the links of the facts that they are on, and the pods that ask for them.
import { ClusterFacts, LinkFacts } from '../../facts';
import { configurationOf, HostLocalPool, masterOf, PluginConfiguration, poolsOf, Selection } from '../../models/cni';
import { pluginOf } from '../../catalogue/cni-plugins';
import { CheckedObject, Model, World } from '../types';
import { ANNOTATIONS, configOf, networkOf, NetworksAnnotation } from './attachments';
import { writtenNamespace } from './fields';
import { MULTUS } from './multus';

/** One entry of an annotation that means a network. */
export interface Attached {
  readonly annotation: NetworksAnnotation;
  readonly selection: Selection;
}

/** One NetworkAttachmentDefinition whose configuration can be read and begins with a known main plugin. */
export interface SecondaryNetwork {
  readonly object: CheckedObject;
  /** `namespace/name`. */
  readonly key: string;
  /** Name in the configuration, under which nodes keep its addresses. @default - the name of the object */
  readonly cniName: string;
  readonly plugins: readonly PluginConfiguration[];
  readonly main: PluginConfiguration;
  /** The link of the node under it; undefined where its pods have a network of their own, or that of the default route. */
  readonly master?: string;
  /** Which LAN the pods are on: networks of different ones may repeat addresses. Undefined for networks of their own. */
  readonly lan?: string;
  /** Links of the facts with the name of the master. */
  readonly links: readonly LinkFacts[];
  /** Sets of host-local; empty with another IPAM. */
  readonly pools: readonly (readonly HostLocalPool[])[];
  /** Every node hands out the same addresses. */
  readonly perNode: boolean;
  readonly attached: readonly Attached[];
}

/** The model. */
export const NETWORKS: Model<readonly SecondaryNetwork[]> = {
  name: 'secondary-networks',
  build: (world) => {
    const attached = attachedOf(world);
    return world.model(MULTUS).networks.flatMap((object) => read(world, object, attached.get(object) ?? []));
  },
};

/** Everything that means one network, by network. */
function attachedOf(world: World): Map<CheckedObject, Attached[]> {
  const found = new Map<CheckedObject, Attached[]>();
  for (const annotation of world.model(ANNOTATIONS)) {
    for (const selection of annotation.selections) {
      const network = networkOf(world, annotation, selection);
      if (network === undefined) continue;
      const known = found.get(network);
      if (known === undefined) found.set(network, [{ annotation, selection }]);
      else known.push({ annotation, selection });
    }
  }
  return found;
}

function read(world: World, object: CheckedObject, attached: readonly Attached[]): SecondaryNetwork[] {
  const configuration = configurationOf(configOf(object) ?? '');
  const main = configuration?.plugins[0];
  if (configuration === undefined || main?.plugin?.role !== 'main') return [];
  const { name } = object.manifest.metadata;
  const master = masterOf(main);
  const perNode = main.ipamType !== undefined && pluginOf(main.ipamType)?.perNode === true;
  const lan = lanOf(world.facts, main);
  return [
    {
      object,
      key: `${writtenNamespace(object.manifest) ?? 'default'}/${String(name)}`,
      cniName: configuration.name ?? String(name),
      plugins: configuration.plugins,
      main,
      ...(master === undefined ? {} : { master }),
      ...(lan === undefined ? {} : { lan }),
      links: master === undefined ? [] : linksNamed(world.facts, master),
      pools: perNode ? poolsOf(main.ipam) : [],
      perNode,
      attached,
    },
  ];
}

/** Links of the facts with a kernel name; an alias is none. */
export function linksNamed(facts: ClusterFacts | undefined, name: string): readonly LinkFacts[] {
  return (facts?.links ?? []).filter((link) => link.interface === name && link.alias !== true);
}

/**
 * The LAN under a main plugin: the network on its link where the facts tell it, so that two links of one network are one, else the name of the link.
 * A plugin with a VLAN id of its own is on that VLAN.
 */
export function lanOf(facts: ClusterFacts | undefined, main: PluginConfiguration): string | undefined {
  if (main.plugin?.onLink !== true) return undefined;
  const { vlanId } = main.fields;
  const link = masterOf(main) ?? 'default route';
  const name = main.plugin.shape.fields.vlanId === undefined ? link : `${link}.${String(vlanId ?? 0)}`;
  const subnets = linksNamed(facts, name).flatMap((each) => each.subnets ?? []);
  return [...subnets].sort()[0] ?? name;
}
