// Probes: which are there and at which port they knock.
import { isMap, PlainMap } from '../../../manifest';
import { dig, isEmpty, orDefault } from '../template/go-values';
import { filledTree } from '../template/yaml-text';
import { Release } from './release';
import { probePort } from './services';

// Source: the library's probes, both versions; what a probe of the values leaves out.
const TIMES: Readonly<Record<string, number>> = {
  initialDelaySeconds: 0,
  failureThreshold: 3,
  timeoutSeconds: 1,
  periodSeconds: 10,
};

/** `livenessProbe` and its like, for the probes that are switched on and find a port. @internal */
export function probeObjects(release: Release, controller: string, container: PlainMap): PlainMap {
  const probes: PlainMap = {};
  for (const [name, values] of Object.entries(isMap(container.probes) ? container.probes : {})) {
    if (!isMap(values) || isEmpty(values.enabled)) continue;
    const probe = isEmpty(values.custom) ? typed(release, controller, values) : filledTree(values.spec, release.root);
    if (!isEmpty(probe)) probes[`${name}Probe`] = probe;
  }
  return probes;
}

function typed(release: Release, controller: string, values: PlainMap): PlainMap {
  const port = probePort(release, controller);
  if (port === undefined || isEmpty(port)) return {};
  const type = values.type === 'AUTO' ? port.protocol : orDefault(values.type, 'TCP');
  const probe: PlainMap = {};
  for (const [field, otherwise] of Object.entries(TIMES)) probe[field] = dig(values, 'spec', field) ?? otherwise;
  const at = { port: portOf(release, values, port) };
  if (type === 'HTTP' || type === 'HTTPS') probe.httpGet = { path: values.path, scheme: type, ...at };
  else if (type === 'GRPC') probe.grpc = { ...(isEmpty(values.service) ? {} : { service: values.service }), ...at };
  else probe.tcpSocket = at;
  return probe;
}

/** The probe's own port; else the target of the service's first port, a text staying a text; else its number. */
function portOf(release: Release, values: PlainMap, port: PlainMap): unknown {
  if (typeof values.port === 'number' && values.port !== 0) return values.port;
  if (typeof values.port === 'string' && values.port !== '') return release.filled(values.port);
  if (!isEmpty(port.targetPort)) return port.targetPort;
  const number = Number(port.port ?? 0);
  return Number.isInteger(number) ? number : 0;
}
