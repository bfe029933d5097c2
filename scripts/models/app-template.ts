// The chart app-template, in the format of its goldens: {"id","version","release","namespace","valuesYaml"} and, where the cluster
// is not the usual one, {"kubeVersion","apiVersions"}; else the head comments of the value file say it.
import { fromYaml } from '../../lib/manifest';
import { appTemplate } from '../../lib/world/helm/app-template';

interface Question {
  readonly id: unknown;
  readonly version: string;
  readonly release: string;
  readonly namespace: string;
  readonly valuesYaml: string;
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
}

export const byMinor = false;

export function answer(question: Question): Record<string, unknown> {
  const { id, version, release, namespace, valuesYaml } = question;
  let documents: unknown[];
  try {
    documents = fromYaml(valuesYaml);
  } catch (error) {
    return { id, error: (error as Error).message, stage: 'values' };
  }
  const said = appTemplate({ version, release, namespace, values: documents[0], cluster: cluster(question) });
  if (said.said === 'objects') return { id, objects: said.objects };
  if (said.said === 'refused') return { id, error: said.reason, stage: said.stage };
  return { id, judged: false, why: said.why };
}

/** The cluster that the question or the head of its value file names. */
function cluster({ kubeVersion, apiVersions, valuesYaml }: Question): {
  kubernetesMinor?: number;
  apiVersions?: string[];
} {
  const head = valuesYaml.split('\n---')[0]!;
  const version = kubeVersion ?? /^# kube-version: (.+)$/m.exec(head)?.[1];
  const apis = apiVersions ?? /^# api-versions: (.+)$/m.exec(head)?.[1]?.split(/\s+/);
  return {
    ...(version === undefined ? {} : { kubernetesMinor: Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 33) }),
    ...(apis === undefined ? {} : { apiVersions: apis.filter((api) => api !== 'none') }),
  };
}
