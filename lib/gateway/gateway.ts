// A Gateway of Cilium: listeners on an address of the load-balancer pools.
import { Construct } from 'constructs';
import { Gateway as GatewayObject, GatewaySpec } from '../../imports/gateway.networking.k8s.io';
import { Boundary, Feature, FeatureRequirement, Role } from '../cluster';
import { LoadBalancerIpPool, ServiceSelector } from '../loadbalancer';
import { NetworkConstruct, ValidationError, valueAt } from '../construct';
import { checkLabels, Manifest, PlainMap } from '../manifest';
import { IpAddress, IpRange } from '../net';
import { AllowedRoutes } from './allowed-routes';
import { Listener, ListenerProtocol } from './listener';
import { ReferenceGrant } from './reference-grant';

/** Cilium names the Service of a Gateway so, and shortens a longer name with a hash. */
const SERVICE_PREFIX = 'cilium-gateway-';
/** LB-IPAM request names; set beside spec.addresses they leave the Gateway Programmed False (run: `infra-lbipam-and-address`). */
const REQUEST_ANNOTATIONS: readonly string[] = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];

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
   * @default cilium
   */
  readonly gatewayClassName?: string;
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
    gatewayClassName: props.gatewayClassName ?? 'cilium',
    ...(addresses.length === 0 ? {} : { addresses: addresses.map((value) => ({ type: 'IPAddress', value })) }),
    ...(infrastructure.annotations === undefined && infrastructure.labels === undefined ? {} : { infrastructure }),
    listeners: props.listeners.map(
      (listener) => listener._spec(namespace, allowed(listener)) as unknown as GatewaySpec['listeners'][number],
    ),
  };
}

/**
 * A Gateway (gateway.networking.k8s.io/v1). Switches Gateway API, kube-proxy replacement and the L7 proxy of Cilium on; the CRDs
 * come by GatewayApiCrds or from elsewhere.
 */
export class Gateway extends NetworkConstruct {
  /** Name of the Gateway. */
  public readonly name: string;
  /** Namespace of the Gateway. */
  public readonly namespace: string;
  /** Its listeners. */
  public readonly listeners: Listener[];
  /** Its own pool. @default - none */
  public readonly pool?: LoadBalancerIpPool;
  private readonly props: GatewayProps;
  private readonly further: { readonly namespace: string; readonly listeners: string[] }[] = [];

