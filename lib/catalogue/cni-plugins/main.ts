// Main plugins: those that make an interface. Source: containernetworking/plugins 1.9.1, each field tried with the program itself.
import { Struct } from './shape';
import { Plugin } from './types';

/** The part of `args` that bridge and tap read. */
const MAC_ARGS: Struct = { fields: { cni: { fields: { mac: 'string' } } } };

export const MAIN_PLUGINS: readonly Plugin[] = [
  {
    type: 'macvlan',
    role: 'main',
    onLink: true,
    excludes: ['ipvlan'],
    takesLink: ['mode', 'passthru'],
    mtuUpToLink: true,
    ownMac: true,
    installable: true,
    takesMac: true,
    shape: {
      fields: {
        master: 'string',
        mode: 'string',
        mtu: 'int',
        mac: 'string',
        linkInContainer: 'boolean',
        bcqueuelen: 'uint32',
      },
    },
  },
  {
    type: 'ipvlan',
    role: 'main',
    onLink: true,
    excludes: ['macvlan'],
    installable: true,
    needsIpam: true,
    shape: { fields: { master: 'string', mode: 'string', mtu: 'int', linkInContainer: 'boolean' } },
  },
  {
    type: 'vlan',
    role: 'main',
    onLink: true,
    mtuUpToLink: true,
    installable: true,
    needsIpam: true,
    shape: { fields: { master: 'string', vlanId: 'int', mtu: 'int', linkInContainer: 'boolean' } },
  },
  {
    type: 'bridge',
    role: 'main',
    onTalos: true,
    installable: true,
    veth: true,
    takesMac: true,
    shape: {
      fields: {
        bridge: 'string',
        isGateway: 'boolean',
        isDefaultGateway: 'boolean',
        forceAddress: 'boolean',
        ipMasq: 'boolean',
        ipMasqBackend: 'string',
        mtu: 'int',
        hairpinMode: 'boolean',
        promiscMode: 'boolean',
        vlan: 'int',
        vlanTrunk: { list: { fields: { id: 'int', minID: 'int', maxID: 'int' } } },
        preserveDefaultVlan: 'boolean',
        macspoofchk: 'boolean',
        enabledad: 'boolean',
        disableContainerInterface: 'boolean',
        portIsolation: 'boolean',
        args: MAC_ARGS,
      },
    },
  },
  {
    type: 'host-device',
    role: 'main',
    installable: true,
    shape: {
      fields: { device: 'string', hwaddr: 'string', kernelpath: 'string', pciBusID: 'string', dpdkMode: 'boolean' },
    },
  },
  {
    type: 'tap',
    role: 'main',
    installable: true,
    takesMac: true,
    shape: {
      fields: {
        multiQueue: 'boolean',
        mtu: 'int',
        mac: 'string',
        owner: 'uint32',
        group: 'uint32',
        selinuxContext: 'string',
        bridge: 'string',
        args: MAC_ARGS,
      },
    },
  },
  {
    type: 'ptp',
    role: 'main',
    installable: true,
    needsIpam: true,
    veth: true,
    shape: { fields: { ipMasq: 'boolean', ipMasqBackend: 'string', mtu: 'int' } },
  },
  { type: 'dummy', role: 'main', installable: true, needsIpam: true, shape: { fields: {} } },
  { type: 'loopback', role: 'main', onTalos: true, installable: true, shape: { fields: {} } },
  {
    // Source: sriov-cni 2.10, read and not run.
    type: 'sriov',
    role: 'main',
    takesMac: true,
    shape: {
      fields: {
        deviceID: 'string',
        master: 'string',
        vlan: 'int',
        vlanQoS: 'int',
        vlanProto: 'string',
        mac: 'string',
        spoofchk: 'string',
        trust: 'string',
        link_state: 'string',
        min_tx_rate: 'int',
        max_tx_rate: 'int',
        logLevel: 'string',
        logFile: 'string',
      },
    },
  },
];
