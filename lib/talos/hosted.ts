// What must lie at the URLs that Talos fetches manifests from, where the program makes it.
import { toYaml } from '../manifest';
import { isJob } from './manifests';
import { Subject } from './statement';

/** Name of the file for a manifest: no engine reads a file of that ending. */
export function hostedFile(name: string): string {
  return `${name}.manifest`;
}

/** The files. Jobs are left out of them, as of inline manifests. */
export function hostedFiles({ facts }: Subject): { readonly name: string; readonly text: string }[] {
  return facts
    .externals()
    .flatMap(({ name, hosted }) =>
      hosted === undefined
        ? []
        : [{ name: hostedFile(name), text: toYaml(hosted().filter((manifest) => !isJob(manifest))) }],
    );
}
