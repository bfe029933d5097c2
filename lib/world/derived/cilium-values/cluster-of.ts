// Which install of Cilium an object lives with. Where folders do not tell, nobody guesses.
import { posix } from 'node:path';
import { CheckedDocument, CheckedObject, World } from '../../types';
import { APPLIED } from '../applied';
import { CLUSTERS } from '../clusters';
import { CiliumValues, ciliumInstalls } from '.';

/** The install of the cluster that something belongs to; undefined when there is none, or when several may be meant. */
export function installOf(world: World, of: CheckedObject | CheckedDocument): CiliumValues | undefined {
  const installs = ciliumInstalls(world);
  const clusters = world.model(CLUSTERS);
  const own = installs.filter(
    (install) =>
      clusters.together(install.at, of) &&
      exampleOf(partsOf(install)) === exampleOf(foldersOf(of)) &&
      areApplied(world, install, of),
  );
  if (installs.length <= 1 || own.length === 0) return own[0];
  // Several installs: only one in the same folder, counted from where the installs part ways, is certainly meant.
  const common = commonLength(installs.map(partsOf));
  const group = (parts: readonly string[]) => parts.slice(0, common + 1).join('/');
  const near = own.filter(
    (install) => partsOf(install).length > common + 1 && group(partsOf(install)) === group(foldersOf(of)),
  );
  return near.length === 1 ? near[0] : undefined;
}

/** False for an object that nothing applies, while the install is applied. */
function areApplied(world: World, install: CiliumValues, of: CheckedDocument | CheckedObject): boolean {
  const applied = world.model(APPLIED);
  return applied.isApplied(of) || !applied.isApplied(install.at);
}

/** The folder of one example among several; undefined for files that belong to none. */
function exampleOf(folders: readonly string[]): string | undefined {
  const at = folders.findIndex((folder) => /^(examples?|samples?|demos?|modules|tests?)$/i.test(folder));
  return at < 0 ? undefined : folders.slice(0, at + 2).join('/');
}

const partsOf = (install: CiliumValues) => foldersOf(install.at);

function foldersOf({ origin }: CheckedObject | CheckedDocument): string[] {
  return origin.file === undefined ? [] : posix.normalize(origin.file).split('/');
}

function commonLength(lists: readonly (readonly string[])[]): number {
  const [first = []] = lists;
  let length = 0;
  while (length < first.length && lists.every((list) => list[length] === first[length])) length++;
  return length;
}
