// What a folder builds to: a kustomization with everything that it takes in, from the innermost outwards, by text alone.
import { normalize } from 'node:path/posix';
import { fromYaml, isMap, Manifest, PlainMap } from '../../manifest';
import { mapsIn, textsIn } from '../derived/fields';
import { transformed } from '../flux';
import { changed } from '../flux/field-specs';
import { renamedIn } from '../flux/name-fields';
import { namesOf } from '../flux/selector';
import { namespaced } from '../flux/transformers';
import { Generated, generated, hashOf } from './generators';
import { Sources, unmarked } from './marks';
import { nameReferences, Names } from './name-references';
import { withUnknowns } from './replacements';
import { beside, isRemote, Kustomization, Repository, TreePiece } from './repository';

/** A part of a build that is passed over. */
export interface PassedOver {
  /** What it is: a field of a kustomization, `remote base`. */
  readonly what: string;
  readonly why: string;
  /** The kustomization, as it was named. */
  readonly file: string;
}

/** An object as it is applied. @internal */
export interface BuiltObject {
  readonly manifest: Manifest;
  /** Where it was written. @default - a generator made it, or its source is not known */
  readonly piece?: TreePiece;
  /** The kustomization whose generator made it, and the name there. */
  readonly generator?: string;
  readonly generatorName?: string;
  /** True where a step on its way was passed over: its fields may be others. */
  readonly partly: boolean;
}

/** A built folder. @internal */
export interface Built {
  readonly objects: readonly BuiltObject[];
  readonly passedOver: readonly PassedOver[];
  /** Every file that it read, from the top of the input. */
  readonly files: ReadonlySet<string>;
  /** Files that it names and the input does not hold, such as those of generators that are no YAML. */
  readonly unread: ReadonlySet<string>;
}

/** Fields that change or add objects in ways that text does not follow. */
const BEYOND = ['generators', 'helmCharts', 'helmChartInflationGenerator', 'vars', 'crds', 'openapi'];
const NEEDS_HASH = 'internal.config.kubernetes.io/needsHash';
/** Two objects of one name, for which kustomize refuses the build. @internal */
export const TWICE = 'twice';
/** No kustomization lies that deep in others; one that takes in itself does. */
const DEEPEST = 50;
/** Kustomizations that one build takes in: who takes each other in many ways has more ways than anybody can walk. */
const MOST_TAKEN = 5_000;

/**
 * Builds the kustomization of a folder.
 *
 * @param overlay what is laid over it, as Flux and Argo CD do with their own fields
 * @internal
 */
export function build(
  repository: Repository,
  kustomization: Kustomization,
  overlay?: (content: PlainMap) => PlainMap,
): Built {
  const byText = new Builder(repository).whole(kustomization, overlay);
  const program = repository.realBuild;
  const isRemote = byText.passedOver.some(({ what }) => /^(?:remote|absent) |^helmChart/.test(what));
  // A program that would have to look elsewhere is not even asked.
  if (program === undefined || isRemote || !program.isWanted(byText.passedOver.length === 0)) return byText;
  const content = overlay === undefined ? kustomization.content : overlay(kustomization.content);
  const made = program.build({ folder: kustomization.folder, content, files: [...byText.files, ...byText.unread] });
  if (made === undefined)
    return {
      ...byText,
      passedOver: [...byText.passedOver, { what: 'build', why: 'the program refuses it', file: kustomization.file }],
    };
  // What SOPS encrypted goes through the program as it is: only Flux has the key.
  const readable = made.filter(({ manifest }) => !('sops' in manifest));
  const objects = readable.map(({ manifest, file }): BuiltObject => {
    const piece = file === undefined ? undefined : repository.pieceOf(file, manifest);
    return { manifest, partly: false, ...(piece === undefined ? { generator: kustomization.file } : { piece }) };
  });
  return { ...byText, objects, passedOver: [] };
}

