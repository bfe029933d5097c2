// A choice of pods as Cilium's selectors say it, and as those of Kubernetes do as far as they can.
import { checkLabels, checkObjectName, PlainMap } from '../manifest';
import {
  checkKeyLength,
  checkSelectorKey,
  checkSelectorLabels,
  CLUSTER_LABEL,
  NAMESPACE_LABEL,
  NAMESPACE_LABELS_PREFIX,
  SERVICE_ACCOUNT_LABEL,
  splitSource,
} from '../models/agent';
import { ValueError } from '../net';
import { ExpressionYaml, LabelExpression } from './label-expression';
import { PodsOptions } from './pods-options';

/** Where the API server puts the name of a namespace on it. Source: Kubernetes, well-known labels. */
const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Something that a NetworkPolicy of Kubernetes cannot say, in the words of the field. @internal */
export interface Unsaid {
  readonly lost: string;
}

/** Peers of a NetworkPolicy, none of them for everybody; or why it cannot be said. @internal */
export type KubernetesPeer = readonly PlainMap[] | Unsaid;

/** True for what cannot be said. @internal */
export function isUnsaid(peer: KubernetesPeer): peer is Unsaid {
  return !Array.isArray(peer);
}

/** A choice of pods. @internal */
export class PodSelector {
  /**
   * Checks a choice.
   *
   * @param instead what to write where everything is meant
   * @throws ValueError `policy/empty-selector`, `policy/empty-list`, `policy/pods`, and the errors of labels and names
   */
  public static of(options: PodsOptions, instead: string): PodSelector {
    const given = Object.values(options).filter((value) => value !== undefined && value !== false);
    if (given.length === 0)
      throw new ValueError('policy/empty-selector', 'a choice of pods that names nothing', instead);
    for (const list of [
      'expressions',
      'namespaces',
      'exceptNamespaces',
      'namespaceExpressions',
      'serviceAccounts',
      'clusters',
    ] as const)
      if (options[list]?.length === 0)
        throw new ValueError('policy/empty-list', `${list} is an empty list`, `leave ${list} out, or name one`);
    const scopes = [options.namespaces, options.exceptNamespaces, options.anyNamespace === true ? true : undefined];
    if (scopes.filter((scope) => scope !== undefined).length > 1)
      throw new ValueError(
        'policy/pods',
        'namespaces, exceptNamespaces and anyNamespace exclude each other',
        'write one of them',
      );
    if (options.clusters !== undefined && options.anyCluster === true)
      throw new ValueError('policy/pods', 'clusters and anyCluster exclude each other', 'write one of them');
    if (options.labels !== undefined) checkSelectorLabels(options.labels, 'leave labels out for all pods');
    for (const { _key: key } of options.expressions ?? []) checkSelectorKey(key);
    checkNamespaceLabels(options);
    for (const name of [...(options.namespaces ?? []), ...(options.exceptNamespaces ?? [])])
      checkObjectName('Namespace', name);
    for (const name of options.serviceAccounts ?? []) checkObjectName('ServiceAccount', name);
    for (const cluster of options.clusters ?? []) checkLabels({ cluster });
    return new PodSelector(options);
  }

  private constructor(private readonly options: PodsOptions) {}

  /** The only namespace whose pods are meant; undefined where there is none, or none is named. */
  public get namespace(): string | undefined {
    return this.options.namespaces?.length === 1 && !this.beyondNames ? this.options.namespaces[0] : undefined;
  }

  /** What it says about pods beyond one namespace; undefined where it names none or one. */
  public get beyond(): string | undefined {
    const { namespaces, clusters, anyCluster } = this.options;
    if (clusters !== undefined || anyCluster === true) return 'pods of other clusters';
    if (this.beyondNames || (namespaces?.length ?? 0) > 1) return 'pods of several namespaces';
    return undefined;
  }

  /** True where it is about all pods of all namespaces, but for some. */
  public get everywhere(): boolean {
    const { labels, expressions, namespaces, namespaceLabels, namespaceExpressions, serviceAccounts } = this.options;
    return (
      [labels, expressions, namespaces, namespaceLabels, namespaceExpressions, serviceAccounts].every(
        (each) => each === undefined,
      ) && this.beyondNames
    );
  }

  /** The selector of Cilium; without the namespace, for a policy of that namespace. */
  public cilium(withNamespace = true): PlainMap {
    const { options } = this;
    const matchLabels: Record<string, string> = { ...options.labels };
    const expressions: ExpressionYaml[] = (options.expressions ?? []).map((each) => each._yaml());
    const oneOf = (key: string, values: readonly string[] | undefined) => {
      if (values === undefined) return;
      const distinct = [...new Set(values)].sort();
      if (distinct.length === 1) matchLabels[key] = distinct[0]!;
      else expressions.push({ key, operator: 'In', values: distinct });
    };
    if (withNamespace || this.namespace === undefined) oneOf(NAMESPACE_LABEL, options.namespaces);
    if (this.asksForPod) expressions.push({ key: NAMESPACE_LABEL, operator: 'Exists' });
    if (options.exceptNamespaces !== undefined)
      expressions.push(LabelExpression.notIn('n', ...options.exceptNamespaces)._yaml(NAMESPACE_LABEL));
    for (const [key, value] of Object.entries(options.namespaceLabels ?? {}))
      matchLabels[`${NAMESPACE_LABELS_PREFIX}${key}`] = value;
    for (const each of options.namespaceExpressions ?? [])
      expressions.push(each._yaml(`${NAMESPACE_LABELS_PREFIX}${each._key}`));
    oneOf(SERVICE_ACCOUNT_LABEL, options.serviceAccounts);
    oneOf(CLUSTER_LABEL, options.clusters);
    if (options.anyCluster === true) expressions.push({ key: CLUSTER_LABEL, operator: 'Exists' });
    return selectorYaml(matchLabels, expressions);
  }

