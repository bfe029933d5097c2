// What the cdk8s command does with folders: it deletes the one that it names to the program before the program runs, and lists it
// afterwards. Source: cdk8s-cli 2.207, lib/cli/cmds/synth.js and lib/util.js.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

/** Folder that the command may delete: what it names below this is published beside it. */
const STAGE = '.stage';

/** Where an app publishes to. */
export interface OutputTarget {
  /** The output folder. */
  readonly folder: string;
  /**
   * folder: manifests and other files. chart: `folder` is a helm chart made by `cdk8s synth --format helm`, manifests go into its
   * templates/. stream: a throw-away folder whose YAML files `cdk8s synth --stdout` prints.
   */
  readonly form: 'folder' | 'chart' | 'stream';
  /** The folder that the command lists and hands to validation plugins, if it is another. */
  readonly listed?: string;
  /** Set if the command has deleted `folder` before this program ran: what `output` must say to prevent it. */
  readonly deletedUnless?: string;
}

/** Reads the command's environment. */
export interface CliEnvironment {
  readonly CDK8S_OUTDIR?: string;
  readonly CDK8S_RECORD_CONSTRUCT_METADATA?: string;
}

/**
 * The target of an app.
 *
 * @param outdir of the app
 * @param chosenByProgram true if the program named it, false if it is the command's or the default
 */
export function outputTarget(outdir: string, chosenByProgram: boolean, env: CliEnvironment): OutputTarget {
  const folder = resolve(outdir);
  // The command always says whether it wants metadata; somebody who only redirects the output sets the folder alone.
  const named = env.CDK8S_OUTDIR === undefined || env.CDK8S_OUTDIR === '' ? undefined : resolve(env.CDK8S_OUTDIR);
  const cli = env.CDK8S_RECORD_CONSTRUCT_METADATA === undefined ? undefined : named;
  if (chosenByProgram) {
    if (cli === undefined || isThrowAway(cli)) return { folder, form: 'folder' };
    if (cli !== folder) return { folder, form: 'folder', listed: cli };
  } else if (isThrowAway(folder)) return { folder, form: 'stream' };

  const chart = basename(folder) === 'templates' && existsSync(join(dirname(folder), 'Chart.yaml'));
  const base = chart ? dirname(folder) : folder;
  const published = besideStage(base);
  const form = chart ? 'chart' : 'folder';
  if (published !== undefined && !chosenByProgram) return { folder: published, form, listed: folder };
  const deleted = cli === folder && (chart || !existsSync(folder));
  return { folder: base, form, ...(deleted ? { deletedUnless: join(STAGE, relative('', base)) } : {}) };
}

/** `clusters/home` of `.stage/clusters/home`; undefined for a folder that is not below a stage, seen from the program's folder. */
function besideStage(folder: string): string | undefined {
  const parts = relative('', folder).split(sep);
  const at = parts.lastIndexOf(STAGE);
  return at < 0 || at === parts.length - 1 ? undefined : resolve(...parts.slice(0, at), ...parts.slice(at + 1));
}

/** True for the empty temporary folder that the command makes for `--stdout`. */
function isThrowAway(folder: string): boolean {
  try {
    return (
      /^cdk8s-[A-Za-z0-9]{6}$/.test(basename(folder)) &&
      realpathSync(dirname(folder)) === realpathSync(tmpdir()) &&
      readdirSync(folder).length === 0
    );
  } catch {
    return false;
  }
}
