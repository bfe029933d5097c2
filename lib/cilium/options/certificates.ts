// Where Hubble's certificates come from. Keys never enter the output, so the chart's own default (made anew at every render) is no choice.
import { Duration } from 'cdk8s';
import { checkReference } from '../../manifest';
import { ValueError } from '../../net';
import { ValueEntry } from './entry';

/** The issuer of cert-manager that signs. */
export interface CertManagerOptions {
  /** Name of the issuer. */
  readonly name: string;
  /** `ClusterIssuer`, or `Issuer` in the namespace of the install. @default ClusterIssuer */
  readonly kind?: string;
  /** API group of the issuer. @default cert-manager.io */
  readonly group?: string;
}

/** When the CronJob renews. */
export interface CronJobCertificateOptions {
  /** Cron expression. @default - the chart's: every four months */
  readonly schedule?: string;
  /** Validity of a certificate, in whole days; longer than the schedule's gap. @default - the chart's: 365 days */
  readonly validity?: Duration;
}

/** Names of Secrets (`tls.crt`, `tls.key`, `ca.crt`) that somebody else keeps in the namespace of the install. */
export interface ExistingSecretsOptions {
  /** Server of each agent, for `*.<cluster name>.hubble-grpc.cilium.io`. */
  readonly server: string;
  /** The relay as a client of the agents. @default - none: right without the relay */
  readonly relayClient?: string;
  /** The relay as a server; switches its TLS on. @default - none: clients speak to the relay in the clear, as by the chart's default */
  readonly relayServer?: string;
  /** The UI as a client of the relay, with `relayServer`. @default - none */
  readonly uiClient?: string;
}

/** Source of the certificates that agents and relay show each other. */
export class HubbleCertificates {
  /**
   * The default: a CronJob of the install makes and renews them in the cluster, a Job makes the first ones. The output holds no key and is the
   * same every time. No Job goes into what Talos applies at bootstrap (a changed Job breaks `talosctl upgrade-k8s`), so relay and UI start
   * once the GitOps copy is applied; agents never wait.
   */
  public static cronJob(options: CronJobCertificateOptions = {}): HubbleCertificates {
    const validityDays = options.validity?.toDays({ integral: false });
    if (validityDays !== undefined && !(Number.isInteger(validityDays) && validityDays > 0))
      throw wrong(
        `certificates that are valid for ${validityDays} days`,
        'write a whole number of days, such as Duration.days(365)',
      );
    return new HubbleCertificates([
      entry('hubble.tls.auto.method', 'cronJob'),
      entry('hubble.tls.auto.schedule', options.schedule),
      entry('hubble.tls.auto.certValidityDuration', validityDays),
    ]);
  }

  /**
   * cert-manager makes them from Certificates of the install. It runs only after the CNI, so at the first start relay and UI wait for it; the
   * agents do not. Its CRDs must be in the cluster before the GitOps copy is applied.
   *
   * @throws ValueError `cilium/hubble-certificates` without the issuer's name
   */
  public static certManager(options: CertManagerOptions): HubbleCertificates {
    if (typeof options?.name !== 'string' || options.name === '')
      throw wrong(
        'certificates of cert-manager without an issuer',
        "write HubbleCertificates.certManager({ name: '<ClusterIssuer>' })",
      );
    const kind = options.kind ?? 'ClusterIssuer';
    return new HubbleCertificates([
      entry('hubble.tls.auto.method', 'certmanager'),
      entry('hubble.tls.auto.certManagerIssuerRef', {
        group: options.group ?? 'cert-manager.io',
        kind,
        name: checkReference(kind, options.name),
      }),
    ]);
  }

  /**
   * Secrets that somebody else keeps (SOPS, External Secrets): nothing is rendered for them, agents wait for the server's Secret before Hubble
   * serves, and renewal is that somebody's work.
   *
   * @throws ValueError `cilium/hubble-certificates`, `manifest/secret-value` for key material in place of a name (it is not shown)
   */
  public static existingSecrets(options: ExistingSecretsOptions): HubbleCertificates {
    if (typeof options?.server !== 'string' || options.server === '')
      throw wrong(
        "existing Secrets without the server's",
        "write HubbleCertificates.existingSecrets({ server: '<name>' })",
      );
    const named = (path: string, name: string | undefined) =>
      entry(path, name === undefined ? undefined : checkReference('Secret', name));
    return new HubbleCertificates(
      [
        entry('hubble.tls.auto.enabled', false),
        named('hubble.tls.server.existingSecret', options.server),
        named('hubble.relay.tls.client.existingSecret', options.relayClient),
        entry('hubble.relay.tls.server.enabled', options.relayServer === undefined ? undefined : true),
        named('hubble.relay.tls.server.existingSecret', options.relayServer),
        named('hubble.ui.tls.client.existingSecret', options.uiClient),
      ],
      options,
    );
  }

  /** No TLS between agents and relay: whoever is in the node network can read the flows. For a network that you trust, or a first try. */
  public static disabled(): HubbleCertificates {
    return new HubbleCertificates([entry('hubble.tls.enabled', false)]);
  }

  /** @internal */
  public readonly _values: ValueEntry[];
  private readonly secrets: ExistingSecretsOptions | undefined;

  private constructor(values: ValueEntry[], secrets?: ExistingSecretsOptions) {
    this._values = values;
    this.secrets = secrets;
  }

  /** @throws ValueError `cilium/hubble-certificates` when the relay runs and its Secret has no name @internal */
  public _checkFor(relay: boolean): void {
    if (relay && this.secrets !== undefined && this.secrets.relayClient === undefined)
      throw wrong(
        "existing Secrets without the relay's, and the relay is on",
        "write HubbleCertificates.existingSecrets({ …, relayClient: '<name>' })",
      );
  }
}

function entry(path: string, value: unknown): ValueEntry {
  return { property: 'hubble.certificates', path, value };
}

function wrong(problem: string, repair: string): ValueError {
  return new ValueError('cilium/hubble-certificates', problem, repair);
}