/** Builds files as they are: those of a folder of Argo CD, without kustomization. @internal */
export function filesAsTheyAre(repository: Repository, files: readonly string[]): Built {
  const objects = files.flatMap((file) =>
    repository
      .of(file)
      .filter(({ isObject }) => isObject)
      .map((piece) => ({ manifest: piece.content as Manifest, piece, partly: false })),
  );
  return { objects, passedOver: [], files: new Set(files), unread: new Set() };
}

class Builder {
  private readonly sources = new Sources();
  private readonly passedOver: PassedOver[] = [];
  private readonly files = new Set<string>();
  private readonly unread = new Set<string>();
  private readonly nameReferences: PlainMap[] = [];
  /** Kustomizations that were taken in, each as often as it was. */
  private taken = 0;

  public constructor(private readonly repository: Repository) {}

  public whole(kustomization: Kustomization, overlay: (content: PlainMap) => PlainMap = (content) => content): Built {
    const content = overlay(kustomization.content);
    const objects = this.withHashes(this.accumulated({ ...kustomization, content }, [], 0), kustomization.file).map(
      (marked) => {
        const source = this.sources.of(marked);
        const { piece, generator, name, partly = true } = source ?? { name: '' };
        return {
          manifest: unmarked(marked),
          partly,
          ...(piece === undefined ? {} : { piece }),
          ...(piece === undefined ? { generator: generator ?? kustomization.file } : {}),
          ...(generator === undefined ? {} : { generatorName: name }),
        };
      },
    );
    return { objects, passedOver: this.passedOver, files: this.files, unread: this.unread };
  }

  /** The objects of a kustomization; a component works on those that are there already. */
  private accumulated(
    { folder, file, content }: Kustomization,
    before: readonly Manifest[],
    depth: number,
  ): Manifest[] {
    if (this.repository.isFile(file)) this.files.add(normalize(file));
    this.taken++;
    if (depth > DEEPEST || this.taken > MOST_TAKEN) {
      const why =
        depth > DEEPEST
          ? 'a kustomization that takes in itself'
          : 'kustomizations that take in each other in many ways';
      if (this.taken <= MOST_TAKEN + 1) this.say(file, 'resources', why, []);
      return [...before];
    }
    let objects = [...before];
    for (const path of [...textsIn(content.resources), ...textsIn(content.bases)])
      objects.push(...this.resource(folder, path, file, depth));
    objects = this.withGenerated(objects, content, folder, file);
    for (const path of textsIn(content.components)) {
      const component = this.repository.kustomization(beside(folder, path));
      if (component === undefined) this.say(file, ...absence('component', path), objects);
      else objects = this.accumulated(component, objects, depth + 1);
    }
    objects = this.changed(objects, content, folder, file);
    objects = this.replaced(objects, content, folder, file);
    objects = this.transformedBy(objects, content, folder, file, depth);
    this.judgeNames(objects, file);
    return objects;
  }

  private resource(folder: string, path: string, file: string, depth: number): Manifest[] {
    const at = beside(folder, path);
    if (this.repository.isFile(at)) {
      this.files.add(at);
      return this.repository.built(at).map(({ piece, manifest }) => this.sources.marked(manifest, { piece }));
    }
    const inner = this.repository.kustomization(at);
    if (inner !== undefined) return this.accumulated(inner, [], depth + 1);
    this.say(file, ...absence('resource', path), []);
    return [];
  }

