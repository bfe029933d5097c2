// What stands on Gateways and classes, and does not reach the Service.
import { keyOf, nameOf } from '../objects/identity';
import { labelsAt, listAt, mapAt, textAt } from '../read';
import { entry, Picture, Unserved, UnservedCode } from './entry';

/** Annotations that Cilium heeds on a Service. */
const SERVICE_ANNOTATIONS = ['io.cilium/', 'lbipam.cilium.io/', 'service.cilium.io/'];
const IPS = ['lbipam.cilium.io/ips', 'io.cilium/lb-ipam-ips'];

/** Gateways that the operator reconciles. */
function managed({ verdict }: Picture) {
  return verdict.objects.gateways.filter((gateway) =>
    verdict.gateways.some(
      ({ namespace, name, conditions }) =>
        namespace === gateway.namespace && name === gateway.name && Object.keys(conditions).length > 0,
    ),
  );
}

/** Only `spec.infrastructure` reaches the Service (`infra-labels`): pools and policies that select by label do not see the Gateway's own. */
export function metadata(picture: Picture): Unserved[] {
  return managed(picture).flatMap((gateway) => {
    const { object } = gateway;
    const lost = (from: 'labels' | 'annotations') => {
      const own = labelsAt(object, 'spec', 'infrastructure', from);
      return Object.entries(labelsAt(object, 'metadata', from)).filter(([key, value]) => own[key] !== value);
    };
    const labels = lost('labels');
    const annotations = lost('annotations').filter(([key]) =>
      SERVICE_ANNOTATIONS.some((prefix) => key.startsWith(prefix)),
    );
    return [
      ...(labels.length === 0
        ? []
        : [
            entry(UnservedCode.METADATA_LABELS, gateway, ['metadata', 'labels'], {
              labels: Object.fromEntries(labels),
            }),
          ]),
      ...annotations.map(([key, value]) =>
        entry(UnservedCode.METADATA_ANNOTATIONS, gateway, ['metadata', 'annotations', key], { key, value }),
      ),
    ];
  });
}

/** LB-IPAM follows the annotation; then an address of the spec cannot be used (`infra-lbipam-and-address`). */
export function overriddenAddresses(picture: Picture): Unserved[] {
  return managed(picture).flatMap((gateway) => {
    const annotations = labelsAt(gateway.object, 'spec', 'infrastructure', 'annotations');
    const key = IPS.find((name) => (annotations[name] ?? '') !== '');
    const asked = listAt(gateway.object, 'spec', 'addresses').flatMap((address) => textAt(address, 'value') ?? []);
    if (key === undefined || asked.length === 0) return [];
    const wanted = annotations[key]!.split(',').map((address) => address.trim());
    const lost = asked.filter((address) => !wanted.includes(address));
    if (lost.length === 0) return [];
    return [entry(UnservedCode.ADDRESS_OVERRIDDEN, gateway, ['spec', 'addresses'], { annotation: key, wanted, lost })];
  });
}

/** A configuration that is not there (`class-params-missing`), and one that nobody reads (`class-params-on-gateway`): the defaults hold. */
export function ignoredParameters(picture: Picture): Unserved[] {
  const { verdict, features } = picture;
  const gateways = managed(picture);
  const ofClass = verdict.objects.classes.flatMap((item) => {
    const ref = mapAt(item.object, 'spec', 'parametersRef');
    const users = gateways.filter((gateway) => gateway.className === item.name);
    const programmed = users.filter((gateway) => verdict.services.has(nameOf(gateway)));
    const refused = verdict.classes.find(({ name }) => name === item.name)?.accepted === 'False';
    if (ref === undefined || !refused || programmed.length === 0) return [];
    return [
      entry(UnservedCode.PARAMETERS_IGNORED, item, ['spec', 'parametersRef'], {
        name: textAt(ref, 'name'),
        gateways: programmed.map(keyOf),
      }),
    ];
  });
  if (features.checksGatewayParameters) return ofClass;
  const ofGateway = gateways.flatMap((gateway) => {
    const ref = mapAt(gateway.object, 'spec', 'infrastructure', 'parametersRef');
    if (ref === undefined) return [];
    return [
      entry(UnservedCode.PARAMETERS_IGNORED, gateway, ['spec', 'infrastructure', 'parametersRef'], {
        name: textAt(ref, 'name'),
      }),
    ];
  });
  return [...ofClass, ...ofGateway];
}

/** In host network mode every port of every Gateway opens on the nodes; nobody checks that each is used once (`hostnetwork-same-port`). */
export function sharedHostPorts(picture: Picture): Unserved[] {
  if (!picture.hostNetwork) return [];
  const taken = new Map<number, string>();
  return picture.verdict.translations
    .filter(({ made }) => made)
    .flatMap(({ owner, translation }) => {
      const gateway = picture.verdict.objects.gateways.find((item) => keyOf(item) === owner);
      if (gateway === undefined) return [];
      const ports = [...new Set([...translation.http, ...translation.tls].map(({ port }) => port))];
      return ports.flatMap((port) => {
        const other = taken.get(port);
        taken.set(port, other ?? owner);
        if (other === undefined) return [];
        const index = gateway.listeners.findIndex((listener) => listener.port === port);
        return [
          entry(UnservedCode.HOST_PORT_SHARED, gateway, ['spec', 'listeners', index, 'port'], { port, with: other }),
        ];
      });
    });
}
