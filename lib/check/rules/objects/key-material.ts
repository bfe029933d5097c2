// Private keys, wherever they stand. Values are never shown.
import { groupOf, PlainMap } from '../../../manifest';
import { ciliumInstalls } from '../../../world/derived/cilium-values';
import { textAt } from '../../../world/derived/fields';
import { holdsKey } from '../../../world/derived/pem';
import { CheckedDocument, CheckedObject } from '../../../world/types';
import { Data, Path, yaml } from '../../../problem';
import { Report, Rule } from '../../rule';

/** No private key in any object, Talos configuration or values file. */
export const KEY_MATERIAL: Rule = {
  layer: 'objects',
  codes: [
    {
      code: 'object/key-material',
      title: 'No object holds a private key',
      why: 'A private key in a ConfigMap, an annotation, a values file or a Talos configuration can be read by everybody who can read the repository.',
      words: ({ kind, name, ofTalos }: { kind?: string; name?: string; ofTalos: boolean }) => ({
        message: `${kind === undefined ? 'the document' : [kind, name ?? ''].join(' ').trim()} holds a private key (not shown)`,
        repair: ofTalos
          ? 'keep the Talos secrets out of Git: encrypt the file with SOPS, or fill them in when the configuration is made'
          : 'keep the key in a Secret of the cluster and refer to it by name',
      }),
      bad: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: tls, namespace: shop }
        data:
          tls.key: |
            -----BEGIN ${'PRIVATE'} KEY-----
            MC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            -----END ${'PRIVATE'} KEY-----
      `,
      good: yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: tls, namespace: shop }
        data:
          secretName: shop-tls
      `,
    },
  ],
  check(world, report) {
    const values = ciliumInstalls(world).flatMap((install) => (install.isWritten ? install.sources : []));
    const isValue: IsJudged = (at, path) =>
      values.some((layer) => layer.at === at && layer.prefix.every((step, index) => path[index] === step));
    for (const object of world.objects) {
      // What a Secret carries is said by the rule on Secrets, which knows placeholders.
      if (object.manifest.kind === 'Secret' && groupOf(object.manifest) === '') continue;
      search(report, isValue, object, object.manifest, {
        kind: object.manifest.kind,
        name: textAt(object.manifest, 'metadata', 'name'),
      });
    }
    for (const document of [...world.talos, ...world.documents])
      search(report, isValue, document, document.content, {});
  },
};

/** True for values of Cilium's chart: the rule on values knows which of them may hold PEM. */
type IsJudged = (at: CheckedObject | CheckedDocument, path: Path) => boolean;

function search(
  report: Report,
  isJudged: IsJudged,
  at: CheckedObject | CheckedDocument,
  value: unknown,
  data: Data,
): void {
  for (const path of keyPaths(value))
    if (!isJudged(at, path))
      report.error('object/key-material', at, path, {
        ...data,
        ofTalos: path[0] === 'machine' || path[0] === 'cluster',
      });
}

/** Places of private keys. Every text of the input passes here, so paths are written down only for what is found. */
function keyPaths(value: unknown): Path[] {
  if (typeof value === 'string') return holdsKey(value) ? [[]] : NOTHING;
  if (value === null || typeof value !== 'object') return NOTHING;
  let found: Path[] = NOTHING;
  const list = Array.isArray(value);
  for (const key of Object.keys(value)) {
    const inner = keyPaths((value as PlainMap)[key]);
    if (inner.length > 0) found = [...found, ...inner.map((path) => [list ? Number(key) : key, ...path])];
  }
  return found;
}

const NOTHING: Path[] = [];
