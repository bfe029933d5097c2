// The base of every construct of this library: emits objects, takes overrides, collects findings, lets findings be ignored.
import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ValueError } from '../net';
import { canonical } from '../manifest/canonical';
import { applyChange, FieldChange, parsePath } from '../manifest/field-path';
import { errorAt, Finding, findingLine, isFatal } from './finding';
import { checkLabels, checkObjectName } from '../manifest/names';
import { isClusterScoped } from '../manifest/scopes';
import { Manifest, objectKey } from '../manifest/types';
import { valueAt, ValidationError } from './validation-error';

/** A class made by `cdk8s import`. @internal */
export interface ImportedClass {
  readonly GVK: { readonly apiVersion: string; readonly kind: string };
  new (scope: Construct, id: string, props: any): ApiObject;
}

/** What a construct emits. @internal */
export interface EmitOptions {
  /** Imported class of a custom resource. @default - a plain ApiObject of apiVersion and kind */
  readonly type?: ImportedClass;
  readonly apiVersion?: string;
  readonly kind?: string;
  /** The apiVersion, where only the whole app decides; called at synth. @default - apiVersion, or that of the class */
  readonly laterApiVersion?: () => string;
  readonly name: string;
  /** @default - the namespace of the chart */
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  /** Everything but apiVersion, kind and metadata; called at synth, when everybody has said what they need. */
  readonly body: () => Record<string, unknown>;
}

/** An object that is made whole, and its id below the construct. @internal */
export interface PlacedObject {
  readonly id: string;
  readonly object: Manifest;
}

let structuredCollection = false;

/** True while NetworkApp collects findings itself. @internal */
export function isCollecting(): boolean {
  return structuredCollection;
}

/** Runs a collection of findings during which constructs keep quiet towards cdk8s's own validation. @internal */
export function collectStructured<T>(collect: () => T): T {
  structuredCollection = true;
  try {
    return collect();
  } finally {
    structuredCollection = false;
  }
}

/** Base of the constructs of this library. */
export abstract class NetworkConstruct extends Construct {
  /** True if the construct belongs to this library. @internal */
  public static _is(construct: IConstruct): construct is NetworkConstruct {
    return (construct as { _findings?: unknown })._findings instanceof Function;
  }

