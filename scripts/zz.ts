import { readInput } from '../lib/check/input';
import * as T from '../lib/world/trees/forest';
const input = readInput(['.']);
const { Repository } = require('../lib/world/trees/repository');
const pieces = [...input.objects.map((o: any) => ({ file: o.origin.file, document: o.origin.document, content: o.manifest, isObject: true })), ...input.documents.map((o: any) => ({ file: o.origin.file, document: o.origin.document, content: o.content, isObject: false }))];
const trees = T.treesOf(new Repository({ pieces, files: input.files, text: input.text }));
for (const t of trees) console.log(t.top.tool, t.top.name, t.top.file, t.top.paths.map((p) => p.path), t.files.size, t.applied.length);
