// A cdk8s App that checks everything before it writes anything, writes text that Go reads back unchanged, and adds dist/talos.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, App, AppProps, Yaml } from 'cdk8s';
import { Boundary, appFindings } from '../cluster';
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
import { finishManifest, ownerPath, PlacedManifest } from './objects';
import { objectFindings } from './object-rules';
import { outputTarget, publish } from './output';

/** What the cdk8s CLI asks for when validation plugins are configured. */
const METADATA = 'construct-metadata.json';

/**
 * An ordinary cdk8s App with four promises: every finding is reported once, an error leaves the previous output as it was,
 * Go's YAML reader reads the values that were meant, and the machine-config patches of the app's TalosCluster lie in `talos/`.
 *
 * With a stock cdk8s App the Kubernetes part works all the same (findings then come as cdk8s validation errors);
 * the Talos files need `TalosPatches.of(app).write('dist/talos')` there.
 */
export class NetworkApp extends App {
  private readonly target: string;
  private readonly listed: string | undefined;
  private metadata: string | undefined;
  /** The patches of the last check. */
  private talos: TalosFile[] = [];

  /**
   * @param props as for a cdk8s App; without `outdir` the folder is CDK8S_OUTDIR, else `dist`. Under the cdk8s CLI, which
   * deletes its output folder before the app runs, set `output: .stage/dist` in cdk8s.yaml: the app then publishes to `dist`
   * only what is complete.
   */
  public constructor(props: AppProps = {}) {
    super(props);
    const { target, listed } = outputTarget(this.outdir, props.outdir !== undefined);
    this.target = target;
    this.listed = listed;
    addTalosRules(Boundary.of(this));
  }

  /**
   * Checks, then writes.
   *
   * @throws SynthesisError with the whole report; nothing was written
   */
  public override synth(): void {
    const files = this.checkedFiles();
    publish(this.target, files);
    if (this.listed !== undefined) publish(this.listed, files);
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

  private checkedFiles(): Map<string, string> {
    const files = new Map<string, string>();
    const byFile = new Map<string, Manifest[]>();
    for (const { file, manifest } of this.checkedObjects()) byFile.set(file, [...(byFile.get(file) ?? []), manifest]);
    for (const [file, manifests] of byFile) files.set(file, toYaml(manifests));
    if (this.metadata !== undefined) files.set(METADATA, this.metadata);
    for (const file of Boundary.of(this).files()) files.set(file.name, file.text());
    for (const file of this.talos) files.set(`talos/${file.name}`, talosText(file));
    return files;
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
