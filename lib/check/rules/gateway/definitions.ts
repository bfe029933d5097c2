// The definitions of Gateway API on the cluster: with the wrong release or channel Cilium's operator never starts its controllers.
import { bundleKinds, bundleOf, bundleVerdict, gatewayFeatures } from '../../../models/gateway';
import { Data } from '../../../problem';
import { installOf } from '../../../world/derived/cilium-values/cluster-of';
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { GATEWAY_CRDS, knownBundle, StatedBundle } from '../../../world/derived/gateway-bundles';
import { GATEWAYS } from '../../../world/derived/gateways';
import { minorOf } from '../../../world/versions';
import { isOutside } from '../../../world/outside';
import { World } from '../../../world/types';
import { levelOfAbsence, Report, Rule } from '../../rule';
import { eachCluster } from './entries';

interface Version {
  readonly cilium: string;
  readonly release: string;
  readonly channel?: string;
  readonly missing: readonly string[];
  readonly notServed: readonly string[];
  readonly made: string;
}

interface Kind {
  readonly kind: string;
  readonly version: string;
  readonly release: string;
  readonly channel: string;
  readonly reason: string;
  readonly experimental: boolean;
  readonly cilium: string;
}

/** The definitions fit Cilium. */
export const DEFINITIONS: Rule = {
  layer: 'gateway',
  codes: [
    {
      code: 'gateway/crds-version',
      title: 'The Gateway API definitions are of a release that Cilium works with',
      why: 'The operator looks for the kinds once, in its own versions: what is missing, or listed and not served, keeps all gateway controllers down, and every status stays empty (run: crds-*). Judged where the input says which Cilium it is.',
      words: ({ cilium, release, channel, missing, notServed, made }: Version) => ({
        message: `Gateway API ${release}${channel === undefined ? '' : ` (${channel} channel)`} with Cilium ${cilium}, which was made for ${made}${
          missing.length + notServed.length === 0
            ? ''
            : `: its gateway controllers do not start, no class is ever accepted (${[
                ...missing.map((kind) => `${kind} is missing`),
                ...notServed.map((kind) => `${kind} is listed and not served`),
              ].join(', ')})`
        }`,
        repair: `install Gateway API ${made}`,
      }),
    },
    {
      code: 'gateway/kind-version',
      title: 'The Gateway API definitions have the kind and version of an object',
      why: 'The API server refuses a kind or version that the definitions do not serve (run with a real API server); an operator that reads another version passes over the object. Judged where the input says release and channel.',
      words: ({ kind, version, release, channel, reason, experimental, cilium }: Kind) => ({
        message:
          reason === 'not-known'
            ? `Cilium ${cilium} does not look at ${kind} ${version}`
            : `Gateway API ${release} (${channel} channel) does not serve ${kind} ${version}: the API server refuses the object`,
        repair: experimental
          ? 'install the experimental channel of that release'
          : 'write a version that is served, or use the Cilium and the Gateway API release that have it',
      }),
    },
    {
      code: 'gateway/crds-channel',
      title: 'The Gateway API definitions have the routes of a listener',
      why: 'Until v1.5 TLSRoutes are in the experimental channel only: without their kind no route can be on the listener (CRDs of kubernetes-sigs/gateway-api at each tag). Judged where the input says release and channel.',
      words: ({ listener, kind, release }: { listener: string; kind: string; release: string }) => ({
        message: `listener "${listener}" is for ${kind}s, which the standard channel of ${release} does not have`,
        repair: 'install the experimental channel of that release',
      }),
    },
    {
      code: 'gateway/crds-missing',
      title: 'Somebody installs the Gateway API definitions',
      why: 'Neither Kubernetes nor the chart of Cilium brings them, and without them the gateway controllers do not start (run: crds-none). Said only of a complete world that describes its machines: state outside: {gatewayApiCrds: true} in the facts where somebody else installs them.',
      words: ({ kinds }: { kinds: string[] }) => ({
        message: `there are objects of Gateway API (${kinds.join(', ')}), and nothing installs its definitions`,
        repair:
          'add the URL of a release to cluster.extraManifests of the control planes, or state outside: {gatewayApiCrds: true} in the facts',
      }),
    },
  ],
  check(world, report) {
    const stated = world.model(GATEWAY_CRDS);
    for (const each of stated) judge(world, report, each);
    absent(world, report, stated);
    eachCluster(world, report, (cluster, say) => {
      const { bundle, ignored, verdict } = cluster;
      if (bundle === undefined) return;
      const experimental = bundleKinds({ ...bundle, channel: 'experimental' });
      for (const { index, reason, version } of ignored) {
        const kind = cluster.at(index)?.manifest.kind;
        if (kind === undefined) continue;
        say(reason === 'not-known' ? 'warning' : 'error', 'gateway/kind-version', index, ['apiVersion'], {
          kind,
          version,
          ...bundle,
          reason,
          experimental: bundle.channel === 'standard' && experimental[kind]?.served.includes(version) === true,
          cilium: verdict.minor,
        } satisfies Kind);
      }
      const own = bundleKinds(bundle);
      for (const gateway of verdict.objects.gateways)
        for (const { name, protocol, index } of gateway.listeners) {
          const kind = `${protocol}Route`;
          const works = gatewayFeatures(verdict.minor).reads[kind] !== undefined && experimental[kind] !== undefined;
          if (protocol.startsWith('HTTP') || own[kind] !== undefined || !works) continue;
          say('error', 'gateway/crds-channel', gateway.index, ['spec', 'listeners', index, 'protocol'], {
            listener: name,
            kind,
            release: bundle.release,
          });
        }
    });
  },
};

