// What LB-IPAM, Node IPAM and the L2 announcer make of plain objects.
export * from './features';
export * from './settings';
export * from './netip';
export * from './pool';
export * from './service';
export * from './sharing';
export * from './failure';
export * from './history';
export { SATISFIED_CONDITION } from './conditions';
export { servesService } from './responsibility';
export type {
  Condition,
  NotJoined,
  PoolOverlap,
  PoolState,
  PoolStatus,
  Refusal,
  ServiceState,
  ServiceStatus,
  UnsatisfiedReason,
} from './state';
export * from './l2-policy';
export { isExposedTo, keyOf } from './l2-addresses';
export { leaseName, nodeOutcome } from './l2-announcer';
export type { Announcement, Contention, L2Node, NodeOutcome, PolicyOnNode } from './l2-announcer';
export * from './lease';
export { parseDuration, durationText } from '../go/duration';
export * from './input';
export * from './allocation';
export * from './announcements';
export * from './node-ipam';
export * from './bgp-advertisement';
