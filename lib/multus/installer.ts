// Init containers that bring programs to the nodes: Multus itself, and the CNI plugins that networks use and Talos does not ship.
import { InstallerSettings, MultusSettings } from './objects';

/** Folder of CNI plugins on the node. */
export const BIN = '/opt/cni/bin';

/** An init container without limits counts for the pod's class; both only copy files. */
const COPY_RESOURCES = { requests: { cpu: '10m', memory: '15Mi' }, limits: { memory: '128Mi' } };

/**
 * Copies what is missing. Never over a file: /opt is an overlay on the disk, and a copy would hide Talos' own plugin for good.
 * By a temporary name, so that no half-written program is ever run.
 */
export const INSTALL_SCRIPT = `set -eu
folder=$1
shift
for plugin in "$@"; do
  target="/host${BIN}/$plugin"
  if [ -e "$target" ]; then
    echo "$plugin: there already"
    continue
  fi
  cp "$folder/$plugin" "$target.new"
  chmod 0755 "$target.new"
  mv "$target.new" "$target"
  echo "$plugin: installed"
done
`;

/** Copies Multus. It renames into place: a plain cp fails with "text file busy" at a reboot (multus#1221). */
export function installMultus(settings: MultusSettings): Record<string, unknown> {
  const command = settings.thin ? '/install_multus' : '/usr/src/multus-cni/bin/install_multus';
  return {
    name: 'install-multus-binary',
    image: settings.image,
    command: [command],
    args: ['-d', `/host${BIN}`, '-t', settings.thin ? 'thin' : 'thick'],
    resources: COPY_RESOURCES,
    securityContext: { privileged: true },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [{ name: 'cnibin', mountPath: `/host${BIN}`, mountPropagation: 'Bidirectional' }],
  };
}

/** Copies plugins; no container where there are none. */
export function installPlugins(settings: InstallerSettings): Record<string, unknown>[] {
  if (settings.plugins.length === 0) return [];
  return [
    {
      name: 'install-cni-plugins',
      image: settings.image,
      command: ['/bin/sh', '-c', INSTALL_SCRIPT, 'install-cni-plugins'],
      args: [settings.folder, ...settings.plugins],
      resources: COPY_RESOURCES,
      securityContext: { privileged: true },
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [{ name: 'cnibin', mountPath: `/host${BIN}` }],
    },
  ];
}
