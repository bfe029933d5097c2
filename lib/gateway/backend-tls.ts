// TLS between a gateway and a backend: BackendTLSPolicy, beside the Service that it is about.
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { BackendTlsPolicy } from '../../imports/gateway.networking.k8s.io';
import { NetworkConstruct } from '../construct';
import { checkReference, PlainMap } from '../manifest';
import { ValueError } from '../net';
import { ownerOf } from './backend-access';
import { checkHostname } from './hostname';

/** What a gateway demands of a backend's certificate. Of the authorities that a system trusts there is no form: Cilium then sends plain text. */
export class BackendTls {
  /**
   * A certificate for this name, of an authority whose certificates stand in a ConfigMap under `ca.crt`, in the namespace of the Service.
   *
   * @throws ValueError `gateway/hostname`, `manifest/name`
   */
  public static ofAuthority(hostname: string, configMap: string): BackendTls {
    checkReference('ConfigMap', configMap);
    return new BackendTls(hostname, configMap);
  }

  private constructor(
    private readonly hostname: string,
    private readonly configMap: string,
  ) {
    if (checkHostname(hostname).startsWith('*'))
      throw new ValueError('gateway/hostname', `a certificate is for one name: "${hostname}"`, 'write one host name');
  }

  /** The field `validation`. @internal */
  public _validation(): PlainMap {
    return {
      caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: this.configMap }],
      hostname: this.hostname,
    };
  }
}

/** Where a policy is written, and for what. @internal */
export interface BackendTlsTarget {
  /** The Service, if it is in the app: the policy then is its child, once for all routes. */
  readonly service: ApiObject | undefined;
  readonly name: string;
  readonly namespace: string;
  /** Who asks, if the Service is not in the app. */
  readonly route: Construct;
}

/** A BackendTLSPolicy (v1, Cilium 1.20). A Service has one: a second one is Conflicted. @internal */
export class BackendTlsPolicyOf extends NetworkConstruct {
  /** Writes the policy of a Service, unless an equal one is there already. */
  public static ensure(target: BackendTlsTarget, tls: BackendTls): void {
    const owner = target.service === undefined ? target.route : ownerOf(target.service);
    const id = target.service === undefined ? `backend-tls-${target.namespace}-${target.name}` : 'backend-tls';
    const known = owner.node.tryFindChild(id) as BackendTlsPolicyOf | undefined;
    if (known === undefined) new BackendTlsPolicyOf(owner, id, target, tls);
    else if (JSON.stringify(known.tls._validation()) !== JSON.stringify(tls._validation()))
      throw new ValueError(
        'gateway/backend-tls',
        `Service ${target.name} with two demands on its certificate`,
        'write the same tls on every backend of the Service: it has one BackendTLSPolicy',
      );
  }

  private constructor(
    scope: Construct,
    id: string,
    { name, namespace }: BackendTlsTarget,
    private readonly tls: BackendTls,
  ) {
    super(scope, id);
    this._emit('Default', {
      type: BackendTlsPolicy,
      name: `${name}-tls`,
      namespace,
      body: () => ({ spec: { targetRefs: [{ group: '', kind: 'Service', name }], validation: tls._validation() } }),
    });
  }
}
