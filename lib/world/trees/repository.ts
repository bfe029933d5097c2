// The input as the tools of GitOps see it: files and folders by name, kustomizations by folder, objects by file.
import { dirname, join, normalize, resolve } from 'node:path/posix';
import { isMap, Manifest, PlainMap } from '../../manifest';
import { Path } from '../../problem';

/** A document of the input, or an item of a List. */
export interface TreePiece {
  readonly file: string;
  readonly document: number;
  readonly within?: Path;
  readonly content: PlainMap;
  /** False for what is no object: a kustomization, values, a Talos document. */
  readonly isObject: boolean;
}

/** An object as a real program builds it. */
export interface BuiltManifest {
  readonly manifest: Manifest;
  /** The absolute path, without its first slash, of the file in which it was written. @default - a generator made it */
  readonly file?: string;
}

/** What a real program is asked to build. */
export interface RealBuildRequest {
  readonly folder: string;
  /** The kustomization, with what Flux or Argo CD lay over it. */
  readonly content: PlainMap;
  /** Files that the build reads; those that are no YAML, too. */
  readonly files: readonly string[];
}

/** A real program that builds. */
export interface RealBuild {
  /** @param isFollowed true if text follows everything */
  isWanted(isFollowed: boolean): boolean;
  /** The objects, or undefined where the program refuses. */
  build(request: RealBuildRequest): readonly BuiltManifest[] | undefined;
}

/** What the reader of files holds for the trees. */
export interface Readings {
  readonly pieces: readonly TreePiece[];
  /** Every file that was read, as it was named. */
  readonly files: readonly string[];
  /** Text of a file that was read. */
  readonly text: (file: string) => string | undefined;
  /** The objects of a document as kustomize reads them, in the order of the pieces. @default - as kubectl reads them */
  readonly built?: (file: string, document: number) => readonly unknown[] | undefined;
  /** @default - text alone */
  readonly realBuild?: RealBuild;
}

/** A kustomization or component. @internal */
export interface Kustomization {
  readonly folder: string;
  readonly file: string;
  readonly content: PlainMap;
}

/** An object of a file as kustomize reads it. @internal */
export interface ReadObject {
  readonly piece: TreePiece;
  readonly manifest: Manifest;
}

/** Names that kustomize looks for in a folder. */
const NAMES = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/;
const API_GROUP = 'kustomize.config.k8s.io/';

/** True for a file that kustomize takes for a kustomization, or a document that calls itself one. @internal */
export function isKustomization({ file, content }: { readonly file: string; readonly content: PlainMap }): boolean {
  return NAMES.test(file) || (typeof content.apiVersion === 'string' && content.apiVersion.startsWith(API_GROUP));
}

/** A path that names nothing of this repository. @internal */
export function isRemote(path: string): boolean {
  return /^[a-z+]+:\/\/|^git@|[?&]ref=|^(?:github|gitlab|bitbucket)\.[a-z]+[/:]/.test(path);
}

/** The input, indexed. @internal */
export class Repository {
  private readonly named = new Map<string, string>();
  private readonly pieces = new Map<string, TreePiece[]>();
  private readonly kustomizations = new Map<string, Kustomization>();
  /** Folder to the files in it, and to the folders in it. */
  private readonly inside = new Map<string, { readonly files: string[]; readonly folders: Set<string> }>();
  /** Answers that many builds ask for. */
  private readonly read = new Map<string, readonly ReadObject[]>();
  private readonly meant = new Map<string, string | undefined>();
  private absolute?: ReadonlyMap<string, string>;

  public constructor(private readonly readings: Readings) {
    for (const file of readings.files) this.place(file);
    for (const piece of readings.pieces) {
      const path = normalize(piece.file);
      const known = this.pieces.get(path);
      if (known === undefined) this.pieces.set(path, [piece]);
      else known.push(piece);
      if (!isKustomization(piece) || piece.within !== undefined) continue;
      const folder = dirname(path);
      if (NAMES.test(path) || !this.kustomizations.has(folder))
        this.kustomizations.set(folder, { folder, file: piece.file, content: piece.content });
    }
  }

  public get realBuild(): RealBuild | undefined {
    return this.readings.realBuild;
  }

