// What an IPAM plugin is to a network: it renders itself, in the subnets that the network knows.
import { Cidr, IpAddress } from '../../net';
import { RouteConfig } from '../routes';

/** What a network tells its IPAM plugin. */
export interface IpamContext {
  /** Subnets on the network: stated, of its link, or of the nodes. */
  readonly subnets: readonly Cidr[];
  readonly gateway?: IpAddress;
  readonly routes: readonly RouteConfig[];
}

/** One way to give addresses. */
export interface IpamSource {
  /** The plugin; undefined for layer 2 only. */
  readonly plugin: string | undefined;
  /** Subnets that the options themselves state. */
  readonly subnets: readonly Cidr[];
  /** Requested addresses are written with the prefix length of their network. */
  readonly wantsPrefix: boolean;
  /** Pods bring addresses as a rule. */
  readonly byRequest: boolean;
  /** Where a range lies is not known. */
  isPlaced(subnets: readonly Cidr[]): boolean;
  /** `ipam` of the main plugin. Call at synth. */
  render(network: IpamContext): Record<string, unknown>;
}

/** `routes`, where there are any. */
export function routesField(routes: readonly RouteConfig[]): Record<string, unknown> {
  return routes.length === 0 ? {} : { routes };
}
