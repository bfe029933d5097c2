// A construct that declares itself the boundary of one cluster, for apps that describe several.
import { Construct } from 'constructs';
import { ValidationError } from '../construct';
import { declareCluster, isCluster } from './boundary';

/**
 * One cluster of an app that describes several. Put its TalosCluster and its charts below it: what is inside finds each other, and nothing outside.
 * Its files go to a folder of its id, `dist/<id>/`. An app with one cluster needs none: the app is the boundary.
 *
 * ```ts
 * const home = new Cluster(app, 'home');
 * new TalosCluster(home, 'talos', { … });
 * const network = new Chart(home, 'network');
 * ```
 */
export class Cluster extends Construct {
  /**
   * @param scope the app
   * @param id name of the cluster, a DNS label: the name of its folder
   * @throws ValidationError `cluster/nested`, `cluster/id`
   */
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const outer = scope.node.scopes.find(isCluster);
    if (outer !== undefined)
      throw new ValidationError(
        this,
        'cluster/nested',
        `a cluster inside of the cluster ${outer.node.path}`,
        'put each cluster below the app',
      );
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(id))
      throw new ValidationError(
        this,
        'cluster/id',
        `"${id}" cannot be the name of a folder`,
        'write lower-case letters, digits and "-"',
      );
    declareCluster(this);
  }
}
