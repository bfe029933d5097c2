// The finished objects of an app, whoever made them: cluster-scoped kinds without namespace, no duplicates, no secrets.
import { checkObjectName, errorAt, Finding, isClusterScoped, isMap, Manifest, objectKey, warningAt } from '../manifest';
import { ValueError } from '../net';
import { Judge, policyProblems } from '../policy';

/** An object, the file it goes into and the construct it comes from. */
export interface PlacedManifest {
  readonly file: string;
  readonly manifest: Manifest;
  readonly path: string;
}

/** The object without a namespace if its kind is cluster-scoped: cdk8s puts the chart's on everything. */
export function finishManifest(manifest: Manifest): Manifest {
  if (!isMap(manifest.metadata) || manifest.metadata.namespace === undefined || !isClusterScoped(manifest.apiVersion, manifest.kind)) return manifest;
  const { namespace: _dropped, ...metadata } = manifest.metadata;
  return { ...manifest, metadata: metadata as Manifest['metadata'] };
}

/**
 * What is wrong with the objects, each and taken together.
 *
 * @param checked paths of policies that have checked themselves
 */
export function objectFindings(placed: readonly PlacedManifest[], checked: ReadonlySet<string>): Finding[] {
  return [...duplicates(placed), ...placed.flatMap((object) => [...secrets(object), ...names(object), ...(checked.has(object.path) ? [] : policies(object))])];
}

function duplicates(placed: readonly PlacedManifest[]): Finding[] {
  const first = new Map<string, PlacedManifest>();
  const findings: Finding[] = [];
  for (const object of placed) {
    const key = `${object.manifest.apiVersion.replace(/\/.*/, '')}/${objectKey(object.manifest)}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, object);
    else
      findings.push(
        errorAt(
          object.path,
          'manifest/duplicate',
          `a second ${objectKey(object.manifest)}, beside ${earlier.path}`,
          'give one of them another name or namespace; the later one would overwrite the other',
        ),
      );
  }
  return findings;
}

/** cdk8s checks no name; the API server would refuse the object. */
function names({ manifest, path }: PlacedManifest): Finding[] {
  try {
    checkObjectName(manifest.kind, String(manifest.metadata?.name));
    return [];
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    return [errorAt(path, error.code, error.problem, error.repair)];
  }
}

/** Policies by hand are held to the rules of our own: the API server takes many that the agent refuses, and then nothing is enforced. */
function policies({ manifest, path }: PlacedManifest): Finding[] {
  return policyProblems(manifest).map((problem) => {
    const finding = problem.judge === Judge.MEANING ? warningAt : errorAt;
    return finding(path, problem.code, `${problem.at}: ${problem.problem}`, problem.repair);
  });
}

const KEY_MATERIAL = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

function secrets({ manifest, path }: PlacedManifest): Finding[] {
  const where = objectKey(manifest);
  if (
    manifest.kind === 'Secret' &&
    manifest.apiVersion === 'v1' &&
    [manifest.data, manifest.stringData].some((data) => isMap(data) && Object.keys(data).length > 0)
  ) {
    return [
      errorAt(
        path,
        'manifest/secret-data',
        `${where} carries data (not shown)`,
        'keep the Secret out of Git: make it with SOPS, External Secrets or cert-manager and refer to it by name',
      ),
    ];
  }
  if (containsKeyMaterial(manifest))
    return [
      errorAt(path, 'manifest/key-material', `${where} holds a private key (not shown)`, 'keep the key in a Secret of the cluster and refer to it by name'),
    ];
  return [];
}

function containsKeyMaterial(value: unknown): boolean {
  if (typeof value === 'string') return KEY_MATERIAL.test(value);
  if (Array.isArray(value)) return value.some(containsKeyMaterial);
  return isMap(value) && Object.values(value).some(containsKeyMaterial);
}
