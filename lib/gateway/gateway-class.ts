// A GatewayClass of Cilium's with its configuration: how the Service of each of its Gateways is made, and what Envoy does.
import { Construct } from 'constructs';
import { CiliumGatewayClassConfig } from '../../imports/cilium.io';
import { GatewayClass } from '../../imports/gateway.networking.k8s.io';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { PlainMap } from '../manifest';
import { Cidr, IpFamily } from '../net';
import { AccessLog } from './access-log';

/** Type of the Service that is made of a Gateway. */
export enum GatewayServiceType {
  /** An address of the load-balancer pools. */
  LOAD_BALANCER = 'LoadBalancer',
  /** A port of the nodes. Before Cilium 1.19 the Gateway never gets an address. */
  NODE_PORT = 'NodePort',
}

/** What Envoy does with the header `server` of answers. */
export enum ServerHeader {
  /** Writes its own. */
  OVERWRITE = 'OVERWRITE',
  /** Writes its own where there is none. */
  APPEND_IF_ABSENT = 'APPEND_IF_ABSENT',
  /** Leaves it alone. */
  PASS_THROUGH = 'PASS_THROUGH',
}

/** Properties of a CiliumGatewayClass. */
export interface CiliumGatewayClassProps {
  /**
   * Type of the Services.
   *
   * @default GatewayServiceType.LOAD_BALANCER
   */
  readonly serviceType?: GatewayServiceType;
  /**
   * Class of the load balancer, such as `io.cilium/bgp-control-plane`.
   *
   * @default - none: pools of the app, whoever announces
   */
  readonly loadBalancerClass?: string;
  /**
   * Nodes send traffic to their own Envoy only, which sees the client's address. Envoy runs on every node; but under L2 announcements no node
   * answers for such a Service from Cilium 1.20.2 on.
   *
   * @default false
   */
  readonly localTraffic?: boolean;
  /**
   * Families of the Services; two make them dual-stack.
   *
   * @default - that of the cluster
   */
  readonly ipFamilies?: IpFamily[];
  /**
   * Networks of clients that are let in, and no others.
   *
   * @default - all
   */
  readonly sourceRanges?: string[];
  /**
   * The source ranges are shut out instead.
   *
   * @default false
   */
  readonly denySourceRanges?: boolean;
  /**
   * Node ports beside the address.
   *
   * @default true
   */
  readonly allocateNodePorts?: boolean;
  /**
   * Which backends are near: `PreferClose`, `PreferSameZone` or `PreferSameNode`.
   *
   * @default - none
   */
  readonly trafficDistribution?: string;
  /**
   * Header `server` of answers (Cilium 1.20).
   *
   * @default ServerHeader.OVERWRITE
   */
  readonly serverHeader?: ServerHeader;
  /**
   * gRPC-Web is translated to gRPC (Cilium 1.20).
   *
   * @default true
   */
  readonly grpcWeb?: boolean;
  /**
   * Access logs of Envoy (Cilium 1.19), 1 to 8.
   *
   * @default - none
   */
  readonly accessLogs?: AccessLog[];
  /**
   * In words, at most 64 characters.
   *
   * @default - none
   */
  readonly description?: string;
  /**
   * Namespace of the configuration.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * Name of the class and of its configuration.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/** The controller of Cilium's classes: it decides, not the name of the class. */
const CONTROLLER = 'io.cilium/gateway-controller';

/** The spec of a configuration, in the order of its fields. */
export function gatewayClassConfigSpec(props: CiliumGatewayClassProps): PlainMap {
  const { ipFamilies = [], sourceRanges = [] } = props;
  const service = {
    type: props.serviceType,
    loadBalancerClass: props.loadBalancerClass,
    ...(props.localTraffic === undefined ? {} : { externalTrafficPolicy: props.localTraffic ? 'Local' : 'Cluster' }),
    ...(ipFamilies.length === 0
      ? {}
      : { ipFamilies, ipFamilyPolicy: ipFamilies.length === 2 ? 'RequireDualStack' : 'SingleStack' }),
    ...(sourceRanges.length === 0 ? {} : { loadBalancerSourceRanges: sourceRanges }),
    ...(props.denySourceRanges === true ? { loadBalancerSourceRangesPolicy: 'Deny' } : {}),
    allocateLoadBalancerNodePorts: props.allocateNodePorts,
    trafficDistribution: props.trafficDistribution,
  };
  return {
    description: props.description,
    ...(Object.values(service).every((value) => value === undefined) ? {} : { service }),
    ...(props.serverHeader === undefined ? {} : { envoy: { serverHeaderTransformation: props.serverHeader } }),
    ...(props.grpcWeb === undefined ? {} : { httpOptions: { grpcWebTranslation: { enabled: props.grpcWeb } } }),
    ...(props.accessLogs === undefined
      ? {}
      : { telemetry: { accessLogs: props.accessLogs.map((log) => log._spec()) } }),
  };
}

/** A GatewayClass of Cilium's with a CiliumGatewayClassConfig (cilium.io/v2alpha1). */
export class CiliumGatewayClass extends NetworkConstruct {
  /** Name of the class. */
  public readonly name: string;
  /** Type of the Services of its Gateways. */
  public readonly serviceType: GatewayServiceType;

  /** @throws ValidationError `gateway/class`, `net/cidr-invalid` and other errors of the values */
  public constructor(scope: Construct, id: string, props: CiliumGatewayClassProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.serviceType = props.serviceType ?? GatewayServiceType.LOAD_BALANCER;
    const sourceRanges = props.sourceRanges?.map((text) => valueAt(this, () => Cidr.of(text)).toString());
    if (props.denySourceRanges === true && (sourceRanges ?? []).length === 0)
      throw new ValidationError(
        this,
        'gateway/class',
        'denySourceRanges without sourceRanges',
        "write sourceRanges: ['203.0.113.0/24']",
      );
    const config = this._emit('config', {
      type: CiliumGatewayClassConfig,
      name: this.name,
      namespace: props.namespace,
      body: () => ({ spec: gatewayClassConfigSpec({ ...props, sourceRanges }) }),
    });
    const namespace = config.metadata.namespace ?? 'default';
    this._emit('Default', {
      type: GatewayClass,
      name: this.name,
      body: () => ({
        spec: {
          controllerName: CONTROLLER,
          description: props.description,
          // Without the namespace the operator of 1.18 crashes (run: `class-params-no-namespace`).
          parametersRef: { group: 'cilium.io', kind: 'CiliumGatewayClassConfig', name: this.name, namespace },
        },
      }),
    });
  }
}
