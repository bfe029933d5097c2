// Ports as workloads and Services declare them: what a name or a port of a Service comes to in the containers.
import { IConstruct } from 'constructs';
import { Boundary } from '../cluster';
import { apiObjectOf, ServiceView, WorkloadView } from '../construct';
import { TEMPLATE_PATHS } from '../manifest/templates';
import { Protocol } from '../net';

/** A container port by number, or by its name where no number is known. @internal */
export interface DeclaredPort {
  readonly port: number | string;
  readonly protocol: Protocol;
}

/** The port of a workload by its name; a name that no container declares stays a name, which is said at synth. @internal */
export function declaredPort(workload: IConstruct, name: string, user: IConstruct): DeclaredPort {
  const found = WorkloadView.of(workload, user)
    .ports()
    .find((port) => port.name === name);
  return found === undefined
    ? { port: name, protocol: Protocol.TCP }
    : { port: found.containerPort, protocol: found.protocol as Protocol };
}

/** Why there is no such port. @internal */
export interface MissingPort {
  readonly problem: string;
  readonly repair: string;
}

/** What is missing where no container declares the name. @internal */
export function missingPort(workload: IConstruct, name: string, user: IConstruct): MissingPort | undefined {
  const view = WorkloadView.of(workload, user);
  const names = view.ports().flatMap((port) => port.name ?? []);
  if (names.includes(name)) return undefined;
  return {
    problem: `no container of ${view.path} declares a port named "${name}"`,
    repair: names.length === 0 ? 'name the port in the container' : `write one of: ${[...new Set(names)].join(', ')}`,
  };
}

/** What is missing where a Service does not have the port, or none at all. @internal */
export function missingServicePort(
  service: IConstruct,
  port: number | undefined,
  user: IConstruct,
): MissingPort | undefined {
  const view = ServiceView.of(service, user);
  const ports = view.ports().map((each) => each.port);
  if (port === undefined ? ports.length > 0 : ports.includes(port)) return undefined;
  return {
    problem: `Service "${view.name}" has no ${port === undefined ? 'ports' : `port ${port}`}`,
    repair: ports.length === 0 ? 'give it a port' : `write one of: ${ports.join(', ')}`,
  };
}

/** The container ports that a Service leads to; of a port that it does not have the number as it is. @internal */
export function servicePorts(service: IConstruct, port: number | undefined, user: IConstruct): DeclaredPort[] {
  const view = ServiceView.of(service, user);
  const asked = view.ports().filter((each) => port === undefined || each.port === port);
  if (asked.length === 0 && port !== undefined) return [{ port, protocol: Protocol.TCP }];
  const found = asked.flatMap(({ targetPort, protocol }): DeclaredPort[] => {
    const known = protocol as Protocol;
    if (typeof targetPort === 'number') return [{ port: targetPort, protocol: known }];
    const numbers = numbersOf(view, targetPort, user);
    return numbers.length === 0
      ? [{ port: targetPort, protocol: known }]
      : numbers.map((number) => ({ port: number, protocol: known }));
  });
  return [...new Map(found.map((each) => [`${each.port}/${each.protocol}`, each])).values()];
}

/** Numbers that the pods of a Service have for the name of a port. */
function numbersOf(view: ServiceView, name: string, user: IConstruct): number[] {
  const selector = Object.entries(view.selector());
  if (selector.length === 0) return [];
  const numbers = Boundary.of(user)
    .constructs()
    .filter((construct) => isWorkload(construct))
    .map((construct) => WorkloadView.of(construct, user))
    .filter((workload) => workload.namespace === view.namespace)
    .filter((workload) => selector.every(([key, value]) => workload.podLabels()[key] === value))
    .flatMap((workload) => workload.ports().filter((port) => port.name === name))
    .map(({ containerPort }) => containerPort);
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function isWorkload(construct: IConstruct): boolean {
  const object = apiObjectOf(construct);
  return object === construct && Object.hasOwn(TEMPLATE_PATHS, object.kind);
}
