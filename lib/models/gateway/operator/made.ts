// Objects that the operator makes: Services, endpoints, CiliumEnvoyConfigs.
import { gatewayServiceName, shortName } from '../names';
import { GatewayObjects } from '../objects/cluster';
import { GatewayObject } from '../objects/gateways';
import { nameOf } from '../objects/identity';
import { ServiceObject } from '../objects/services';
import { byBytes } from '../read';
import { GatewayService } from '../service/service';
import { streamSlices } from '../service/slices';
import { Translation } from '../translation/served';
import { EnvoyConfig } from '../verdict';
import { State } from './state';

/** The Service of a Gateway. */
export function makeService(state: State, gateway: GatewayObject, made: GatewayService): void {
  const key = nameOf(made);
  const before = state.services.get(key);
  const service: ServiceObject = {
    kind: 'Service',
    namespace: made.namespace,
    name: made.name,
    created: before?.service.created ?? 0,
    index: before?.service.index ?? -1,
    object: before?.service.object ?? {},
    type: made.type,
    labels: { ...before?.service.labels, ...made.labels },
    ports: made.ports.map((port) => ({ ...port, appProtocol: undefined })),
    ipFamilies: Array.isArray(made.spec.ipFamilies) ? (made.spec.ipFamilies as string[]) : undefined,
  };
  // Every round makes the Service again; only one that is new or changed is news to the backends.
  if (JSON.stringify(service) !== JSON.stringify(before?.service)) state.now = undefined;
  state.services.set(key, { service, made, given: before?.given ?? false, ingress: before?.ingress ?? [] });
  state.madeBy.set(nameOf(gateway), made);
}

/** Endpoints of the Service: slices of the backends for TCP and UDP, else a placeholder. */
export function makeEndpoints(
  state: State,
  gateway: GatewayObject,
  service: GatewayService,
  { http, streams }: Translation,
  objects: GatewayObjects,
): void {
  const { features } = state;
  const slices = features.streams ? streamSlices(service, streams, objects.services) : { all: [], made: [] };
  for (const name of slices.made) state.endpoints.add(`EndpointSlice/${gateway.namespace}/${name}`);
  if (slices.all.length === 0 && (http.length > 0 || !features.streams))
    state.endpoints.add(`${features.endpoints}/${gateway.namespace}/${gatewayServiceName(gateway.name)}`);
}

/** A CiliumEnvoyConfig. */
export function makeConfig(state: State, namespace: string, name: string, parts: EnvoyConfig['parts']): void {
  const short = state.features.shortensEnvoyConfig ? shortName(name) : name;
  state.configs.set(`${namespace}/${short}`, { namespace, name: short, parts });
}

/** `Kind/namespace/name` of everything that was not given. */
export function createdBy(state: State): string[] {
  const services = [...state.services].flatMap(([name, { given }]) => (given ? [] : [`Service/${name}`]));
  const configs = [...state.configs.keys()].map((name) => `CiliumEnvoyConfig/${name}`);
  return [...services, ...configs, ...state.endpoints].sort(byBytes);
}
