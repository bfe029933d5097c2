// NodeIpam: Services whose addresses are those of nodes, without a pool and without an announcement.
import { Construct, IConstruct } from 'constructs';
import { Boundary, Feature } from '../cluster';
import { NetworkConstruct, valueAt } from '../construct';
import { checkLabels } from '../manifest';
import { MATCH_NODES_ANNOTATION, NODE_CLASS } from '../models/load-balancer';
import { LoadBalancer } from './load-balancer';
import { LoadBalancerClass } from './load-balancer-class';

/** Properties of NodeIpam. */
export interface NodeIpamProps {
  /**
   * Control planes lend their addresses too. Talos keeps them from every load balancer by a label; the machine configuration then takes it off.
   *
   * @default false
   */
  readonly controlPlanes?: boolean;
}

/**
 * Node IPAM: gives Services the addresses of nodes, external ones where there are any. Nothing is announced, as the nodes answer for their own
 * addresses anyway. Switches it on.
 */
export class NodeIpam extends NetworkConstruct {
  public constructor(scope: Construct, id: string, props: NodeIpamProps = {}) {
    super(scope, id);
    const reason = 'Services get addresses of nodes';
    Boundary.of(this).require(() => [
      { feature: Feature.NODE_IPAM, by: this, reason, controlPlanes: props.controlPlanes ?? false },
    ]);
  }

  /**
   * Gives a Service the addresses of nodes.
   *
   * @param service a Service of type LoadBalancer: from cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param nodeLabels labels of the nodes that lend theirs; none for all
   * @throws ValidationError `loadbalancer/service`, `manifest/label`
   */
  public serve(service: IConstruct, nodeLabels: { [key: string]: string } = {}): LoadBalancer {
    valueAt(this, () => checkLabels(nodeLabels));
    const balancer = LoadBalancer.of(service).loadBalancerClass(LoadBalancerClass.of(NODE_CLASS));
    const text = Object.entries(nodeLabels).map(([key, value]) => `${key}=${value}`);
    return text.length === 0 ? balancer : balancer._annotate(MATCH_NODES_ANNOTATION, text.join(','));
  }
}
