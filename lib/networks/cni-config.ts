// The CNI configuration of a NetworkAttachmentDefinition: plain objects and their text. Field names are those of the plugins.

/** One plugin of a configuration. */
export interface PluginConfig {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * The text of `spec.config`: a single plugin, or a list as soon as a meta plugin follows (libcni runs those in lists only).
 *
 * Indented, so that a pull request shows the line that changed; keys in the order of the plugins' documentation.
 */
export function configText(
  head: { readonly cniVersion: string; readonly name: string },
  main: PluginConfig,
  chained: readonly PluginConfig[],
  isList = chained.length > 0,
): string {
  return JSON.stringify(isList ? { ...head, plugins: [main, ...chained] } : { ...head, ...main }, null, 2);
}

/** The fields that are set. */
export function written(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
