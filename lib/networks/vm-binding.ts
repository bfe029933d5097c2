// How the interface of a virtual machine is bound to the interface of its pod, as KubeVirt does it.

/** Binding of a virtual machine's interface. Source: KubeVirt API v1, InterfaceBindingMethod. */
export class VmBinding {
  /** The machine is on the network itself, with its own MAC. Works on bridge and tap; macvlan and ipvlan drop its frames. */
  public static bridge(): VmBinding {
    return new VmBinding({ bridge: {} });
  }

  /** The machine is behind the address of its pod. */
  public static masquerade(): VmBinding {
    return new VmBinding({ masquerade: {} });
  }

  /** The machine gets the virtual function. */
  public static sriov(): VmBinding {
    return new VmBinding({ sriov: {} });
  }

  /**
   * A binding of another maker, registered with KubeVirt.
   *
   * @param name `macvtap`, `passt`, …
   */
  public static plugin(name: string): VmBinding {
    return new VmBinding({ binding: { name } });
  }

  /** The field of the interface. @internal */
  public readonly _field: Readonly<Record<string, unknown>>;

  private constructor(field: Readonly<Record<string, unknown>>) {
    this._field = field;
  }
}