  private withGenerated(objects: Manifest[], content: PlainMap, folder: string, file: string): Manifest[] {
    return generated(content, (path) => this.file(folder, path)).reduce<Manifest[]>((result, one) => {
      if (one.isPartly)
        this.say(file, 'generator', `${one.manifest.metadata.name} takes in a file that is not in the input`, []);
      const { annotations, ...metadata } = one.manifest.metadata;
      const noted = one.needsHash ? { ...annotations, [NEEDS_HASH]: one.isPartly ? 'unknown' : 'true' } : annotations;
      const manifest = {
        ...one.manifest,
        metadata: noted === undefined ? metadata : { ...metadata, annotations: noted },
      };
      if (one.odd !== undefined) this.say(file, 'generator', one.odd, []);
      if (one.behavior === 'create') {
        // What is there already is merged or replaced, and a generator says which.
        const taken = result.find((object) => isSame(object, manifest));
        if (taken !== undefined)
          this.say(file, 'generator', `${manifest.kind} ${manifest.metadata.name} twice`, [taken]);
        const marked = this.sources.marked(manifest, { generator: file });
        if (one.isPartly) this.sources.touch([marked]);
        return [...result, marked];
      }
      return result.map((object) => (isSame(object, manifest) ? laidOver(object, { ...one, manifest }) : object));
    }, objects);
  }

  private changed(objects: Manifest[], content: PlainMap, folder: string, file: string): Manifest[] {
    for (const what of BEYOND) if (!isAbsent(content[what])) this.say(file, what, `${what} of a kustomization`, []);
    for (const path of textsIn(content.configurations)) {
      const configuration = this.document(folder, path);
      const known = configuration !== undefined && Object.keys(configuration).every((key) => key === 'nameReference');
      if (known) this.nameReferences.push(...mapsIn(configuration.nameReference));
      else this.say(file, 'configurations', `the settings of ${path}`, objects);
    }
    return transformed(objects, content, {
      file: (path) => this.file(folder, path),
      beyond: ({ field, why, touched }) => this.say(file, field, why, touched),
    });
  }

  private replaced(objects: Manifest[], { replacements }: PlainMap, folder: string, file: string): Manifest[] {
    if (!isAbsent(replacements)) this.say(file, 'replacements', 'values that replacements write are unknown', []);
    const all = mapsIn(replacements).flatMap((one) => {
      if (typeof one.path !== 'string') return [one];
      const text = this.file(folder, one.path);
      const read = text === undefined ? [] : fromYaml(text);
      return read.flatMap((document) => (Array.isArray(document) ? (document as unknown[]) : [document])).filter(isMap);
    });
    return withUnknowns(objects, all);
  }

  /** Transformers of kustomize's own that set a namespace are followed, others are not. */
  private transformedBy(
    objects: Manifest[],
    content: PlainMap,
    folder: string,
    file: string,
    depth: number,
  ): Manifest[] {
    return textsIn(content.transformers).reduce<Manifest[]>((result, path) => {
      const at = beside(folder, path);
      const inner = this.repository.kustomization(at);
      const settings =
        inner === undefined
          ? this.repository.of(at).map((piece) => piece.content as Manifest)
          : this.accumulated(inner, [], depth + 1).map(unmarked);
      return settings.reduce((each, setting) => {
        const namespace = setting.metadata?.namespace;
        if (setting.kind !== 'NamespaceTransformer' || namespace === undefined) {
          this.say(file, 'transformers', `the transformer ${String(setting.kind)}`, each);
          return each;
        }
        return inFields(each, namespace, setting);
      }, result);
    }, objects);
  }

  /** Names of generated objects end in the hash of what they have become. */
  private withHashes(objects: readonly Manifest[], file: string): Manifest[] {
    const names = new Names();
    const hashed = objects.map((object) => {
      const { [NEEDS_HASH]: needs, ...rest } = object.metadata.annotations ?? {};
      const { annotations: _, ...metadata } = object.metadata;
      const plain: Manifest =
        needs === undefined
          ? object
          : { ...object, metadata: { ...metadata, ...(Object.keys(rest).length === 0 ? {} : { annotations: rest }) } };
      const name = needs === 'true' ? `${metadata.name}-${hashOf(unmarked(plain))}` : metadata.name;
      names.add(object, name);
      return name === metadata.name ? plain : { ...plain, metadata: { ...plain.metadata, name } };
    });
    return this.withNames(hashed, names, file);
  }

