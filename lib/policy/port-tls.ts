// TLS that the proxy ends or begins, and the listener of an Envoy configuration that a connection is handed to.
import { checkObjectName } from '../manifest';
import { ValueError } from '../net';
import { SecretReference } from './secret-reference';

/** Names of items of a Secret. */
export interface PortTlsOptions {
  /**
   * Item with the certificate.
   *
   * @default - `tls.crt`
   */
  readonly certificate?: string;
  /**
   * Item with the private key.
   *
   * @default - `tls.key`
   */
  readonly privateKey?: string;
  /**
   * Item with the certificates of the authorities that are trusted.
   *
   * @default - `ca.crt`
   */
  readonly trustedCa?: string;
}

/** A listener that connections are handed to. */
export interface PortListenerReference {
  /** Name of the CiliumEnvoyConfig, in the namespace of the policy, or of the CiliumClusterwideEnvoyConfig. */
  readonly envoyConfig: string;
  /**
   * The configuration is a CiliumClusterwideEnvoyConfig.
   *
   * @default false
   */
  readonly clusterwide?: boolean;
  /**
   * 1 to 100; of several listeners on one port the lowest wins.
   *
   * @default - Cilium's own
   */
  readonly priority?: number;
}

/** A TLS context as the YAML has it. @internal */
export function tlsYaml(secret: SecretReference, options: PortTlsOptions): Record<string, unknown> {
  const { certificate, privateKey, trustedCa } = options;
  return {
    secret: secret._yaml(),
    ...(certificate === undefined ? {} : { certificate }),
    ...(privateKey === undefined ? {} : { privateKey }),
    ...(trustedCa === undefined ? {} : { trustedCA: trustedCa }),
  };
}

/** A reference to a listener as the YAML has it. @throws ValueError `policy/listener` @internal */
export function listenerYaml(name: string, reference: PortListenerReference): Record<string, unknown> {
  const { envoyConfig, clusterwide, priority } = reference;
  if (typeof name !== 'string' || name === '')
    throw new ValueError(
      'policy/listener',
      'a listener without a name',
      'write the name of a listener in the resources',
    );
  if (priority !== undefined && (!Number.isInteger(priority) || priority < 1 || priority > 100))
    throw new ValueError(
      'policy/listener',
      `priority of a listener: ${priority}`,
      'write a whole number from 1 to 100',
    );
  const kind = clusterwide === true ? 'CiliumClusterwideEnvoyConfig' : 'CiliumEnvoyConfig';
  return {
    envoyConfig: { kind, name: checkObjectName(kind, envoyConfig) },
    name,
    ...(priority === undefined ? {} : { priority }),
  };
}