  private readonly ignored = new Map<string, string>();
  private readonly changes: { object: string | undefined; change: FieldChange }[] = [];
  private readonly failures = new Map<FieldChange, ValueError>();
  private objects: ApiObject[] = [];
  private late: (() => readonly PlacedObject[]) | undefined;
  private settled: readonly PlacedObject[] = [];

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    this.node.addValidation({
      validate: () => {
        this.settle();
        return structuredCollection ? [] : this._findings().filter(isFatal).map(findingLine);
      },
    });
  }

  /**
   * Replaces a field of the main object by its final YAML name: `override('spec.ingress[0].toPorts', […])`.
   *
   * @param path names with dots, list indexes in brackets, names with dots quoted: `metadata.annotations["a.b/c"]`
   * @param value the new value; undefined removes the field
   *
   * A path that does not exist is the finding `manifest/override-path`; a field that is not there yet is added with `addField`.
   */
  public override(path: string, value?: any): void {
    this.change(undefined, path, value);
  }

  /** Replaces a field of any object of this construct, named `Kind/name` or `Kind/namespace/name`. */
  public overrideObject(object: string, path: string, value?: any): void {
    this.change(object, path, value);
  }

  /** Adds a field that the main object does not have yet; its parent must exist. */
  public addField(path: string, value: any): void {
    valueAt(this, () => [parsePath(path), canonical(value, path)]);
    this.changes.push({ object: undefined, change: { path, kind: 'add', value } });
  }

  /**
   * Silences a finding of this construct; the reason stays in the report.
   *
   * @param code the code of the finding, such as `cni/master-missing`
   * @param reason why it does not apply here
   */
  public ignore(code: string, reason: string): void {
    if (reason.trim() === '')
      throw new ValidationError(
        this,
        'manifest/ignore-reason',
        `ignore('${code}') without a reason`,
        'write why the finding does not apply here',
      );
    this.ignored.set(code, reason);
  }

  /** Everything wrong with this construct, for checks that need the whole app. Pure: called more than once. @internal */
  public _check(): Finding[] {
    return [];
  }

  /** Findings of the construct with those of its overrides, marked when ignored. @internal */
  public _findings(): Finding[] {
    return [...this._check(), ...this.overrideFindings()].map((finding) => this._mark(finding));
  }

  /** What the user wants silenced here, with the reasons. @internal */
  public _ignores(): { readonly code: string; readonly reason: string }[] {
    return [...this.ignored].map(([code, reason]) => ({ code, reason }));
  }

  /** Marks a finding as ignored if the user said so. @internal */
  public _mark(finding: Finding): Finding {
    const reason = this.ignored.get(finding.code);
    return reason === undefined ? finding : { ...finding, ignoredBecause: reason };
  }

  /** The final manifests of this construct, in the order of emission. @internal */
  public _manifests(): Manifest[] {
    this.settle();
    return this.objects.map((object) => object.toJson() as Manifest);
  }

  /** Emits one object below this construct. The main one has the id `Default`. @internal */
  public _emit(id: string, options: EmitOptions): ApiObject {
    const apiVersion = options.type?.GVK.apiVersion ?? options.apiVersion!;
    const kind = options.type?.GVK.kind ?? options.kind!;
    valueAt(this, () => checkObjectName(kind, options.name));
    if (options.namespace !== undefined) valueAt(this, () => checkObjectName('Namespace', options.namespace!));
    valueAt(this, () => checkLabels(options.labels ?? {}));
    const metadata = {
      name: options.name,
      namespace: options.namespace,
      labels: options.labels,
      annotations: options.annotations,
    };
    const object =
      options.type === undefined
        ? new ApiObject(this, id, { apiVersion, kind, metadata })
        : new options.type(this, id, { metadata });
    const { laterApiVersion } = options;
    if (laterApiVersion !== undefined) Object.defineProperty(object, 'apiVersion', { get: laterApiVersion });
    const patches: JsonPatch[] = [];
    object.addJsonPatch = (...operations: JsonPatch[]) => void patches.push(...operations);
    // An imported class renders field by field and loses what its schema does not name, patches included; we render the final
    // YAML names ourselves and let patches and overrides work on those.
    object.toJson = () => {
      const manifest = this.render(object, laterApiVersion?.() ?? apiVersion, kind, options.body);
      return patches.length === 0 ? manifest : (JsonPatch.apply(manifest, ...patches) as Manifest);
    };
    this.objects.push(object);
    return object;
  }

  /** Emits an object that is made whole. @internal */
  public _emitWhole({ id, object }: PlacedObject): ApiObject {
    const { apiVersion, kind, metadata, ...body } = object;
    const { name, namespace, labels, annotations } = metadata;
    return this._emit(id, { apiVersion, kind, name, namespace, labels, annotations, body: () => body });
  }

  /**
   * Emits objects of which the whole app decides which there are: when cdk8s validates, as every construct exists by then and charts are
   * rendered after it, or when somebody asks for them before.
   *
   * @param objects pure; gives the same list as long as nothing changes, and what it gave before is taken back when it gives another
   * @internal
   */
  public _emitLate(objects: () => readonly PlacedObject[]): void {
    this.late = objects;
  }

  private settle(): void {
    const wanted = this.late?.() ?? this.settled;
    if (wanted === this.settled) return;
    for (const { id } of this.settled) this.takeBack(id);
    for (const placed of wanted) this._emitWhole(placed);
    this.settled = wanted;
  }

  private takeBack(id: string): void {
    const child = this.node.tryFindChild(id);
    this.objects = this.objects.filter((object) => object !== child);
    this.node.tryRemoveChild(id);
  }

  private render(object: ApiObject, apiVersion: string, kind: string, body: () => Record<string, unknown>): Manifest {
    const metadata = object.metadata.toJson() as Record<string, unknown>;
    if (isClusterScoped(apiVersion, kind)) delete metadata.namespace;
    const manifest = valueAt(this, () => ({
      apiVersion,
      kind,
      metadata: canonical(metadata) as Manifest['metadata'],
      ...(canonical(body(), '') as Record<string, unknown>),
    }));
    for (const { object: target, change } of this.changes) {
      if (!this.isTarget(object, manifest, target)) continue;
      try {
        // A copy each time: a later change may reach into the value, and the manifest is rendered more than once.
        applyChange(
          manifest,
          change.kind === 'remove' ? change : { ...change, value: canonical(change.value, change.path) },
        );
        this.failures.delete(change);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        this.failures.set(change, error);
      }
    }
    return manifest;
  }

  private isTarget(object: ApiObject, manifest: Manifest, target: string | undefined): boolean {
    if (target === undefined) return object === (this.node.defaultChild ?? this.objects[0]);
    return target === objectKey(manifest) || target === `${manifest.kind}/${manifest.metadata.name}`;
  }

  private change(object: string | undefined, path: string, value: unknown): void {
    valueAt(this, () => [parsePath(path), value === undefined ? undefined : canonical(value, path)]);
    this.changes.push({
      object,
      change: value === undefined ? { path, kind: 'remove' } : { path, kind: 'replace', value },
    });
  }

  private overrideFindings(): Finding[] {
    if (this.changes.length === 0) return [];
    this.settle();
    const manifests = this.objects.map((object) => ({ object, manifest: object.toJson() as Manifest }));
    return this.changes.flatMap(({ object: target, change }) => {
      const hit = manifests.find(({ object, manifest }) => this.isTarget(object, manifest, target));
      if (!hit)
        return [
          errorAt(
            this.node.path,
            'manifest/override-object',
            `override of "${target}", which this construct does not emit`,
            `write one of: ${manifests.map(({ manifest }) => objectKey(manifest)).join(', ')}`,
          ),
        ];
      const failure = this.failures.get(change);
      return failure === undefined ? [] : [errorAt(this.node.path, failure.code, failure.problem, failure.repair)];
    });
  }
}
