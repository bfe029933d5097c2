// A Secret by its name, where a policy needs what must not stand in it.
import { checkObjectName, checkReference } from '../manifest';

/** A Secret of the cluster. Its values never stand in a manifest; Cilium's operator copies it to where the proxy reads it. */
export class SecretReference {
  /**
   * @param name name of the Secret
   * @param namespace its namespace; Cilium has no default that could be relied on
   * @throws ValueError `manifest/secret-value`, `manifest/name`
   */
  public static of(name: string, namespace: string): SecretReference {
    return new SecretReference(checkReference('Secret', name), checkObjectName('Namespace', namespace));
  }

  private constructor(
    private readonly name: string,
    private readonly namespace: string,
  ) {}

  /** @internal */
  public _yaml(): { name: string; namespace: string } {
    return { name: this.name, namespace: this.namespace };
  }
}
