// Virtual machines of KubeVirt on networks: the network and the interface in the machine's spec. The pod is KubeVirt's own.
import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { apiObjectOf } from '../construct';
import { amendedAt, isMap, mapsIn, PlainMap } from '../manifest';
import { AttachOptions } from './attach-options';
import { VmBinding } from './vm-binding';

/** Where each kind keeps the spec of its machine. Source: KubeVirt API v1. */
const SPECS: Readonly<Record<string, readonly string[]>> = {
  VirtualMachine: ['spec', 'template', 'spec'],
  VirtualMachineInstance: ['spec'],
  VirtualMachineInstanceReplicaSet: ['spec', 'template', 'spec'],
};

/** What KubeVirt has no place for. */
const MACHINE_IGNORES: readonly (keyof AttachOptions)[] = [
  'ips',
  'defaultRoute',
  'portMappings',
  'bandwidth',
  'cniArgs',
  'infinibandGuid',
  'deviceId',
  'ipamClaim',
  'required',
];

/** An option that a machine cannot have; undefined if it can have all. */
export function unreadOfMachine(options: AttachOptions): string | undefined {
  return MACHINE_IGNORES.find((key) => options[key] !== undefined);
}

/** One machine on one network. */
export interface MachineInterface {
  /** Name of the network and of the interface in the spec. */
  readonly name: string;
  /** `namespace/name` of the NetworkAttachmentDefinition; asked for at synth. */
  readonly networkName: () => string;
  readonly binding: VmBinding;
  readonly mac?: string;
  readonly model?: string;
  readonly bootOrder?: number;
}

/** The object of a machine; undefined for everything else. */
export function machineOf(construct: IConstruct): ApiObject | undefined {
  const object = apiObjectOf(construct);
  return object?.apiGroup === 'kubevirt.io' && Object.hasOwn(SPECS, object.kind) ? object : undefined;
}

const interfaces = new WeakMap<ApiObject, MachineInterface[]>();

/** Adds an interface to a machine, whenever it is rendered. */
export function addInterface(machine: ApiObject, added: MachineInterface): void {
  const known = interfaces.get(machine);
  if (known !== undefined) {
    known.push(added);
    return;
  }
  const list = [added];
  interfaces.set(machine, list);
  const original = machine.toJson.bind(machine);
  machine.toJson = () => amendedAt(original() as PlainMap, SPECS[machine.kind]!, (spec) => withInterfaces(spec, list));
}

/** The spec of the machine with the networks, in the order of their names. */
function withInterfaces(spec: PlainMap, added: readonly MachineInterface[]): PlainMap {
  const domain = mapOf(spec.domain);
  const devices = mapOf(domain.devices);
  const [networks, own] = [mapsIn(spec.networks), mapsIn(devices.interfaces)];
  const sorted = [...added].sort((a, b) => (a.name < b.name ? -1 : 1));
  // KubeVirt adds the pod network itself as long as there is no other (SetDefaultNetworkInterface), and a machine must not lose it by a second one.
  const alone = networks.length + own.length === 0 && devices.autoattachPodInterface !== false;
  return {
    ...spec,
    networks: [
      ...(alone ? [{ name: 'default', pod: {} }] : networks),
      ...sorted.map(({ name, networkName }) => ({ name, multus: { networkName: networkName() } })),
    ],
    domain: {
      ...domain,
      devices: {
        ...devices,
        interfaces: [
          ...(alone ? [{ name: 'default', masquerade: {} }] : own),
          ...sorted.map(({ name, binding, mac, model, bootOrder }) => ({
            name,
            ...binding._field,
            ...(mac === undefined ? {} : { macAddress: mac }),
            ...(model === undefined ? {} : { model }),
            ...(bootOrder === undefined ? {} : { bootOrder }),
          })),
        ],
      },
    },
  };
}

function mapOf(value: unknown): PlainMap {
  return isMap(value) ? value : {};
}
