// The verdicts of a real, strict API server 1.35 on 643 objects, for three stacks of CRDs, and the chart's own objects.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Versions } from '../../lib/world/types';
import { fromYaml } from '../../lib/manifest';
import { SHARED } from '../support/engines';
import { accepts, judged } from '../models/api-server/schema/judged';

const VECTORS = join(SHARED, 'vectors', 'apiserver.jsonl');
const GOLDENS = join(SHARED, 'cilium', 'goldens');
const STACKS: Readonly<Record<string, Versions>> = {
  '1.20': { cilium: '1.20', gatewayApi: 'v1.6.1' },
  '1.19': { cilium: '1.19', gatewayApi: 'v1.4.1' },
  '1.18': { cilium: '1.18', gatewayApi: 'v1.3.0' },
};

interface Expected {
  readonly crds?: readonly string[];
  readonly ok: boolean;
  readonly message: string;
}
interface Vector {
  readonly id: string;
  readonly crds: readonly string[];
  readonly manifest: unknown;
  readonly expected: Expected;
  readonly older: readonly Expected[];
}

const vectors = existsSync(VECTORS)
  ? readFileSync(VECTORS, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Vector)
  : [];
const described = vectors.length > 0 ? describe : describe.skip;

described('API server (skipped where its recorded verdicts are absent)', () => {
  test.each(Object.keys(STACKS))('agrees with the server on every object, CRDs of Cilium %s', (minor) => {
    const wrong: string[] = [];
    let agreed = 0;
    for (const { id, crds, manifest, expected, older } of vectors) {
      const verdict = [{ crds, ...expected }, ...older].find((each) => each.crds?.includes(`cilium/${minor}`))!;
      // A kind of a group that is unknown here is a note; the server of the vectors has it neither.
      const object = read(manifest);
      const said = object === undefined ? ['error input/yaml'] : judged(object, STACKS[minor]);
      if (accepts(said) === verdict.ok) agreed++;
      else wrong.push(`${id}: server ${verdict.ok ? 'accepts' : verdict.message}, we: ${said.join('; ')}`);
    }
    expect(wrong).toEqual([]);
    expect(agreed).toBe(643);
  });

  test('accepts what the chart of each minor renders', () => {
    const refused: string[] = [];
    let count = 0;
    for (const release of readdirSync(GOLDENS))
      for (const file of readdirSync(join(GOLDENS, release)).filter((each) => each.endsWith('.jsonl')))
        for (const line of readFileSync(join(GOLDENS, release, file), 'utf8')
          .trim()
          .split('\n')) {
          count++;
          refused.push(...judged(JSON.parse(line), STACKS[release.slice(0, 4)]));
        }
    expect(refused).toEqual([]);
    expect(count).toBe(4314);
  });
});

/** The object; undefined for a text that cannot be read, such as one with a key twice, which the loader says. */
function read(manifest: unknown): unknown {
  try {
    return typeof manifest === 'string' ? fromYaml(manifest)[0] : manifest;
  } catch {
    return undefined;
  }
}
