// A Gateway of Cilium: listeners on an address of the load-balancer pools.
import { Construct } from 'constructs';
import { Gateway as GatewayObject, GatewaySpec } from '../../imports/gateway.networking.k8s.io';
import { Boundary, Feature, FeatureRequirement, Role } from '../cluster';
import { LoadBalancerIpPool, ServiceSelector } from '../loadbalancer';
import { ValidationError, valueAt } from '../construct';
import { checkLabels, Manifest, PlainMap } from '../manifest';
import { IpAddress, IpRange } from '../net';
import { AllowedListeners } from './allowed-listeners';
import { AllowedRoutes } from './allowed-routes';
import { CertificateIssuer } from './certificate-issuer';
import { externalDnsTarget } from './external-dns';
import { CiliumGatewayClass, GatewayServiceType } from './gateway-class';
import { Listener, ListenerProtocol } from './listener';
import { ListenerOwner } from './listener-owner';

/** Cilium names the Service of a Gateway so, and shortens a longer name with a hash. */
const SERVICE_PREFIX = 'cilium-gateway-';
/** LB-IPAM request names; set beside spec.addresses they leave the Gateway Programmed False (run: `infra-lbipam-and-address`). */
const REQUEST_ANNOTATIONS: readonly string[] = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];

/** Ports from here on need no capability. Source: Linux, ip_unprivileged_port_start. */
const UNPRIVILEGED = 1024;

/** Properties of a Gateway. */
export interface GatewayProps {
  /** Listeners, 1 to 64, each name once. */
  readonly listeners: Listener[];
  /**
   * Addresses that the Gateway asks LB-IPAM for, `192.168.70.200`; each must lie in a pool.
   *
   * @default - any address of a pool that serves it
   */
  readonly addresses?: string[];
  /**
   * A pool for this Gateway alone. Give other pools a serviceSelector that leaves the Gateway out.
   *
   * @default - the pools of the app
   */
  readonly addressRanges?: IpRange[];
  /**
   * Labels for the Service of the Gateway. Pools and announcements select by these, not by labels of the Gateway.
   *
   * @default - none
   */
  readonly infrastructureLabels?: { [key: string]: string };
  /**
   * Annotations for the Service of the Gateway.
   *
   * @default - none
   */
  readonly infrastructureAnnotations?: { [key: string]: string };
  /**
   * Name of the GatewayClass.
   *
   * @default - that of gatewayClass, else cilium
   */
  readonly gatewayClassName?: string;
  /**
   * A class of this app, with a configuration of its own.
   *
   * @default - the class that Cilium's chart makes
   */
  readonly gatewayClass?: CiliumGatewayClass;
  /**
   * Envoy listens on ports of the nodes, and there is no Service with an address. It is the whole install that works so: every Gateway of the
   * cluster, and no two of them with one port. Brings what Envoy needs for ports below 1024.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;
  /**
   * Labels of the nodes whose ports these are, with `hostNetwork`.
   *
   * @default - all nodes
   */
  readonly hostNetworkNodes?: { [key: string]: string };
  /**
   * Namespaces whose ListenerSets may add listeners (Cilium 1.20).
   *
   * @default - none
   */
  readonly allowedListeners?: AllowedListeners;
  /**
   * Who makes the certificates of the HTTPS listeners: cert-manager, beside this library.
   *
   * @default - nobody is told
   */
  readonly certificateIssuer?: CertificateIssuer;
  /**
   * What external-dns points the records of this Gateway's routes at: a name, or addresses.
   *
   * @default - the addresses in the status of the Gateway
   */
  readonly externalDnsTargets?: string[];
  /**
   * Annotations of the Gateway itself. What its Service shall have are infrastructureAnnotations.
   *
   * @default - those of certificateIssuer and externalDnsTargets
   */
  readonly annotations?: { [key: string]: string };
  /**
   * Namespace of the Gateway, and of the Secrets of its certificates.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
  /**
   * Name of the Gateway, at most 48 characters.
   *
   * @default - the id of the construct
   */
  readonly name?: string;
}

/** The spec of a Gateway. */
export function gatewaySpec(
  props: GatewayProps,
  namespace: string,
  allowed: (listener: Listener) => AllowedRoutes,
): GatewaySpec {
  const infrastructure = { annotations: props.infrastructureAnnotations, labels: props.infrastructureLabels };
  const addresses = props.addresses ?? [];
  return {
    gatewayClassName: props.gatewayClassName ?? props.gatewayClass?.name ?? 'cilium',
    ...(addresses.length === 0 ? {} : { addresses: addresses.map((value) => ({ type: 'IPAddress', value })) }),
    ...(infrastructure.annotations === undefined && infrastructure.labels === undefined ? {} : { infrastructure }),
    ...(props.allowedListeners === undefined ? {} : { allowedListeners: props.allowedListeners._spec() as object }),
    listeners: props.listeners.map(
      (listener) => listener._spec(namespace, allowed(listener)) as unknown as GatewaySpec['listeners'][number],
    ),
  };
}

/**
 * A Gateway (gateway.networking.k8s.io/v1). Switches Gateway API, kube-proxy replacement and the L7 proxy of Cilium on; the CRDs
 * come by GatewayApiCrds or from elsewhere.
 */
export class Gateway extends ListenerOwner {
  /** Name of the Gateway. */
  public readonly name: string;
  /** Namespace of the Gateway. */
  public readonly namespace: string;
  /** Its own pool. @default - none */
  public readonly pool?: LoadBalancerIpPool;
  private readonly props: GatewayProps;

