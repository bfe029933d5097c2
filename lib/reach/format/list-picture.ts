// The list as a picture: groups, or every pair; ways through Gateways beside.
import { GatewayWay } from '../gateways';
import { namespaceSizes, Unit, unitsOf } from '../groups';
import { eachPair, listBundles, ListOptions } from '../list';
import { Reachability } from '../reachability';
import { Picture } from './picture';

/** Draws the list. @internal */
export function listPicture(
  reach: Reachability,
  ways: readonly GatewayWay[],
  options: ListOptions & { readonly grouped?: boolean },
): Picture {
  const picture = new Picture();
  const sizes = namespaceSizes(reach);
  const unit = (index: number): Unit[] => unitsOf([reach.parties[index]!], NO_SIZES);
  if (options.grouped === true)
    for (const { from, to, connections } of listBundles(reach, options))
      picture.connect(unitsOf(from, sizes), unitsOf(to, sizes), connections.toString());
  else
    eachPair(reach, options, (from, to, set) =>
      picture.connect(unit(from), unit(to), reach.matrix.store.sets[set]!.toString()),
    );
  for (const { kind, gateway, protocol, ports, hostname, target, port, connections } of ways) {
    const text = `${kind.toLowerCase()} ${gateway}`;
    const owner: Unit = { text, key: text, isWhole: false };
    picture.connect([WORLD], [owner], `${protocol} ${ports.join(', ')} ${hostname}`, 'gateway');
    const isDenied = connections.isEmpty;
    picture.connect(
      [owner],
      unit(target),
      isDenied ? `denied (port ${port})` : connections.toString(),
      isDenied ? 'denied' : 'gateway',
    );
  }
  return picture;
}

const NO_SIZES: ReadonlyMap<string, number> = new Map();
const WORLD: Unit = { text: 'world', key: 'world', isWhole: false };
