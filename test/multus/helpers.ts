// Reads what MultusTalos renders.
import { App, Chart } from 'cdk8s';
import { Manifest } from '../../lib/manifest';
import { MultusTalos, MultusTalosProps } from '../../lib/multus';

/** MultusTalos alone in an app. */
export function multus(props: MultusTalosProps = {}): MultusTalos {
  return new MultusTalos(new Chart(new App({ outdir: '/nowhere' }), 'network'), 'multus', props);
}

/** The object of a kind. */
export function object(construct: MultusTalos, kind: string): any {
  return construct._manifests().find((manifest: Manifest) => manifest.kind === kind);
}

/** The daemon's configuration. */
export function daemonConfig(construct: MultusTalos): any {
  return JSON.parse(object(construct, 'ConfigMap').data['daemon-config.json']);
}

/** A container or init container of the DaemonSet. */
export function container(construct: MultusTalos, name: string): any {
  const { containers, initContainers } = object(construct, 'DaemonSet').spec.template.spec;
  return [...initContainers, ...containers].find((found: any) => found.name === name);
}
