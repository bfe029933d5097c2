// Where Multus is installed in the input, and which NetworkAttachmentDefinitions and CNI plugins are there.
import { isMap } from '../../manifest';
import { CheckedObject, Model } from '../types';
import { listAt, textAt, valueAtPath } from './fields';
import { containersOf, POD_TEMPLATES, PodTemplate } from './pods';

/** Multus as far as the input shows it. */
export interface Multus {
  /** DaemonSets with the image of Multus, read in full. */
  readonly daemonSets: readonly PodTemplate[];
  /** Releases and Applications of a chart named multus: what they install is not seen. */
  readonly charts: readonly CheckedObject[];
  /** NetworkAttachmentDefinitions. */
  readonly networks: readonly CheckedObject[];
}

/** The group of NetworkAttachmentDefinition. */
export const NAD_GROUP = 'k8s.cni.cncf.io';

/** The model. */
export const MULTUS: Model<Multus> = {
  name: 'multus',
  build: (world) => ({
    daemonSets: world
      .model(POD_TEMPLATES)
      .filter(
        (template) =>
          template.object.manifest.kind === 'DaemonSet' &&
          containersOf(template).some(({ container }) => isMultusImage(textAt(container, 'image'))),
      ),
    charts: [...world.of('helm.toolkit.fluxcd.io', 'HelmRelease'), ...world.of('argoproj.io', 'Application')].filter(
      isMultusChart,
    ),
    networks: world.of(NAD_GROUP, 'NetworkAttachmentDefinition'),
  }),
};

/** True for the image of Multus, from any registry. */
export function isMultusImage(image: string | undefined): boolean {
  return image !== undefined && /\/multus-cni([:@]|$)/.test(image);
}

/** By the name of the chart, or by the image in the values of a generic chart. */
function isMultusChart({ manifest }: CheckedObject): boolean {
  const sources = [valueAtPath(manifest, ['spec', 'source']), ...listAt(manifest, 'spec', 'sources')];
  const charts = [
    textAt(manifest, 'spec', 'chart', 'spec', 'chart'),
    textAt(manifest, 'spec', 'chartRef', 'name'),
    ...sources.map((source) => textAt(source, 'chart')),
  ];
  return (
    charts.some((chart) => chart === 'multus' || chart === 'multus-cni') ||
    holdsMultusImage(valueAtPath(manifest, ['spec', 'values']))
  );
}

function holdsMultusImage(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsMultusImage);
  if (isMap(value)) return Object.values(value).some(holdsMultusImage);
  return typeof value === 'string' && isMultusImage(value);
}
