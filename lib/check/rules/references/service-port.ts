// A port that the Service of the input does not have.
import { isPlaceholder, listAt, mapAt, textAt } from '../../../world/derived/fields';
import { Reference, REFERENCES } from '../../../world/derived/references';
import { TARGETS } from '../../../world/derived/targets';
import { CheckedObject } from '../../../world/types';
import { Words, yaml } from '../../../problem';
import { Rule } from '../../rule';

/** Routes, ingresses and Envoy configurations name a port of the Service. */
export const SERVICE_PORT: Rule = {
  layer: 'references',
  codes: [
    {
      code: 'reference/service-port',
      title: 'A route, ingress or Envoy configuration names a port that its Service has',
      why: "Cilium's operator never notices a port that the Service lacks: the route says ResolvedRefs True and has no endpoints (run with 1.18, 1.19 and 1.20: backend-port-missing, backend-udp-port). The number is the port of the Service, not of the container. Judged only where the Service is in the input.",
      words: serviceWords,
      bad: yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: web, namespace: shop }
        spec:
          parentRefs: [{ name: lan }]
          rules: [{ backendRefs: [{ name: web, port: 8080 }] }]
      `,
      good: yaml`
        apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: web, namespace: shop }
        spec:
          parentRefs: [{ name: lan }]
          rules: [{ backendRefs: [{ name: web, port: 80 }] }]
      `,
    },
  ],
  check(world, report) {
    const targets = world.model(TARGETS);
    for (const reference of world.model(REFERENCES)) {
      if (reference.port === undefined || reference.target.kind !== 'Service') continue;
      const services = targets.of(reference.from, reference.target);
      if (services.length === 0 || !services.every((service) => targets.isWhole(service) && isReadable(service)))
        continue;
      if (services.some((service) => hasPort(service, reference))) continue;
      const { protocol, inValues = false } = reference;
      // What a chart makes of its values is its own affair.
      const level = inValues ? 'warning' : 'error';
      report[level]('reference/service-port', reference.from, [...reference.path], {
        service: reference.target.name,
        port: reference.port,
        ...(protocol === undefined ? {} : { protocol }),
        ports: portsOf(services[0]!).map((own) =>
          Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)),
        ),
      });
    }
  },
};

interface ServicePort {
  readonly name?: string | undefined;
  readonly port?: unknown;
  readonly targetPort?: unknown;
  readonly protocol: string;
}

function portsOf({ manifest }: CheckedObject): ServicePort[] {
  return listAt(manifest, 'spec', 'ports').map((port) => ({
    name: textAt(port, 'name'),
    port: mapAt(port).port,
    targetPort: mapAt(port).targetPort,
    protocol: textAt(port, 'protocol') ?? 'TCP',
  }));
}

/** A Service whose ports all stand there. One without ports (headless, ExternalName) is resolved by other means. */
function isReadable(service: CheckedObject): boolean {
  const ports = portsOf(service);
  return (
    ports.length > 0 &&
    textAt(service.manifest, 'spec', 'type') !== 'ExternalName' &&
    ports.every(({ port, name }) => typeof port === 'number' && !isPlaceholder(name ?? ''))
  );
}

function hasPort(service: CheckedObject, { port, protocol }: Reference): boolean {
  return portsOf(service).some(
    (own) => (own.port === port || own.name === port) && (protocol === undefined || own.protocol === protocol),
  );
}

interface Data {
  readonly service: string;
  readonly port: number | string;
  readonly protocol?: string;
  readonly ports: readonly ServicePort[];
}

function serviceWords({ service, port, protocol, ports }: Data): Words {
  const asked = typeof port === 'string' ? `"${port}"` : protocol === undefined ? String(port) : `${port}/${protocol}`;
  const message = `Service ${service} has no port ${asked}; it has ${ports.map(portWords).join(', ')}`;
  const fitting = ports.filter((own) => protocol === undefined || own.protocol === protocol);
  const behind = fitting.find((own) => own.targetPort === port);
  const meant = behind ?? (fitting.length === 1 ? fitting[0] : undefined);
  if (meant === undefined) return { message, repair: 'write a port of the Service, or add the port to the Service' };
  const value = typeof port === 'string' && meant.name !== undefined ? `"${meant.name}"` : String(meant.port);
  return {
    message,
    repair:
      behind === undefined
        ? `did you mean ${value}?`
        : `did you mean ${value}? ${port} is the port of the container, and the number here is that of the Service`,
  };
}

function portWords({ name, port, protocol }: ServicePort): string {
  return `${String(port)}/${protocol}${name === undefined ? '' : ` ("${name}")`}`;
}
