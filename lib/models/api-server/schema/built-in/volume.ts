// Volumes of a pod. Source: ValidateVolumes of k8s.io/kubernetes 1.35.
import { PlainMap } from '../../../../manifest';
import { Walk, show } from '../walk';
import { checkFieldRef } from './container';
import { distinct, each, exactlyOne, into, mapsOf } from './steps';

const PROJECTED = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** Checks the volumes; names of all of them. */
export function checkVolumes(walk: Walk, spec: PlainMap): Set<string> {
  distinct(walk, spec, 'volumes', 'name');
  each(walk, spec, 'volumes', (volume) => {
    // Without any source the server makes an emptyDir of it.
    exactlyOne(
      walk,
      volume,
      Object.keys(volume).filter((key) => key !== 'name'),
      'source of the volume',
      0,
    );
    into(walk, volume, 'hostPath', ({ path }) => {
      if (typeof path === 'string' && path.split('/').includes('..'))
        walk.errorAt(['path'], 'schema/value', 'path-up', { path: show(path) });
    });
    into(walk, volume, 'projected', (projected) =>
      each(walk, projected, 'sources', (source) => checkProjected(walk, source)),
    );
    into(walk, volume, 'downwardAPI', (api) => checkDownward(walk, api));
    for (const kind of ['configMap', 'secret', 'downwardAPI'])
      into(walk, volume, kind, (source) =>
        each(walk, source, 'items', ({ path }) => {
          if (typeof path === 'string' && (path.startsWith('/') || path.split('/').includes('..')))
            walk.errorAt(['path'], 'schema/value', 'subpath-leaves-volume', { path: show(path) });
        }),
      );
  });
  return new Set(mapsOf(spec, 'volumes').map((volume) => String(volume.name)));
}

function checkProjected(walk: Walk, source: PlainMap): void {
  exactlyOne(walk, source, PROJECTED, 'source', 0);
  for (const kind of ['secret', 'configMap'])
    into(walk, source, kind, ({ name }) => {
      if (name === undefined) walk.errorAt(['name'], 'schema/required', 'volume-source-without-name', { kind });
    });
  into(walk, source, 'downwardAPI', (api) => checkDownward(walk, api));
}

function checkDownward(walk: Walk, api: PlainMap): void {
  each(walk, api, 'items', (item) => {
    exactlyOne(walk, item, ['fieldRef', 'resourceFieldRef'], 'source of the file');
    into(walk, item, 'fieldRef', (field) => checkFieldRef(walk, field, true));
  });
}
