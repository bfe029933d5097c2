// static: addresses that are written down, in the network or by each pod.
import { Cidr, InterfaceAddress, IpAddress } from '../../net';
import { written } from '../cni-config';
import { IpamContext, IpamSource, routesField } from './source';

/** An address that every pod of the network gets. */
export interface StaticAddress {
  /** Address with the prefix length of its subnet: `192.168.40.50/24`. */
  readonly address: string;
  /** Router on the subnet; the ptp plugin needs it. @default - none */
  readonly gateway?: string;
}

/** Options of static. */
export interface StaticOptions {
  /**
   * Addresses that every pod gets which brings none: for a network of one pod.
   *
   * @default - none: each attachment says its `ips`
   */
  readonly addresses?: StaticAddress[];
}

/** Addresses as written. */
export class StaticIpam implements IpamSource {
  public readonly plugin = 'static';
  public readonly wantsPrefix = true;
  public readonly byRequest = true;
  private readonly addresses: readonly { readonly address: InterfaceAddress; readonly gateway?: IpAddress }[];

  public constructor(options: StaticOptions) {
    this.addresses = (options.addresses ?? []).map(({ address, gateway }) => ({
      address: InterfaceAddress.of(address),
      ...(gateway === undefined ? {} : { gateway: IpAddress.of(gateway) }),
    }));
  }

  public get subnets(): readonly Cidr[] {
    return this.addresses.map(({ address }) => address.network);
  }

  public isPlaced(): boolean {
    return true;
  }

  public render({ routes }: IpamContext): Record<string, unknown> {
    const addresses = this.addresses.map(({ address, gateway }) =>
      written({ address: address.toString(), gateway: gateway?.toString() }),
    );
    return { type: this.plugin, ...(addresses.length === 0 ? {} : { addresses }), ...routesField(routes) };
  }
}
