// Policies: who may talk to whom. Subjects, peers, ports, contents, and the constructs that write Cilium's policies.
export * from './entity';
export * from './subject';
export * from './peer';
export * from './http-rule';
export * from './dns-rule';
export * from './icmp-type';
export * from './port';
export * from './default-deny';
export * from './policy-base';
export * from './cilium-policy';
export * from './cilium-clusterwide-policy';
export * from './deny-all-policy';
export * from './dns-policies';
export * from './policies';
import './voice';
