// Which release and channel of the Gateway API definitions the input says: by URL in a kustomization or in Talos' documents, or as definitions.
import { GATEWAY_BUNDLES, GatewayBundle } from '../../models/gateway';
import { CheckedDocument, CheckedObject, Model, World } from '../types';
import { Path } from '../../problem';
import { listAt, textAt } from './fields';

/** A statement about the definitions, with its place. */
export interface StatedBundle {
  readonly at: CheckedDocument | CheckedObject;
  readonly path: Path;
  /** `v1.6.1`, as written. */
  readonly release: string;
  /** Undefined if the statement leaves it open: single definitions may come from both. */
  readonly channel: GatewayBundle['channel'] | undefined;
}

const INSTALL = /gateway-api\/releases\/download\/(v\d+\.\d+\.\d+)\/(standard|experimental)-install\.yaml/;
/** `kubectl kustomize` of the repository: the whole folder is the standard channel. */
const FOLDER = /kubernetes-sigs\/gateway-api\/{1,2}config\/crd(\/experimental)?\/?\?ref=(v\d+\.\d+\.\d+)/;
/** Definitions file by file: that of TLSRoutes decides. */
const SINGLE =
  /gateway-api\/(?:refs\/tags\/)?(v\d+\.\d+\.\d+)\/config\/crd\/(standard|experimental)\/gateway\.networking\.k8s\.io_tlsroutes\.yaml/;
const GROUP = 'gateway.networking.k8s.io';

/** The model: whole statements, in the order of the input. */
export const GATEWAY_CRDS: Model<readonly StatedBundle[]> = {
  name: 'gateway-crds',
  build: (world) => {
    const lists = [
      ...world.documents.map((at) => ({ at, path: ['resources'] })),
      ...world.talos.map((at) => ({ at, path: ['cluster', 'extraManifests'] })),
    ];
    const named = lists.flatMap(({ at, path }) =>
      listAt(at.content, ...path).flatMap((text, index): StatedBundle[] => {
        const found = typeof text === 'string' ? read(text) : undefined;
        return found === undefined ? [] : [{ at, path: [...path, index], ...found }];
      }),
    );
    const documents = world.talos.flatMap((at): StatedBundle[] => {
      const found = read(textAt(at.content, 'url') ?? '');
      return found === undefined ? [] : [{ at, path: ['url'], ...found }];
    });
    const found = [...named, ...documents, ...definitions(world)];
    // One set beside another of the other channel: nobody knows which definition comes last.
    const channels = new Set(found.map(({ channel }) => channel));
    return channels.size < 2 ? found : found.map((each) => ({ ...each, channel: undefined }));
  },
};

function read(text: string): Pick<StatedBundle, 'release' | 'channel'> | undefined {
  const install = INSTALL.exec(text);
  if (install !== null) return { release: install[1]!, channel: install[2] as GatewayBundle['channel'] };
  const single = SINGLE.exec(text);
  if (single !== null) return { release: single[1]!, channel: single[2] as GatewayBundle['channel'] };
  const folder = FOLDER.exec(text);
  if (folder !== null) return { release: folder[2]!, channel: folder[1] === undefined ? 'standard' : 'experimental' };
  return undefined;
}

/** Definitions among the objects say it once; the one of TLSRoutes decides what the operators of 1.18 and 1.19 make of it. */
function definitions(world: World): StatedBundle[] {
  const own = world
    .of('apiextensions.k8s.io', 'CustomResourceDefinition')
    .filter(({ manifest }) => textAt(manifest, 'spec', 'group') === GROUP);
  const of = (plural: string) => own.find(({ manifest }) => manifest.metadata.name === `${plural}.${GROUP}`);
  const [gateways, tlsRoutes] = [of('gateways'), of('tlsroutes')];
  const release = textAt(gateways?.manifest, 'metadata', 'annotations', `${GROUP}/bundle-version`);
  if (gateways === undefined || release === undefined) return [];
  const channel = textAt(tlsRoutes?.manifest, 'metadata', 'annotations', `${GROUP}/channel`);
  return [
    {
      at: gateways,
      path: ['metadata', 'annotations', `${GROUP}/bundle-version`],
      release,
      channel: channel === 'standard' || channel === 'experimental' ? channel : undefined,
    },
  ];
}

/** The row of the table for a statement; undefined for a release that nobody tried, or an open channel. */
export function knownBundle({
  release,
  channel,
}: Pick<StatedBundle, 'release' | 'channel'>): GatewayBundle | undefined {
  return GATEWAY_BUNDLES.find((bundle) => bundle.release === release && bundle.channel === channel);
}
