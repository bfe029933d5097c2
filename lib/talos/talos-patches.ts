// The machine-config patches for users of a stock cdk8s App; NetworkApp writes them by itself.
import { join } from 'node:path';
import { IConstruct } from 'constructs';
import { everyFinding, TalosCluster } from '../cluster';
import { isFatal, SynthesisError, ValidationError } from '../construct';
import { emptyKustomization, publish } from '../output';
import { TalosLayout } from './layout';
import { talosOutput } from './patches';

/** One machine-config patch file. */
export interface TalosPatchFile {
  /** File name: `all.yaml`, `controlplane.yaml`, `worker.yaml` or `node-<name>.yaml`; `README.md`; in other layouts a path. */
  readonly name: string;
  /** Text: strategic-merge patches for `talosctl` with a comment on top that says how to apply them, or the page with all commands. */
  readonly content: string;
}

/**
 * The machine-config patches of the app's TalosCluster: KubePrism, node addresses, networks, links, the virtual address, no
 * Flannel and no kube-proxy where the app replaces them, bootstrap manifests, the firewall. In the form of the cluster's configuration.
 *
 * ```ts
 * app.synth();
 * TalosPatches.of(app).write('dist/talos');
 * ```
 */
export class TalosPatches {
  /** The patches of the app that a construct is in. */
  public static of(scope: IConstruct): TalosPatches {
    return new TalosPatches(scope);
  }

  private readonly scope: IConstruct;

  private constructor(scope: IConstruct) {
    this.scope = scope;
  }

  /**
   * The files, patches first in the order in which they are applied. Call when the app is complete.
   *
   * @param layout tool whose folders the files lie in. @default - that of talosctl
   * @throws ValidationError `talos/no-cluster` if the app has no TalosCluster
   */
  public files(layout: TalosLayout = TalosLayout.TALOSCTL): TalosPatchFile[] {
    if (TalosCluster.of(this.scope) === undefined) {
      throw new ValidationError(
        this.scope.node.root,
        'talos/no-cluster',
        'no TalosCluster in the app, so there is nothing to write patches for',
        "add one: new TalosCluster(app, 'home', { … })",
      );
    }
    return talosOutput(this.scope, layout).map(({ name, text }) => ({ name, content: text }));
  }

  /**
   * Writes the files, and removes those that an earlier run wrote and that are no longer needed: all of it or nothing, and only
   * files of its own, which `.cdk8s-talos-network` in the folder lists. A `Kustomization` without resources keeps Flux out of it.
   * Call when the app is complete.
   *
   * @param directory folder, made if it does not exist; keep it apart from the folder that `kubectl apply -f` sees
   * @param layout tool whose folders the files lie in. @default - that of talosctl
   * @returns paths of the files
   * @throws SynthesisError if the app has errors; nothing was written
   * @throws OutputError if files of the user's are in the way, or the folder cannot be written; nothing was written
   */
  public write(directory: string, layout: TalosLayout = TalosLayout.TALOSCTL): string[] {
    this.refuseErrors();
    const files = this.files(layout).map(({ name, content }) => ({ name, text: content }));
    publish(directory, [...files, emptyKustomization('')]);
    return files.map(({ name }) => join(directory, name));
  }

  private refuseErrors(): void {
    const findings = everyFinding(this.scope);
    if (findings.some(isFatal)) throw new SynthesisError(findings);
  }
}
