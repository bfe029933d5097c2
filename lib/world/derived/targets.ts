// The object that a reference means. Namespaces are often left to a Kustomization: without one, only a neighbour counts.
import { dirname } from 'node:path/posix';
import { groupOf, isClusterScoped } from '../../manifest';
import { CheckedObject, Model, World } from '../types';
import { CLUSTERS } from './clusters';
import { textAt, writtenNamespace } from './fields';
import { KUSTOMIZE } from './kustomize';

/** What is referred to. */
export interface Target {
  readonly group: string;
  readonly kind: string;
  /** Written in the reference. @default - the namespace of the object that refers */
  readonly namespace?: string;
  readonly name: string;
}

/** Finds objects of the input by reference. */
export interface Targets {
  /** Objects that the reference of `from` can mean. A patched one is among them: its fields are only partly known. */
  of(from: CheckedObject, target: Target): readonly CheckedObject[];
  /** True if an object's fields are all here: no kustomization changes them. */
  isWhole(object: CheckedObject): boolean;
}

/** The model. */
export const TARGETS: Model<Targets> = {
  name: 'targets',
  build: (world) => new TargetIndex(world),
};

class TargetIndex implements Targets {
  private readonly byName = new Map<string, CheckedObject[]>();

  public constructor(private readonly world: World) {
    for (const object of world.objects) {
      const name = textAt(object.manifest, 'metadata', 'name');
      if (name === undefined) continue;
      const key = keyOf(groupOf(object.manifest), object.manifest.kind, name);
      const known = this.byName.get(key);
      if (known === undefined) this.byName.set(key, [object]);
      else known.push(object);
    }
  }

  public of(from: CheckedObject, target: Target): readonly CheckedObject[] {
    const clusters = this.world.model(CLUSTERS);
    const wanted = target.namespace ?? writtenNamespace(from.manifest);
    const app = this.world.complete;
    return (this.byName.get(keyOf(target.group, target.kind, target.name)) ?? []).filter((object) => {
      if (!clusters.together(from, object)) return false;
      if (isClusterScoped(object.manifest.apiVersion, target.kind)) return true;
      const has = writtenNamespace(object.manifest);
      if (app) return (wanted ?? 'default') === (has ?? 'default');
      if (wanted !== undefined && has !== undefined) return wanted === has;
      return this.areNeighbours(from, object);
    });
  }

  public isWhole(object: CheckedObject): boolean {
    const kustomize = this.world.model(KUSTOMIZE);
    return !kustomize.patches(object) && !kustomize.isPatchedUnseen(object.origin.file ?? '');
  }

  private areNeighbours(a: CheckedObject, b: CheckedObject): boolean {
    const [left, right] = [a.origin.file!, b.origin.file!];
    return left === right || dirname(left) === dirname(right) || this.world.model(KUSTOMIZE).listTogether(left, right);
  }
}

function keyOf(group: string, kind: string, name: string): string {
  return `${group}\0${kind}\0${name}`;
}
