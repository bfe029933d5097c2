// The world of a check: everything that was read, with the indices that rules ask.
import { normalize } from 'node:path';
import { groupOf, isClusterScoped, Manifest, PlainMap } from '../manifest';
import { ClusterFacts } from '../facts';
import { objectsOf, RenderedRelease, releasesOf } from './releases';
import {
  factsOfConfigurations,
  factsOfTree,
  JudgedMachine,
  judgedMachines,
  MachineTree,
  machineTrees,
  withTrees,
} from './talos-inputs';
import { CheckedDocument, CheckedObject, Model, Origin, Versions, World } from './types';

export { groupOf };

/** Facts and where they were stated. */
export interface FactsDocument {
  readonly facts: ClusterFacts;
  readonly origin: Origin;
}

/** What a world is made of. */
export interface WorldParts {
  /** The versions, or what finds them in the input. */
  readonly versions: Versions | ((world: World) => Versions);
  readonly objects: readonly CheckedObject[];
  readonly talos?: readonly CheckedDocument[];
  readonly documents?: readonly CheckedDocument[];
  readonly ciliumValues?: readonly CheckedDocument[];
  /** What no manifest holds, as a document with its origin. @default - nobody stated it */
  readonly facts?: FactsDocument;
  /** The configuration of whoever asks, as a document with its origin. @default - there is none */
  readonly configuration?: CheckedDocument;
  /** Files that were read, also those that hold objects only. @default - the files of the documents */
  readonly files?: readonly string[];
  /** Text of a file that was read, by its name among the files. @default - texts are not at hand */
  readonly text?: (file: string) => string | undefined;
}

/** A world over what was read. */
export function worldOf(parts: WorldParts): World {
  return new IndexedWorld(parts);
}

/** The same world under other versions; what was derived is derived anew. */
export function withVersions(world: World, versions: Versions): World {
  const other = Object.create(Object.getPrototypeOf(world) as object) as World;
  return Object.assign(other, world, { versions, models: new Map() });
}

const NONE: readonly never[] = [];

class IndexedWorld implements World {
  public readonly versions: Versions;
  public readonly ciliumValues: readonly CheckedDocument[];
  public readonly objects: readonly CheckedObject[];
  public readonly talos: readonly CheckedDocument[];
  public readonly documents: readonly CheckedDocument[];
  public readonly facts?: ClusterFacts;
  public readonly factsDocument?: CheckedDocument;
  public readonly configuration?: CheckedDocument;
  public readonly complete: boolean;
  public readonly releases: readonly RenderedRelease[];
  public readonly machineTrees: readonly MachineTree[];
  public readonly judgedMachines: readonly JudgedMachine[];
  private readonly byKind = new Map<string, CheckedObject[]>();
  private readonly byName = new Map<string, Map<string, CheckedObject>>();
  private readonly byFile = new Map<string, CheckedDocument[]>();
  private readonly models = new Map<Model<unknown>, unknown>();

  public constructor(parts: WorldParts) {
    this.releases = releasesOf(parts);
    this.objects = [...parts.objects, ...objectsOf(this.releases)];
    this.ciliumValues = parts.ciliumValues ?? [];
    this.documents = parts.documents ?? [];
    if (parts.configuration !== undefined) this.configuration = parts.configuration;
    const { talos = [], files = [], text = () => undefined } = parts;
    this.machineTrees = machineTrees(this.documents, talos, files, text);
    this.judgedMachines = this.machineTrees.flatMap(judgedMachines);
    this.talos = withTrees(talos, this.machineTrees);
    this.complete = parts.facts?.facts.complete === true;
    // What lies in an archive is no machine of the cluster.
    const [tree, ...others] = this.machineTrees.filter(({ at }) => at.applied?.clusters.length !== 0);
    // Of several clusters nobody knows whose the facts are.
    const told =
      tree === undefined
        ? factsOfConfigurations(talos)
        : others.length === 0
          ? factsOfTree(tree, this.judgedMachines)
          : undefined;
    if (parts.facts !== undefined || told !== undefined) this.facts = { ...told, ...parts.facts?.facts };
    if (parts.facts !== undefined) {
      this.factsDocument = { content: parts.facts.facts as PlainMap, origin: parts.facts.origin };
    }
    for (const object of this.objects) push(this.byKind, `${groupOf(object.manifest)}/${object.manifest.kind}`, object);
    for (const file of parts.files ?? []) this.byFile.set(normalize(file), []);
    for (const document of [...this.documents, ...this.talos]) {
      if (document.origin.file !== undefined) push(this.byFile, normalize(document.origin.file), document);
    }
    this.versions = typeof parts.versions === 'function' ? parts.versions(this) : parts.versions;
    // What was derived on the way to the versions did not know them yet.
    this.models.clear();
  }

  public of(group: string, kind: string): readonly CheckedObject[] {
    return this.byKind.get(`${group}/${kind}`) ?? NONE;
  }

  public find(group: string, kind: string, namespace: string | undefined, name: string): CheckedObject | undefined {
    const key = `${group}/${kind}`;
    let names = this.byName.get(key);
    if (names === undefined) {
      names = new Map();
      for (const object of this.of(group, kind)) {
        for (const place of placesOf(object.manifest)) {
          const full = `${place}/${String(object.manifest.metadata.name)}`;
          if (!names.has(full)) names.set(full, object);
        }
      }
      this.byName.set(key, names);
    }
    return names.get(`${namespace ?? ''}/${name}`);
  }

  public document(file: string): readonly CheckedDocument[] | undefined {
    return this.byFile.get(normalize(file));
  }

  public model<T>(model: Model<T>): T {
    if (!this.models.has(model)) this.models.set(model, model.build(this));
    return this.models.get(model) as T;
  }
}

/** Namespaces under which an object is found; empty for a cluster-scoped one, which an unknown kind without namespace may be. */
function placesOf(manifest: Manifest): string[] {
  if (isClusterScoped(manifest.apiVersion, manifest.kind)) return [''];
  const { namespace } = manifest.metadata;
  return typeof namespace === 'string' && namespace !== '' ? [namespace] : ['default', ''];
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
