// Namespaces whose routes a listener allows.
import { OperatorPanic } from '../conditions';
import { GatewayFeatures } from '../features';
import { ListenerObject } from '../objects/listeners';
import { listAt, mapAt, textAt } from '../read';
import { readLabelSelector, selects } from '../../kubernetes/label-selector';

/** Labels of every namespace that is given or used. */
type NamespaceLabels = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** True if routes of a namespace may attach to the listener. */
export function allowsNamespace(
  listener: ListenerObject,
  own: string,
  namespace: string,
  namespaces: NamespaceLabels,
): boolean {
  const from = listener.namespaces?.from ?? 'Same';
  if (from === 'All') return true;
  if (from === 'Same') return namespace === own;
  if (from !== 'Selector') return false;
  const labels = namespaces.get(namespace);
  return labels !== undefined && selects(readLabelSelector(listener.namespaces?.selector), labels);
}

/**
 * As the reconcilers ask: 1.18 hands on a selector that is nil where the one that is written is not valid.
 *
 * @throws OperatorPanic in that minor
 */
export function reconcilerAllowsNamespace(
  { badSelectorPanics }: Pick<GatewayFeatures, 'badSelectorPanics'>,
  listener: ListenerObject,
  own: string,
  namespace: string,
  namespaces: NamespaceLabels,
): boolean {
  const { from, selector } = listener.namespaces ?? {};
  if (badSelectorPanics && from === 'Selector' && readLabelSelector(selector).problems.length > 0)
    throw new OperatorPanic();
  return allowsNamespace(listener, own, namespace, namespaces);
}

/** True if the listener chooses namespaces by labels other than their name: without the Namespace nobody knows whom. */
export function asksForLabels({ namespaces }: ListenerObject): boolean {
  if (namespaces?.from !== 'Selector') return false;
  const { selector } = namespaces;
  const keys = [
    ...Object.keys(mapAt(selector, 'matchLabels') ?? {}),
    ...listAt(selector, 'matchExpressions').map((each) => textAt(each, 'key')),
  ];
  return keys.some((key) => key !== 'kubernetes.io/metadata.name');
}
