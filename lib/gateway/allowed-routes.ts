// From which namespaces routes may attach to a listener.
import { checkLabels, checkObjectName, PlainMap } from '../manifest';
import { ValueError } from '../net';

/** Label that Kubernetes puts on every namespace. */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Namespaces whose routes may attach to a listener. `allowedRoutes.kinds` is never written: on one listener it shuts its siblings (Cilium, all minors). */
export abstract class AllowedRoutes {
  /** Routes of the Gateway's own namespace. */
  public static same(): AllowedRoutes {
    return new OwnNamespace();
  }

  /** Routes of every namespace: whoever may write routes anywhere takes over host names. */
  public static all(): AllowedRoutes {
    return new EveryNamespace();
  }

  /** Routes of these namespaces. The Gateway's own is not implied. */
  public static namespaces(...names: string[]): AllowedRoutes {
    if (names.length === 0)
      throw new ValueError(
        'gateway/allowed-routes',
        'allowed routes of no namespace',
        "write AllowedRoutes.namespaces('shop')",
      );
    return new NamedNamespaces([...new Set(names.map((name) => checkObjectName('Namespace', name)))].sort());
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
    return new LabelledNamespaces({ ...labels });
  }

  /** @internal */
  protected constructor() {
    // Only the factories make one.
  }

  /** In words. */
  public abstract toString(): string;

  /** The same and further namespaces; undefined if a choice by label cannot take a name. @internal */
  public abstract _with(further: readonly string[], own: string): AllowedRoutes | undefined;

  /** The field; undefined for the default. @internal */
  public abstract _spec(): PlainMap | undefined;
}

/** `from: Same`, which is the default. */
class OwnNamespace extends AllowedRoutes {
  public constructor() {
    super();
  }

  public toString(): string {
    return 'the own namespace';
  }

  public override _with(further: readonly string[], own: string): AllowedRoutes {
    return further.every((name) => name === own) ? this : AllowedRoutes.namespaces(own, ...further);
  }

  public override _spec(): undefined {
    return undefined;
  }
}

/** `from: All`. */
class EveryNamespace extends AllowedRoutes {
  public constructor() {
    super();
  }

  public toString(): string {
    return 'every namespace';
  }

  public override _with(): AllowedRoutes {
    return this;
  }

  public override _spec(): PlainMap {
    return { namespaces: { from: 'All' } };
  }
}

/** A selector on the names. */
class NamedNamespaces extends AllowedRoutes {
  public constructor(private readonly names: readonly string[]) {
    super();
  }

  public toString(): string {
    return this.names.join(', ');
  }

  public override _with(further: readonly string[]): AllowedRoutes {
    return AllowedRoutes.namespaces(...this.names, ...further);
  }

  public override _spec(): PlainMap {
    const selector =
      this.names.length === 1
        ? { matchLabels: { [NAME_LABEL]: this.names[0]! } }
        : { matchExpressions: [{ key: NAME_LABEL, operator: 'In', values: this.names }] };
    return { namespaces: { from: 'Selector', selector } };
  }
}

/** A selector on labels. */
class LabelledNamespaces extends AllowedRoutes {
  public constructor(private readonly matchLabels: Record<string, string>) {
    super();
  }

  public toString(): string {
    const labels = Object.entries(this.matchLabels).map(([key, value]) => `${key}=${value}`);
    return `namespaces with ${labels.join(', ')}`;
  }

  public override _with(further: readonly string[]): AllowedRoutes | undefined {
    return further.length === 0 ? this : undefined;
  }

  public override _spec(): PlainMap {
    return { namespaces: { from: 'Selector', selector: { matchLabels: this.matchLabels } } };
  }
}