function judge(world: World, report: Report, stated: StatedBundle): void {
  const cilium = ciliumOf(world, stated);
  const bundle = knownBundle(stated);
  if (cilium === undefined) return;
  const features = gatewayFeatures(cilium);
  const made = bundleOf(features.minor).release;
  const { enabled, missing, notServed } =
    bundle === undefined ? { enabled: true, missing: [], notServed: [] } : bundleVerdict(features, bundle);
  const { release, channel } = stated;
  if (enabled && release === made) return;
  const data: Version = {
    cilium,
    release,
    ...(channel === undefined ? {} : { channel }),
    missing,
    notServed,
    made,
  };
  if (!enabled) report.error('gateway/crds-version', stated.at, stated.path, { ...data } as Data);
  // An app names its release on purpose; a folder that works with another one is nobody's mistake.
  else if (world.complete && bundle !== undefined)
    report.warning('gateway/crds-version', stated.at, stated.path, { ...data } as Data);
}

/** The minor, where somebody says it. */
function ciliumOf(world: World, { at }: StatedBundle): string | undefined {
  const { facts } = world;
  const stated = facts?.cilium === undefined ? undefined : minorOf(facts.cilium);
  return stated ?? installOf(world, at)?.minor;
}

/** The definition without which there is nothing to serve. */
const GATEWAY_CRD = 'gateways.gateway.networking.k8s.io';

function absent(world: World, report: Report, stated: readonly StatedBundle[]): void {
  if (!world.complete || world.talos.length === 0 || stated.length > 0) return;
  const { facts, factsDocument } = world;
  if (facts?.gatewayApi !== undefined || isOutside(world, { kind: 'CustomResourceDefinition', name: GATEWAY_CRD }))
    return;
  if (ciliumInstalls(world).length === 0 || factsDocument === undefined) return;
  const kinds = new Set(
    world.model(GATEWAYS).flatMap(({ verdict }) => verdict.objects.gateways.map(({ kind }) => kind)),
  );
  if (kinds.size === 0) return;
  report[levelOfAbsence(world, true)]('gateway/crds-missing', factsDocument, [], { kinds: [...kinds] });
}
