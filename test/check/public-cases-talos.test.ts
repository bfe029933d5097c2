// Inputs after mistakes that people reported in public, about Talos and Cilium's values: what check says of the bad form, and nothing of the good one.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, pathText, readInput } from '../../lib/check';
import { Versions } from '../../lib/world/types';
import { SHARED } from '../support/engines';

const FOLDER = join(SHARED, 'public-cases');
const FLAGS: Readonly<Record<string, 'talos' | 'cilium' | 'gatewayApi'>> = {
  '--talos': 'talos',
  '--cilium': 'cilium',
  '--gateway-api': 'gatewayApi',
};
/** Cases that the corrected facts overrule: from Cilium 1.19 on forwarding and BPF masquerading go together, so it is a note. */
const NOTED = ['cilium-masquerade-and-host-dns/bad', 'cilium-masquerade-and-host-dns/bad-explicit'];
/** Said by address/overlap, whose words do not name the service subnet here. */
const OTHER_WORDS: Readonly<Record<string, string>> = { 'talos-node-among-services/bad-explicit': 'address/overlap' };

interface Case {
  readonly id: string;
  readonly folder: string;
  readonly kind: 'bad' | 'good' | 'other';
  readonly level: 'error' | 'warning' | 'none';
  readonly mentions: readonly string[];
  readonly flags: readonly string[];
}

const cases = existsSync(FOLDER)
  ? readFileSync(join(FOLDER, 'cases.jsonl'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ id, kind }) => /^(?:talos|cilium)-/.test(id) && kind !== 'other')
  : [];

function problemsOf({ folder, flags }: Case) {
  const versions = Object.fromEntries(
    flags.flatMap((flag, index) => (FLAGS[flag] === undefined ? [] : [[FLAGS[flag], flags[index + 1]]])),
  ) as Partial<Versions>;
  return check(readInput([join(FOLDER, folder)]), { versions }).problems;
}

if (cases.length === 0) {
  console.info(`skipped: no public cases in ${FOLDER}`);
  test('skipped: no public cases beside the checkout', () => expect(existsSync(FOLDER)).toBe(false));
} else {
  test.each(cases.filter(({ kind }) => kind === 'good').map((each) => [each.id, each] as const))(
    '%s: nothing is said of the good form',
    (_id, each) => {
      expect(problemsOf(each).filter(({ level }) => level !== 'note')).toEqual([]);
    },
  );
  test.each(cases.filter(({ kind }) => kind === 'bad').map((each) => [each.id, each] as const))(
    '%s: the bad form is found',
    (id, each) => {
      const mentions = OTHER_WORDS[id] === undefined ? each.mentions : [OTHER_WORDS[id]];
      const hits = problemsOf(each).filter(
        ({ level, code, path, message, repair }) =>
          (NOTED.includes(id) ? level === 'note' : each.level === 'error' ? level === 'error' : level !== 'note') &&
          mentions.some((word) =>
            `${code} ${pathText(path)} ${message} ${repair}`.toLowerCase().includes(word.toLowerCase()),
          ),
      );
      expect(hits).not.toEqual([]);
    },
  );
}
