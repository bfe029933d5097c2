// Mistakes that people reported in public: the bad form is found with its words, the good form is silent.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED } from '../support/engines';
import { checkIn } from './frame-helpers';

/** Folders whose cases must hold; a room adds the beginnings of its own. */
const PREFIXES: readonly string[] = ['gateway-', 'policies-', 'cni-', 'kubevirt-'];

interface Case {
  readonly id: string;
  readonly folder: string;
  readonly kind: 'bad' | 'good' | 'other';
  readonly level: string;
  readonly object: string | readonly string[] | null;
  readonly mentions: readonly string[];
  readonly flags: readonly string[];
}

interface Said {
  readonly severity: string;
  readonly code: string;
  readonly object?: string;
  readonly path?: string;
  readonly message: string;
  readonly repair: string;
}

const FOLDER = join(SHARED, 'public-cases');
const FILE = join(FOLDER, 'cases.jsonl');
const RANK = ['note', 'warning', 'error'];
const cases = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ folder }) => PREFIXES.some((prefix) => folder.startsWith(prefix)))
  : [];
if (cases.length === 0) console.info('skipped: no ../shared/public-cases');

async function findings({ folder, flags }: Case): Promise<Said[]> {
  const { out } = await checkIn('', join(FOLDER, folder), '--format', 'json', '--min-severity', 'note', ...flags);
  return (JSON.parse(out) as { findings: Said[] }).findings;
}

function isMeant({ level, object, mentions }: Case, said: Said): boolean {
  const objects = object === null ? undefined : [object].flat();
  const text = [said.message, said.repair, said.path, said.code].join(' ').toLowerCase();
  return (
    RANK.indexOf(said.severity) >= RANK.indexOf(level) &&
    (objects === undefined || objects.includes(said.object ?? '')) &&
    mentions.some((word) => text.includes(word.toLowerCase()))
  );
}

(cases.length === 0 ? test.skip : test)('there are cases', () => expect(cases.length).toBeGreaterThan(0));
const bad = cases.filter(({ kind }) => kind === 'bad');
const good = cases.filter(({ kind }) => kind === 'good');
if (bad.length > 0)
  test.each(bad.map((each) => [each.id, each] as const))('finds %s', async (_, each) => {
    const said = await findings(each);
    expect(said.filter((one) => isMeant(each, one)).length === 0 ? said : 'found').toBe('found');
  });
if (good.length > 0)
  test.each(good.map((each) => [each.id, each] as const))('is silent about %s', async (_, each) => {
    expect((await findings(each)).filter(({ severity }) => severity !== 'note')).toEqual([]);
  });
