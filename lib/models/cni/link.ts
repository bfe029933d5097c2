// What a plugin does to the link of the node that it builds on.
import { CniConfiguration, PluginConfiguration, readConfiguration, takesLink, textOf } from './configuration';

/** The plugins of a configuration; none where it cannot be read. */
export function pluginsOf(text: string): readonly PluginConfiguration[] {
  return configurationOf(text)?.plugins ?? [];
}

/** The configuration as far as it can be read. */
export function configurationOf(text: string): CniConfiguration | undefined {
  return readConfiguration(text).configuration;
}

/** The link of the node under the interfaces of a plugin; undefined where there is none, or where the plugin takes that of the default route. */
export function masterOf({ plugin, fields }: PluginConfiguration): string | undefined {
  return plugin?.onLink === true && fields.linkInContainer !== true ? textOf(fields.master) : undefined;
}

/** True if the kernel refuses children of both kinds on one link. */
export function excludeEachOther(a: PluginConfiguration, b: PluginConfiguration): boolean {
  return takesLink(a) || takesLink(b) || a.plugin?.excludes?.includes(b.type) === true;
}

/** True if the plugin refuses its mtu on a link with this one. */
export function isMtuRefused({ plugin, fields }: PluginConfiguration, linkMtu: number): boolean {
  return plugin?.mtuUpToLink === true && typeof fields.mtu === 'number' && fields.mtu > linkMtu;
}
