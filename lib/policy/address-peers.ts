// Peers by address: networks with their exceptions, groups of networks by name or label, and what of the entities is addresses.
import { checkLabels, PlainMap } from '../manifest';
import { Cidr, ValueError } from '../net';
import { Entity } from './entity';
import { CidrGroupsOptions } from './peer-options';
import { KubernetesPeer, selectorYaml } from './pod-selector';

/** Checks networks that are taken out of another. @throws ValueError `policy/cidr-except` @internal */
export function exceptionsIn(cidr: Cidr, except: readonly string[] | undefined): string[] {
  const holes = (except ?? []).map((hole) => Cidr.of(hole));
  for (const hole of holes) {
    if (hole.prefix < cidr.prefix || !cidr.range.covers(hole.range))
      throw new ValueError(
        'policy/cidr-except',
        `exception ${hole.toString()} does not lie in ${cidr.toString()}`,
        'write networks inside of it, or leave the exception out',
      );
    if (hole.prefix === cidr.prefix)
      throw new ValueError(
        'policy/cidr-except',
        `exception ${hole.toString()} takes all of ${cidr.toString()} away`,
        'write smaller networks, or leave the rule out',
      );
  }
  return holes.map((hole) => hole.toString());
}

/** Networks that are taken out of a group, which nobody sees the inside of. @internal */
export function exceptionsOf(except: readonly string[] | undefined): { readonly except?: string[] } {
  return except === undefined || except.length === 0 ? {} : { except: except.map((each) => Cidr.of(each).toString()) };
}

/**
 * The selector of groups. `notIn` also asks for the label: alone it would mean every address without it, and up to Cilium 1.19 pods and nodes.
 *
 * @throws ValueError `policy/empty-selector`, `policy/group-selector`
 * @internal
 */
export function groupSelector({ labels = {}, expressions = [] }: CidrGroupsOptions): PlainMap {
  checkLabels(labels);
  if (Object.keys(labels).length + expressions.length === 0)
    throw new ValueError(
      'policy/empty-selector',
      'a selector of groups without labels means everybody: pods, nodes and all addresses',
      'write a label of the groups, or Peer.cidrGroup(name)',
    );
  for (const { _key: key } of expressions) checkLabels({ [key]: '' });
  const yaml = expressions.map((each) => each._yaml());
  if (Object.keys(labels).length === 0 && yaml.every(({ operator }) => operator === 'DoesNotExist'))
    throw new ValueError(
      'policy/group-selector',
      'a selector of groups by a label that they do not have means every address outside of groups, and up to Cilium 1.19 pods and nodes too',
      'write a label that the groups have',
    );
  const asked = yaml.filter(({ operator }) => operator === 'NotIn').map(({ key }) => ({ key, operator: 'Exists' }));
  return selectorYaml({ ...labels }, [...yaml, ...asked]);
}

/** An entity as a NetworkPolicy says it: only the world has addresses that do not change. @internal */
export function entityAsBlocks(entity: Entity): KubernetesPeer {
  if (entity === Entity.ALL) return [];
  if (entity !== Entity.WORLD) return { lost: `the entity ${entity}` };
  return [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];
}
