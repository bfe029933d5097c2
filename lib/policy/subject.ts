// Whom a policy is about.
import { IConstruct } from 'constructs';
import { ServiceView, WorkloadView } from '../construct';
import { checkObjectName, checkLabels, PlainMap } from '../manifest';
import { checkSelectorLabels, NAMESPACE_LABEL } from '../models/agent';
import { ValueError } from '../net';
import { LabelExpression } from './label-expression';
import { PodSelector, selectorYaml } from './pod-selector';
import { PodsOptions } from './pods-options';
import { serviceLabels, workloadLabels } from './workload-pods';

/** The pods (or nodes) whose traffic a policy decides on. */
export abstract class Subject {
  /**
   * The pods of a workload. The policy goes to the workload's namespace.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus, or an ApiObject of one of these kinds
   */
  public static workload(workload: IConstruct): Subject {
    return new WorkloadSubject(workload);
  }

  /**
   * Pods by label, all of which they must have.
   *
   * @param labels `{ role: 'api' }`
   * @param namespace namespace of the pods, and so of the policy; a CiliumPolicy without it takes its chart's, a CiliumClusterwidePolicy all
   * @throws ValueError `policy/empty-selector`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static labels(labels: { [key: string]: string }, namespace?: string): Subject {
    const checked = checkSelectorLabels(labels, 'write Subject.namespace() for all pods of the namespace');
    return new PodsSubject(checked, namespace === undefined ? undefined : checkNamespace(namespace));
  }

  /**
   * All pods of a namespace.
   *
   * @param name the namespace; without it the policy's own
   */
  public static namespace(name?: string): Subject {
    return name === undefined ? new OwnNamespaceSubject() : new PodsSubject({}, checkNamespace(name));
  }

  /**
   * Every endpoint of the cluster: the pods of all namespaces, kube-system too, gateways and health endpoints; not the nodes. Only for
   * CiliumClusterwidePolicy, which then wants a word on default deny.
   */
  public static everything(): Subject {
    return new EverythingSubject();
  }

  /**
   * Pods by all that can be said about them. A CiliumPolicy can be about one namespace only, and about its own cluster.
   *
   * @throws ValueError `policy/empty-selector`, `policy/empty-list`, `policy/pods`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static pods(options: PodsOptions): Subject {
    return new ChosenSubject(PodSelector.of(options, 'write Subject.namespace() for all pods of the namespace'));
  }

  /**
   * The pods behind a Service of the app. The policy goes to the Service's namespace.
   *
   * @param service a Service of cdk8s-plus or an ApiObject, which selects pods
   */
  public static service(service: IConstruct): Subject {
    ServiceView.of(service, service);
    return new ServiceSubject(service);
  }

  /**
   * Nodes by label, with their hostNetwork pods: a host policy. Only for CiliumClusterwidePolicy.
   *
   * @param labels labels of the nodes; an empty map without expressions means every node
   * @param expressions further conditions on them
   */
  public static nodes(labels: { [key: string]: string }, ...expressions: LabelExpression[]): Subject {
    for (const { _key: key } of expressions) checkLabels({ [key]: '' });
    return new NodesSubject({ ...checkLabels(labels) }, expressions);
  }

  /** The workload, if it is one. @internal */
  public readonly _workload?: IConstruct;

  /** The Service, if it is one. @internal */
  public readonly _service?: IConstruct;

  /** @internal */
  protected constructor() {
    // Only the factories make one.
  }

  /** True for nodes, whose policies are host policies. @internal */
  public get _ofNodes(): boolean {
    return false;
  }

  /** True where only the policy's own namespace says which pods are meant. @internal */
  public get _wantsNamespace(): boolean {
    return false;
  }

  /** What lies in no namespace, and what to write in place of a namespaced policy on it. @internal */
  public get _beyondNamespaces(): { readonly what: string; readonly repair: string } | undefined {
    return undefined;
  }

  /** In words, if nothing of its kind is left out. @internal */
  public get _all(): string | undefined {
    return undefined;
  }

  /** Namespace of the subject; undefined where it does not say. @internal */
  public _namespaceFor(_policy: IConstruct): string | undefined {
    return undefined;
  }

  /** The field that selects it. Call at synth only. @internal */
  public abstract _selector(policy: IConstruct, clusterwide: boolean): PlainMap;
}