  /** The peer of a NetworkPolicy. */
  public kubernetes(): KubernetesPeer {
    const { options } = this;
    if (options.serviceAccounts !== undefined) return { lost: 'pods by their service account' };
    if (options.clusters !== undefined || options.anyCluster === true) return { lost: 'pods by their cluster' };
    const podSelector = selectorYaml(
      plainLabels(options.labels ?? {}),
      (options.expressions ?? []).map(plainExpression),
    );
    const namespaceSelector = this.namespaceSelector();
    if (namespaceSelector === undefined) return [{ podSelector }];
    return [{ namespaceSelector, ...(Object.keys(podSelector).length === 0 ? {} : { podSelector }) }];
  }

  private namespaceSelector(): PlainMap | undefined {
    const { namespaces, exceptNamespaces, namespaceLabels, namespaceExpressions } = this.options;
    if (namespaces === undefined && !this.beyondNames) return undefined;
    const matchLabels: Record<string, string> = { ...namespaceLabels };
    const expressions = (namespaceExpressions ?? []).map((each) => each._yaml());
    if (namespaces?.length === 1) matchLabels[NAMESPACE_NAME_LABEL] = namespaces[0]!;
    else if (namespaces !== undefined)
      expressions.push(LabelExpression.in('n', ...namespaces)._yaml(NAMESPACE_NAME_LABEL));
    if (exceptNamespaces !== undefined)
      expressions.push(LabelExpression.notIn('n', ...exceptNamespaces)._yaml(NAMESPACE_NAME_LABEL));
    // Up to 1.18 Cilium takes a selector of negatives alone for one that nodes and addresses meet too; every namespace has a name.
    const negative = ({ operator }: ExpressionYaml) => operator === 'NotIn' || operator === 'DoesNotExist';
    if (expressions.length > 0 && Object.keys(matchLabels).length === 0 && expressions.every(negative))
      expressions.unshift({ key: NAMESPACE_NAME_LABEL, operator: 'Exists' });
    return selectorYaml(matchLabels, expressions);
  }

  /** Something is said about namespaces beyond their names. */
  private get beyondNames(): boolean {
    const { exceptNamespaces, anyNamespace, namespaceLabels, namespaceExpressions } = this.options;
    return (
      exceptNamespaces !== undefined ||
      anyNamespace === true ||
      namespaceLabels !== undefined ||
      namespaceExpressions !== undefined
    );
  }

  /**
   * Where the namespace is only said by what it is not, nodes and addresses, which have none, would be meant up to Cilium 1.18. Where no
   * namespace is to be named, this is how every one is meant.
   */
  private get asksForPod(): boolean {
    const { anyNamespace, exceptNamespaces, namespaceLabels, namespaceExpressions } = this.options;
    if (anyNamespace === true || exceptNamespaces !== undefined) return true;
    return namespaceLabels === undefined && namespaceExpressions?.every((each) => each._negative) === true;
  }
}

function checkNamespaceLabels({ namespaceLabels, namespaceExpressions }: PodsOptions): void {
  if (namespaceLabels !== undefined && Object.keys(checkLabels(namespaceLabels)).length === 0)
    throw new ValueError(
      'policy/empty-selector',
      'a selector of namespaces without labels selects every pod',
      'write Peer.anyNamespace() if all pods are meant',
    );
  const keys = [...Object.keys(namespaceLabels ?? {}), ...(namespaceExpressions ?? []).map(({ _key }) => _key)];
  for (const key of keys) {
    checkLabels({ [key]: '' });
    checkKeyLength(`${NAMESPACE_LABELS_PREFIX}${key}`);
  }
}

/** Only what there is: an empty list of expressions is noise in a diff. @internal */
export function selectorYaml(
  matchLabels: Record<string, string>,
  matchExpressions: readonly ExpressionYaml[],
): PlainMap {
  return {
    ...(Object.keys(matchLabels).length === 0 ? {} : { matchLabels }),
    ...(matchExpressions.length === 0 ? {} : { matchExpressions: [...matchExpressions] }),
  };
}

/** Sources of labels are Cilium's own. */
function plainLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [splitSource(key).name, value]));
}

function plainExpression(expression: LabelExpression): ExpressionYaml {
  return expression._yaml(splitSource(expression._key).name);
}
