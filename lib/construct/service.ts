// A Service of the app, whoever made it: its ports and the pods behind it.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isMap, Manifest, PlainMap } from '../manifest/types';
import { apiObjectOf } from './object-of';
import { ValidationError } from './validation-error';

/** A port of a Service. */
export interface ServicePortView {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  /** Number or name of the container port. */
  readonly targetPort: number | string;
}

/** A Service of the app, read at synth. */
export class ServiceView {
  /** True for a Service. */
  public static is(construct: IConstruct): boolean {
    return apiObjectOf(construct)?.kind === 'Service';
  }

  /**
   * Looks at a Service.
   *
   * @param construct a Service of cdk8s-plus, an ApiObject, or a construct whose default child is one
   * @param user the construct that asks, for its path in errors
   * @throws ValidationError `manifest/service`
   */
  public static of(construct: IConstruct, user: IConstruct): ServiceView {
    const object = apiObjectOf(construct);
    if (object?.kind !== 'Service')
      throw new ValidationError(
        user,
        'manifest/service',
        `"${construct.node.path}" is ${object === undefined ? 'no Kubernetes object' : `a ${object.kind}`}, not a Service`,
        'pass a Service of cdk8s-plus or an ApiObject of kind Service',
      );
    return new ServiceView(object);
  }

  private constructor(public readonly object: ApiObject) {}

  /** Name of the object. */
  public get name(): string {
    return this.object.name;
  }

  /** Namespace of the object; `default` where the chart and the object leave it open. */
  public get namespace(): string {
    return this.object.metadata.namespace ?? 'default';
  }

  /** Labels of the pods behind it; none where it has endpoints of its own. Call at synth only. */
  public selector(): Record<string, string> {
    const { selector } = this.spec();
    return isMap(selector) ? (selector as Record<string, string>) : {};
  }

  /** Its ports. Call at synth only. */
  public ports(): ServicePortView[] {
    const { ports } = this.spec();
    return (Array.isArray(ports) ? (ports as PlainMap[]) : []).map((port) => ({
      ...(typeof port.name === 'string' ? { name: port.name } : {}),
      port: Number(port.port),
      protocol: typeof port.protocol === 'string' ? port.protocol : 'TCP',
      targetPort: (port.targetPort as number | string | undefined) ?? Number(port.port),
    }));
  }

  private spec(): PlainMap {
    const { spec } = this.object.toJson() as Manifest;
    return isMap(spec) ? spec : {};
  }
}
