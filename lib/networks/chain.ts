// The plugins behind the main one: those of the user, and those that attachments make necessary.
import { AskedCapability } from './asked';
import { ChainedPlugin } from './chained-plugin';
import { PluginConfig } from './cni-config';

/** What a chain is made of. */
export interface ChainInput {
  readonly own: readonly ChainedPlugin[];
  readonly asked: ReadonlySet<AskedCapability>;
  /** The main plugin does not set a MAC address that a pod asks for. */
  readonly dropsMac: boolean;
  /** Router announcements are to be ignored. */
  readonly ignoresRouters: boolean;
}

/** Which chained plugin hands over what a pod asks for. */
const HANDS_OVER: readonly (readonly [AskedCapability, string, () => ChainedPlugin])[] = [
  ['mac', 'tuning', () => ChainedPlugin.tuning()],
  ['bandwidth', 'bandwidth', () => ChainedPlugin.bandwidth({})],
  ['portMappings', 'portmap', () => ChainedPlugin.portmap()],
];

/** The plugins in the order in which they run. */
export function chainOf({ own, asked, dropsMac, ignoresRouters }: ChainInput): PluginConfig[] {
  const needed = HANDS_OVER.filter(([name]) => asked.has(name) && (name !== 'mac' || dropsMac));
  const first = ignoresRouters ? [ChainedPlugin._ignoreRouterAdvertisements()] : [];
  const there = new Set([...first, ...own].map(({ _type }) => _type));
  const missing = needed.filter(([, type]) => !there.has(type)).map(([, , make]) => make());
  return [...first, ...own, ...missing].map((plugin) => {
    const names = needed.filter(([, type]) => type === plugin._type).map(([name]) => name);
    return plugin._config(Object.fromEntries(names.map((name) => [name, true])));
  });
}
