// Which files are really applied: repositories keep files that no kustomization lists, and folders that no Flux Kustomization or Application names.
import { posix } from 'node:path';
import { CheckedDocument, CheckedObject, Model, World } from '../types';
import { listAt, textAt, valueAtPath } from './fields';

/** Answers what the input says about a file. */
export interface Applied {
  /** True if the kustomization of its own folder does not list the object. */
  isLeftOut(object: CheckedObject | CheckedDocument): boolean;
  /** True if some Flux Kustomization or Application leads to the file, or if the input holds none. */
  isReached(object: CheckedObject | CheckedDocument): boolean;
}

/** The model. */
export const APPLIED: Model<Applied> = {
  name: 'applied',
  build: (world) => new Roads(world),
};

const KUSTOMIZATION = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

class Roads implements Applied {
  /** Folder to what its kustomization takes in. */
  private readonly takes = new Map<string, readonly string[]>();
  private readonly taken = new Set<string>();
  private readonly files = new Set<string>();
  private readonly reached = new Set<string>();
  /** Nothing says where the roads begin. */
  private readonly open: boolean;

  public constructor(world: World) {
    for (const { origin } of [...world.objects, ...world.documents])
      if (origin.file !== undefined) this.files.add(posix.normalize(origin.file));
    for (const each of [
      ...world.documents,
      ...world.of('kustomize.config.k8s.io', 'Kustomization'),
      ...world.of('kustomize.config.k8s.io', 'Component'),
    ])
      this.readKustomization(each);
    const entries = entriesOf(world);
    this.open = world.complete || entries.length === 0 || world.of('argoproj.io', 'ApplicationSet').length > 0;
    if (!this.open) for (const folder of this.foldersOf(entries)) this.walk(folder);
  }

  public isLeftOut(object: CheckedObject | CheckedDocument): boolean {
    const { file } = object.origin;
    if (file === undefined || !('manifest' in object)) return false;
    const path = posix.normalize(file);
    return this.takes.has(posix.dirname(path)) && !this.taken.has(path);
  }

  public isReached({ origin }: CheckedObject | CheckedDocument): boolean {
    return this.open || origin.file === undefined || this.reached.has(posix.normalize(origin.file));
  }

  private readKustomization(each: CheckedObject | CheckedDocument): void {
    const content = 'manifest' in each ? each.manifest : each.content;
    const { file } = each.origin;
    if (
      file === undefined ||
      (content.kind !== 'Kustomization' && content.kind !== 'Component' && !KUSTOMIZATION.test(file))
    )
      return;
    const folder = posix.dirname(posix.normalize(file));
    const lists = ['resources', 'components', 'bases', 'crds', 'generators', 'transformers'].flatMap((key) =>
      listAt(content, key),
    );
    const patches = [...listAt(content, 'patches'), ...listAt(content, 'patchesJson6902')].map((patch) =>
      textAt(patch, 'path'),
    );
    const paths = [...lists, ...listAt(content, 'patchesStrategicMerge'), ...patches].filter(
      (path) => typeof path === 'string' && !path.includes('\n') && !path.includes('://'),
    );
    const taken = paths.map((path) => posix.join(folder, path as string).replace(/\/$/, ''));
    this.takes.set(folder, taken);
    for (const path of taken) this.taken.add(path);
  }

  /** The folders of the input that paths from the root of the repository name. */
  private foldersOf(entries: readonly string[]): string[] {
    const folders = new Set<string>();
    for (const file of this.files) {
      for (const entry of entries) {
        if (entry === '') folders.add('.');
        const at = `/${file}`.indexOf(`/${entry}/`);
        if (entry !== '' && at >= 0) folders.add(file.slice(0, at + entry.length));
      }
    }
    return [...folders];
  }

  /** The first folder with a kustomization on the way from a folder down to a file. */
  private outermost(folder: string, file: string): string | undefined {
    for (let at = file.indexOf('/', folder === '.' ? 0 : folder.length + 1); at >= 0; at = file.indexOf('/', at + 1)) {
      if (this.takes.has(file.slice(0, at))) return file.slice(0, at);
    }
    return undefined;
  }

  private walk(folder: string): void {
    const takes = this.takes.get(folder);
    if (takes === undefined) {
      // Flux takes in everything below, and kustomizations as they are.
      const below = [...this.files].filter((file) => folder === '.' || file.startsWith(`${folder}/`));
      for (const file of below) {
        const other = this.outermost(folder, file);
        if (other === undefined) this.reached.add(file);
        else if (!this.reached.has(`${other}/`)) this.walk(other);
      }
      return;
    }
    if (this.reached.has(`${folder}/`)) return;
    this.reached.add(`${folder}/`);
    for (const file of this.files)
      if (posix.dirname(file) === folder && KUSTOMIZATION.test(file)) this.reached.add(file);
    for (const path of takes) {
      if (this.files.has(path)) this.reached.add(path);
      else this.walk(path);
    }
  }
}

/** Paths from the root of the repository that Flux and Argo CD are told to apply. */
function entriesOf(world: World): string[] {
  const flux = world
    .of('kustomize.toolkit.fluxcd.io', 'Kustomization')
    .map(({ manifest }) => textAt(manifest, 'spec', 'path'));
  const argo = world.of('argoproj.io', 'Application').flatMap(({ manifest }) => {
    const sources = [valueAtPath(manifest, ['spec', 'source']), ...listAt(manifest, 'spec', 'sources')];
    return sources.map((source) => textAt(source, 'path'));
  });
  return [...flux, ...argo].flatMap((path) =>
    path === undefined
      ? []
      : [
          posix
            .normalize(path)
            .replace(/^\.?\//, '')
            .replace(/^\.$/, '')
            .replace(/\/$/, ''),
        ],
  );
}
