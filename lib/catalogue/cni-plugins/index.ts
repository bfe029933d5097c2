// The catalogue of CNI plugins: a row each, with everything that is known of it; and the names of those of other makers.
import { IPAM_PLUGINS } from './ipam';
import { MAIN_PLUGINS } from './main';
import { META_PLUGINS } from './meta';
import { Plugin } from './types';

export { CNI_VERSIONS, COMMON, LIST } from './common';
export type { FieldType, Struct } from './shape';
export type { Plugin } from './types';

const PLUGINS = new Map([...MAIN_PLUGINS, ...META_PLUGINS, ...IPAM_PLUGINS].map((plugin) => [plugin.type, plugin]));

/** The plugin of a type, undefined for those of other makers and misspelt ones. */
export function pluginOf(type: string): Plugin | undefined {
  return PLUGINS.get(type);
}

/** Plugins that Talos ships, by name. flannel is a primary CNI: it has no row. A copy of ours would hide them and grow old. */
export const TALOS_PLUGINS: readonly string[] = [...typesWith(({ onTalos }) => onTalos === true), 'flannel'].sort();

/** Release of containernetworking/plugins that each Talos minor ships. Source: Pkgfile of siderolabs/pkgs at v1.11.0 to v1.14.0. */
export const TALOS_PLUGINS_RELEASE: Readonly<Record<string, string>> = {
  '1.11': '1.7.1',
  '1.12': '1.8.0',
  '1.13': '1.9.1',
  '1.14': '1.9.1',
};

/** Talos minors without the program nft, which plugins run. Source: image of Talos 1.11 and 1.12. */
export const TALOS_WITHOUT_NFT: readonly string[] = ['1.11'];

/** Plugins that the installer image has, by name. */
export const INSTALLABLE_PLUGINS: readonly string[] = typesWith(({ installable }) => installable === true).sort();

/**
 * Image with the CNI plugins: alpine, plugins v1.9.1 in /plugins. Without a digest: the version tag is rebuilt and old digests are
 * cleaned away (two digests of 1.8.0 seen in one repository's history).
 */
export const INSTALLER_IMAGE = 'ghcr.io/home-operations/cni-plugins:1.9.1';

function typesWith(holds: (plugin: Plugin) => boolean): string[] {
  return [...PLUGINS.values()].filter(holds).map(({ type }) => type);
}

/** Types with a table, by role. */
export function pluginTypes(ipam: boolean): string[] {
  return [...PLUGINS.values()].filter(({ role }) => (role === 'ipam') === ipam).map(({ type }) => type);
}

/** Plugins of other makers whose names are near to known ones: no spelling mistakes. */
export const OTHER_MAKERS: readonly string[] = ['vxlan', 'bond', 'macvtap', 'cnv-tuning', 'cnv-bridge', 'vdpa'];

/** Images of other makers that bring a plugin of their own, by the end of their repository's name, and nothing else. */
const BROUGHT_BY: readonly (readonly [repository: RegExp, plugins: readonly string[]])[] = [
  [/\/whereabouts$/, ['whereabouts']],
  [/\/sriov-cni$/, ['sriov']],
];

/** Plugins that an image is known to bring; undefined for an image that is not known. */
export function pluginsOfImage(image: string): readonly string[] | undefined {
  const repository = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  return BROUGHT_BY.find(([known]) => known.test(repository))?.[1];
}
