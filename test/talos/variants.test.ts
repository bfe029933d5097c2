// Everything that has a property, and every program of this repository, in each form of each Talos minor: by the model, and by the real code where its
// programs are (folder ENGINES).
import { App } from 'cdk8s';
import { engineProgram } from '../support/engines';
import { appsOf, wholePrograms } from '../support/programs';
import { everything } from './everything';
import { answersOf, machinesOf, nameOf, objections, PatchedMachine, Variant, VARIANTS } from './variants';

jest.setTimeout(120_000);

/** The programs that describe machines for Talos 1.14. */
const programs = wholePrograms().filter(
  ({ name, text }) => /^(?:main\.ts|examples\/)/.test(name) && text.includes('TalosVersion.V1_14'),
);

/** The program for the minor and the forms. */
function appOf({ name, folder, text }: (typeof programs)[number], variant: Variant): App {
  const { version, configFormat, linkFormat } = variant;
  const said = `'${version}' as never, configFormat: '${configFormat}' as never, linkFormat: '${linkFormat}' as never`;
  const [app] = appsOf({ name, folder, text: text.replace('TalosVersion.V1_14,\n', `${said},\n`) });
  return app!;
}

/** Machines whose lists a second application refuses, which the comment of the file says. */
const hasInlineManifests = ({ patches }: PatchedMachine) => patches.some((text) => /^ {2}inlineManifests:/m.test(text));

/** What the real code says against machines, at first and when the patches are laid on a second time. */
function refusals(variant: Variant, machines: readonly PatchedMachine[]): string[] {
  const twice = machines
    .filter((machine) => !hasInlineManifests(machine))
    .map((machine) => ({ ...machine, id: `${machine.id} twice`, patches: [...machine.patches, ...machine.patches] }));
  return (answersOf(variant, [...machines, ...twice]) ?? []).flatMap(({ id, ok, error, warnings }) =>
    ok && warnings.length === 0 ? [] : [`${id}: ${error ?? warnings.join(', ')}`],
  );
}

describe.each(VARIANTS)('$version, $configFormat, links in $linkFormat', (variant) => {
  test('everything that has a property is taken, once and a second time', () => {
    const machines = machinesOf(everything(variant));
    expect(objections(variant, machines)).toEqual([]);
    expect(refusals(variant, machines)).toEqual([]);
  });

  test.each(programs)('$name is taken, once and a second time', (program) => {
    const machines = machinesOf(appOf(program, variant));
    expect(objections(variant, machines)).toEqual([]);
    expect(refusals(variant, machines)).toEqual([]);
  });

  test('what appends is what the comments say', () => {
    const machines = machinesOf(everything(variant));
    for (const { id, idempotent } of answersOf(variant, machines) ?? []) {
      const { patches } = machines.find((machine) => machine.id === id)!;
      expect([id, idempotent]).toEqual([id, !patches.some((text) => text.includes('# Applied twice, '))]);
    }
  });
});

const missing = VARIANTS.filter(({ version }) => engineProgram(`talos-${version}`) === undefined).map(nameOf);
if (missing.length > 0) console.info(`judged by the model alone, for want of the programs: ${missing.join('; ')}`);

(missing.length > 0 ? test.skip : test)('the real code of every minor has judged', () => {
  for (const variant of VARIANTS) expect(answersOf(variant, machinesOf(everything(variant)))).toHaveLength(6);
});
