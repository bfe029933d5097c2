// No IPAM plugin, and those of other makers.
import { Cidr } from '../../net';
import { IpamContext, IpamSource, routesField } from './source';

/** Nobody gives addresses: the interface comes up without any. */
export class NoIpam implements IpamSource {
  public readonly plugin = undefined;
  public readonly wantsPrefix = true;
  public readonly byRequest = false;
  public readonly subnets: readonly Cidr[] = [];

  public isPlaced(): boolean {
    return true;
  }

  public render(): Record<string, unknown> {
    return {};
  }
}

/** A plugin that this library does not know. */
export class RawIpam implements IpamSource {
  public readonly wantsPrefix = true;
  public readonly byRequest = false;
  public readonly subnets: readonly Cidr[] = [];

  public constructor(
    public readonly plugin: string,
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  public isPlaced(): boolean {
    return true;
  }

  public render({ routes }: IpamContext): Record<string, unknown> {
    return { type: this.plugin, ...this.fields, ...routesField(routes) };
  }
}
