// What external-dns reads of Gateways and routes. It runs beside this library: only its annotations are written.
import { Duration } from 'cdk8s';
import { ValueError } from '../net';
import { checkHostname } from './hostname';

/** Prefixes of its annotations: releases before v0.22 read the first, later ones the second. Source: its docs/annotations. */
const PREFIXES = ['external-dns.alpha.kubernetes.io/', 'external-dns.kubernetes.io/'];

/** Options of a record of a route. */
export interface ExternalDnsRecordOptions {
  /**
   * Names for routes that have none themselves: TCP and UDP. Names that the gateway does not serve are of no use.
   *
   * @default - those of the route
   */
  readonly hostnames?: string[];
  /**
   * How long a resolver may keep the record.
   *
   * @default - that of external-dns
   */
  readonly ttl?: Duration;
}

/** A record that external-dns makes of a route. */
export class ExternalDnsRecord {
  /** @throws ValueError `gateway/hostname` */
  public static of(options: ExternalDnsRecordOptions): ExternalDnsRecord {
    return new ExternalDnsRecord({
      hostname: options.hostnames?.map((name) => checkHostname(name)).join(','),
      ttl: options.ttl === undefined ? undefined : `${options.ttl.toSeconds()}`,
    });
  }

  private constructor(private readonly values: { [key: string]: string | undefined }) {}

  /** The annotations of the route. @internal */
  public _annotations(): Record<string, string> {
    return externalDnsAnnotations(this.values);
  }
}

/** Annotations of external-dns, under both prefixes. @internal */
export function externalDnsAnnotations(values: { [key: string]: string | undefined }): Record<string, string> {
  return Object.fromEntries(
    PREFIXES.flatMap((prefix) =>
      Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[prefix + key, value]])),
    ),
  );
}

/** The annotation that names what records of a Gateway point at. @throws ValueError `gateway/external-dns` @internal */
export function externalDnsTarget(targets: readonly string[]): Record<string, string> {
  if (targets.length === 0)
    throw new ValueError(
      'gateway/external-dns',
      'externalDnsTargets without a target',
      "leave it out, or write a name or an address: ['home.example.org']",
    );
  return externalDnsAnnotations({ target: targets.join(',') });
}
