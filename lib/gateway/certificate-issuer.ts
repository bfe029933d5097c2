// Who makes the certificates of a Gateway's listeners: an issuer of cert-manager, by annotation.
import { checkReference } from '../manifest';

/**
 * An issuer of cert-manager. It makes the Secret of each HTTPS listener that has a host name; without one it passes the listener over. Its switch
 * for Gateway API has to be on.
 */
export class CertificateIssuer {
  /** A ClusterIssuer. @throws ValueError `manifest/name` */
  public static cluster(name: string): CertificateIssuer {
    return new CertificateIssuer('cert-manager.io/cluster-issuer', checkReference('ClusterIssuer', name));
  }

  /** An Issuer in the namespace of the Gateway. @throws ValueError `manifest/name` */
  public static namespaced(name: string): CertificateIssuer {
    return new CertificateIssuer('cert-manager.io/issuer', checkReference('Issuer', name));
  }

  private constructor(
    private readonly annotation: string,
    private readonly name: string,
  ) {}

  /** The annotations of the Gateway. @internal */
  public _annotations(): Record<string, string> {
    return { [this.annotation]: this.name };
  }
}
