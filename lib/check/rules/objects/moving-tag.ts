// Images whose tag moves: the same manifest runs something else tomorrow.
import { isPlaceholder, textAt } from '../../../world/derived/fields';
import { KUSTOMIZE } from '../../../world/derived/kustomize';
import { containersOf, POD_TEMPLATES } from '../../../world/derived/pods';
import { firstOf, yaml } from '../../../problem';
import { Rule } from '../../rule';

/** Tags that projects push again and again. */
const MOVING = [
  'latest',
  'main',
  'master',
  'trunk',
  'develop',
  'dev',
  'devel',
  'edge',
  'nightly',
  'stable',
  'rolling',
  'canary',
  'head',
  'next',
  'unstable',
  'snapshot',
  'beta',
  'alpha',
];

/** Images are pinned. */
export const MOVING_TAG: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/moving-tag',
      title: 'An image has a tag that stays, or a digest',
      why: 'With no tag, or one such as latest, nodes run different programs under one manifest, and a rollback brings nothing back.',
      words: ({ image, name, tag }: { image: string; name: string; tag?: string }) => ({
        message:
          tag === undefined ? `image without a tag: "${image}"` : `image with the moving tag "${tag}": "${image}"`,
        repair: `write a version or a digest, such as "${name}:1.2.3" or "${name}@sha256:…"`,
      }),
      together: {
        words: (data: readonly { image: string }[]) => ({
          message: `${data.length} images have no tag, or one that moves: ${firstOf(data.map(({ image }) => image))}`,
          repair: 'write versions or digests',
        }),
      },
      bad: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers: [{ name: web, image: 'shop/web:latest' }]
      `,
      good: yaml`
        apiVersion: v1
        kind: Pod
        metadata: { name: web, namespace: shop }
        spec:
          containers: [{ name: web, image: 'shop/web:1.2.3' }]
      `,
    },
  ],
  check(world, report) {
    const kustomize = world.model(KUSTOMIZE);
    for (const template of world.model(POD_TEMPLATES)) {
      for (const { path, container } of containersOf(template)) {
        const image = textAt(container, 'image');
        // The sidecar injector of Istio replaces "auto".
        if (image === undefined || image === 'auto' || image.includes('@') || isPlaceholder(image)) continue;
        const { name, tag } = split(image);
        if (kustomize.retags(template.object, name) || (tag !== undefined && !isMoving(tag))) continue;
        report.warning(
          'object/moving-tag',
          template.object,
          [...path, 'image'],
          tag === undefined ? { image, name } : { image, name, tag },
        );
      }
    }
  },
};

function split(image: string): { name: string; tag: string | undefined } {
  const colon = image.indexOf(':', image.lastIndexOf('/') + 1);
  return colon < 0 ? { name: image, tag: undefined } : { name: image.slice(0, colon), tag: image.slice(colon + 1) };
}

/** One of the words, alone or with a variant such as `-thick` behind it; digits in the variant make it a version. */
function isMoving(tag: string): boolean {
  const [word, variant = ''] = tag.toLowerCase().split(/-(.*)/s);
  return (MOVING.includes(word!) && !/\d/.test(variant)) || /(^|-)latest$/i.test(tag);
}
