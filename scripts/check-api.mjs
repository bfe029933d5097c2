// The public surface as one reviewable file, api/cdk8s-talos-network.api.md: a change of it shows in the pull request.
//   node scripts/check-api.mjs            fails if the report is not up to date
//   node scripts/check-api.mjs --update   writes it
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const { Extractor, ExtractorConfig } = createRequire(import.meta.url)('@microsoft/api-extractor');
const update = process.argv.includes('--update');

const config = ExtractorConfig.prepare({
  configObject: {
    projectFolder: resolve('.'),
    mainEntryPointFilePath: '<projectFolder>/build/lib/index.d.ts',
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          target: 'ES2022',
          module: 'CommonJS',
          lib: ['ES2022'],
          types: ['node'],
          strict: true,
          skipLibCheck: true,
        },
      },
    },
    apiReport: {
      enabled: true,
      reportFolder: '<projectFolder>/api',
      reportTempFolder: '<projectFolder>/.stage/api',
      reportFileName: 'cdk8s-talos-network.api.md',
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: 'none' } },
      extractorMessageReporting: { default: { logLevel: 'none' } },
      tsdocMessageReporting: { default: { logLevel: 'none' } },
    },
  },
  configObjectFullPath: undefined,
  packageJsonFullPath: resolve('package.json'),
});
const result = Extractor.invoke(config, {
  localBuild: update,
  showVerboseMessages: false,
  messageCallback: (message) => {
    message.handled = true;
  },
});
if (result.apiReportChanged && !update) {
  console.error('the public API changed: run `npm run check:api -- --update` and commit api/');
  process.exitCode = 1;
} else {
  console.log(result.apiReportChanged ? 'api report written' : 'api report is up to date');
}
