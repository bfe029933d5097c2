// Configuration of the thick plugin's daemon, and the flags that say the same to the thin one.
import { MultusDaemonOptions } from './daemon-options';
import { MultusSettings } from './objects';

/** Folder of CNI configurations on the node, as the containers see it. */
const CNI_FOLDER = '/host/etc/cni/net.d';

/** Text of daemon-config.json. */
export function daemonConfig(settings: MultusSettings): string {
  return JSON.stringify(
    {
      chrootDir: '/hostroot',
      // Not above the primary CNI's: Cilium writes 0.3.1, and from 0.4.0 on the daemon refuses to start beside it.
      cniVersion: '0.3.1',
      logLevel: settings.logLevel,
      logToStderr: settings.daemon.logToStderr ?? true,
      cniConfigDir: CNI_FOLDER,
      multusAutoconfigDir: CNI_FOLDER,
      // With anything else the daemon copies a file and ends (multus#1366).
      multusConfigFile: 'auto',
      // Named, so that no other file is taken for the primary CNI at boot (multus#1499).
      ...(settings.masterCni === undefined ? {} : { multusMasterCNI: settings.masterCni }),
      socketDir: '/host/run/multus/',
      ...(settings.connectionLimit === undefined ? {} : { connectionLimit: settings.connectionLimit }),
      ...(settings.namespaceIsolation ? { namespaceIsolation: true } : {}),
      ...(settings.globalNamespaces.length === 0 ? {} : { globalNamespaces: settings.globalNamespaces.join(',') }),
      ...optionFields(settings.daemon),
    },
    null,
    2,
  );
}

/** Options by the daemon's keys; undefined is left out by JSON. */
function optionFields(daemon: MultusDaemonOptions): Record<string, unknown> {
  const logOptions = {
    maxAge: daemon.logMaxAge,
    maxSize: daemon.logMaxSize,
    maxBackups: daemon.logMaxBackups,
    compress: daemon.logCompress,
  };
  const certificate = daemon.perNodeCertificate;
  return {
    logFile: daemon.logFile,
    logOptions: Object.values(logOptions).some((value) => value !== undefined) ? logOptions : undefined,
    readinessindicatorfile: daemon.readinessIndicatorFile,
    metricsPort: daemon.metricsPort,
    enablePprof: daemon.enablePprof,
    perNodeCertificate:
      certificate === undefined
        ? undefined
        : {
            enabled: true,
            bootstrapKubeconfig: certificate.bootstrapKubeconfig,
            certDir: certificate.certDir ?? '/etc/cni/multus/certs',
            certDuration: certificate.certDuration,
          },
    systemNamespaces: daemon.systemNamespaces,
    multusNamespace: daemon.multusNamespace,
    clusterNetwork: daemon.clusterNetwork,
    defaultNetworks: daemon.defaultNetworks,
    delegates: daemon.delegates,
    capabilities: daemon.capabilities,
    confDir: daemon.confDir,
    cniDir: daemon.cniDir,
    binDir: daemon.binDir,
    auxiliaryCNIChainName: daemon.auxiliaryCniChainName,
    retryDeleteOnError: daemon.retryDeleteOnError,
    overrideNetworkName: daemon.overrideNetworkName,
  };
}

/** Flags of the thin plugin's entrypoint. Source: multus-cni 4.3, cmd/thin_entrypoint. */
export function thinArguments(settings: MultusSettings): string[] {
  const { daemon } = settings;
  const flags: Readonly<Record<string, string | boolean | undefined>> = {
    'multus-conf-file': 'auto',
    'multus-autoconfig-dir': CNI_FOLDER,
    'cni-conf-dir': CNI_FOLDER,
    'cni-version': '0.3.1',
    'multus-log-level': settings.logLevel,
    'multus-master-cni-file-name': settings.masterCni,
    'namespace-isolation': settings.namespaceIsolation ? true : undefined,
    'global-namespaces': settings.globalNamespaces.length === 0 ? undefined : settings.globalNamespaces.join(','),
    'multus-log-to-stderr': daemon.logToStderr,
    'multus-log-file': daemon.logFile,
    'readiness-indicator-file': daemon.readinessIndicatorFile,
    'additional-bin-dir': daemon.binDir,
    'override-network-name': daemon.overrideNetworkName,
    // Otherwise a Multus that is gone leaves a configuration that no pod gets past (multus#1429).
    'cleanup-config-on-exit': true,
  };
  return Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${String(value)}`]));
}
