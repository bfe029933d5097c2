// The roots of the input and what each leads to: Flux Kustomizations and Applications bring further ones with what they build.
import { dirname, normalize } from 'node:path/posix';
import { isClusterScoped, Manifest } from '../../manifest';
import { textsIn } from '../derived/fields';
import { isAside } from '../folder-names';
import { build, Built, BuiltObject, filesAsTheyAre, PassedOver } from './build';
import { fits } from './application-sets';
import { beside, Kustomization, Repository } from './repository';
import { Root, RootPath, rootsOf } from './roots';
import { foreignSources } from './sources';
import { Filler } from './variables';

/** A root with what it applies. @internal */
export interface Applied {
  readonly root: Root;
  readonly objects: readonly BuiltObject[];
}

/** A root that nothing else brings, and everything that it leads to. @internal */
export interface Tree {
  readonly top: Root;
  readonly applied: readonly Applied[];
  /** Files that its builds read. */
  readonly files: ReadonlySet<string>;
  readonly passedOver: readonly PassedOver[];
  /** True where a path is not known: it may lead anywhere. */
  readonly isOpen: boolean;
}

/** The trees of the input, in the order of their roots. @internal */
export function treesOf(repository: Repository): Tree[] {
  return new Forest(repository).trees();
}

/** A root as it is written, and the folder that it names. */
interface Candidate {
  readonly root: Root;
  readonly folders: readonly string[];
}

class Forest {
  private readonly candidates: readonly Candidate[];
  private readonly isForeign: (root: Root) => boolean;
  /** Folders that some kustomization or root names, live or not. */
  private readonly named = new Set<string>();
  private readonly found: Tree[] = [];
  private readonly reached = new Set<string>();
  private readonly builds = new Map<string, Built>();

  public constructor(private readonly repository: Repository) {
    this.isForeign = foreignSources(repository);
    const all = repository.all
      .filter(({ isObject }) => isObject)
      .flatMap(({ content, file }) => rootsOf(content as Manifest, normalize(file), repository))
      .map((root) => ({ root, folders: root.paths.flatMap((path) => this.foldersOf(path)) }))
      .filter(({ root }) => root.paths.length > 0 && !this.isForeign(root));
    const inTheMiddle = all.filter(({ root }) => !isAside(root.file));
    this.candidates = inTheMiddle.length > 0 ? inTheMiddle : all;
    for (const { folders } of this.candidates) for (const folder of folders) this.named.add(folder);
    for (const { folder, content } of repository.folders)
      for (const field of ['resources', 'components', 'bases', 'transformers', 'generators'])
        for (const path of textsIn(content[field])) this.named.add(beside(folder, path));
  }

  public trees(): Tree[] {
    // Only what nobody brings is surely a beginning; what is left after that begins for want of its parent.
    for (const { root } of this.candidates.filter((each) => !this.isCovered(each))) this.grow(root);
    for (const { folder, file } of this.bare()) this.grow(kustomizeRoot(folder, file));
    for (;;) {
      const next = this.orphans()[0];
      if (next === undefined) break;
      this.grow(next.root);
    }
    return this.found.filter((tree) => !this.found.some((other) => other !== tree && brings(other, tree.top)));
  }

  private foldersOf({ path, isPattern }: RootPath): string[] {
    if (isPattern === true) return this.matching(path.replace(/\{\{[^{}]*\}\}/g, '*'));
    const folder = this.repository.folderAt(path);
    return folder === undefined ? [] : [folder];
  }

  /** Folders that a path with holes may mean. A path that is nothing but a hole means none: it may be any. */
  private matching(pattern: string): string[] {
    const steps = pattern.split('/');
    const first = steps.findIndex((step) => step.includes('*'));
    if (first === 0) return [];
    const start = this.repository.folderAt(steps.slice(0, first).join('/'));
    if (start === undefined) return [];
    return steps
      .slice(first)
      .reduce<string[]>(
        (folders, step) =>
          folders.flatMap((folder) =>
            this.repository.list(folder).folders.filter((inner) => fits(step, inner.slice(inner.lastIndexOf('/') + 1))),
          ),
        [start],
      );
  }

  /** True if a folder that some other root or a kustomization takes in holds the file: whoever builds that folder decides. */
  private isCovered({ root, folders }: Candidate): boolean {
    if (this.kustomizationAbove(root.file) !== undefined) return true;
    return this.candidates.some((other) =>
      other.folders.some((folder) => holds(folder, root.file) && !(other.root === root || folders.includes(folder))),
    );
  }