  /** Fields that hold a name of before follow their object, wherever it got its new one. */
  private withNames(objects: Manifest[], names: Names, file: string): Manifest[] {
    if (names.isEmpty) return objects;
    const fields = nameReferences(this.nameReferences);
    return objects.map((object) =>
      fields
        .filter(({ kinds }) => kinds.includes(object.kind))
        .reduce<Manifest>(
          (each, field) =>
            changed(each, field, (value) =>
              renamedIn(value, field, field.of, (name, namespace) => {
                const now = names.meant(object, field.of, name, namespace);
                if (now.length > 1)
                  this.say(file, 'namePrefix', `${field.of} ${name} that got several names`, [object]);
                return now.length === 1 ? now[0] : undefined;
              }),
            ),
          object,
        ),
    );
  }

  /** kustomize refuses two objects of one name; the rule about duplicates says so. */
  private judgeNames(objects: readonly Manifest[], file: string): void {
    const seen = new Set<string>();
    for (const object of objects) {
      const { apiVersion, kind, metadata } = object;
      const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
      const key = [group, kind, metadata.namespace ?? 'default', metadata.name].join('/');
      if (seen.has(key)) this.passedOver.push({ file, what: TWICE, why: `${kind} ${metadata.name} twice` });
      seen.add(key);
    }
  }

  private file(folder: string, path: string): string | undefined {
    const at = beside(folder, path);
    const text = this.repository.text(at);
    (text === undefined ? this.unread : this.files).add(at);
    return text;
  }

  private document(folder: string, path: string): PlainMap | undefined {
    const text = this.file(folder, path);
    const [document] = text === undefined ? [] : fromYaml(text);
    return isMap(document) ? document : undefined;
  }

  private say(file: string, what: string, why: string, touched: readonly Manifest[]): void {
    this.sources.touch(touched);
    this.passedOver.push({ file, what, why });
  }
}

function absence(what: string, path: string): [string, string] {
  return isRemote(path)
    ? [`remote ${what}`, `${path} lies elsewhere`]
    : [`absent ${what}`, `${path} is not in the input`];
}

function isSame(object: Manifest, { kind, metadata }: Manifest): boolean {
  return (
    object.kind === kind &&
    namesOf(object).some(
      ({ name, namespace }) => name === metadata.name && (namespace ?? 'default') === (metadata.namespace ?? 'default'),
    )
  );
}

/** `behavior: merge` adds data, `replace` takes the place of all. */
function laidOver(object: Manifest, { manifest, behavior }: Generated): Manifest {
  const data = (map: unknown) => (isMap(map) ? map : {});
  const { labels, annotations } = manifest.metadata;
  const metadata = {
    ...object.metadata,
    ...(labels === undefined ? {} : { labels: { ...object.metadata.labels, ...labels } }),
    annotations: { ...object.metadata.annotations, ...annotations },
  };
  return {
    ...object,
    metadata,
    data: behavior === 'merge' ? { ...data(object.data), ...data(manifest.data) } : data(manifest.data),
  };
}

/** What a NamespaceTransformer of its own writes: the namespace of every object, or of those without one, and further fields. */
function inFields(objects: readonly Manifest[], namespace: string, setting: Manifest): Manifest[] {
  const isOpen = ({ metadata }: Manifest) => setting.unsetOnly !== true || metadata.namespace === undefined;
  const placed = namespaced(objects, namespace);
  return objects.map((object, index) =>
    isOpen(object)
      ? mapsIn(setting.fieldSpecs).reduce<Manifest>((each, { path, kind, create }) => {
          if (typeof path !== 'string' || (kind !== undefined && kind !== each.kind)) return each;
          return changed(each, { path, kinds: [], create: create === true }, () => namespace);
        }, placed[index]!)
      : object,
  );
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