  /** The piece that became an object of a real build: of its kind in its file, and of its name where there are several. */
  public pieceOf(file: string, { kind, metadata }: Manifest): TreePiece | undefined {
    this.absolute ??= new Map([...this.named.keys()].reverse().map((each) => [resolve(each).slice(1), each]));
    const path = this.absolute.get(file);
    const all =
      path === undefined ? [] : this.of(path).filter(({ content, isObject }) => isObject && content.kind === kind);
    const nameOf = ({ content }: TreePiece) => String((content as Manifest).metadata.name);
    return all.length === 1 ? all[0] : all.find((piece) => metadata.name.includes(nameOf(piece)));
  }

  public get all(): readonly TreePiece[] {
    return this.readings.pieces;
  }

  public get folders(): Iterable<Kustomization> {
    return this.kustomizations.values();
  }

  /** The kustomization of a folder; one in a file that kustomize does not look for is none. */
  public kustomization(folder: string): Kustomization | undefined {
    const found = this.kustomizations.get(normalize(folder));
    return found !== undefined && NAMES.test(found.file) ? found : undefined;
  }

  public isFile(path: string): boolean {
    return this.named.has(normalize(path));
  }

  public isFolder(path: string): boolean {
    return this.inside.has(normalize(path));
  }

  public text(path: string): string | undefined {
    const file = this.named.get(normalize(path));
    return file === undefined ? undefined : this.readings.text(file);
  }

  /** Pieces of a file. */
  public of(path: string): readonly TreePiece[] {
    return this.pieces.get(normalize(path)) ?? [];
  }

  /** Files and folders right in a folder. */
  public list(folder: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
    const { files = [], folders = [] } = this.inside.get(normalize(folder)) ?? {};
    return { files, folders: [...folders] };
  }

  /** The objects of a file as kustomize reads them. */
  public built(path: string): readonly ReadObject[] {
    const known = this.read.get(path);
    if (known !== undefined) return known;
    const pieces = this.of(path);
    const documents = new Map<number, TreePiece[]>();
    for (const piece of pieces) {
      const siblings = documents.get(piece.document);
      if (siblings === undefined) documents.set(piece.document, [piece]);
      else siblings.push(piece);
    }
    const objects = [...documents].flatMap(([document, siblings]) => {
      const read = siblings.some(({ isObject }) => isObject)
        ? this.readings.built?.(siblings[0]!.file, document)
        : undefined;
      return siblings.flatMap((piece, index) => {
        if (!piece.isObject) return [];
        const value = read?.length === siblings.length ? read[index] : undefined;
        return [{ piece, manifest: (isMap(value) && isMap(value.metadata) ? value : piece.content) as Manifest }];
      });
    });
    this.read.set(path, objects);
    return objects;
  }

  /**
   * The folder of the input that a path from the root of the repository means: what was read may begin above that root. Of several the one
   * nearest to the top; undefined where none is called so.
   */
  public folderAt(path: string): string | undefined {
    if (!this.meant.has(path)) this.meant.set(path, this.nearestTop(path));
    return this.meant.get(path);
  }

  private nearestTop(path: string): string | undefined {
    const wanted = normalize(path)
      .replace(/^\.?\//, '')
      .replace(/\/$/, '');
    if (wanted.startsWith('..') || wanted.includes('${') || wanted.includes('{{')) return undefined;
    if (wanted === '' || wanted === '.') return this.top();
    let best: string | undefined;
    for (const folder of this.inside.keys())
      if (`/${folder}`.endsWith(`/${wanted}`) && (best === undefined || folder.length < best.length)) best = folder;
    return best;
  }

  /** The deepest folder that holds everything. */
  private top(): string {
    let folder = this.inside.has('.') ? '.' : '/';
    for (;;) {
      const { files, folders } = this.list(folder);
      if (files.length > 0 || folders.length !== 1) return folder;
      folder = folders[0]!;
    }
  }

  private place(file: string): void {
    const path = normalize(file);
    this.named.set(path, file);
    let folder = dirname(path);
    this.entry(folder).files.push(path);
    while (folder !== '.' && folder !== '/') {
      const above = dirname(folder);
      this.entry(above).folders.add(folder);
      folder = above;
    }
  }

  private entry(folder: string): { readonly files: string[]; readonly folders: Set<string> } {
    let entry = this.inside.get(folder);
    if (entry === undefined) this.inside.set(folder, (entry = { files: [], folders: new Set() }));
    return entry;
  }
}

/** A path in a kustomization, from the top of the input. @internal */
export function beside(folder: string, path: string): string {
  return join(folder, path).replace(/\/$/, '');
}
