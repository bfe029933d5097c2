// What the schema and CEL layers say about one object, one line each.
import { celLayer } from '../../../../lib/models/api-server/cel';
import { schemaLayer } from '../../../../lib/models/api-server/schema';
import { Path, Report, Versions } from '../../../../lib/check/types';
import { Manifest } from '../../../../lib/manifest';

export const NEWEST: Versions = { cilium: '1.20', gatewayApi: 'v1.6.1' };

/** Lines `level code path: message | repair`. */
export function judged(manifest: unknown, versions: Versions = NEWEST): string[] {
  const said: string[] = [];
  const say = (level: string) => (code: string, _: unknown, path: Path, message: string, repair: string) =>
    void said.push(`${level} ${code} ${path.join('.')}: ${message} | ${repair}`);
  const report: Report = { error: say('error'), warning: say('warning'), note: say('note') };
  const object = { manifest: manifest as Manifest, origin: {} };
  schemaLayer.check(object, versions, report);
  celLayer.check(object, versions, report);
  return said;
}

/** True if the API server would take an object of which this is said: no error, and a kind that somebody serves. */
export function accepts(said: readonly string[]): boolean {
  return !said.some((line) => line.startsWith('error') || line.startsWith('note schema/unknown-kind'));
}