/** Pods of a workload. */
class WorkloadSubject extends Subject {
  public constructor(public override readonly _workload: IConstruct) {
    super();
  }

  public override _namespaceFor(policy: IConstruct): string {
    return WorkloadView.of(this._workload, policy).namespace;
  }

  public override _selector(policy: IConstruct, clusterwide: boolean): PlainMap {
    const view = WorkloadView.of(this._workload, policy);
    return endpointSelector(clusterwide ? view.namespace : undefined, workloadLabels(view));
  }
}

/** Pods behind a Service. */
class ServiceSubject extends Subject {
  public constructor(public override readonly _service: IConstruct) {
    super();
  }

  public override _namespaceFor(policy: IConstruct): string {
    return ServiceView.of(this._service, policy).namespace;
  }

  public override _selector(policy: IConstruct, clusterwide: boolean): PlainMap {
    const view = ServiceView.of(this._service, policy);
    return endpointSelector(clusterwide ? view.namespace : undefined, serviceLabels(view));
  }
}

/** Pods by label and namespace. */
class PodsSubject extends Subject {
  public constructor(
    private readonly labels: Record<string, string>,
    private readonly namespaceName: string | undefined,
  ) {
    super();
  }

  public override _namespaceFor(): string | undefined {
    return this.namespaceName;
  }

  public override _selector(_policy: IConstruct, clusterwide: boolean): PlainMap {
    return endpointSelector(clusterwide ? this.namespaceName : undefined, this.labels);
  }
}

/** Pods by all that can be said about them. */
class ChosenSubject extends Subject {
  public constructor(private readonly selector: PodSelector) {
    super();
  }

  public override get _beyondNamespaces(): { what: string; repair: string } | undefined {
    const { beyond } = this.selector;
    return beyond === undefined ? undefined : { what: beyond, repair: 'write a CiliumClusterwidePolicy' };
  }

  public override get _all(): string | undefined {
    return this.selector.everywhere ? 'the pods of whole namespaces' : undefined;
  }

  public override _namespaceFor(): string | undefined {
    return this.selector.namespace;
  }

  public override _selector(_policy: IConstruct, clusterwide: boolean): PlainMap {
    return { endpointSelector: this.selector.cilium(clusterwide) };
  }
}

/** All pods of the policy's own namespace. */
class OwnNamespaceSubject extends Subject {
  public constructor() {
    super();
  }

  public override get _wantsNamespace(): boolean {
    return true;
  }

  public override _selector(): PlainMap {
    return endpointSelector(undefined, {});
  }
}

/** Every endpoint. */
class EverythingSubject extends Subject {
  public constructor() {
    super();
  }

  public override get _beyondNamespaces(): { what: string; repair: string } {
    return {
      what: 'every endpoint of the cluster',
      repair: 'write Subject.namespace(), or a CiliumClusterwidePolicy',
    };
  }

  public override get _all(): string {
    return 'every endpoint of the cluster, kube-system too';
  }

  public override _selector(): PlainMap {
    return endpointSelector(undefined, {});
  }
}

/** Nodes by label. */
class NodesSubject extends Subject {
  public constructor(
    private readonly labels: Record<string, string>,
    private readonly expressions: readonly LabelExpression[],
  ) {
    super();
  }

  public override get _ofNodes(): boolean {
    return true;
  }

  public override get _beyondNamespaces(): { what: string; repair: string } {
    return { what: 'nodes', repair: 'write a CiliumClusterwidePolicy' };
  }

  public override get _all(): string | undefined {
    return Object.keys(this.labels).length + this.expressions.length === 0 ? 'every node' : undefined;
  }

  public override _selector(): PlainMap {
    return {
      nodeSelector: selectorYaml(
        this.labels,
        this.expressions.map((each) => each._yaml()),
      ),
    };
  }
}

function endpointSelector(namespace: string | undefined, labels: Record<string, string>): PlainMap {
  return {
    endpointSelector: selectorYaml(
      { ...(namespace === undefined ? {} : { [NAMESPACE_LABEL]: namespace }), ...labels },
      [],
    ),
  };
}

/** Checks a namespace's name. @throws ValueError `manifest/name` */
export function checkNamespace(name: string): string {
  if (typeof name !== 'string')
    throw new ValueError(
      'manifest/name',
      `not a name for a Namespace: ${JSON.stringify(name)}`,
      'write a name such as "shop"',
    );
  return checkObjectName('Namespace', name);
}
