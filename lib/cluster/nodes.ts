// The machines of a cluster and their links.
import { Cidr, InterfaceName, IpAddress } from '../net';

/** Role of a machine. */
export enum NodeRole {
  /** Runs etcd and the Kubernetes control plane. */
  CONTROL_PLANE = 'controlplane',
  /** Runs workloads only. */
  WORKER = 'worker',
}

/** A choice of nodes, by role or by name. */
export class NodeSelection {
  /** Every node. */
  public static all(): NodeSelection {
    return new NodeSelection([NodeRole.CONTROL_PLANE, NodeRole.WORKER], undefined);
  }

  /** The control planes. */
  public static controlPlanes(): NodeSelection {
    return new NodeSelection([NodeRole.CONTROL_PLANE], undefined);
  }

  /** The workers. */
  public static workers(): NodeSelection {
    return new NodeSelection([NodeRole.WORKER], undefined);
  }

  /** Nodes by name. */
  public static named(...names: string[]): NodeSelection {
    return new NodeSelection([NodeRole.CONTROL_PLANE, NodeRole.WORKER], names);
  }

  /** Roles that the choice spans. @internal */
  public readonly _roles: NodeRole[];
  /** Names; undefined for every node of the roles. @internal */
  public readonly _names: string[] | undefined;

  private constructor(roles: NodeRole[], names: string[] | undefined) {
    this._roles = roles;
    this._names = names;
  }

  /** True if the node is chosen. @internal */
  public _includes(node: ClusterNode): boolean {
    return this._roles.includes(node.role) && (this._names === undefined || this._names.includes(node.name));
  }

  /** In words: `workers`, `all nodes`, the names. */
  public toString(): string {
    if (this._names !== undefined) return this._names.join(', ');
    return this._roles.length === 2 ? 'all nodes' : this._roles[0] === NodeRole.WORKER ? 'workers' : 'control planes';
  }
}

/** One machine. */
export class ClusterNode {
  /** @internal */
  public static _of(name: string, role: NodeRole, address: IpAddress): ClusterNode {
    return new ClusterNode(name, role, address);
  }

  /** Name of the node in Kubernetes. */
  public readonly name: string;
  /** Role. */
  public readonly role: NodeRole;
  /** Address on the node subnet. */
  public readonly address: IpAddress;

  private constructor(name: string, role: NodeRole, address: IpAddress) {
    this.name = name;
    this.role = role;
    this.address = address;
  }
}

/** What a link is made of. @internal */
export interface LinkFields {
  readonly name: string;
  readonly interfaceName: InterfaceName;
  readonly dhcp: boolean;
  readonly subnet?: Cidr;
  readonly mtu?: number;
  readonly nodes: NodeSelection;
  readonly managed: boolean;
  readonly vlanId?: number;
  readonly parent?: Link;
}

/** A network link that some nodes have. */
export class Link {
  /** @internal */
  public static _of(fields: LinkFields): Link {
    return new Link(fields);
  }

  /** Name of the link in the program. */
  public readonly name: string;
  /** Kernel name of the interface. */
  public readonly interfaceName: string;
  /** True if the node gets its address on this link by DHCP. */
  public readonly dhcp: boolean;
  /** Network on the link. @default - not known */
  public readonly subnet?: Cidr;
  /** MTU of the link. @default - the driver's */
  public readonly mtu?: number;
  /** Nodes that have the link. */
  public readonly nodes: NodeSelection;
  /** True if the Talos patches configure the link. */
  public readonly managed: boolean;
  /** VLAN id, for a VLAN on top of a parent link. @default - no VLAN */
  public readonly vlanId?: number;
  /** Parent of a VLAN link. @default - no VLAN */
  public readonly parent?: Link;

  private constructor(props: LinkFields) {
    this.name = props.name;
    this.interfaceName = props.interfaceName.toString();
    this.dhcp = props.dhcp;
    this.subnet = props.subnet;
    this.mtu = props.mtu;
    this.nodes = props.nodes;
    this.managed = props.managed;
    this.vlanId = props.vlanId;
    this.parent = props.parent;
  }
}
