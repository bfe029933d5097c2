// Plugin × IPAM × attachment × version, as this library renders them: what the model of the plugins says of each, against a table of what cannot work,
// and against the plugins themselves where they are built.
import { execFileSync } from 'node:child_process';
import { judgeConfiguration, judgeRequest, readAnnotation } from '../../lib/models/cni';
import { engineProgram } from '../support/engines';
import { ATTACHMENTS, IPAMS, matrix, MatrixCase, PLUGINS } from './matrix';

const CASES = matrix();
const CNILAB = engineProgram('cni', 'cnilab');
const runs = CNILAB !== undefined && process.getuid?.() === 0;

/** What cannot work, and why: the pod does not start. */
const REFUSED: Readonly<Record<string, (each: MatrixCase) => boolean>> = {
  'ipvlan, vlan, ptp and dummy need addresses': ({ plugin, ipam }) =>
    ['ipvlan', 'vlan', 'ptp', 'dummy'].includes(plugin) && ipam === 'none',
  'static has none of its own': ({ ipam, attachment }) => ipam === 'static' && attachment !== 'address',
  'an address that a pod brings to static has no gateway, which ptp needs': ({ plugin, ipam, attachment }) =>
    plugin === 'ptp' && ipam.startsWith('static') && attachment === 'address',
  'bandwidth needs a veth': ({ plugin, attachment }) =>
    attachment === 'bandwidth' && !['bridge', 'ptp'].includes(plugin),
};

const refused = (each: MatrixCase) => Object.values(REFUSED).some((holds) => holds(each));

/** Reasons of the model why the pod does not start. */
function errors({ text, annotation }: MatrixCase): string[] {
  const { selections, problems } = readAnnotation(annotation);
  return [...judgeConfiguration(text), ...problems, ...selections.flatMap(({ request }) => judgeRequest(text, request))]
    .filter(({ level }) => level === 'error')
    .map(({ reason }) => reason);
}

test('the matrix is whole', () => {
  const size = Object.keys(PLUGINS).length * Object.keys(IPAMS).length * Object.keys(ATTACHMENTS).length * 4;
  expect([CASES.length, size]).toEqual([1764, 1764]);
  expect(CASES.filter(refused).length).toBeGreaterThan(400);
  for (const [why, holds] of Object.entries(REFUSED)) expect([why, CASES.some(holds)]).toEqual([why, true]);
});

test('the model refuses what cannot work, and nothing else', () => {
  const disagreements = CASES.flatMap((each) => {
    const said = errors(each);
    return said.length > 0 === refused(each) ? [] : [`${String(each.question.id)}: ${said.join(', ') || 'works'}`];
  });
  expect(disagreements).toEqual([]);
});

/** What the engine has: no DHCP server, no pool in an API, no virtual functions. */
const answerable = ({ ipam, plugin }: MatrixCase) => !['dhcp', 'whereabouts'].includes(ipam) && plugin !== 'sriov';
/** One version in the test; `MATRIX=all` runs every one. */
const chosen = ({ version }: MatrixCase) => process.env.MATRIX === 'all' || version === '1.0.0';

(runs ? test : test.skip)(
  'the plugins agree with the model',
  () => {
    const asked = CASES.filter((each) => answerable(each) && chosen(each));
    const input = asked.map(({ question }) => JSON.stringify(question)).join('\n');
    const lines = execFileSync(CNILAB!, ['-j', '2'], { input, encoding: 'utf8', maxBuffer: 1 << 28 })
      .trim()
      .split('\n');
    const answers = lines.map((line) => JSON.parse(line));
    // What this kernel or machine lacks says nothing of the values.
    const decided = asked.flatMap((each, index) =>
      answers[index].ok || answers[index].kind === 'configuration' ? [{ each, said: answers[index] }] : [],
    );
    const disagreements = decided.flatMap(({ each, said }) =>
      said.ok === !refused(each)
        ? []
        : [`${String(each.question.id)}: ${said.ok ? 'works' : `${said.code}: ${said.error}`}`],
    );
    console.info(
      `${asked.length} cases run, ${decided.length} decided, ${decided.filter(({ said }) => said.ok).length} work, ${disagreements.length} disagreements`,
    );
    expect(disagreements).toEqual([]);
    expect(decided.length).toBeGreaterThan(asked.length / 3);
  },
  600_000,
);
