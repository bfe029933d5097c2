// What a rule asks beyond its peer.
import { Port } from '../net';
import { DnsRule } from './dns-rule';
import { HttpRule } from './http-rule';
import { IcmpType } from './icmp-type';

/** Ports and contents of a rule. All that is given must hold; a list holds alternatives. */
export interface RuleOptions {
  /**
   * Ports of the backend's containers (a Service is translated before policies are asked, so its `targetPort`).
   *
   * @default - all ports and protocols, ICMP too
   */
  readonly ports?: Port[];
  /**
   * HTTP requests that pass; others on these ports are answered with 403. Needs TCP ports. Not in deny rules.
   *
   * @default - the contents are not looked at
   */
  readonly http?: HttpRule[];
  /**
   * Names that may be looked up; other questions are refused. Needs single ports, usually 53. Egress only, not in deny rules.
   *
   * @default - the contents are not looked at
   */
  readonly dns?: DnsRule[];
  /**
   * Server names (SNI) of TLS connections, `api.example.com` or `*.example.com`. Needs TCP ports. Not in deny rules.
   *
   * @default - the contents are not looked at
   */
  readonly serverNames?: string[];
  /**
   * ICMP messages. A rule has either these or ports.
   *
   * @default - none if ports are given
   */
  readonly icmps?: IcmpType[];
}
