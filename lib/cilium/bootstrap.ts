// How a new cluster gets its first copy of Cilium, without which no node becomes ready: the ways of Talos' own guide.
import { ValueError } from '../net';

/** How a new cluster gets Cilium. Who keeps it afterwards is said by `CiliumDelivery`. */
export class CiliumBootstrap {
  /** Talos applies the objects from the machine configuration of the control planes: nobody has to be there. The default. */
  public static inline(): CiliumBootstrap {
    return new CiliumBootstrap('inline');
  }

  /**
   * Talos fetches the objects from a URL; the text that must lie there is written beside the patches. The nodes reach it at boot, before there is a
   * CNI, and whoever can change it owns the cluster.
   *
   * @param url of a file with the objects
   * @throws ValueError `cilium/bootstrap-url`
   */
  public static hosted(url: string): CiliumBootstrap {
    if (!/^https?:\/\/[^/\s]+\/\S+$/.test(url))
      throw new ValueError(
        'cilium/bootstrap-url',
        `not the URL of a file: "${url}"`,
        'write one such as "https://files.home.example/talos/10-cilium.yaml"',
      );
    return new CiliumBootstrap('hosted', url);
  }

  /** Somebody applies the objects with kubectl while the nodes wait, or a GitOps engine outside of the cluster does. */
  public static apply(): CiliumBootstrap {
    return new CiliumBootstrap('apply');
  }

  /** Somebody installs the chart with helm while the nodes wait, with the values file that is written. */
  public static helm(): CiliumBootstrap {
    return new CiliumBootstrap('helm');
  }

  /** @internal */
  public readonly _method: 'inline' | 'hosted' | 'apply' | 'helm';
  /** @internal */
  public readonly _url: string | undefined;

  private constructor(method: 'inline' | 'hosted' | 'apply' | 'helm', url?: string) {
    this._method = method;
    this._url = url;
  }
}
