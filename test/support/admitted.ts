// Whether the API server of a Cilium minor takes an object: schema and CEL rules.
import { ciliumMinor } from '../../lib/catalogue/cilium-minors';
import { Manifest } from '../../lib/manifest';
import { judge, judgeRules } from '../../lib/models/api-server';
import { pathText } from '../../lib/problem';

/** What the API server refuses of an object, a line each. */
export function admitted(manifest: Manifest, minor: string): string[] {
  const versions = { cilium: minor, gatewayApi: ciliumMinor(minor)!.gatewayApi };
  const refused: string[] = [];
  const hear = (level: string, code: string, path: readonly (string | number)[]) => {
    if (level === 'error') refused.push(`${manifest.kind}/${manifest.metadata.name} ${code} ${pathText([...path])}`);
  };
  judge({ manifest }, versions, hear);
  judgeRules({ manifest }, versions, hear);
  return refused;
}
