// The machines of a cluster: roles, choices of nodes, one node.
import { IpAddress } from '../net';
import { NodeOptions } from './node-options';

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
  public static _of(name: string, role: NodeRole, address: IpAddress, options: NodeOptions = {}): ClusterNode {
    return new ClusterNode(name, role, address, options);
  }

  /** Name of the node in Kubernetes. */
  public readonly name: string;
  /** Role. */
  public readonly role: NodeRole;
  /** Address on the node subnet. */
  public readonly address: IpAddress;
  /** What the machine configuration says of the node alone. @internal */
  public readonly _options: NodeOptions;

  private constructor(name: string, role: NodeRole, address: IpAddress, options: NodeOptions) {
    this.name = name;
    this.role = role;
    this.address = address;
    this._options = options;
  }
}
