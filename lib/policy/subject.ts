// Whom a policy is about.
import { IConstruct } from 'constructs';
import { checkObjectName, checkLabels } from '../manifest';
import { ValueError } from '../net';
import { checkSelectorLabels } from '../models/agent';

/** How a subject selects. @internal */
export enum SubjectKind {
  WORKLOAD,
  LABELS,
  NAMESPACE,
  EVERYTHING,
  NODES,
}

/** The pods (or nodes) whose traffic a policy decides on. */
export class Subject {
  /**
   * The pods of a workload. The policy goes to the workload's namespace.
   *
   * @param workload a Deployment, StatefulSet, DaemonSet, Job, CronJob or Pod of cdk8s-plus, or an ApiObject of one of these kinds
   */
  public static workload(workload: IConstruct): Subject {
    return new Subject(SubjectKind.WORKLOAD, {}, undefined, workload);
  }

  /**
   * Pods by label, all of which they must have.
   *
   * @param labels `{ role: 'api' }`
   * @param namespace namespace of the pods, and so of the policy; a CiliumPolicy without it takes its chart's, a CiliumClusterwidePolicy all
   * @throws ValueError `policy/empty-selector`, `policy/filtered-label`, `policy/label-source`, `manifest/label`
   */
  public static labels(labels: { [key: string]: string }, namespace?: string): Subject {
    return new Subject(
      SubjectKind.LABELS,
      checkSelectorLabels(labels, 'write Subject.namespace() for all pods of the namespace'),
      namespace,
    );
  }

  /**
   * All pods of a namespace.
   *
   * @param name the namespace; without it the policy's own
   */
  public static namespace(name?: string): Subject {
    return new Subject(SubjectKind.NAMESPACE, {}, name);
  }

  /**
   * Every endpoint of the cluster: the pods of all namespaces, kube-system too, gateways and health endpoints; not the nodes. Only for
   * CiliumClusterwidePolicy, which then wants a word on default deny.
   */
  public static everything(): Subject {
    return new Subject(SubjectKind.EVERYTHING, {}, undefined);
  }

  /**
   * Nodes by label, with their hostNetwork pods: a host policy. Only for CiliumClusterwidePolicy.
   *
   * @param labels labels of the nodes; an empty map means every node
   */
  public static nodes(labels: { [key: string]: string }): Subject {
    checkLabels(labels);
    return new Subject(SubjectKind.NODES, { ...labels }, undefined);
  }

  /** @internal */
  public readonly _kind: SubjectKind;
  /** @internal */
  public readonly _labels: Record<string, string>;
  /** @internal */
  public readonly _namespace?: string;
  /** @internal */
  public readonly _workload?: IConstruct;

  private constructor(kind: SubjectKind, labels: Record<string, string>, namespace?: string, workload?: IConstruct) {
    if (namespace !== undefined) checkNamespace(namespace);
    this._kind = kind;
    this._labels = labels;
    this._namespace = namespace;
    this._workload = workload;
  }
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
