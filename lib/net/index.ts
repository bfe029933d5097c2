// Values of the network: the lowest room. Each parses strictly and says the repair.
export * from './value-error';
export * from './ip-address';
export * from './ip-range';
export * from './cidr';
export * from './mac-address';
export * from './interface-name';
export * from './protocol';
