// Maintainers' check, not part of any test: asks the registries whether the pinned image digests are still those of their tags.
//
//   node scripts/check-digests.mjs                     all images of lib/multus and lib/cilium
//   node scripts/check-digests.mjs IMAGE:TAG@DIGEST …  these images
//
// Prints one line an image: ok, differs (with the registry's digest) or unreachable (with the reason).
// Exit code: 0 all ok, 1 one differs, 2 none differs but one could not be asked.

const TIMEOUT = 20_000;
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

const given = process.argv.slice(2);
const images = given.length > 0 ? given.map(parse) : await pinned();
const results = await Promise.all(images.map(check));
for (const [index, { verdict, detail }] of results.entries()) {
  const { repository, tag, digest, note } = images[index];
  console.log(
    `${verdict.padEnd(11)} ${repository}:${tag}@${digest}${detail === undefined ? '' : `  ${detail}`}${note === undefined ? '' : `  [${note}]`}`,
  );
}
const count = (verdict) => results.filter((result) => result.verdict === verdict).length;
console.log(`${count('ok')} ok, ${count('differs')} differ, ${count('unreachable')} unreachable`);
process.exitCode = count('differs') > 0 ? 1 : count('unreachable') > 0 ? 2 : 0;

/** The images that the library pins. Read from the sources by tsx, so that nothing need be built. */
async function pinned() {
  const { require: load } = await import('tsx/cjs/api').then((api) => ({
    require: (id) => api.require(id, import.meta.url),
  }));
  const { multusImages } = load('../lib/multus/releases.ts');
  const list = multusImages().map((image) => ({
    ...image,
    note: image.digestSource === 'registry' ? undefined : `digest by ${image.digestSource}`,
  }));
  try {
    const cilium = load('../lib/chart/releases/index.ts');
    for (const version of cilium.supportedVersions()) {
      for (const [path, image] of Object.entries(cilium.imagesOf(cilium.findRelease(version)))) {
        // The operator's image has its flavour in its name, the chart's value has not.
        if (image.digest !== '')
          list.push(path === 'operator.image' ? { ...image, repository: `${image.repository}-generic` } : image);
      }
    }
  } catch (error) {
    console.error(`images of Cilium left out: ${error.message}`);
  }
  return [...new Map(list.map((image) => [`${image.repository}:${image.tag}`, image])).values()];
}

function parse(text) {
  const match = /^(.+\/.+):([^:@/]+)@(sha256:[0-9a-f]{64})$/.exec(text);
  if (match === null) throw new Error(`not an image with tag and digest: ${text}`);
  return { repository: match[1], tag: match[2], digest: match[3] };
}

async function check({ repository, tag, digest }) {
  const host = repository.slice(0, repository.indexOf('/'));
  const name = repository.slice(host.length + 1);
  // Plain HTTP for a registry on this machine only, as container runtimes do.
  const scheme = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host) ? 'http' : 'https';
  const url = `${scheme}://${host}/v2/${name}/manifests/${tag}`;
  try {
    let response = await ask(url);
    if (response.status === 401)
      response = await ask(url, await token(response.headers.get('www-authenticate') ?? '', name));
    if (!response.ok) return { verdict: 'unreachable', detail: `${url}: HTTP ${response.status}` };
    const found = response.headers.get('docker-content-digest');
    if (found === null) return { verdict: 'unreachable', detail: `${url}: no Docker-Content-Digest header` };
    return found === digest ? { verdict: 'ok' } : { verdict: 'differs', detail: `registry: ${found}` };
  } catch (error) {
    return { verdict: 'unreachable', detail: error.cause?.message || error.cause?.code || error.message };
  }
}

/** @param {string} [bearer] */
function ask(url, bearer) {
  return fetch(url, {
    method: 'HEAD',
    headers: { accept: MANIFESTS, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
    signal: AbortSignal.timeout(TIMEOUT),
  });
}

/** An anonymous pull token, as the distribution spec's token authentication gives it. */
async function token(challenge, name) {
  const field = (key) => new RegExp(`${key}="([^"]*)"`).exec(challenge)?.[1];
  const realm = field('realm');
  if (!/^bearer /i.test(challenge) || realm === undefined) throw new Error(`no bearer challenge: ${challenge}`);
  const url = new URL(realm);
  const service = field('service');
  if (service !== undefined) url.searchParams.set('service', service);
  url.searchParams.set('scope', field('scope') ?? `repository:${name}:pull`);
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`token: HTTP ${response.status}`);
  const body = /** @type {any} */ (await response.json());
  return body.token ?? body.access_token;
}
