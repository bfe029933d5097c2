// What a user says of an L2 announcement.
import { Link, NodeSelection } from '../cluster';
import { IpRange } from '../net';
import { ServiceSelector } from './service-selector';

/** Properties of an L2Announcement. */
export interface L2AnnouncementProps {
  /**
   * Links that the addresses are announced on; several for one network whose NIC has another name on some nodes.
   *
   * @default - see interfaces
   */
  readonly links?: Link[];
  /**
   * Kernel names of interfaces, for a cluster that is not described in this app.
   *
   * @default - those of the links
   */
  readonly interfaces?: string[];
  /**
   * Runs of addresses for a pool of its own.
   *
   * @default - see cidrs; without both the pool is a LoadBalancerIpPool elsewhere
   */
  readonly ranges?: IpRange[];
  /**
   * Networks for a pool of its own; their first and last address are kept back.
   *
   * @default - see ranges
   */
  readonly cidrs?: string[];
  /**
   * Hand out the ends of `cidrs` too.
   *
   * @default false
   */
  readonly allowFirstLastIps?: boolean;
  /**
   * Services that are announced and that the own pool serves. The loadBalancerClass of a Service is no protection: see docs.
   *
   * @default - all
   */
  readonly serviceSelector?: ServiceSelector;
  /**
   * Nodes that may announce. Nodes without the interface are left out in any case.
   *
   * @default - all nodes that have the interface
   */
  readonly nodes?: NodeSelection;
  /**
   * Announce the addresses that LB-IPAM gave.
   *
   * @default true
   */
  readonly loadBalancerIps?: boolean;
  /**
   * Announce `spec.externalIPs` of Services of any type.
   *
   * @default false
   */
  readonly externalIps?: boolean;
  /**
   * Name of the policy and of its own pool.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}
