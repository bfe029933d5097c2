// An end of a connection: a workload, a Service or a Gateway, with the peer that it is to others and the policies that it can have.
import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf, ValidationError } from '../construct';
import { TEMPLATE_PATHS } from '../manifest/templates';
import { Peer } from './peer';
import { Port } from './port';
import { Subject } from './subject';

/** One end. @internal */
export class Party {
  /** @throws ValidationError `policy/connect-party` */
  public static of(construct: IConstruct): Party {
    const kind = apiObjectOf(construct)?.kind;
    if (kind === 'Service' || kind === 'Gateway' || (kind !== undefined && Object.hasOwn(TEMPLATE_PATHS, kind)))
      return new Party(construct, kind);
    throw new ValidationError(
      construct,
      'policy/connect-party',
      `"${construct.node.path}" is ${kind === undefined ? 'no Kubernetes object' : `a ${kind}`}, which nothing connects to or from`,
      `pass a Service, a Gateway, or one of: ${Object.keys(TEMPLATE_PATHS).join(', ')}`,
    );
  }

  private constructor(
    public readonly construct: IConstruct,
    private readonly kind: string,
  ) {}

  /** Namespace of the object. */
  public get namespace(): string {
    return apiObjectOf(this.construct)!.metadata.namespace ?? 'default';
  }

  /** Chart that its policies go to. */
  public get chart(): Chart {
    return Chart.of(this.construct);
  }

  /** The id path in its chart as part of an object's name. */
  public get name(): string {
    const chart = this.chart.node.path;
    const inside = this.construct.node.path.slice(chart === '' ? 0 : chart.length + 1);
    return inside
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '');
  }

  /** What it is to others. */
  public get peer(): Peer {
    if (this.isGateway) return Peer.ingress();
    return this.kind === 'Service' ? Peer.service(this.construct) : Peer.workload(this.construct);
  }

  /** Whom policies of its own are about; undefined for the proxy of Gateways, which has no pods. */
  public get subject(): Subject | undefined {
    if (this.isGateway) return undefined;
    return this.kind === 'Service' ? Subject.service(this.construct) : Subject.workload(this.construct);
  }

  /** The ports of its containers. */
  public portsOf(ports: readonly Port[]): Port[] {
    if (this.kind !== 'Service') return [...ports];
    return ports.length === 0 ? [Port.service(this.construct)] : ports.map((port) => port._through(this.construct));
  }

  private get isGateway(): boolean {
    return this.kind === 'Gateway';
  }
}
