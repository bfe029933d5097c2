// What GitOps engines need beside the manifests so that they read these and nothing else. Each fact was asked of the engine's own code
// (scripts/engines/go-flux), Argo CD's of its documentation (user guide, Directory: "Skipping File Rendering").
//
//   engine                         reads                                          is kept from our other files by
//   Flux, folder without           every .yaml and .yml below; a folder with      their folder's Kustomization
//   kustomization                  a kustomization as that says
//   Flux, kustomize, kubectl -k    what the kustomization names                   the output's Kustomization
//   kubectl apply -f               .json .yaml .yml of the folder itself          their folder; `Kustomization` has no extension
//   Argo CD, directory             .json .yaml .yml .jsonnet, with recurse of     the marker in each
//                                  every folder
//   helm                           every file in templates/                       lying beside templates/, and .helmignore
import { toYaml } from '../manifest';
import { OutputFile } from './plan';
import { OutputError } from './problem';

/** Argo CD passes over a file that holds this text. */
export const ARGO_SKIP = '+argocd:skip-file-rendering';

/** The kustomization of a folder. The name without extension is the one that `kubectl apply -f` and Argo CD's directories pass over. */
export const KUSTOMIZATION = 'Kustomization';

/** Every name of a kustomization: two in one folder are an error of kustomize. */
const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', KUSTOMIZATION];

/** The text with Argo CD's marker in a comment on top, unless it is in there. */
export function passedOver(text: string): string {
  return text.includes(ARGO_SKIP) ? text : `# ${ARGO_SKIP}\n${text}`;
}

/** The kustomization over manifests of a folder. */
export function kustomizationOf(folder: string, manifests: readonly string[]): OutputFile {
  return kustomization(
    folder,
    'For Flux, kustomize and `kubectl apply -k`. With a kustomization.yaml of your own in this folder it is not written.',
    manifests,
  );
}

/** A kustomization without objects, for a folder of files that are not for the cluster. */
export function emptyKustomization(folder: string): OutputFile {
  return kustomization(folder, 'Keeps Flux from reading this folder: nothing in it is for the cluster.', []);
}

function kustomization(folder: string, comment: string, manifests: readonly string[]): OutputFile {
  const content = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    // kustomize refuses a kustomization that says nothing at all.
    ...(manifests.length === 0 ? { generatorOptions: { disableNameSuffixHash: true } } : { resources: manifests }),
  };
  return { name: `${folder}${KUSTOMIZATION}`, text: `# ${comment}\n${toYaml([content])}`, unless: KUSTOMIZATIONS };
}

/**
 * Files that are not for the cluster, with what keeps the engines away from them.
 *
 * @param manifests names of the manifests that lie in the same output
 * @throws OutputError `output/among-manifests` for a file in a folder with manifests: Flux and kubectl would read it
 */
export function besideManifests(files: readonly OutputFile[], manifests: readonly string[]): OutputFile[] {
  const taken = new Set(manifests.map(folderOf));
  const wrong = files.filter(({ name }) => ['', ...taken].some((folder) => folder.startsWith(folderOf(name))));
  if (wrong.length > 0)
    throw new OutputError([
      {
        code: 'output/among-manifests',
        paths: wrong.map(({ name }) => name),
        problem: 'is not for the cluster and would lie among the manifests, where Flux and kubectl read every file',
        repair:
          "give it a folder of its own, such as path: 'helm/cilium-values.yaml', or give the chart of that name another id",
      },
    ]);
  const folders = [...new Set(files.map(({ name }) => folderOf(name)))].sort();
  return [...files.map((file) => ({ ...file, text: passedOver(file.text) })), ...folders.map(emptyKustomization)];
}

/** `talos/` of `talos/all.yaml`, empty for a file of the output itself. */
function folderOf(name: string): string {
  return name.slice(0, name.lastIndexOf('/') + 1);
}
