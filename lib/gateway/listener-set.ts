// ListenerSet: listeners that another namespace adds to a Gateway.
import { Construct } from 'constructs';
import { ListenerSet as ListenerSetObject } from '../../imports/gateway.networking.k8s.io';
import { apiVersionOf } from './kind-version';
import { Gateway } from './gateway';
import { Listener } from './listener';
import { ListenerOwner } from './listener-owner';

/** Properties of a ListenerSet. */
export interface ListenerSetProps {
  /** The Gateway that the listeners are added to. Its `allowedListeners` have to take the namespace of the set. */
  readonly gateway: Gateway;
  /** Listeners, 1 to 64, each name once. A port and host name of the Gateway's own listeners, or of an older set, is not to be had. */
  readonly listeners: Listener[];
  /**
   * Namespace of the set, and of the Secrets of its certificates.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * Name of the set.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/**
 * A ListenerSet (gateway.networking.k8s.io/v1, Cilium 1.20): a team adds ports, host names and certificates of its own to a shared Gateway. Routes
 * name the set, not the Gateway.
 */
export class ListenerSet extends ListenerOwner {
  /** Name of the set. */
  public readonly name: string;
  /** Namespace of the set. */
  public readonly namespace: string;

  /** @throws ValidationError `gateway/no-listener`, `gateway/listener-name` */
  public constructor(scope: Construct, id: string, props: ListenerSetProps) {
    super(scope, id, props.listeners);
    const { gateway } = props;
    this.name = props.name ?? id;
    const object = this._emit('Default', {
      type: ListenerSetObject,
      laterApiVersion: () => apiVersionOf('ListenerSet', this),
      name: this.name,
      namespace: props.namespace,
      body: () => ({
        spec: {
          parentRef: {
            name: gateway.name,
            ...(gateway.namespace === this.namespace ? {} : { namespace: gateway.namespace }),
          },
          listeners: this.listeners.map((listener) => listener._spec(this.namespace, this._allowed(listener))),
        },
      }),
    });
    this.namespace = object.metadata.namespace ?? 'default';
    this._grantCertificates('ListenerSet');
  }
}
