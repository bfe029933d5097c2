// From which namespaces routes may attach to a listener.
import { checkLabels, checkObjectName, PlainMap } from '../manifest';
import { ValueError } from '../net';

/** Label that Kubernetes puts on every namespace. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** How a listener chooses. @internal */
export enum AllowedFrom {
  SAME = 'Same',
  ALL = 'All',
  NAMES = 'names',
  LABELS = 'labels',
}

/** Namespaces whose routes may attach to a listener. `allowedRoutes.kinds` is never written: on one listener it shuts its siblings (Cilium, all minors). */
export class AllowedRoutes {
  /** Routes of the Gateway's own namespace. */
  public static same(): AllowedRoutes {
    return new AllowedRoutes(AllowedFrom.SAME, [], {});
  }

  /** Routes of every namespace: whoever may write routes anywhere takes over host names. */
  public static all(): AllowedRoutes {
    return new AllowedRoutes(AllowedFrom.ALL, [], {});
  }

  /** Routes of these namespaces. The Gateway's own is not implied. */
  public static namespaces(...names: string[]): AllowedRoutes {
    if (names.length === 0)
      throw new ValueError(
        'gateway/allowed-routes',
        'allowed routes of no namespace',
        "write AllowedRoutes.namespaces('shop')",
      );
    return new AllowedRoutes(
      AllowedFrom.NAMES,
      [...new Set(names.map((name) => checkObjectName('Namespace', name)))].sort(),
      {},
    );
  }

  /** Routes of namespaces with all of these labels. The Gateway's own namespace needs them too. */
  public static labels(labels: { [key: string]: string }): AllowedRoutes {
    checkLabels(labels);
    if (Object.keys(labels).length === 0)
      throw new ValueError(
        'gateway/allowed-routes',
        'a selector without labels allows every namespace',
        'write AllowedRoutes.all(), or at least one label',
      );
    return new AllowedRoutes(AllowedFrom.LABELS, [], labels);
  }

  private constructor(
    private readonly from: AllowedFrom,
    private readonly names: string[],
    private readonly matchLabels: Record<string, string>,
  ) {}

  /** In words. */
  public toString(): string {
    if (this.from === AllowedFrom.NAMES) return this.names.join(', ');
    if (this.from === AllowedFrom.LABELS)
      return `namespaces with ${Object.entries(this.matchLabels)
        .map(([key, value]) => `${key}=${value}`)
        .join(', ')}`;
    return this.from === AllowedFrom.ALL ? 'every namespace' : 'the own namespace';
  }

  /** The same and further namespaces; undefined if a choice by label cannot take a name. @internal */
  public _with(further: readonly string[], own: string): AllowedRoutes | undefined {
    if (this.from === AllowedFrom.ALL || further.every((name) => this.from === AllowedFrom.SAME && name === own))
      return this;
    if (this.from === AllowedFrom.LABELS) return undefined;
    return AllowedRoutes.namespaces(...(this.from === AllowedFrom.SAME ? [own] : this.names), ...further);
  }

  /** The field; undefined for the default. @internal */
  public _spec(): PlainMap | undefined {
    if (this.from === AllowedFrom.SAME) return undefined;
    if (this.from === AllowedFrom.ALL) return { namespaces: { from: 'All' } };
    const selector =
      this.from === AllowedFrom.LABELS
        ? { matchLabels: this.matchLabels }
        : this.names.length === 1
          ? { matchLabels: { [NAME_LABEL]: this.names[0]! } }
          : { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: this.names }] };
    return { namespaces: { from: 'Selector', selector } };
  }
}
