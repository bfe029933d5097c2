// Lets Prometheus scrape the pods of a namespace.
import { Construct } from 'constructs';
import { valueAt, ValidationError } from '../../construct';
import { CiliumPolicy } from '../cilium-policy';
import { DefaultDeny } from '../default-deny';
import { Peer } from '../peer';
import { Port } from '../port';
import { Subject } from '../subject';

/** Properties of an AllowFromMonitoringPolicy. */
export interface AllowFromMonitoringPolicyProps {
  /** Ports that serve metrics: `[Port.named(Protocol.TCP, 'metrics')]`, which is looked up in each pod, or numbers. */
  readonly ports: Port[];
  /**
   * Namespace that Prometheus runs in.
   *
   * @default 'monitoring'
   */
  readonly monitoringNamespace?: string;
  /**
   * Labels of the pods that scrape.
   *
   * @default - `app.kubernetes.io/name: prometheus`, which the operator gives them
   */
  readonly monitoringLabels?: { [key: string]: string };
  /**
   * Pods that are scraped.
   *
   * @default - all of the namespace
   */
  readonly subject?: Subject;
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * Namespace of the pods that are scraped.
   *
   * @default - the subject's, else the chart's
   */
  readonly namespace?: string;
}

/**
 * Lets the pods of Prometheus reach the ports that serve metrics. It only adds: it puts nobody in default deny. Prometheus itself, where it is in
 * default deny, needs a way out too.
 */
export class AllowFromMonitoringPolicy extends CiliumPolicy {
  public constructor(scope: Construct, id: string, props: AllowFromMonitoringPolicyProps) {
    const namespace = props.monitoringNamespace ?? 'monitoring';
    super(scope, id, {
      subject: props.subject ?? Subject.namespace(),
      name: props.name,
      namespace: props.namespace,
      description: `Prometheus of namespace ${namespace} may scrape ${props.ports.map(String).join(', ')}; denies nothing.`,
      defaultDeny: DefaultDeny.NONE,
    });
    if (props.ports.length === 0)
      throw new ValidationError(
        this,
        'policy/empty-list',
        'ports is an empty list: Prometheus would reach every port',
        "name the ports that serve metrics, such as Port.named(Protocol.TCP, 'metrics')",
      );
    const labels = props.monitoringLabels ?? { 'app.kubernetes.io/name': 'prometheus' };
    this.allowFrom(
      valueAt(this, () => Peer.labels(labels, namespace)),
      ...props.ports,
    );
  }
}
