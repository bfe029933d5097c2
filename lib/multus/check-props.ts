// Values of MultusTalos that the daemon, the nodes or the API server would take and then fail on.
import { checkObjectName } from '../manifest';
import { quantity } from '../models/api-server/schema/quantity';
import { ValueError } from '../net';
import { MultusDaemonOptions, THIN_OPTIONS } from './daemon-options';
import { parseImage } from './image';
import { checkMemory } from './memory';
import { MultusMode, MultusTalosProps } from './multus-props';
import { CILIUM_CONFIG, INSTALLABLE_PLUGINS, INSTALLER_IMAGE, MultusRelease, TALOS_PLUGINS } from './releases';

/** Concurrent requests that fit into 512Mi beside the daemon itself. Source: multus-cni PR#1510. */
const CONNECTION_LIMIT = 4;

/** Image of the daemon, or of the thin plugin. @throws ValueError `multus/image`, `multus/image-…` */
export function multusImage(image: string | undefined, mode: MultusMode, release: MultusRelease): string {
  const thin = mode === MultusMode.THIN;
  if (image === undefined) {
    const { thinImage, image: thick } = release;
    return thin ? thinImage : `${thick.repository}:${thick.tag}@${thick.digest}`;
  }
  const { tag } = parseImage(image, !thin);
  if (thin && tag.includes('thick'))
    throw error(
      'image-thick',
      `image "${image}" is the thick plugin: the thin one's programs lie elsewhere in it`,
      `write the tag "v${release.version}"`,
    );
  if (!thin && !tag.includes('thick'))
    throw error(
      'image-thin',
      `image "${image}" is not the thick plugin: the daemon is not in it`,
      `write the tag "v${release.version}-thick"`,
    );
  const version = /^v?(\d+\.\d+\.\d+)/.exec(tag)?.[1];
  if (version !== undefined && version !== release.version)
    throw error(
      'image-version',
      `image "${image}" is Multus ${version}, version is ${release.version}`,
      'write the same release in both: the manifest belongs to it',
    );
  return image;
}

/** Most requests at once; undefined where nobody reads it. @throws ValueError `multus/connection-limit`, `multus/thin-option` */
export function connectionLimitOf(
  limit: number | undefined,
  mode: MultusMode,
  release: MultusRelease,
): number | undefined {
  if (mode === MultusMode.THIN) {
    if (limit === undefined) return undefined;
    throw error(
      'thin-option',
      `connectionLimit ${limit} with the thin plugin, which has no daemon`,
      'write mode: MultusMode.THICK, or leave it out',
    );
  }
  const known = release.connectionLimit;
  if (limit === undefined) return known ? CONNECTION_LIMIT : undefined;
  if (!known)
    throw error(
      'connection-limit',
      `connectionLimit ${limit} with Multus ${release.version}, which does not know it`,
      'use MultusVersion.V4_3_0, or leave it out and raise memoryLimit',
    );
  if (!Number.isInteger(limit) || limit < 1)
    throw error(
      'connection-limit',
      `connectionLimit ${limit}: the daemon does not start`,
      'write a whole number from 1, such as 4',
    );
  return limit;
}

/** Checks everything else. @throws ValueError `multus/…` */
export function checkProps(props: MultusTalosProps, mode: MultusMode, release: MultusRelease): void {
  const [request, limit] = [props.memoryRequest ?? '128Mi', props.memoryLimit ?? '512Mi'];
  for (const text of [request, limit]) checkMemory(text);
  if (quantity(request)! > quantity(limit)!)
    throw error(
      'memory',
      `memory request ${request} above the limit ${limit}`,
      'write a limit of at least the request',
    );
  if (props.cpuRequest !== undefined && !/^(\d+m|\d+(\.\d{1,3})?)$/.test(props.cpuRequest))
    throw error('cpu', `not an amount of CPU: "${props.cpuRequest}"`, 'write thousandths, such as "100m"');
  if (
    props.masterCni !== undefined &&
    (!/^[\w.-]+\.(conf|conflist)$/.test(props.masterCni) || props.masterCni.startsWith('00-multus'))
  ) {
    throw error(
      'master-cni',
      `not the configuration file of a primary CNI: "${props.masterCni}"`,
      `write the file name in /etc/cni/net.d, such as "${CILIUM_CONFIG}"`,
    );
  }
  if (props.globalNamespaces !== undefined && props.namespaceIsolation !== true)
    throw error(
      'global-namespaces',
      `globalNamespaces ${props.globalNamespaces.join(', ')} without namespaceIsolation, where every network may be used`,
      'write namespaceIsolation: true, or leave them out',
    );
  for (const namespace of props.globalNamespaces ?? []) checkObjectName('Namespace', namespace);
  if (props.installerFolder !== undefined && !/^(\/[\w.-]+)+$/.test(props.installerFolder))
    throw error(
      'installer-folder',
      `not a folder of an image: "${props.installerFolder}"`,
      'write an absolute path, such as "/plugins"',
    );
  for (const plugin of props.plugins ?? []) {
    if (!/^[a-z0-9][a-z0-9-]*$/.test(plugin))
      throw error(
        'plugin-name',
        `not the name of a CNI plugin: "${plugin}"`,
        'write the name of its program, such as "macvlan"',
      );
    // With an image of the user's own nobody knows what is in it.
    if (props.installerImage === undefined && ![...INSTALLABLE_PLUGINS, ...TALOS_PLUGINS].includes(plugin))
      throw error(
        'plugin-missing',
        `CNI plugin "${plugin}" is neither on Talos nor in ${INSTALLER_IMAGE}`,
        `use one of ${INSTALLABLE_PLUGINS.join(', ')}, or an installerImage that has it`,
      );
  }
  for (const image of [props.installerImage, props.dhcpImage]) if (image !== undefined) parseImage(image, false);
  checkDaemon(props.daemon ?? {}, mode, release);
}

/** Settings of the daemon. */
function checkDaemon(daemon: MultusDaemonOptions, mode: MultusMode, release: MultusRelease): void {
  const deaf = (Object.keys(daemon) as (keyof MultusDaemonOptions)[]).find(
    (key) => daemon[key] !== undefined && !THIN_OPTIONS.includes(key),
  );
  if (mode === MultusMode.THIN && deaf !== undefined)
    throw error(
      'thin-option',
      `daemon.${deaf} with the thin plugin, which has no daemon`,
      'write mode: MultusMode.THICK, or leave it out',
    );
  const { metricsPort, enablePprof } = daemon;
  if (metricsPort !== undefined && (!Number.isInteger(metricsPort) || metricsPort < 1 || metricsPort > 65535))
    throw error('metrics', `metrics port out of range: ${metricsPort}`, 'write a port of the node, such as 9091');
  if (enablePprof === true && (metricsPort === undefined || !release.pprof))
    throw error(
      'metrics',
      metricsPort === undefined
        ? 'enablePprof without metricsPort, which it is served on'
        : `enablePprof with Multus ${release.version}, which does not know it`,
      metricsPort === undefined ? 'write metricsPort' : 'use MultusVersion.V4_3_0',
    );
  if (daemon.clusterNetwork !== undefined && daemon.delegates !== undefined)
    throw error(
      'cluster-network',
      'both clusterNetwork and delegates: Multus refuses its configuration',
      'write one of them',
    );
}

function error(name: string, problem: string, repair: string): ValueError {
  return new ValueError(`multus/${name}`, problem, repair);
}
