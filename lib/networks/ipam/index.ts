// How a secondary network gives addresses.
export * from './ipam';
export type { HostLocalOptions, HostLocalRange } from './host-local';
export type { StaticAddress, StaticOptions } from './static';
export type { DhcpOptions, DhcpProvide, DhcpRequest } from './dhcp';
export { WhereaboutsLogLevel, type WhereaboutsOptions, type WhereaboutsRange } from './whereabouts';
