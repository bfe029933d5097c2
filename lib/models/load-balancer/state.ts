// What LB-IPAM's operator keeps of pools and Services, and what it reads and writes of them at the API server.
import { IpFamily } from '../../net';
import { Allocations } from './allocations';
import { Allocator } from './free-blocks';
import { Address, AddressRange } from './netip';
import { Pool } from './pool';
import { Ingress, Service } from './service';
import { SharingRefusal } from './sharing';

/** A condition of a status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  readonly generation?: number;
}

/** What the status of a Service says. */
export interface ServiceStatus {
  readonly ingress: readonly Ingress[];
  readonly conditions: readonly Condition[];
}

/** Two ranges that share an address. */
export interface PoolOverlap {
  /** Name of the other pool. */
  readonly with: string;
  readonly own: AddressRange;
  readonly other: AddressRange;
}

/** What the status of a pool says; undefined where the operator wrote nothing. */
export interface PoolStatus {
  readonly conflict?: {
    readonly status: 'True' | 'False';
    readonly reason: string;
    readonly message: string;
    /** With whom, if it is in conflict; its own name for a pool whose blocks overlap. */
    readonly overlap?: PoolOverlap;
  };
  readonly counts?: { readonly total: bigint; readonly available: bigint; readonly used: bigint };
}

/** Why a Service has not all that it asks for. */
export type UnsatisfiedReason =
  'no_pool' | 'pool_selector_mismatch' | 'out_of_ips' | 'already_allocated' | 'already_allocated_incompatible_service';

/** A request that was not met, in the last try. */
export interface Refusal {
  readonly reason: UnsatisfiedReason;
  /** The address that was asked for; undefined for any of a family. */
  readonly address?: Address;
  readonly family: IpFamily;
  /** Who has the address. */
  readonly heldBy: readonly Service[];
  /** Why it is not shared. */
  readonly sharing?: SharingRefusal;
  /** The pool that holds the address and does not select the Service. */
  readonly pool?: string;
}

/** An address of the same sharing key that the Service did not join, in the last try: it gets another one, without a word. */
export interface NotJoined {
  readonly address: Address;
  readonly with: Service;
  readonly because: SharingRefusal;
}

/** A block in use. */
export interface BlockInUse {
  readonly pool: string;
  readonly allocator: Allocator<Group | null>;
  disabled: boolean;
  conflicting: boolean;
}

/** The Services that hold one address. */
export interface Group {
  readonly services: ServiceView[];
  address: Address;
  readonly block: BlockInUse;
}

/** What the operator keeps of a Service. */
export interface ServiceView {
  readonly key: string;
  service: Service;
  generation: number;
  status: ServiceStatus;
  readonly allocations: Allocations<BlockInUse>;
  refusals: Refusal[];
  notJoined: NotJoined[];
}

/** What the operator keeps of a pool. */
export interface PoolInUse {
  pool: Pool;
  spec: string;
  created: number;
  status: PoolStatus;
  readonly blocks: BlockInUse[];
}

/** What the operator writes back to the API server. */
export interface StatusWriter {
  writeService(key: string, status: ServiceStatus): void;
  writePool(name: string, status: PoolStatus): void;
}

/** A Service as the API server has it. */
export interface ServiceState {
  readonly key: string;
  readonly service: Service;
  readonly generation: number;
  readonly status: ServiceStatus;
}

/** A pool as the API server has it. */
export interface PoolState {
  readonly pool: Pool;
  /** When it was made, in milliseconds. */
  readonly created: number;
  readonly status: PoolStatus;
}
