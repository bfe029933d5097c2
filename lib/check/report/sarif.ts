// SARIF 2.1.0, which code-scanning services read.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CheckFinding } from '../findings';
import { allCodes } from '../layers';
import { Summary } from './summary';

export function sarif(findings: readonly CheckFinding[], { verbose: _, ...summary }: Summary): string {
  const said = new Set(findings.map(({ code }) => code));
  const rules = allCodes().filter(({ code }) => said.has(code));
  const indexOf = new Map(rules.map(({ code }, index) => [code, index]));
  const driver = {
    name: 'talosnet',
    informationUri: 'https://github.com/cdk8s-talos-network/cdk8s-talos-network',
    rules: rules.map(({ code, title, why }) => ({
      id: code,
      shortDescription: { text: title },
      fullDescription: { text: why },
      help: { text: `${title}. ${why}`, markdown: `**${title}**\n\n${why}` },
    })),
  };
  const results = findings.map((finding) => ({
    ruleId: finding.code,
    ...(indexOf.has(finding.code) ? { ruleIndex: indexOf.get(finding.code) } : {}),
    level: finding.severity,
    message: { text: `${finding.message}; ${finding.repair}` },
    locations: [locationOf(finding)],
    partialFingerprints: { 'talosnet/v1': finding.fingerprint },
    ...propertiesOf(finding),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results, properties: { summary } }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function propertiesOf({ assumed, source }: CheckFinding) {
  const properties = { ...(assumed === undefined ? {} : { assumed }), ...(source === undefined ? {} : { source }) };
  return Object.keys(properties).length === 0 ? {} : { properties };
}

function locationOf({ file, line, object, path }: CheckFinding) {
  const name = [object, path].filter((each) => each !== undefined).join(' ');
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line === undefined ? {} : { region: { startLine: line } }),
    },
    ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }] }),
  };
}

/** A URI reference: relative paths stay relative to where the command ran. */
function uriOf(file: string): string {
  if (file === '-') return 'stdin';
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}
