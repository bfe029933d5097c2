// Objects that Talos applies itself at bootstrap: inline ones and those it fetches. They belong on control planes, the same on
// all of them, so only controlplane.yaml ever holds them.
import { Delivery } from '../cluster';
import { ValidationError } from '../construct';
import { Manifest, PlainMap, toYaml } from '../manifest';
import { document } from './documents';
import { CONTROL_PLANES, inForm, Statement, Subject } from './statement';

export function manifests({ cluster, facts }: Subject): Statement[] {
  refuseHopeless({ cluster, facts });
  const inline = facts.deliveries().flatMap((delivery) => {
    const objects = bootstrapObjects(delivery);
    return objects.length === 0 ? [] : [{ name: delivery.name, text: toYaml(objects) }];
  });
  const externals = facts.externals();
  if (inline.length + externals.length === 0) return [];
  const lists: PlainMap = {
    ...(inline.length === 0 ? {} : { inlineManifests: inline.map(({ name, text }) => ({ name, contents: text })) }),
    ...(externals.length === 0 ? {} : { extraManifests: externals.map(({ url }) => url) }),
  };
  return [
    inForm(cluster, CONTROL_PLANES, {
      v1alpha1: { cluster: lists },
      documents: [
        ...inline.map(({ name, text }) => document('KubeInlineManifestConfig', { name, manifest: text })),
        ...externals.map(({ name, url }) => document('KubeExternalManifestConfig', { name, url })),
      ],
    }),
  ];
}

/**
 * What is hopeless must not first cost seconds, or the stack of the YAML writer; what is too large as text is a rule of the check.
 *
 * @throws ValidationError `talos/config-size`
 */
function refuseHopeless({ cluster, facts }: Subject): void {
  const limit = cluster._features.maintenanceLimit;
  const bytes = Buffer.byteLength(JSON.stringify(facts.deliveries().flatMap(bootstrapObjects)));
  if (bytes <= limit) return;
  throw new ValidationError(
    cluster,
    'talos/config-size',
    `the bootstrap manifests are ${(bytes / 1_000_000).toFixed(2)} MB; Talos ${cluster.talosVersion} takes ${limit / 1024 / 1024} MiB at the first apply`,
    'deliver large sets, such as the Gateway API CRDs, as an external manifest or from the GitOps repository',
  );
}

/** What a delivery gives to Talos: everything but Jobs. */
export function bootstrapObjects(delivery: Delivery): Manifest[] {
  return delivery.manifests().filter((manifest) => !isJob(manifest));
}

/** Objects that stay with the GitOps copy. A Job is immutable: `upgrade-k8s` fails on a changed one (siderolabs/talos#11603). */
export function leftToGitOps(delivery: Delivery): Manifest[] {
  return delivery.manifests().filter(isJob);
}

/** True for a Job of Kubernetes. */
export function isJob(manifest: Manifest): boolean {
  return manifest.kind === 'Job' && manifest.apiVersion.startsWith('batch/');
}
