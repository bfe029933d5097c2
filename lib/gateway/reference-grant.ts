// The permission that a reference across namespaces needs, in the namespace of what is referred to.
import { Construct } from 'constructs';
import { ReferenceGrantV1Beta1, ReferenceGrantV1Beta1Spec } from '../../imports/gateway.networking.k8s.io';
import { NetworkConstruct } from '../construct';
import { PlainMap } from '../manifest';

/** Properties of a ReferenceGrant. @internal */
export interface ReferenceGrantProps {
  readonly name: string;
  /** Namespace of what is referred to. */
  readonly namespace: string;
  /** `Gateway`, `HTTPRoute`, … */
  readonly fromKind: string;
  readonly fromNamespace: string;
  /** `Service` or `Secret`. */
  readonly toKind: string;
  readonly toNames: readonly string[];
}

/** The spec of a grant. */
export function referenceGrantSpec(props: ReferenceGrantProps): ReferenceGrantV1Beta1Spec {
  return {
    from: [{ group: 'gateway.networking.k8s.io', kind: props.fromKind, namespace: props.fromNamespace }],
    to: props.toNames.map((name) => ({ group: '', kind: props.toKind, name })),
  };
}

/** A ReferenceGrant. v1beta1 is what every bundle from v1.3.0 to v1.6.1 serves; v1 is refused by those of Cilium 1.18 and 1.19. @internal */
export class ReferenceGrant extends NetworkConstruct {
  public constructor(scope: Construct, id: string, props: ReferenceGrantProps) {
    super(scope, id);
    this._emit('Default', {
      type: ReferenceGrantV1Beta1,
      name: props.name,
      namespace: props.namespace,
      body: () => ({
        spec: (ReferenceGrantV1Beta1.manifest({ metadata: {}, spec: referenceGrantSpec(props) }) as PlainMap).spec,
      }),
    });
  }
}
