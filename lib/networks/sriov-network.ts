// sriov: each pod gets a virtual function of a network card.
import { Construct } from 'constructs';
import { valueAt } from '../construct';
import { MacAddress } from '../net';
import { checkResourceName } from './host-device';
import { NetworkKind } from './network-kind';
import { SecondaryNetwork } from './secondary-network';
import { SecondaryNetworkProps } from './secondary-network-props';
import { VmBinding } from './vm-binding';

/** Protocol of the VLAN tag of a virtual function. */
export enum VlanProtocol {
  /** 802.1Q. */
  DOT1Q = '802.1q',
  /** 802.1ad, a tag around a tag. */
  DOT1AD = '802.1ad',
}

/** Link state of a virtual function. */
export enum VfLinkState {
  /** That of the card. */
  AUTO = 'auto',
  /** Always up: functions of one card reach each other without a cable. */
  ENABLE = 'enable',
  /** Down. */
  DISABLE = 'disable',
}

/** How much the plugin logs. */
export enum SriovLogLevel {
  /** Everything. */
  DEBUG = 'debug',
  /** Each step. */
  INFO = 'info',
  /** What is odd. */
  WARNING = 'warning',
  /** Failures. */
  ERROR = 'error',
  /** Only what ends the plugin. */
  PANIC = 'panic',
}

/** Properties of a SriovNetwork. Source: sriov-cni 2.10. */
export interface SriovNetworkProps extends SecondaryNetworkProps {
  /** Resource of the device plugin that hands out the functions: `intel.com/sriov_netdevice`. Attached pods ask for it by themselves. */
  readonly resourceName: string;
  /** VLAN of the function, 0 to 4094; the card tags. @default 0 - untagged */
  readonly vlan?: number;
  /** Priority of the tag, 0 to 7; with a VLAN. @default 0 */
  readonly vlanQos?: number;
  /** Protocol of the tag. @default VlanProtocol.DOT1Q */
  readonly vlanProto?: VlanProtocol;
  /** MAC address of the function, for a network of one pod. @default - the driver's */
  readonly mac?: string;
  /** The card drops frames with another MAC. @default - the driver's: true */
  readonly spoofChk?: boolean;
  /** The function may change its MAC and see all multicast. @default - the driver's: false */
  readonly trust?: boolean;
  /** Link state of the function. @default VfLinkState.AUTO */
  readonly linkState?: VfLinkState;
  /** Least rate in Mbit/s, not above the most; few cards can. @default - none */
  readonly minTxRate?: number;
  /** Most rate in Mbit/s; 0 for no limit. @default - none */
  readonly maxTxRate?: number;
  /** How much the plugin logs. @default SriovLogLevel.INFO */
  readonly logLevel?: SriovLogLevel;
  /** File on the node that it logs to. @default - stderr */
  readonly logFile?: string;
}

/**
 * A network of virtual functions. The plugin, the device plugin and the functions themselves are brought by others (sriov-network-operator, or
 * DaemonSets of your own); MultusTalos installs none of them.
 */
export class SriovNetwork extends SecondaryNetwork {
  /** Resource of the device plugin. */
  public readonly resourceName: string;
  private readonly own: SriovNetworkProps;

  public constructor(scope: Construct, id: string, props: SriovNetworkProps) {
    super(scope, id, props);
    this.resourceName = valueAt(this, () => checkResourceName(props.resourceName));
    this.own = props;
    this._handOut(this.resourceName);
    if (props.mac !== undefined) valueAt(this, () => MacAddress.of(props.mac!));
  }

  /** @internal */
  protected override get _machineBinding(): VmBinding {
    return VmBinding.sriov();
  }

  /** @internal */
  protected override get _kind(): NetworkKind {
    return { plugin: 'sriov', resourceName: this.resourceName };
  }

  /** @internal */
  protected override _fields(): Record<string, unknown> {
    const { own } = this;
    return {
      vlan: own.vlan,
      vlanQoS: own.vlanQos,
      vlanProto: own.vlanProto,
      mac: own.mac,
      spoofchk: onOff(own.spoofChk),
      trust: onOff(own.trust),
      link_state: own.linkState,
      min_tx_rate: own.minTxRate,
      max_tx_rate: own.maxTxRate,
      logLevel: own.logLevel,
      logFile: own.logFile,
    };
  }
}

/** The plugin reads "on", and any other text as off. */
function onOff(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? 'on' : 'off';
}
