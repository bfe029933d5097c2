// From which namespaces ListenerSets may add listeners to a Gateway.
import { PlainMap } from '../manifest';
import { AllowedRoutes } from './allowed-routes';

/** Namespaces whose ListenerSets may add listeners to a Gateway; without a word, none may. */
export class AllowedListeners {
  /** ListenerSets of the Gateway's own namespace. */
  public static same(): AllowedListeners {
    return new AllowedListeners(AllowedRoutes.same());
  }

  /** ListenerSets of every namespace: whoever may write one anywhere opens ports and claims host names. */
  public static all(): AllowedListeners {
    return new AllowedListeners(AllowedRoutes.all());
  }

  /** ListenerSets of these namespaces. The Gateway's own is not implied. @throws ValueError `gateway/allowed-routes` */
  public static namespaces(...names: string[]): AllowedListeners {
    return new AllowedListeners(AllowedRoutes.namespaces(...names));
  }

  /** ListenerSets of namespaces with all of these labels. @throws ValueError `gateway/allowed-routes` */
  public static labels(labels: { [key: string]: string }): AllowedListeners {
    return new AllowedListeners(AllowedRoutes.labels(labels));
  }

  /** The choice is made like that of routes. */
  private constructor(private readonly choice: AllowedRoutes) {}

  /** In words. */
  public toString(): string {
    return this.choice.toString();
  }

  /** The field. @internal */
  public _spec(): PlainMap {
    return this.choice._spec() ?? { namespaces: { from: 'Same' } };
  }
}
