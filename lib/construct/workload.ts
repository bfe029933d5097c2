// The pod template of a workload, whoever made it: cdk8s-plus, a plain ApiObject, or a construct with one as default child.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf } from './object-of';
import { amendedAt } from '../manifest/amend';
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
    this.amendPods((template) => {
      const metadata = isMap(template.metadata) ? template.metadata : {};
      const annotations = isMap(metadata.annotations) ? metadata.annotations : {};
      return { ...template, metadata: { ...metadata, annotations: { ...annotations, [key]: value() } } };
    });
  }

  /** Changes the pod template (metadata and spec) whenever the workload is rendered; of a Pod the Pod itself. */
  public amendPods(change: (template: PlainMap) => PlainMap): void {
    this.amend((manifest) => amendedAt(manifest, TEMPLATE_PATHS[this.kind]!, change) as Manifest);
  }

  /**
   * Changes the object whenever it is rendered.
   *
   * @param change pure: gets the manifest as everybody else made it, and returns the new one
   */
  public amend(change: (manifest: Manifest) => Manifest): void {
    // cdk8s-plus keeps the template in definitions of its own, a plain object in its props: what both have is the manifest that they render.
    const original = this.object.toJson.bind(this.object);
    this.object.toJson = () => change(original() as Manifest);
  }

  /**
   * Lets the workload have one pod, and none beside it while it is updated. What nobody chose is set; what somebody wrote stays, for the rules to judge.
   */
  public keepOnePod(): void {
    this.amend((manifest) => {
      const spec = isMap(manifest.spec) ? manifest.spec : {};
      return {
        ...manifest,
        spec: {
          ...spec,
          ...(SCALED.includes(this.kind) && !this.choseReplicas(spec) ? { replicas: 1 } : {}),
          ...(this.kind === 'Deployment' && !this.choseStrategy(spec) ? { strategy: { type: 'Recreate' } } : {}),
        },
      };
    });
  }

  /** cdk8s-plus writes two pods where its prop says nothing. */
  private choseReplicas(spec: PlainMap): boolean {
    const { scope } = this.object.node;
    return scope !== undefined && 'podMetadata' in scope
      ? (scope as { replicas?: unknown }).replicas !== undefined
      : spec.replicas !== undefined;
  }

  /** What the API server takes where nothing is written is no choice; cdk8s-plus writes it out. */
  private choseStrategy({ strategy }: PlainMap): boolean {
    const rolling = isMap(strategy) && isMap(strategy.rollingUpdate) ? strategy.rollingUpdate : {};
    return strategy !== undefined && !(rolling.maxSurge === '25%' && rolling.maxUnavailable === '25%');
  }
}

/** Kinds with a number of pods. */
const SCALED: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];
