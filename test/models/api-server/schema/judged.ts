// What the schema and CEL layers say about one object, one line each.
import { Manifest } from '../../../../lib/manifest';
import { serverWords } from '../../../../lib/problem';
import { judge, judgeRules, Say, Served } from '../../../../lib/models/api-server';

export const NEWEST: Served = { cilium: '1.20', gatewayApi: 'v1.6.1' };

/** Lines `level code path: message | repair`. */
export function judged(manifest: unknown, versions: Served = NEWEST): string[] {
  const said: string[] = [];
  const say: Say = (level, code, path, data) => {
    const { message, repair } = serverWords(data);
    said.push(`${level} ${code} ${path.join('.')}: ${message} | ${repair}`);
  };
  const object = { manifest: manifest as Manifest };
  judge(object, versions, say);
  judgeRules(object, versions, say);
  return said;
}

/** True if the API server would take an object of which this is said: no error, and a kind that somebody serves. */
export function accepts(said: readonly string[]): boolean {
  return !said.some((line) => line.startsWith('error') || line.startsWith('note schema/unknown-kind'));
}
