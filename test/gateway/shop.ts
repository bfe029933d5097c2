// A Gateway, a Service and charts for the tests of this room.
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Gateway, GatewayProps, Listener } from '../../lib/gateway';
import { NetworkApp } from '../../lib';
import { Finding } from '../../lib/construct';
import { Manifest } from '../../lib/manifest';

export function shop() {
  const app = new NetworkApp({ outdir: 'unused' });
  return {
    app,
    infra: new Chart(app, 'network', { namespace: 'infra' }),
    chart: new Chart(app, 'shop', { namespace: 'shop' }),
  };
}

export function gatewayOf(scope: Construct, props: Partial<GatewayProps> = {}): Gateway {
  return new Gateway(scope, 'public', {
    listeners: [Listener.http('plain'), Listener.https('web', { hostname: '*.home.example', certificate: 'home-tls' })],
    ...props,
  });
}

export function service(
  scope: Construct,
  name: string,
  ports: object[] = [{ port: 80, targetPort: 8080 }],
  selector: object = { app: name },
): ApiObject {
  return new ApiObject(scope, `svc-${name}`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector, ports },
  });
}

export function manifests(app: App): Manifest[] {
  return app.node
    .findAll()
    .filter((construct) => ApiObject.isApiObject(construct))
    .map((object) => (object as ApiObject).toJson() as Manifest);
}

/** Objects of a kind, `namespace/name` to spec. */
export function specs(app: App, kind: string): Record<string, any> {
  return Object.fromEntries(
    manifests(app)
      .filter((manifest) => manifest.kind === kind)
      .map((manifest) => [`${manifest.metadata.namespace ?? ''}/${manifest.metadata.name}`, manifest.spec]),
  );
}

/** What synth says, construct by construct; problems without the object that they begin with. */
export function findings(app: NetworkApp): Finding[] {
  return app._judged().findings;
}