  private kustomizationAbove(file: string): Kustomization | undefined {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      const found = this.repository.kustomization(folder);
      if (found !== undefined) return found;
      if (folder === dirname(folder)) return undefined;
    }
  }

  /** Kustomizations that nothing names and that lie below none. */
  private bare(): Kustomization[] {
    const all = [...this.repository.folders].filter(({ folder, content }) => {
      if (content.kind === 'Component' || this.repository.kustomization(folder) === undefined) return false;
      if (this.named.has(folder) || this.reached.has(`${folder}/`)) return false;
      const above = folder === '.' ? undefined : this.kustomizationAbove(folder);
      return (
        above === undefined &&
        !this.candidates.some(({ folders }) => folders.some((each) => holds(each, `${folder}/x`)))
      );
    });
    const inTheMiddle = all.filter(({ file }) => !isAside(file));
    return inTheMiddle.length > 0 || this.candidates.length > 0 ? inTheMiddle : all;
  }

  /** Roots that nothing brought, although no folder that is built would: their parent is not in the input. The outermost first. */
  private orphans(): Candidate[] {
    return this.candidates
      .filter(({ root }) => !this.reached.has(root.file) && !this.isLeftOut(root.file))
      .sort((a, b) => depthOf(a) - depthOf(b));
  }

  /**
   * True if a kustomization has left the file of a root out: the one beside it, or one above it that is applied and lists other roots, or this one
   * as a comment. One that lists no roots, a dummy, is not where they are listed.
   */
  private isLeftOut(file: string): boolean {
    const above = this.kustomizationAbove(file);
    if (above !== undefined && above.folder === dirname(file) && !listed(above).includes(file)) return true;
    const holding = this.found.filter(({ files, applied }) =>
      above === undefined
        ? applied.some(({ root }) =>
            root.paths.some((path) => this.foldersOf(path).some((folder) => holds(folder, file))),
          )
        : files.has(normalize(above.file)),
    );
    return (
      holding.some(({ applied }) => applied.length > 1) || (holding.length > 0 && this.isCommentedOut(above, file))
    );
  }

  private isCommentedOut(above: Kustomization | undefined, file: string): boolean {
    if (above === undefined) return false;
    const lines = (this.repository.text(above.file) ?? '').matchAll(/^\s*#[#\s]*-\s*["']?([\w./-]+)/gm);
    const entries = [...lines].map(([, path]) => beside(above.folder, path!));
    return entries.some((entry) => entry === file || holds(entry, file));
  }

  /** Builds a root, and every root that it brings. */
  private grow(top: Root): void {
    const applied: Applied[] = [];
    const files = new Set<string>();
    const passedOver: PassedOver[] = [];
    const filler = new Filler();
    let isOpen = false;
    const met = new Set<string>();
    const queue: Root[] = [top];
    for (let root = queue.shift(); root !== undefined; root = queue.shift()) {
      const key = JSON.stringify([root.name, root.spec, root.paths.map(({ path }) => path)]);
      if (met.has(key)) continue;
      met.add(key);
      const built = this.built(root);
      isOpen ||= built.isOpen;
      for (const file of built.files) files.add(file);
      passedOver.push(...built.passedOver);
      filler.learn(built.objects.map(({ manifest }) => manifest));
      applied.push({ root, objects: built.objects });
      for (const { manifest, piece } of built.objects) {
        const file = normalize(piece?.file ?? top.file);
        const inner = rootsOf(filler.specOf(manifest, root), file, this.repository);
        queue.push(...inner.filter((each) => !this.isForeign(each)));
      }
    }
    const filled = applied.map(({ root, objects }) => {
      const beyond = (why: string) => passedOver.push({ what: 'postBuild', why, file: root.file });
      return { root, objects: filler.filled(root, objects, beyond) };
    });
    for (const file of [top.file, ...files]) this.reached.add(file);
    this.found.push({ top, applied: filled, files, passedOver, isOpen });
  }

  private built({ tool, paths, spec }: Root): Built & { readonly isOpen: boolean } {
    const parts = paths.map((path): Built & { readonly isOpen: boolean } => {
      const folders = this.foldersOf(path);
      const isOpen = folders.length === 0 && path.isPattern === true;
      const results = folders.map((folder) => this.folder(folder, path, JSON.stringify([tool, spec])));
      return { ...joined(results), isOpen };
    });
    return { ...joined(parts), isOpen: parts.some((part) => part.isOpen) };
  }

  private folder(folder: string, path: RootPath, key: string): Built {
    const own = `${folder}\0${key}\0${path.path}`;
    let result = this.builds.get(own);
    if (result === undefined) this.builds.set(own, (result = this.buildFolder(folder, path)));
    return result;
  }

  private buildFolder(folder: string, { overlay, directory, fallback }: RootPath): Built {
    const found = this.repository.kustomization(folder);
    if (directory === undefined || found !== undefined) {
      const kustomization = found ?? this.generated(folder);
      return withFallback(build(this.repository, kustomization, overlay), fallback);
    }
    if (this.repository.isFile(`${folder}/Chart.yaml`)) {
      const passedOver = [{ what: 'chart', why: 'Helm renders it', file: `${folder}/Chart.yaml` }];
      return { objects: [], passedOver, files: new Set(this.filesBelow(folder)), unread: new Set() };
    }
    const files = directory.recurse === true ? this.filesBelow(folder) : this.repository.list(folder).files;
    const isTaken = (file: string) => {
      const name = file.slice(folder === '.' ? 0 : folder.length + 1);
      const { include, exclude } = directory;
      return (
        (typeof include !== 'string' || fits(include, name)) && !(typeof exclude === 'string' && fits(exclude, name))
      );
    };
    return withFallback(filesAsTheyAre(this.repository, files.filter(isTaken)), fallback);
  }

  private filesBelow(folder: string): string[] {
    const { files, folders } = this.repository.list(folder);
    return [...files, ...folders.flatMap((inner) => this.filesBelow(inner))];
  }

  /** The kustomization that Flux makes of a folder without one: every manifest below, and kustomizations as they are. */
  private generated(folder: string): Kustomization {
    const resources: string[] = [];
    const visit = (at: string) => {
      const { files, folders } = this.repository.list(at);
      const relative = (path: string) => (folder === '.' ? path : path.slice(folder.length + 1));
      resources.push(
        ...files
          .filter((file) => /\.ya?ml$/.test(file) && this.repository.of(file).some(({ isObject }) => isObject))
          .map(relative),
      );
      for (const inner of folders) {
        if (this.repository.kustomization(inner) === undefined) visit(inner);
        else if (this.repository.kustomization(inner)!.content.kind !== 'Component') resources.push(relative(inner));
      }
    };
    visit(folder);
    return { folder, file: `${folder}/kustomization.yaml`, content: { resources } };
  }
}

