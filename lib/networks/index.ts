// Secondary networks: interfaces of pods beside eth0, their addresses, and the workloads attached to them.
export type { HostLocalRange } from './host-local-ranges';
export * from './ipam';
export * from './routes';
export * from './attachment';
export * from './secondary-network-props';
export * from './secondary-network';
export * from './macvlan-network';
import './voice';
