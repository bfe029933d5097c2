// A cdk8s App that checks everything before it writes anything, writes text that Go reads back unchanged, and adds dist/talos.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, App, AppProps, Yaml } from 'cdk8s';
import { AppFacts, appFindings } from '../cluster';
import {
  collectStructured,
  errorAt,
  Finding,
  formatReport,
  isFatal,
  SynthesisError,
  ValidationError,
} from '../construct';
import { Manifest, toYaml } from '../manifest';
import { addTalosRules, TalosFile, talosFiles, talosText } from '../talos';
import { AppContent, AppOutput } from './app-output';
import { finishManifest, ownerPath, PlacedManifest } from './objects';
import { objectFindings } from './object-rules';

/** What the cdk8s CLI asks for when validation plugins are configured. */
const METADATA = 'construct-metadata.json';

/** Settings of a NetworkApp. */
export interface NetworkAppProps extends AppProps {
  /**
   * Overwrite and remove files of the output that somebody edited since a synth wrote them, and overwrite foreign ones that lie
   * where a file must be. Foreign files elsewhere stay in any case.
   *
   * @default - true if the environment variable TALOSNET_FORCE is set and neither empty, `0` nor `false`; else false
   */
  readonly force?: boolean;
}

/**
 * An ordinary cdk8s App with five promises: every finding is reported once, an error leaves the previous output as it was, files
 * that it did not write are neither changed nor removed, Go's YAML reader reads the values that were meant, and the machine-config
 * patches of the app's TalosCluster lie in `talos/`, where no GitOps engine trips over them.
 *
 * With a stock cdk8s App the Kubernetes part works all the same (findings then come as cdk8s validation errors);
 * the Talos files need `TalosPatches.of(app).write('dist/talos')` there.
 */
export class NetworkApp extends App {
  private readonly output: AppOutput;
  private metadata: string | undefined;
  /** The patches of the last check. */
  private talos: TalosFile[] = [];

  /**
   * @param props as for a cdk8s App; without `outdir` the folder is CDK8S_OUTDIR, else `dist`. Under the cdk8s CLI, which
   * deletes its output folder before the app runs, set `output: .stage/dist` in cdk8s.yaml: the app then publishes to `dist`
   * only what is complete.
   */
  public constructor(props: NetworkAppProps = {}) {
    super(props);
    this.output = new AppOutput(this.outdir, props.outdir !== undefined, props.force);
    addTalosRules(AppFacts.of(this));
  }

  /**
   * Checks, then writes: all files, or none. Only files of its own are changed and removed, which `.cdk8s-talos-network` in the
   * output lists.
   *
   * @throws SynthesisError with the whole report; nothing was written
   * @throws OutputError if files of the user's are in the way, or the folder cannot be written; nothing was written
   */
  public override synth(): void {
    this.output.recover();
    this.output.write(this.checkedContent());
  }

  /**
   * All Kubernetes objects as one text.
   *
   * @throws SynthesisError with the whole report
   */
  public override synthYaml(): string {
    const objects = this.checkedObjects();
    return toYaml(objects.map((placed) => placed.manifest));
  }

  /** All findings of the app as it stands, each once. */
  public findings(): Finding[] {
    return appFindings(this);
  }

  private checkedContent(): AppContent {
    const objects = this.checkedObjects();
    return {
      objects,
      beside: [
        ...AppFacts.of(this)
          .files()
          .map((file) => ({ name: file.name, text: file.text() })),
        ...this.talos.map((file) => ({ name: `talos/${file.name}`, text: talosText(file) })),
      ],
      metadata: this.metadata === undefined ? undefined : { name: METADATA, text: this.metadata },
    };
  }

  private checkedObjects(): PlacedManifest[] {
    const findings = this.findings();
    let placed: PlacedManifest[] = [];
    if (!findings.some(isFatal)) {
      try {
        placed = this.capture();
        this.talos = talosFiles(this);
        findings.push(...objectFindings(this, placed, this.talos, findings));
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error;
        findings.push(errorAt(error.path, error.code, error.problem, error.repair));
      }
    }
    if (findings.some(isFatal)) throw new SynthesisError(findings);
    if (findings.length > 0) process.stderr.write(`${formatReport(findings)}\n`);
    return placed;
  }

  /** The objects and the files they belong in, by cdk8s's own layout; its YAML writer is replaced while it runs. */
  private capture(): PlacedManifest[] {
    const placed: PlacedManifest[] = [];
    const origin = this.trackOrigins();
    const save = Yaml.save.bind(Yaml);
    const outdir = this.outdir;
    const scratch = mkdtempSync(join(tmpdir(), 'cdk8s-talos-network-'));
    const redirect = (folder: string) => Object.assign(this, { outdir: folder });
    Yaml.save = (file: string, documents: any[]) => {
      for (const document of documents as (Manifest | undefined)[]) {
        if (document !== undefined)
          placed.push({
            file: relative(scratch, file),
            manifest: finishManifest(document),
            path: origin.paths.get(document) ?? '',
          });
      }
    };
    try {
      redirect(scratch);
      collectStructured(() => super.synth());
      const metadata = join(scratch, METADATA);
      this.metadata = existsSync(metadata) ? readFileSync(metadata, 'utf8') : undefined;
    } finally {
      Yaml.save = save;
      redirect(outdir);
      origin.stop();
      rmSync(scratch, { recursive: true, force: true });
    }
    return placed;
  }

  /** Remembers which construct each manifest comes from, while cdk8s renders. */
  private trackOrigins(): { paths: WeakMap<Manifest, string>; stop: () => void } {
    const paths = new WeakMap<Manifest, string>();
    const undo: (() => void)[] = [];
    for (const construct of this.node.findAll()) {
      if (!ApiObject.isApiObject(construct)) continue;
      const render = construct.toJson;
      construct.toJson = () => {
        const manifest = render.call(construct) as Manifest;
        paths.set(manifest, ownerPath(construct));
        return manifest;
      };
      undo.push(() => {
        construct.toJson = render;
      });
    }
    return { paths, stop: () => undo.forEach((step) => step()) };
  }
}
