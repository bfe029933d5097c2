// The pod template of a workload, whoever made it: cdk8s-plus, a plain ApiObject, or a construct with one as default child.
import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf } from './object-of';
import { isMap, Manifest, PlainMap } from '../manifest/types';
import { TEMPLATE_PATHS } from '../manifest/templates';
import { ValidationError } from './validation-error';

/** A container port of a pod template. */
export interface TemplatePort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol: string;
}

/** A workload of the app, read at synth. */
export class WorkloadView {
  /**
   * Looks at a workload.
   *
   * @param construct a cdk8s-plus workload or Pod, an ApiObject, or a construct whose default child is one
   * @param user the construct that asks, for its path in errors
   */
  public static of(construct: IConstruct, user: IConstruct): WorkloadView {
    const object = apiObjectOf(construct);
    if (object === undefined || !Object.hasOwn(TEMPLATE_PATHS, object.kind)) {
      throw new ValidationError(
        user,
        'manifest/workload',
        `"${construct.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a workload`,
        `pass one of: ${Object.keys(TEMPLATE_PATHS).join(', ')}, from cdk8s-plus or as ApiObject`,
      );
    }
    return new WorkloadView(object);
  }

  /** The object. */
  public readonly object: ApiObject;

  private constructor(object: ApiObject) {
    this.object = object;
  }

  /** Path of the construct. */
  public get path(): string {
    const parts = this.object.node.path.split('/');
    return ['Default', 'Resource'].includes(parts[parts.length - 1]!) ? parts.slice(0, -1).join('/') : parts.join('/');
  }

  /** `Deployment`, `Pod`, … */
  public get kind(): string {
    return this.object.kind;
  }

  /** Name of the object. */
  public get name(): string {
    return this.object.name;
  }

  /** Namespace of the object; `default` where the chart and the object leave it open. */
  public get namespace(): string {
    return this.object.metadata.namespace ?? 'default';
  }

  /** The rendered object. Call at synth only. */
  public manifest(): Manifest {
    return this.object.toJson() as Manifest;
  }

  /** The pod template (metadata and spec); of a Pod the Pod itself. Call at synth only. */
  public template(): PlainMap {
    let value: unknown = this.manifest();
    for (const step of TEMPLATE_PATHS[this.kind]!) value = isMap(value) ? value[step] : undefined;
    return isMap(value) ? value : {};
  }

  /** Labels of the pods. Call at synth only. */
  public podLabels(): Record<string, string> {
    const metadata = this.template().metadata;
    return isMap(metadata) && isMap(metadata.labels) ? (metadata.labels as Record<string, string>) : {};
  }

  /** Labels that select the pods: those of the selector, else those of a Pod. Call at synth only. */
  public selectorLabels(): Record<string, string> {
    const spec = this.manifest().spec;
    if (this.kind !== 'Pod' && isMap(spec) && isMap(spec.selector)) {
      const labels = isMap(spec.selector.matchLabels)
        ? spec.selector.matchLabels
        : this.kind === 'ReplicationController'
          ? spec.selector
          : {};
      return labels as Record<string, string>;
    }
    return this.podLabels();
  }

  /** Node selector of the pods. Call at synth only. */
  public nodeSelector(): Record<string, string> {
    const spec = this.template().spec;
    return isMap(spec) && isMap(spec.nodeSelector) ? (spec.nodeSelector as Record<string, string>) : {};
  }

  /** True if the pods share the node's network, so that no CNI plugin sees them. Call at synth only. */
  public hostNetwork(): boolean {
    const spec = this.template().spec;
    return isMap(spec) && spec.hostNetwork === true;
  }

  /** How many pods run at once: 1 for a Pod, undefined for a DaemonSet (one a node). Call at synth only. */
  public replicas(): number | undefined {
    if (this.kind === 'DaemonSet') return undefined;
    const spec = this.manifest().spec;
    const field = this.kind === 'Job' ? 'parallelism' : 'replicas';
    return isMap(spec) && typeof spec[field] === 'number' ? spec[field] : 1;
  }

  /** Container ports of the pods, init containers left out. Call at synth only. */
  public ports(): TemplatePort[] {
    const spec = this.template().spec;
    const containers = isMap(spec) && Array.isArray(spec.containers) ? (spec.containers as PlainMap[]) : [];
    return containers.flatMap((container) =>
      (Array.isArray(container.ports) ? (container.ports as PlainMap[]) : []).map((port) => ({
        ...(typeof port.name === 'string' ? { name: port.name } : {}),
        containerPort: Number(port.containerPort),
        protocol: typeof port.protocol === 'string' ? port.protocol : 'TCP',
      })),
    );
  }

  /** Writes an annotation on the pods, its value found at synth. */
  public annotatePods(key: string, value: () => string): void {
    const lazy = Lazy.any({ produce: value }) as string;
    if (this.kind === 'Pod') {
      this.object.metadata.addAnnotation(key, lazy);
      return;
    }
    // cdk8s-plus keeps the template's metadata in a definition of its own; a plain object has it in its props, where only a
    // patch reaches it. The patch works for both, and its value is resolved by hand because patches are applied after that.
    const original = this.object.toJson.bind(this.object);
    const steps = TEMPLATE_PATHS[this.kind]!;
    this.object.toJson = () => {
      const manifest = original() as Manifest;
      const operations: JsonPatch[] = [];
      let node: unknown = manifest;
      let pointer = '';
      for (const step of [...steps, 'metadata', 'annotations']) {
        pointer += `/${step}`;
        const inner = isMap(node) ? node[step] : undefined;
        if (!isMap(inner)) operations.push(JsonPatch.add(pointer, {}));
        node = inner;
      }
      return JsonPatch.apply(
        manifest,
        ...operations,
        JsonPatch.add(`${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`, value()),
      ) as Manifest;
    };
  }
}
