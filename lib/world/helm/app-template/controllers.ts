// Which controllers there are, and the labels by which selectors find their pods.
import { PlainMap } from '../../../manifest';
import { NotUnderstood } from '../template/go-values';
import { filledTree } from '../template/yaml-text';
import { Entry, Release } from './release';

/** The controller of an identifier, if it is there and not switched off. @internal */
export function enabledController(release: Release, identifier: unknown): Entry | undefined {
  return release.enabled('controllers').find(([key]) => key === identifier);
}

/** The label that carries a controller's identifier. @internal */
export function controllerLabel(release: Release): string {
  return `app.kubernetes.io/${release.version.has('component label') ? 'component' : 'controller'}`;
}

/** What a selector for a controller's pods holds. @internal */
export function controllerLabels(release: Release, identifier: unknown): PlainMap {
  return {
    ...release.selectorLabels(),
    [controllerLabel(release)]: identifier,
    ...extraSelectorLabels(release, identifier),
  };
}

function extraSelectorLabels(release: Release, identifier: unknown): PlainMap {
  const extra = enabledController(release, identifier)?.[1].extraSelectorLabels;
  if (extra === undefined || extra === null) return {};
  if (!release.version.has('controller selector labels'))
    throw new NotUnderstood('extraSelectorLabels of a controller');
  return filledTree(extra, release.root) as PlainMap;
}
