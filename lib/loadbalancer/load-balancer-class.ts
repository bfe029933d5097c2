// Who serves a Service: its loadBalancerClass.
import { BGP_CLASS, L2_CLASS } from '../models/load-balancer';

/** Class of a load balancer. */
export class LoadBalancerClass {
  /** Addresses of LB-IPAM for Services that are announced by ARP and NDP. */
  public static readonly L2 = new LoadBalancerClass(L2_CLASS);
  /** Addresses of LB-IPAM for Services that are announced by BGP. */
  public static readonly BGP = new LoadBalancerClass(BGP_CLASS);

  /** Another load balancer of the cluster; Cilium gives its Services no address. */
  public static of(name: string): LoadBalancerClass {
    return new LoadBalancerClass(name);
  }

  private constructor(
    /** As in YAML. */
    public readonly name: string,
  ) {}
}
