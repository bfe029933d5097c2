// Files that another program reads: what is wrong with them as YAML of Kubernetes is nobody's mistake.
import { InputProblem } from './codes';

/** What is said of a file as YAML. */
const OF_YAML = new Set(
  ['yaml', 'json', 'duplicate-key', 'aliases', 'not-object', 'too-large'].map((name) => `input/${name}`),
);
/** Folders of programs that read YAML of their own. */
const FOLDERS = /(?:^|[\\/])(?:terraform|tofu|opentofu|pulumi|ansible|blueprints?)[\\/]/i;
/** A tag of an application: `!KeyOf`, `!Ref`. Go's readers of Kubernetes know none. */
const TAG = /(?:^|[\s[{,])![A-Za-z][\w.:-]*/m;
const MANIFEST = /^[ \t]*["']?apiVersion["']?[ \t]*:/m;

/**
 * The problems, one note for each such file in place of what is wrong with it.
 *
 * @param isData true for what a generator packs into a ConfigMap
 */
export function withoutForeign(
  problems: readonly InputProblem[],
  isData: (file: string) => boolean,
  text: (file: string) => string | undefined,
): InputProblem[] {
  const answers = new Map<string, boolean>();
  const isForeign = (file: string): boolean => {
    const known = answers.get(file) ?? (isData(file) || looksForeign(file, text(file) ?? ''));
    answers.set(file, known);
    return known;
  };
  const noted = new Set<string>();
  return problems.flatMap((problem) => {
    const { file, code, level } = problem;
    if (level === 'note' || !OF_YAML.has(code) || !isForeign(file)) return [problem];
    if (noted.has(file)) return [];
    noted.add(file);
    return [
      {
        level: 'note',
        code: 'input/data',
        file,
        message: `data of another program, not read (${problem.message})`,
        repair: 'nothing to do',
      },
    ];
  });
}

/** True for a file of Terraform, Ansible and the like, which read it in their own way: as a template, or laid over what they bring. */
export function isInputOfAnother(file: string): boolean {
  return FOLDERS.test(file);
}

function looksForeign(file: string, text: string): boolean {
  return !MANIFEST.test(text) && (isInputOfAnother(file) || TAG.test(text));
}
