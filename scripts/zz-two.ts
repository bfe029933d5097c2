import { readInput } from '../lib/check/input';
import * as F from '../lib/world/trees/forest';
const old = (F as any).treesOf;
const input = readInput([process.argv[2]!]);
console.log(input.objects.length, input.objects.filter((o) => o.applied).length, input.objects[0]!.origin);
