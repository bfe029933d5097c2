// nginx.conf of the UI: serves the page, passes its API to the backend beside it.
import { Chart } from '../context';

type Block = readonly [head: string, body: readonly Line[]];
type Line = string | Block;

export function nginxConf(chart: Chart): string {
  const base = chart.v.text('hubble.ui.baseUrl');
  const moved = base !== '/';
  // Below another path, nginx takes the path off for the backend and puts it into the page.
  const rewrite = moved ? [`rewrite ^${base.replace(/\/+$/, '')}(/.*)$ $1 break;`] : [];
  const api: Block = [
    `location ${base}api`,
    [
      ...rewrite,
      'proxy_http_version 1.1;',
      'proxy_pass_request_headers on;',
      `proxy_pass http://127.0.0.1:8090${moved ? '/' : ''};`,
    ],
  ];
  const page: Block = [
    `location ${base}`,
    [
      'if ($http_user_agent ~* "kube-probe") { access_log off; }',
      ...rewrite,
      '# double `/index.html` is required here',
      'try_files $uri $uri/ /index.html /index.html;',
    ],
  ];
  const health: Block = [
    'location /healthz',
    ['access_log off;', 'add_header Content-Type text/plain;', "return 200 'ok';"],
  ];
  const root: Block = [
    'location /',
    [
      'proxy_set_header Host $host;',
      'proxy_set_header X-Real-IP $remote_addr;',
      api,
      ...(moved ? ['sub_filter_once on;', `sub_filter '<base href="/"/>' '<base href="${base}"/>';`] : []),
      page,
      '# Liveness probe',
      health,
    ],
  ];
  const server: Block = [
    'server',
    [
      'listen       8081;',
      ...(chart.v.on('hubble.ui.frontend.server.ipv6.enabled') ? ['listen       [::]:8081;'] : []),
      'server_name  localhost;',
      'root /app;',
      'index index.html;',
      'client_max_body_size 1G;',
      root,
    ],
  ];
  return print(server, '').join('\n');
}

function print(line: Line, indent: string): string[] {
  if (typeof line === 'string') return [indent + line];
  const [head, body] = line;
  return [`${indent}${head} {`, ...body.flatMap((each) => print(each, `${indent}    `)), `${indent}}`];
}
