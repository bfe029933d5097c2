// Services as they are read.
import { at, labelsAt, listAt, mapAt, numberAt, textAt, textsAt } from '../read';
import { Identity } from './identity';

/** A Service. */
export interface ServiceObject extends Identity {
  readonly type: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly appProtocol: string | undefined;
  }[];
  /** Undefined if nobody says. */
  readonly ipFamilies: readonly string[] | undefined;
}

/** Reads a Service. */
export function serviceOf(identity: Identity): ServiceObject {
  const families = at(identity.object, 'spec', 'ipFamilies');
  return {
    ...identity,
    type: textAt(identity.object, 'spec', 'type') ?? (mapAt(identity.object, 'spec') && 'ClusterIP'),
    labels: labelsAt(identity.object, 'metadata', 'labels'),
    ports: listAt(identity.object, 'spec', 'ports').map((port) => ({
      name: textAt(port, 'name') ?? '',
      port: numberAt(port, 'port') ?? 0,
      protocol: textAt(port, 'protocol') ?? 'TCP',
      appProtocol: textAt(port, 'appProtocol'),
    })),
    ipFamilies: Array.isArray(families) ? textsAt(identity.object, 'spec', 'ipFamilies') : undefined,
  };
}
