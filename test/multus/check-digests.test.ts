// scripts/check-digests.mjs against a registry on this machine.
import { execFile } from 'node:child_process';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';

const DIGEST = `sha256:${'a'.repeat(64)}`;
let server: Server;
let host: string;

beforeAll((done) => {
  server = createServer((request, response) => {
    if (request.url!.startsWith('/token')) {
      const scope = new URL(request.url!, 'http://x').searchParams.get('scope');
      response.end(JSON.stringify({ token: scope }));
    } else if (request.headers.authorization !== 'Bearer repository:cni/multus:pull') {
      response
        .writeHead(401, {
          'www-authenticate': `Bearer realm="http://${host}/token",service="registry",scope="repository:cni/multus:pull"`,
        })
        .end();
    } else if (request.url === '/v2/cni/multus/manifests/v1.0.0') {
      response.writeHead(200, { 'docker-content-digest': DIGEST }).end();
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1', () => {
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    done();
  });
});
afterAll((done) => void server.close(done));

const check = (...images: string[]) =>
  new Promise<{ code: number; lines: string[] }>((resolve) => {
    execFile(process.execPath, [join(__dirname, '../../scripts/check-digests.mjs'), ...images], (error, stdout) =>
      resolve({ code: Number(error?.code ?? 0), lines: stdout.trim().split('\n') }),
    );
  });

test('fetches a token and finds the digest of the tag', async () => {
  const image = `${host}/cni/multus:v1.0.0@${DIGEST}`;
  expect(await check(image)).toEqual({ code: 0, lines: [`ok          ${image}`, '1 ok, 0 differ, 0 unreachable'] });
});

test('tells another digest from a registry that does not answer', async () => {
  const [other, missing] = [
    `${host}/cni/multus:v1.0.0@sha256:${'b'.repeat(64)}`,
    `${host}/cni/multus:v9.9.9@${DIGEST}`,
  ];
  expect(await check(other, missing)).toEqual({
    code: 1,
    lines: [
      `differs     ${other}  registry: ${DIGEST}`,
      `unreachable ${missing}  http://${host}/v2/cni/multus/manifests/v9.9.9: HTTP 404`,
      '0 ok, 1 differ, 1 unreachable',
    ],
  });
  expect((await check(missing)).code).toBe(2);
});
