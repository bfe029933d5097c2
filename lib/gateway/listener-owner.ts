// What a Gateway and a ListenerSet have in common: listeners, and whose routes they take.
import { Construct } from 'constructs';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { AllowedRoutes } from './allowed-routes';
import { Listener } from './listener';
import { ReferenceGrant } from './reference-grant';

/** Routes of a namespace, allowed after the listeners were made. */
interface Further {
  readonly namespace: string;
  readonly listeners: readonly string[];
}

/** A construct with listeners. */
export abstract class ListenerOwner extends NetworkConstruct {
  /** Its name. */
  public abstract readonly name: string;
  /** Its namespace. */
  public abstract readonly namespace: string;
  /** Its listeners. */
  public readonly listeners: Listener[];
  private readonly further: Further[] = [];

  /** @throws ValidationError `gateway/no-listener`, `gateway/listener-name` */
  protected constructor(scope: Construct, id: string, listeners: Listener[]) {
    super(scope, id);
    this.listeners = [...listeners];
    for (const listener of listeners) valueAt(this, () => listener._checkReferences());
    const fail = (code: string, problem: string, repair: string): never => {
      throw new ValidationError(this, code, problem, repair);
    };
    if (listeners.length === 0 || listeners.length > 64)
      fail(
        'gateway/no-listener',
        `a ${this.constructor.name} with ${listeners.length} listeners`,
        "write 1 to 64, such as Listener.http('web')",
      );
    const twice = listeners.find(({ name }, index) => listeners.findIndex((other) => other.name === name) !== index);
    if (twice !== undefined)
      fail(
        'gateway/listener-name',
        `two listeners named "${twice.name}"`,
        'give each listener its own name: routes name it',
      );
  }

  /**
   * Lets routes of another namespace attach, beside those that the listeners allow already.
   *
   * @param namespace the namespace of the routes
   * @param listeners names of listeners; none for all
   * @throws ValidationError `gateway/listener-missing`, `gateway/allowed-routes` for a listener that chooses namespaces by label
   */
  public allowRoutesFrom(namespace: string, ...listeners: string[]): void {
    valueAt(this, () => AllowedRoutes.namespaces(namespace));
    const names = listeners.length === 0 ? this.listeners.map((listener) => listener.name) : listeners;
    for (const name of names) {
      const listener = this.listeners.find((candidate) => candidate.name === name);
      if (listener === undefined)
        throw new ValidationError(
          this,
          'gateway/listener-missing',
          `no listener "${name}"`,
          `write one of: ${this.listeners.map((candidate) => candidate.name).join(', ')}`,
        );
      if (listener.allowedRoutes._with([namespace], this.namespace) === undefined)
        throw new ValidationError(
          this,
          'gateway/allowed-routes',
          `listener "${name}" chooses namespaces by label (${listener.allowedRoutes.toString()})`,
          `put the labels on namespace "${namespace}"`,
        );
    }
    this.further.push({ namespace, listeners: names });
  }

  /** Whose routes a listener takes, with those allowed later. Call at synth only. @internal */
  public _allowed(listener: Listener): AllowedRoutes {
    const further = this.further
      .filter((entry) => entry.listeners.includes(listener.name))
      .map((entry) => entry.namespace);
    return listener.allowedRoutes._with(further, this.namespace)!;
  }

  /** Grants the certificates of other namespaces to this kind; call once name and namespace are known. @internal */
  protected _grantCertificates(fromKind: 'Gateway' | 'ListenerSet'): void {
    const byNamespace = new Map<string, Set<string>>();
    for (const { certificate, certificateNamespace } of this.listeners) {
      if (certificate === undefined || certificateNamespace === undefined || certificateNamespace === this.namespace)
        continue;
      byNamespace.set(certificateNamespace, (byNamespace.get(certificateNamespace) ?? new Set()).add(certificate));
    }
    for (const [namespace, secrets] of byNamespace)
      new ReferenceGrant(this, `grant-${namespace}`, {
        name: `${fromKind.toLowerCase()}-${this.namespace}-${this.name}`,
        namespace,
        fromKind,
        fromNamespace: this.namespace,
        toKind: 'Secret',
        toNames: [...secrets].sort(),
      });
  }
}