  /**
   * @throws ValidationError `gateway/no-listener`, `gateway/listener-name`, `gateway/name-too-long`, `gateway/class`, `gateway/address-twice`, `net/ip-invalid`
   */
  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id, props.listeners);
    this.name = props.name ?? id;
    this.props = {
      ...props,
      addresses: (props.addresses ?? []).map((text) => valueAt(this, () => IpAddress.of(text)).toString()),
    };
    this.checkValues();
    const object = this._emit('Default', {
      type: GatewayObject,
      name: this.name,
      namespace: props.namespace,
      annotations: this.annotations(),
      body: () => ({
        spec: (
          GatewayObject.manifest({
            metadata: {},
            spec: gatewaySpec(this.props, this.namespace, (listener) => this._allowed(listener)),
          }) as PlainMap
        ).spec,
      }),
    });
    this.namespace = object.metadata.namespace ?? 'default';
    if (props.addressRanges !== undefined) {
      const serviceSelector = ServiceSelector.names(SERVICE_PREFIX + this.name).and(
        ServiceSelector.namespaces(this.namespace),
      );
      this.pool = new LoadBalancerIpPool(this, 'pool', {
        name: `gateway-${this.namespace}-${this.name}`,
        ranges: props.addressRanges,
        serviceSelector,
      });
    }
    this._grantCertificates('Gateway');
    const facts = Boundary.of(this);
    facts.register(Role.GATEWAY, this);
    facts.require(() => this.requirements());
  }

  /** Silences a finding of the Gateway and of its pool. */
  public override ignore(code: string, reason: string): void {
    super.ignore(code, reason);
    this.pool?.ignore(code, reason);
  }

  /** The Service that Cilium makes for the Gateway; none with an address on the host network. Source: run (`infra-labels`, `address-*`). @internal */
  public _generatedService(): Manifest | undefined {
    const type = this.props.gatewayClass?.serviceType ?? GatewayServiceType.LOAD_BALANCER;
    if (this.props.hostNetwork === true || type !== GatewayServiceType.LOAD_BALANCER) return undefined;
    const labels = {
      ...this.props.infrastructureLabels,
      'gateway.networking.k8s.io/gateway-name': this.name,
      'io.cilium.gateway/owning-gateway': this.name,
    };
    const annotations = {
      ...this.props.infrastructureAnnotations,
      ...(this.addresses.length === 0 ? {} : { 'lbipam.cilium.io/ips': this.addresses.join(',') }),
    };
    const ports = this.listeners.map((listener) => ({
      port: listener.port,
      protocol: listener.protocol === ListenerProtocol.UDP ? 'UDP' : 'TCP',
    }));
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: SERVICE_PREFIX + this.name, namespace: this.namespace, labels, annotations },
      spec: { type: 'LoadBalancer', ports },
    };
  }

  private get addresses(): string[] {
    return this.props.addresses ?? [];
  }

  private checkValues(): void {
    const fail = (code: string, problem: string, repair: string): never => {
      throw new ValidationError(this, code, problem, repair);
    };
    if (SERVICE_PREFIX.length + this.name.length > 63)
      fail(
        'gateway/name-too-long',
        `Gateway name of ${this.name.length} characters: "${this.name}"`,
        `write at most ${63 - SERVICE_PREFIX.length}: Cilium prefixes it with "${SERVICE_PREFIX}" and otherwise replaces the end by a hash`,
      );
    if (this.props.gatewayClass !== undefined && this.props.gatewayClassName !== undefined)
      fail('gateway/class', 'gatewayClass and gatewayClassName together', 'write one of them');
    for (const labels of [this.props.infrastructureLabels, this.props.hostNetworkNodes])
      if (labels !== undefined) valueAt(this, () => checkLabels(labels));
    const request = REQUEST_ANNOTATIONS.find((key) => this.props.infrastructureAnnotations?.[key] !== undefined);
    if (request !== undefined && this.addresses.length > 0)
      fail(
        'gateway/address-twice',
        `addresses ${this.addresses.join(', ')} and the annotation ${request}: the Gateway is then never programmed`,
        'keep addresses, remove the annotation',
      );
  }

  /** Annotations of the Gateway itself. */
  private annotations(): Record<string, string> | undefined {
    const { annotations, certificateIssuer, externalDnsTargets } = this.props;
    const all = {
      ...certificateIssuer?._annotations(),
      ...(externalDnsTargets === undefined ? {} : valueAt(this, () => externalDnsTarget(externalDnsTargets))),
      ...annotations,
    };
    return Object.keys(all).length === 0 ? undefined : all;
  }

  private requirements(): FeatureRequirement[] {
    return [
      { feature: Feature.GATEWAY_API, by: this, reason: 'Gateways need the controllers of Gateway API' },
      { feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'Gateway API needs Services handled by Cilium' },
      { feature: Feature.L7_PROXY, by: this, reason: 'Gateways are served by the L7 proxy' },
      ...(this.props.hostNetwork === true ? this.hostNetworkRequirements() : []),
    ];
  }

  private hostNetworkRequirements(): FeatureRequirement[] {
    const low = this.listeners.map(({ port }) => port).filter((port) => port < UNPRIVILEGED);
    return [
      {
        feature: Feature.GATEWAY_HOST_NETWORK,
        by: this,
        reason: 'Envoy listens on ports of the nodes',
        nodeLabels: this.props.hostNetworkNodes,
      },
      ...(low.length === 0
        ? []
        : [{ feature: Feature.ENVOY_LOW_PORTS, by: this, reason: `Envoy binds port ${low.join(', ')} of the nodes` }]),
    ];
  }
}
