// A peer of the BGP control plane: its session, and what it is told.
import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { CiliumBgpAdvertisement, CiliumBgpPeerConfig } from '../../../imports/cilium.io';
import { errorAt, Finding, NetworkConstruct, valueAt } from '../../construct';
import { checkReference, PlainMap } from '../../manifest';
import { InterfaceName, IpAddress, IpFamily, ValueError } from '../../net';
import { BgpAdvertisement } from './bgp-advertisement';
import { BgpPeerOptions, BgpTimers } from './bgp-peer-options';

/** Label by which a peer finds what it is told. Peers pick advertisements by label, so each has a value of its own. */
const ADVERTISED_TO = 'bgp-advertised-to';

/** The spec of a CiliumBGPPeerConfig. */
export function bgpPeerConfigSpec(options: BgpPeerOptions, families: readonly IpFamily[], label: string): PlainMap {
  const { passwordSecret, gracefulRestart, timers, multihop, port, sourceInterface } = options;
  const transport = {
    ...(port === undefined ? {} : { peerPort: port }),
    ...(sourceInterface === undefined ? {} : { sourceInterface }),
  };
  return {
    ...(passwordSecret === undefined ? {} : { authSecretRef: passwordSecret }),
    ...(multihop === undefined ? {} : { ebgpMultihop: multihop }),
    ...(gracefulRestart === undefined
      ? {}
      : { gracefulRestart: { enabled: true, restartTimeSeconds: gracefulRestart.toSeconds() } }),
    ...(timers === undefined ? {} : { timers: timersSpec(timers) }),
    ...(Object.keys(transport).length === 0 ? {} : { transport }),
    families: families.map((family) => ({
      afi: afiOf(family),
      safi: 'unicast',
      advertisements: { matchLabels: { [ADVERTISED_TO]: label } },
    })),
  };
}

/** The timers in seconds. A hold time alone would meet the default sign of life of 30 seconds, which the API server refuses. */
function timersSpec({ hold, keepAlive, connectRetry }: BgpTimers): PlainMap {
  const seconds = (duration: Duration | undefined) => duration?.toSeconds();
  const third = hold === undefined ? undefined : Math.max(1, Math.floor(hold.toSeconds() / 3));
  return Object.fromEntries(
    Object.entries({
      connectRetryTimeSeconds: seconds(connectRetry),
      holdTimeSeconds: seconds(hold),
      keepAliveTimeSeconds: seconds(keepAlive) ?? third,
    }).filter(([, value]) => value !== undefined),
  );
}

/** A peer of a BgpControlPlane; made by its `addPeer`. */
export class BgpPeer extends NetworkConstruct {
  /** A peer of the control plane of this name. @internal */
  public static _of(scope: Construct, id: string, controlPlane: string, options: BgpPeerOptions): BgpPeer {
    return new BgpPeer(scope, id, controlPlane, options);
  }

  /** Name of the peer within the control plane. */
  public readonly name: string;
  private readonly options: BgpPeerOptions;
  private readonly config: string;
  private readonly entries: BgpAdvertisement[] = [];

  private constructor(scope: Construct, id: string, controlPlane: string, options: BgpPeerOptions) {
    super(scope, id);
    this.name = id;
    this.options = options;
    this.config = `${controlPlane}-${id}`;
    valueAt(this, () => checkPeer(options));
    const families = options.families ?? [familyOf(options)];
    this._emit('Default', {
      type: CiliumBgpPeerConfig,
      name: this.config,
      body: () => ({ spec: bgpPeerConfigSpec(options, families, this.config) }),
    });
    this._emit('advertisement', {
      type: CiliumBgpAdvertisement,
      name: this.config,
      labels: { [ADVERTISED_TO]: this.config },
      body: () => ({ spec: { advertisements: this.entries.map((entry) => entry._spec()) } }),
    });
  }

  /** Announces something to this peer; nothing is announced to a peer that was not told so. */
  public advertise(...advertisements: BgpAdvertisement[]): BgpPeer {
    this.entries.push(...advertisements);
    return this;
  }

  /** The peer in the list of the control plane. @internal */
  public _spec(): PlainMap {
    const { asn, address, defaultGateway } = this.options;
    return {
      name: this.name,
      peerASN: asn,
      ...(address === undefined
        ? { autoDiscovery: { mode: 'DefaultGateway', defaultGateway: { addressFamily: afiOf(defaultGateway!) } } }
        : { peerAddress: address }),
      peerConfigRef: { name: this.config },
    };
  }

  /** A session that announces nothing is a mistake that nobody sees: it comes up. @internal */
  public override _check(): Finding[] {
    if (this.entries.length > 0) return super._check();
    return [
      ...super._check(),
      errorAt(
        this.node.path,
        'loadbalancer/bgp-silent',
        `nothing is announced to peer "${this.name}": its session comes up, and no route goes over it`,
        'call advertise(BgpAdvertisement.loadBalancerIps()) on the peer',
      ),
    ];
  }
}

/** Checks a number of an autonomous system. @throws ValueError `loadbalancer/bgp-asn` */
export function checkAsn(asn: number): number {
  if (!Number.isInteger(asn) || asn < 1 || asn > 4_294_967_295)
    throw new ValueError(
      'loadbalancer/bgp-asn',
      `not the number of an autonomous system: ${asn}`,
      'write 1 to 4294967295; private ones are 64512 to 65534',
    );
  return asn;
}

function checkPeer(options: BgpPeerOptions): void {
  const { asn, address, defaultGateway, families, passwordSecret, timers, sourceInterface, multihop, port } = options;
  checkAsn(asn);
  const fail = (code: string, problem: string, repair: string): never => {
    throw new ValueError(code, problem, repair);
  };
  if ((address === undefined) === (defaultGateway === undefined))
    fail('loadbalancer/bgp-peer', 'a peer wants one of address and defaultGateway', "write address: '192.168.70.1'");
  if (address !== undefined) IpAddress.of(address);
  if (families?.length === 0)
    fail('loadbalancer/bgp-peer', 'a peer without a family: nothing would be announced', 'leave families out');
  if (passwordSecret !== undefined) checkReference('Secret', passwordSecret);
  if (sourceInterface !== undefined) InterfaceName.of(sourceInterface);
  if (multihop !== undefined && (!Number.isInteger(multihop) || multihop < 1 || multihop > 255))
    fail('loadbalancer/bgp-peer', `not a number of hops: ${multihop}`, 'write 1 to 255');
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65535))
    fail('loadbalancer/bgp-peer', `not a port: ${port}`, 'write 1 to 65535');
  checkTimers(timers);
}

function checkTimers(timers: BgpTimers | undefined): void {
  const [hold, keepAlive] = [timers?.hold?.toSeconds() ?? 90, timers?.keepAlive?.toSeconds()];
  if (hold < 3 || (keepAlive !== undefined && keepAlive > hold))
    throw new ValueError(
      'loadbalancer/bgp-timers',
      `hold ${hold} s${keepAlive === undefined ? '' : `, keepAlive ${keepAlive} s`}`,
      'write a hold time of at least 3 seconds, and no longer keepAlive than that',
    );
}

function familyOf({ address, defaultGateway }: BgpPeerOptions): IpFamily {
  return address === undefined ? defaultGateway! : IpAddress.of(address).family;
}

function afiOf(family: IpFamily): string {
  return family === IpFamily.IPV4 ? 'ipv4' : 'ipv6';
}
