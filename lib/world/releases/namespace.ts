// A release whose namespace the input does not tell: its objects have none either, and a text made of it is unknown.
import { isMap, Manifest } from '../../manifest';
import { AppTemplateAnswer } from '../helm/app-template';
import { UNKNOWN } from '../unknown';

/** What rendering in a namespace gives; in one that is not known, without the fields that hold it alone. */
export function inNamespace(
  namespace: string | undefined,
  render: (namespace: string) => AppTemplateAnswer,
): AppTemplateAnswer {
  if (namespace !== undefined) return render(namespace);
  const answer = render(UNKNOWN);
  if (answer.said !== 'objects') return answer;
  return { ...answer, objects: answer.objects.map((object) => unplaced(object) as Manifest) };
}

function unplaced(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unplaced);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => key !== 'namespace' || inner !== UNKNOWN)
      .map(([key, inner]) => [key, unplaced(inner)]),
  );
}