/** True if a tree brings a root that began a tree of its own, before its parent was found. */
function brings({ top, applied }: Tree, root: Root): boolean {
  return (
    root !== top &&
    applied.some((each) => each.root.name === root.name && each.root.file === root.file && each.root !== top)
  );
}

function kustomizeRoot(folder: string, file: string): Root {
  return {
    tool: 'kustomize',
    name: folder,
    file: normalize(file),
    spec: {},
    paths: [{ path: folder, overlay: (content) => content }],
  };
}

function joined(parts: readonly Built[]): Built {
  return {
    objects: parts.flatMap(({ objects }) => objects),
    passedOver: parts.flatMap(({ passedOver }) => passedOver),
    files: new Set(parts.flatMap(({ files }) => [...files])),
    unread: new Set(parts.flatMap(({ unread }) => [...unread])),
  };
}

/** Argo CD puts what has no namespace into that of the destination. */
function withFallback(built: Built, namespace: string | undefined): Built {
  if (namespace === undefined || namespace.includes('{{')) return built;
  const objects = built.objects.map((object) => {
    const { manifest } = object;
    if (manifest.metadata.namespace !== undefined || isClusterScoped(manifest.apiVersion, manifest.kind)) return object;
    return { ...object, manifest: { ...manifest, metadata: { ...manifest.metadata, namespace } } };
  });
  return { ...built, objects };
}

function holds(folder: string, file: string): boolean {
  return folder === '.' || file.startsWith(`${folder}/`);
}

function listed({ folder, content }: Kustomization): string[] {
  return textsIn(content.resources).map((path) => beside(folder, path));
}

function depthOf({ root, folders }: Candidate): number {
  return Math.min(...folders.map((folder) => folder.split('/').length), root.file.split('/').length);
}
