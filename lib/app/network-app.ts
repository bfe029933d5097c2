// A cdk8s App that checks everything before it writes anything, writes text that Go reads back unchanged, and adds dist/talos.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ApiObject, App, AppProps, Chart, Names, Yaml } from 'cdk8s';
import type { InputProblem, Problem } from '../check';
import { appFindings, Boundary, isCluster } from '../cluster';
import {
  collectStructured,
  dedupe,
  errorAt,
  Finding,
  formatReport,
  isFatal,
  SynthesisError,
  ValidationError,
} from '../construct';
import { ClusterFacts, FACTS_FILE, factsText } from '../facts';
import { Manifest, toYaml } from '../manifest';
import { TalosFile, talosFiles, talosOutput } from '../talos';
import { AppContent, AppOutput, plainFiles } from './app-output';
import { finishManifest, ownerPath, PlacedManifest } from './objects';
import { folderOf } from './app-world';
import { judge } from './judgement';

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
  /** The patches of the last check, by cluster. */
  private readonly talos = new Map<Boundary, TalosFile[]>();
  /** The facts of the last check, by cluster. */
  private readonly facts = new Map<Boundary, ClusterFacts>();

  /**
   * @param props as for a cdk8s App; without `outdir` the folder is CDK8S_OUTDIR, else `dist`. Under the cdk8s CLI, which
   * deletes its output folder before the app runs, set `output: .stage/dist` in cdk8s.yaml: the app then publishes to `dist`
   * only what is complete.
   */
  public constructor(props: NetworkAppProps = {}) {
    super(props);
    this.output = new AppOutput(this.outdir, props.outdir !== undefined, props.force);
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
    this.output.write(this.contentOf(this.checkedObjects()));
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

  /** All findings of the app as it stands, each once: what its constructs say of themselves, and what the rules say of everything together. */
  public findings(): Finding[] {
    return this.judged().findings;
  }

  /** What the rules say, and the files as synth would write them if nothing were wrong; constructs that object do not keep the rules from it. @internal */
  public _judged(): { problems: Problem[]; files: Map<string, string>; findings: Finding[]; unread: InputProblem[] } {
    const { findings, placed, problems, unread } = this.judged();
    const files = new Map(plainFiles(this.contentOf(placed)).map(({ name, text }) => [name, text]));
    return { problems, files, findings, unread };
  }

  private contentOf(objects: readonly PlacedManifest[]): AppContent {
    return {
      clusters: Boundary.all(this).map((boundary) => {
        const facts = this.facts.get(boundary);
        return {
          folder: folderOf(boundary),
          objects: objects.filter((each) => each.boundary === boundary),
          beside: [
            ...boundary.files().map((file) => ({ name: file.name, text: file.text() })),
            ...talosOutput(boundary.root, undefined, this.talos.get(boundary) ?? []).map(({ name, text }) => ({
              name: `talos/${name}`,
              text,
            })),
          ],
          facts: facts === undefined ? undefined : { name: FACTS_FILE, text: factsText(facts) },
        };
      }),
      metadata: this.metadata === undefined ? undefined : { name: METADATA, text: this.metadata },
    };
  }

  private checkedObjects(): PlacedManifest[] {
    const { findings, placed } = this.judged();
    if (findings.some(isFatal)) throw new SynthesisError(findings);
    if (findings.length > 0) process.stderr.write(`${formatReport(findings)}\n`);
    return placed;
  }

  /** The findings, and the objects if nothing kept them from being made. The rules are asked even where constructs object: all is said at once. */
  private judged(): {
    findings: Finding[];
    placed: PlacedManifest[];
    problems: Problem[];
    unread: InputProblem[];
  } {
    const findings = appFindings(this);
    // cdk8s itself stops over what other constructs say.
    if (findings.some((finding) => isFatal(finding) && finding.code === 'cdk8s/validation'))
      return { findings, placed: [], problems: [], unread: [] };
    try {
      const placed = this.capture();
      const problems: Problem[] = [];
      const unread: InputProblem[] = [];
      for (const boundary of Boundary.all(this)) {
        const objects = placed.filter((each) => each.boundary === boundary);
        const talos = talosFiles(boundary.root);
        this.talos.set(boundary, talos);
        if (objects.length === 0 && talos.length === 0) continue;
        const judgement = judge(boundary, objects, talos, findings);
        problems.push(...judgement.problems);
        unread.push(...judgement.unread);
        findings.push(...judgement.findings);
        this.facts.set(boundary, judgement.facts);
      }
      return { findings: dedupe(findings), placed, problems, unread };
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const said = errorAt(error.path, error.code, error.problem, error.repair);
      return { findings: [...findings, said], placed: [], problems: [], unread: [] };
    }
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
          placed.push({ ...origin.of(document, relative(scratch, file)), manifest: finishManifest(document) });
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
  private trackOrigins(): {
    of: (document: Manifest, file: string) => Omit<PlacedManifest, 'manifest'>;
    stop: () => void;
  } {
    const origins = new WeakMap<Manifest, ApiObject>();
    const undo: (() => void)[] = [];
    for (const construct of this.node.findAll()) {
      if (!ApiObject.isApiObject(construct)) continue;
      const render = construct.toJson;
      construct.toJson = () => {
        const manifest = render.call(construct) as Manifest;
        origins.set(manifest, construct);
        return manifest;
      };
      undo.push(() => {
        construct.toJson = render;
      });
    }
    return {
      of: (document, file) => {
        const object = origins.get(document);
        if (object === undefined) return { file, path: '', boundary: Boundary.of(this) };
        const boundary = Boundary.of(object);
        return { file: fileIn(boundary, Chart.of(object), file), path: ownerPath(object), boundary };
      },
      stop: () => undo.forEach((step) => step()),
    };
  }
}

/** The file of a chart below the folder of its cluster, named by the chart alone: cdk8s puts every id of the path into it, with a hash. */
function fileIn(boundary: Boundary, chart: Chart, file: string): string {
  if (!isCluster(boundary.root)) return file;
  const ids = chart.node.path.slice(boundary.root.node.path.length + 1);
  const short = ids.includes('/') ? Names.toDnsLabel(chart) : ids;
  return file.replace(Names.toDnsLabel(chart), short);
}
