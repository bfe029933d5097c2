// Which Services a pool serves or an announcement takes: labels, plus the two pseudo labels that Cilium adds.
import { checkLabels, checkObjectName, PlainMap } from '../manifest';
import { SERVICE_NAME_LABEL, SERVICE_NAMESPACE_LABEL } from '../models/load-balancer';
import { ValueError } from '../net';

/** A choice of Services. Several conditions must all hold. Labels of the namespace are not visible to Cilium here. */
export class ServiceSelector {
  /**
   * Services with all of these labels (for a Gateway: its infrastructure labels).
   *
   * @throws ValueError `manifest/label`, `loadbalancer/selector-empty`
   */
  public static labels(labels: { [key: string]: string }): ServiceSelector {
    checkLabels(labels);
    if (Object.keys(labels).length === 0)
      throw new ValueError(
        'loadbalancer/selector-empty',
        'a Service selector without labels selects every Service',
        'write at least one label, or leave the selector out',
      );
    return new ServiceSelector(labels, undefined, undefined);
  }

  /** Services of these namespaces. */
  public static namespaces(...namespaces: string[]): ServiceSelector {
    return new ServiceSelector({}, names('Namespace', namespaces), undefined);
  }

  /** Services of these names, in any namespace. */
  public static names(...serviceNames: string[]): ServiceSelector {
    return new ServiceSelector({}, undefined, names('Service', serviceNames));
  }

  private constructor(
    private readonly matchLabels: Record<string, string>,
    private readonly namespaceNames: string[] | undefined,
    private readonly serviceNames: string[] | undefined,
  ) {}

  /** Services that both selectors choose. */
  public and(other: ServiceSelector): ServiceSelector {
    const both = (a: string[] | undefined, b: string[] | undefined) =>
      a === undefined ? b : b === undefined ? a : a.filter((name) => b.includes(name));
    const clash = Object.keys(this.matchLabels).find(
      (key) => other.matchLabels[key] !== undefined && other.matchLabels[key] !== this.matchLabels[key],
    );
    const [namespaceNames, serviceNames] = [
      both(this.namespaceNames, other.namespaceNames),
      both(this.serviceNames, other.serviceNames),
    ];
    // Cilium takes an `In` without values for a broken selector, and LB-IPAM then does not finish its start.
    if (clash !== undefined || namespaceNames?.length === 0 || serviceNames?.length === 0) {
      throw new ValueError(
        'loadbalancer/selector-empty',
        `no Service can match both ${this.toString()} and ${other.toString()}`,
        'join selectors that can hold together',
      );
    }
    return new ServiceSelector({ ...this.matchLabels, ...other.matchLabels }, namespaceNames, serviceNames);
  }

  /** In words. */
  public toString(): string {
    const parts = Object.entries(this.matchLabels).map(([key, value]) => `${key}=${value}`);
    if (this.namespaceNames !== undefined) parts.push(`namespace ${this.namespaceNames.join(' or ')}`);
    if (this.serviceNames !== undefined) parts.push(`name ${this.serviceNames.join(' or ')}`);
    return parts.join(', ');
  }

  /** Labels that it asks for. @internal */
  public get _labels(): Readonly<Record<string, string>> {
    return this.matchLabels;
  }

  /** The selector as the custom resources spell it. @internal */
  public _spec(): PlainMap {
    const matchLabels: Record<string, string> = { ...this.matchLabels };
    const matchExpressions: PlainMap[] = [];
    for (const [key, values] of [
      [SERVICE_NAME_LABEL, this.serviceNames],
      [SERVICE_NAMESPACE_LABEL, this.namespaceNames],
    ] as const) {
      if (values === undefined) continue;
      if (values.length === 1) matchLabels[key] = values[0]!;
      else matchExpressions.push({ key, operator: 'In', values });
    }
    return {
      ...(Object.keys(matchLabels).length > 0 ? { matchLabels } : {}),
      ...(matchExpressions.length > 0 ? { matchExpressions } : {}),
    };
  }
}

function names(kind: string, list: string[]): string[] {
  if (list.length === 0)
    throw new ValueError(
      'loadbalancer/selector-empty',
      `a Service selector without any ${kind} name`,
      'write at least one name',
    );
  return [...new Set(list.map((name) => checkObjectName(kind, name)))].sort();
}