  /**
   * @throws ValidationError `gateway/no-listener`, `gateway/listener-name`, `gateway/name-too-long`, `gateway/address-twice`, `net/ip-invalid`
   */
  public constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.listeners = [...props.listeners];
    this.props = {
      ...props,
      addresses: (props.addresses ?? []).map((text) => valueAt(this, () => IpAddress.of(text)).toString()),
    };
    this.checkValues();
    const object = this._emit('Default', {
      type: GatewayObject,
      name: this.name,
      namespace: props.namespace,
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
    for (const [namespace, secrets] of this.foreignCertificates()) {
      new ReferenceGrant(this, `grant-${namespace}`, {
        name: `gateway-${this.namespace}-${this.name}`,
        namespace,
        fromKind: 'Gateway',
        fromNamespace: this.namespace,
        toKind: 'Secret',
        toNames: secrets,
      });
    }
    const facts = Boundary.of(this);
    facts.register(Role.GATEWAY, this);
    facts.require(() => this.requirements());
  }

  /**
   * Lets routes of another namespace attach, beside those that the listeners allow already.
   *
   * @param namespace the namespace of the routes
   * @param listeners names of listeners; none for all
   * @throws ValidationError `gateway/listener-missing`, `gateway/allowed-routes` for a listener that chooses namespaces by label
   */
  public allowRoutesFrom(namespace: string, ...listeners: string[]): void {
    valueAt(this, () => AllowedRoutes.namespaces(namespace));
    const names = listeners.length === 0 ? this.listeners.map((listener) => listener.name) : listeners;
    for (const name of names) {
      const listener = this.listeners.find((candidate) => candidate.name === name);
      if (listener === undefined)
        throw new ValidationError(
          this,
          'gateway/listener-missing',
          `no listener "${name}"`,
          `write one of: ${this.listeners.map((candidate) => candidate.name).join(', ')}`,
        );
      if (listener.allowedRoutes._with([namespace], this.namespace) === undefined)
        throw new ValidationError(
          this,
          'gateway/allowed-routes',
          `listener "${name}" chooses namespaces by label (${listener.allowedRoutes.toString()})`,
          `put the labels on namespace "${namespace}"`,
        );
    }
    this.further.push({ namespace, listeners: names });
  }

  /** Silences a finding of the Gateway and of its pool. */
  public override ignore(code: string, reason: string): void {
    super.ignore(code, reason);
    this.pool?.ignore(code, reason);
  }

  /** Whose routes a listener takes, with those allowed later. Call at synth only. @internal */
  public _allowed(listener: Listener): AllowedRoutes {
    const further = this.further
      .filter((entry) => entry.listeners.includes(listener.name))
      .map((entry) => entry.namespace);
    return listener.allowedRoutes._with(further, this.namespace)!;
  }

  /** The Service that Cilium makes for the Gateway. Source: run (`infra-labels`, `address-*`). @internal */
  public _generatedService(): Manifest {
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
    const { listeners } = this;
    for (const listener of listeners) valueAt(this, () => listener._checkReferences());
    if (listeners.length === 0 || listeners.length > 64)
      fail(
        'gateway/no-listener',
        `a Gateway with ${listeners.length} listeners`,
        "write 1 to 64, such as Listener.http('web')",
      );
    const twice = listeners.find(
      (listener, index) => listeners.findIndex((other) => other.name === listener.name) !== index,
    );
    if (twice !== undefined)
      fail(
        'gateway/listener-name',
        `two listeners named "${twice.name}"`,
        'give each listener its own name: routes name it',
      );
    if (SERVICE_PREFIX.length + this.name.length > 63)
      fail(
        'gateway/name-too-long',
        `Gateway name of ${this.name.length} characters: "${this.name}"`,
        `write at most ${63 - SERVICE_PREFIX.length}: Cilium prefixes it with "${SERVICE_PREFIX}" and otherwise replaces the end by a hash`,
      );
    if (this.props.infrastructureLabels !== undefined)
      valueAt(this, () => checkLabels(this.props.infrastructureLabels!));
    const request = REQUEST_ANNOTATIONS.find((key) => this.props.infrastructureAnnotations?.[key] !== undefined);
    if (request !== undefined && this.addresses.length > 0)
      fail(
        'gateway/address-twice',
        `addresses ${this.addresses.join(', ')} and the annotation ${request}: the Gateway is then never programmed`,
        'keep addresses, remove the annotation',
      );
  }

  /** Secrets by namespace, for certificates of other namespaces. */
  private foreignCertificates(): [string, string[]][] {
    const byNamespace = new Map<string, Set<string>>();
    for (const { certificate, certificateNamespace } of this.listeners) {
      if (certificate === undefined || certificateNamespace === undefined || certificateNamespace === this.namespace)
        continue;
      byNamespace.set(certificateNamespace, (byNamespace.get(certificateNamespace) ?? new Set()).add(certificate));
    }
    return [...byNamespace].map(([namespace, secrets]) => [namespace, [...secrets].sort()]);
  }

  private requirements(): FeatureRequirement[] {
    return [
      { feature: Feature.GATEWAY_API, by: this, reason: 'Gateways need the controllers of Gateway API' },
      { feature: Feature.KUBE_PROXY_REPLACEMENT, by: this, reason: 'Gateway API needs Services handled by Cilium' },
      { feature: Feature.L7_PROXY, by: this, reason: 'Gateways are served by the L7 proxy' },
    ];
  }
}
