// Every finished object of an app, whoever made it, is held to the rules of the check room: the same that `talosnet check` applies to files.
import { IConstruct } from 'constructs';
import type { CheckedDocument, CheckedObject, Problem, Versions } from '../check';
import { CiliumInstall } from '../cilium';
import { Boundary, Role, TalosCluster } from '../cluster';
import { collectStructured, errorAt, Finding, NetworkConstruct, ValidationError, warningAt } from '../construct';
import { objectKey } from '../manifest';
import { TalosFile, talosFiles } from '../talos';
import { OwnedManifest, renderedObjects } from './objects';

type CheckRoom = typeof import('../check');

/**
 * What is wrong with the objects, each and taken together.
 *
 * @param talos the app's machine-config patches
 * @param said what the constructs have found themselves: the same thing is not said twice
 */
export function objectFindings(
  app: IConstruct,
  objects: readonly OwnedManifest[],
  talos: readonly TalosFile[],
  said: readonly Finding[],
): Finding[] {
  if (objects.length === 0) return [];
  // Loaded here: the schemas are needed at synth only.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const room = require('../check') as CheckRoom;
  const facts = Boundary.of(app);
  const policies = new Set(facts.all(Role.POLICY).map((policy) => policy.node.path));
  const { problems } = room.check(
    {
      objects: objects.map(({ manifest, path }): CheckedObject => ({ manifest, origin: { construct: path } })),
      talos: talos.flatMap(({ documents }) =>
        documents.map((content): CheckedDocument => ({
          content,
          origin: { construct: TalosCluster.find(app)!.node.path },
        })),
      ),
      documents: [],
    },
    { versions: versionsOf(app) },
  );
  return problems
    .map((problem) => ({ problem, place: room.pathText(problem.path) }))
    .filter(({ problem, place }) => problem.level !== 'note' && !isSaid(problem, place, said, policies))
    .map(({ problem, place }) => facts.mark(findingOf(problem, place)));
}

/** For cdk8s's own App, which collects texts: the same rules over what it will write. Asked for several times in one synth. */
export function addObjectRules(isOurs: (app: IConstruct) => boolean): void {
  const answers = new WeakMap<IConstruct, { text: string; findings: Finding[] }>();
  Boundary.addRuleEverywhere({
    code: 'app/objects',
    check: ({ root }) => {
      if (isOurs(root)) return [];
      const objects = rendered(root);
      const text = JSON.stringify(objects);
      const known = answers.get(root);
      if (known?.text === text) return known.findings;
      const findings = objectFindings(root, objects, patchesOf(root), ownFindings(root));
      answers.set(root, { text, findings });
      return findings;
    },
  });
}

function rendered(root: IConstruct): OwnedManifest[] {
  try {
    return collectStructured(() => renderedObjects(root));
  } catch (error) {
    // cdk8s meets the same error when it writes, and says it.
    if (error instanceof Error) return [];
    throw error;
  }
}

function ownFindings(root: IConstruct): Finding[] {
  return root.node.findAll().flatMap((construct) => (NetworkConstruct._is(construct) ? construct._findings() : []));
}

function versionsOf(app: IConstruct): Partial<Versions> {
  const cilium = CiliumInstall.of(app)?.version.split('.').slice(0, 2).join('.');
  const talos = TalosCluster.find(app)?.talosVersion;
  return { ...(cilium === undefined ? {} : { cilium }), ...(talos === undefined ? {} : { talos }) };
}

function patchesOf(app: IConstruct): TalosFile[] {
  try {
    return talosFiles(app);
  } catch (error) {
    // The rules of the Talos room say it.
    if (error instanceof ValidationError) return [];
    throw error;
  }
}

/** What a construct says of itself, by the beginning of its codes, and what the rules over plain objects call the same. */
const SAME: readonly (readonly [rule: string, own: readonly string[]])[] = [
  ['schema/', ['cilium/', 'policy/']],
  ['cel/', ['cilium/', 'policy/']],
  ['cilium/', ['cilium/', 'policy/']],
  ['address/', ['cluster/address', 'network/', 'loadbalancer/']],
  ['l2/', ['loadbalancer/']],
  ['cni/', ['network/', 'multus/']],
  ['reference/', ['gateway/', 'network/', 'loadbalancer/']],
  ['values/', ['cluster/', 'cilium/', 'values/', 'talos/']],
];

/**
 * True if the construct has said it: policies go through the agent's rules themselves, and what somebody ignores stays ignored. A warning about
 * one thing never hides an error about another.
 */
function isSaid(
  { code, level, at }: Problem,
  place: string,
  said: readonly Finding[],
  policies: ReadonlySet<string>,
): boolean {
  const path = at.origin.construct ?? '';
  if (code.startsWith('cilium/') && policies.has(path)) return true;
  const own = SAME.find(([rule]) => code.startsWith(rule))?.[1] ?? [];
  const onePlace = /^(?:schema|cel)\//.test(code);
  return said.some(
    (finding) =>
      finding.path !== '' &&
      `${path}/`.startsWith(`${finding.path}/`) &&
      own.some((start) => finding.code.startsWith(start)) &&
      (onePlace
        ? finding.problem.startsWith(`${place}:`)
        : finding.ignoredBecause !== undefined || (finding.severity as string) === level),
  );
}

function findingOf({ level, code, at, message, repair }: Problem, place: string): Finding {
  const object = 'manifest' in at ? objectKey(at.manifest) : 'Talos patch';
  const where = [object, place].filter((each) => each !== '').join(' ');
  return (level === 'error' ? errorAt : warningAt)(at.origin.construct ?? '', code, `${where}: ${message}`, repair);
}
