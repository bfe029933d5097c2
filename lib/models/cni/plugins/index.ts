// Every plugin whose configuration is known here, and the names of those of other makers.
import { IPAM_PLUGINS } from './ipam';
import { MAIN_PLUGINS } from './main';
import { META_PLUGINS } from './meta';
import { Plugin } from './types';

export { CNI_VERSIONS, COMMON, LIST } from './common';
export type { Plugin } from './types';

const PLUGINS = new Map([...MAIN_PLUGINS, ...META_PLUGINS, ...IPAM_PLUGINS].map((plugin) => [plugin.type, plugin]));

/** The plugin of a type, undefined for those of other makers and misspelt ones. */
export function pluginOf(type: string): Plugin | undefined {
  return PLUGINS.get(type);
}

/** Types with a table, by role. */
export function pluginTypes(ipam: boolean): string[] {
  return [...PLUGINS.values()].filter(({ role }) => (role === 'ipam') === ipam).map(({ type }) => type);
}

/** Plugins of other makers whose names are near to known ones: no spelling mistakes. */
export const OTHER_MAKERS: readonly string[] = ['vxlan', 'bond', 'macvtap', 'cnv-tuning', 'cnv-bridge', 'vdpa'];
