// Which versions the checks assume: what the user says, else what the input says, else the newest supported.
import { CILIUM_MINORS, ciliumMinor, NEWEST_CILIUM } from '../catalogue/cilium-minors';
import { GATEWAY_RELEASES } from '../catalogue/gateway-bundles';
import { compareVersions, minorOf } from '../catalogue/span';
import { TalosVersion } from '../catalogue/talos';
import { isMap } from '../manifest';
import { agentSettingsOf } from './agent-settings';
import { APPLIED } from './derived/applied';
import { valueAtPath } from './derived/fields';
import { ciliumInstalls } from './derived/cilium-values';
import { TALOS_FACTS } from './derived/talos-facts';
import { Assumption, Versions, World } from './types';

export { CILIUM_MINORS } from '../catalogue/cilium-minors';
export { minorOf } from '../catalogue/span';

/** Talos minors, oldest first. */
export const TALOS_MINORS: readonly string[] = Object.values(TalosVersion);
/** Gateway API bundles whose definitions are known, oldest first. */
export const GATEWAY_BUNDLES = GATEWAY_RELEASES;

/** The versions for a world, by what the user chose and what the world holds. */
export function versionsFor(chosen: Partial<Versions>): (world: World) => Versions {
  return (world) => {
    const { facts } = world;
    const written = chosen.cilium ?? minorOf(facts?.cilium ?? '') ?? ciliumOf(world);
    const cilium = written ?? NEWEST_CILIUM.minor;
    const bundle = chosen.gatewayApi ?? facts?.gatewayApi ?? gatewayApiOf(world);
    const talos = chosen.talos ?? minorOf(facts?.talos ?? '') ?? talosOf(world);
    const stated = chosen.serviceSubnets ?? facts?.serviceSubnets ?? subnetsOf(world);
    // Without a word about the machines there is no default: other distributions have others.
    const isOpen = stated.length === 0 && !world.complete && world.talos.length === 0;
    const serviceSubnets = isOpen ? EVERY_ADDRESS : stated;
    const assumed: Assumption[] = [
      ...(written === undefined ? (['cilium'] as const) : []),
      ...(bundle === undefined ? (['gatewayApi'] as const) : []),
      ...(serviceSubnets.length === 0 ? (['serviceSubnets'] as const) : []),
    ];
    return {
      cilium,
      gatewayApi: bundle ?? bundleFor(world, cilium),
      ...(talos === undefined ? {} : { talos }),
      agent: { ...agentSettingsOf(world), ...chosen.agent },
      ...(serviceSubnets.length === 0 ? {} : { serviceSubnets }),
      // A complete world leaves out what has its default.
      ...(world.complete || assumed.length === 0 ? {} : { assumed }),
    };
  };
}

/** Subnets that hold every address: nobody says which hold those of Services. */
export const EVERY_ADDRESS: readonly string[] = ['0.0.0.0/0', '::/0'];

/** The bundle that goes with Cilium's gateway; where that is off, definitions are those of another controller, and the newest say the least. */
function bundleFor(world: World, cilium: string): string {
  const installs = ciliumInstalls(world);
  const isElsewhere =
    installs.length > 0 &&
    installs.every((install) => install.isOff('gatewayAPI.enabled')) &&
    world.objects.some(({ manifest }) => manifest.apiVersion.startsWith('gateway.networking.k8s.io/'));
  return (isElsewhere ? undefined : ciliumMinor(cilium)?.gatewayApi) ?? GATEWAY_BUNDLES.at(-1)!;
}

/** Where installs differ, the newest counts: what it takes is no mistake there. */
function ciliumOf(world: World): string | undefined {
  const minors = ciliumInstalls(world).flatMap(({ minor }) => minor ?? []);
  return nearest(CILIUM_MINORS, newest([...minors, ...imagesOf(world)]));
}

/** Image tags of the agent. */
function imagesOf(world: World): string[] {
  return world.of('apps', 'DaemonSet').flatMap(({ manifest }) => {
    const containers = valueAtPath(manifest, ['spec', 'template', 'spec', 'containers']);
    return (Array.isArray(containers) ? (containers as unknown[]) : []).flatMap((container) => {
      const image = isMap(container) && typeof container.image === 'string' ? container.image : '';
      return /(?:^|\/)cilium\/cilium:v(\d+\.\d+)\./.exec(image)?.[1] ?? [];
    });
  });
}

/** Release of a Gateway API bundle in a URL, as a kustomization or Talos' extraManifests names it. */
const BUNDLE_URL = /gateway-api\/.*?(?:download\/|ref=|\/)(v\d+\.\d+\.\d+)/;

/** Definitions and lists that no root reaches say nothing of the cluster. */
function gatewayApiOf(world: World): string | undefined {
  const { isApplied } = world.model(APPLIED);
  const definitions = world.of('apiextensions.k8s.io', 'CustomResourceDefinition').filter(isApplied);
  const annotated = definitions.flatMap(({ manifest }) => {
    const version = valueAtPath(manifest, ['metadata', 'annotations', 'gateway.networking.k8s.io/bundle-version']);
    return typeof version === 'string' ? [version] : [];
  });
  const lists = [
    ...world.documents.filter(isApplied).map(({ content }) => content.resources),
    ...world.talos.filter(isApplied).map(({ content }) => valueAtPath(content, ['cluster', 'extraManifests'])),
  ];
  const named = lists.flatMap((list) =>
    Array.isArray(list)
      ? (list as unknown[]).flatMap((entry) => (typeof entry === 'string' ? (BUNDLE_URL.exec(entry)?.[1] ?? []) : []))
      : [],
  );
  const found = newest([...annotated, ...named].flatMap((version) => minorOf(version) ?? []));
  const minor = nearest(
    GATEWAY_BUNDLES.map((bundle) => minorOf(bundle)!),
    found,
  );
  return GATEWAY_BUNDLES.find((bundle) => minorOf(bundle) === minor);
}

const INSTALLER = /\/(?:metal-|nocloud-)?installer(?:-secureboot)?(?:\/[0-9a-f]{64})?:(v\d+\.\d+)/;

function talosOf(world: World): string | undefined {
  const { isApplied } = world.model(APPLIED);
  const images = world.talos.filter(isApplied).flatMap(({ content }) => {
    const image = valueAtPath(content, ['machine', 'install', 'image']);
    return typeof image === 'string' ? (INSTALLER.exec(image)?.[1] ?? []) : [];
  });
  // The files of talhelper, TOPF and Omni name the version itself.
  const trees = world.machineTrees.filter(({ at }) => isApplied(at));
  const stated = trees.flatMap(({ talos, machines }) =>
    [talos?.text ?? [], machines.flatMap((each) => each.talos ?? [])].flat(),
  );
  const found = newest([...images, ...stated].flatMap((version) => minorOf(version) ?? []));
  return found !== undefined && TALOS_MINORS.includes(found) ? found : undefined;
}

/** Of all clusters in the input: nobody knows into which of them an object goes. */
function subnetsOf(world: World): string[] {
  const texts = world
    .model(TALOS_FACTS)
    .addresses.flatMap(({ kind, text }) => (kind === 'service subnet' ? text.split(',') : []));
  return [...new Set(texts.map((text) => text.trim()))];
}

function newest(minors: readonly string[]): string | undefined {
  return [...minors].sort(compareVersions).at(-1);
}

/** The supported minor nearest to one that is wanted: versions older or newer than all are judged as the oldest or newest. */
function nearest(supported: readonly string[], wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  return supported.find((minor) => compareVersions(minor, wanted) >= 0) ?? supported.at(-1);
}
