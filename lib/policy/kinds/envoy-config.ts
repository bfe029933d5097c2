// CiliumEnvoyConfig and CiliumClusterwideEnvoyConfig: resources for Cilium's own Envoy, as they are.
import { Construct } from 'constructs';
import {
  CiliumClusterwideEnvoyConfig as CiliumClusterwideEnvoyConfigObject,
  CiliumEnvoyConfig as CiliumEnvoyConfigObject,
} from '../../../imports/cilium.io';
import { Boundary, Feature } from '../../cluster';
import { NetworkConstruct, ValidationError, valueAt } from '../../construct';
import { checkLabels, checkObjectName, isMap, PlainMap } from '../../manifest';
import { LabelExpression } from '../label-expression';
import { selectorYaml } from '../pod-selector';

/** A Service whose connections a listener takes. */
export interface EnvoyService {
  /** Name of the Service. */
  readonly name: string;
  /**
   * Its namespace.
   *
   * @default - that of the configuration; 'default' for a clusterwide one
   */
  readonly namespace?: string;
  /**
   * Ports of the Service.
   *
   * @default - all
   */
  readonly ports?: number[];
  /**
   * Name of the listener.
   *
   * @default - the first of the resources
   */
  readonly listener?: string;
}

/** A Service whose endpoints Envoy learns, as cluster `<namespace>/<name>`. */
export interface EnvoyBackendService {
  /** Name of the Service. */
  readonly name: string;
  /**
   * Its namespace.
   *
   * @default - that of the configuration; 'default' for a clusterwide one
   */
  readonly namespace?: string;
  /**
   * Ports by number or name.
   *
   * @default - all
   */
  readonly ports?: string[];
}

/** Properties of a CiliumClusterwideEnvoyConfig. */
export interface CiliumClusterwideEnvoyConfigProps {
  /**
   * Resources of Envoy's own API, each with its type: `{ '@type': 'type.googleapis.com/envoy.config.listener.v3.Listener', … }`. Nobody checks
   * them before Envoy does.
   */
  readonly resources: any[];
  /**
   * Services whose connections listeners take.
   *
   * @default - none
   */
  readonly services?: EnvoyService[];
  /**
   * Services whose endpoints Envoy learns.
   *
   * @default - none
   */
  readonly backendServices?: EnvoyBackendService[];
  /**
   * Labels of the nodes whose Envoy takes it.
   *
   * @default - all nodes
   */
  readonly nodeLabels?: { [key: string]: string };
  /**
   * Further conditions on the labels of the nodes.
   *
   * @default - none
   */
  readonly nodeExpressions?: LabelExpression[];
  /**
   * Name of the object.
   *
   * @default - the construct id
   */
  readonly name?: string;
}

/** Properties of a CiliumEnvoyConfig. */
export interface CiliumEnvoyConfigProps extends CiliumClusterwideEnvoyConfigProps {
  /**
   * Namespace of the configuration.
   *
   * @default - the chart's
   */
  readonly namespace?: string;
}

/** A CiliumEnvoyConfig. Policies hand connections to its listeners with `Port.listener(…)`. Switches `envoyConfig` on. */
export class CiliumEnvoyConfig extends NetworkConstruct {
  /** Name of the configuration, as policies refer to it. */
  public readonly configName: string;

  /** @throws ValidationError `policy/envoy-resource`, `manifest/name`, `manifest/label` */
  public constructor(scope: Construct, id: string, props: CiliumEnvoyConfigProps) {
    super(scope, id);
    this.configName = props.name ?? id;
    const spec = specOf(this, props);
    this._emit('Default', {
      type: CiliumEnvoyConfigObject,
      name: this.configName,
      ...(props.namespace === undefined ? {} : { namespace: props.namespace }),
      body: () => ({ spec }),
    });
  }
}

/** A CiliumClusterwideEnvoyConfig. Switches `envoyConfig` on. */
export class CiliumClusterwideEnvoyConfig extends NetworkConstruct {
  /** Name of the configuration, as policies refer to it. */
  public readonly configName: string;

  /** @throws ValidationError `policy/envoy-resource`, `manifest/name`, `manifest/label` */
  public constructor(scope: Construct, id: string, props: CiliumClusterwideEnvoyConfigProps) {
    super(scope, id);
    this.configName = props.name ?? id;
    const spec = specOf(this, props);
    this._emit('Default', {
      type: CiliumClusterwideEnvoyConfigObject,
      name: this.configName,
      body: () => ({ spec }),
    });
  }
}

function specOf(construct: NetworkConstruct, props: CiliumClusterwideEnvoyConfigProps): PlainMap {
  Boundary.of(construct).require(() => [
    { feature: Feature.ENVOY_CONFIG, by: construct, reason: 'it holds resources for Envoy' },
  ]);
  const resources = props.resources as unknown[];
  const typeless = resources.findIndex((each) => !isMap(each) || typeof each['@type'] !== 'string');
  if (resources.length === 0 || typeless >= 0)
    throw new ValidationError(
      construct,
      'policy/envoy-resource',
      resources.length === 0
        ? 'a configuration of Envoy without resources'
        : `resources[${typeless}] has no type, so Envoy never sees it`,
      "write { '@type': 'type.googleapis.com/envoy.config.listener.v3.Listener', … }",
    );
  return valueAt(construct, () => {
    const { services = [], backendServices = [], nodeLabels, nodeExpressions = [] } = props;
    const nodes = selectorYaml(
      { ...checkLabels(nodeLabels ?? {}) },
      nodeExpressions.map((each) => each._yaml()),
    );
    return {
      ...(services.length === 0 ? {} : { services: services.map(serviceYaml) }),
      ...(backendServices.length === 0 ? {} : { backendServices: backendServices.map(backendYaml) }),
      ...(Object.keys(nodes).length === 0 ? {} : { nodeSelector: nodes }),
      resources,
    };
  });
}

function serviceYaml({ name, namespace, ports, listener }: EnvoyService): PlainMap {
  return {
    ...whole(name, namespace),
    ...(ports === undefined ? {} : { ports: [...ports] }),
    ...(listener === undefined ? {} : { listener }),
  };
}

function backendYaml({ name, namespace, ports }: EnvoyBackendService): PlainMap {
  return { ...whole(name, namespace), ...(ports === undefined ? {} : { number: [...ports] }) };
}

function whole(name: string, namespace: string | undefined): PlainMap {
  return {
    name: checkObjectName('Service', name),
    ...(namespace === undefined ? {} : { namespace: checkObjectName('Namespace', namespace) }),
  };
}
