// What can be wrong with the input itself, before any object is looked at.
import { Level, Code } from '../../problem';

/** A problem of the input: it has a line of its own, because there may be no object to point at. */
export interface InputProblem {
  readonly level: Level;
  readonly code: string;
  readonly file: string;
  /** @default - the file as a whole */
  readonly line?: number | undefined;
  readonly document?: number;
  /** Path of the construct that made the document, in an app. */
  readonly construct?: string;
  /** On standard input: where the renderer says that it took the document from. */
  readonly source?: string;
  readonly message: string;
  readonly repair: string;
}

/** Codes of the reader. Those of level error mean that a part of the input was not checked. */
export const INPUT_CODES: readonly Code[] = [
  {
    code: 'input/unreadable',
    title: 'Every path can be read',
    why: 'A path that is missing or not permitted was not checked.',
  },
  {
    code: 'input/yaml',
    title: 'Every document is YAML',
    why: 'kubectl, Flux and Argo CD stop at a broken document, and so does everything behind it.',
  },
  { code: 'input/json', title: 'Every manifest in JSON is JSON', why: 'The API server refuses it.' },
  {
    code: 'input/duplicate-key',
    title: 'A map has each key once',
    why: 'Strict decoding refuses a second one; lenient readers take the last, and a whole list of rules is gone in silence.',
  },
  {
    code: 'input/aliases',
    title: 'Aliases stay small',
    why: "Nested aliases grow exponentially. The bound is that of Go's YAML reader, which refuses the same documents; an anchor that contains itself is refused as well.",
  },
  { code: 'input/encoding', title: 'Text is UTF-8', why: "Go's YAML reader refuses other bytes." },
  {
    code: 'input/binary',
    title: 'A manifest is text',
    why: 'A file with zero bytes is no YAML, whatever its name says.',
  },
  {
    code: 'input/too-large',
    title: 'A file has at most 100 MB',
    why: 'etcd takes 1.5 MB an object; a larger file is no collection of manifests.',
  },
  { code: 'input/empty', title: 'A file holds something', why: 'An empty file is often a merge gone wrong.' },
  {
    code: 'input/not-object',
    title: 'What has an apiVersion of the network has kind and metadata',
    why: 'Without them the API server cannot even say what it is; a rule that looks for the kind would pass over it.',
  },
  {
    code: 'input/facts',
    title: 'A file of facts can be read',
    why: 'What it says of the cluster would be missing from every judgement. docs/facts.md has its keys.',
  },
  {
    code: 'input/unknown-code',
    title: 'Every entry of .talosnet.yaml names a code that exists',
    why: 'A misspelt code decides nothing, and its author believes it does.',
  },
  {
    code: 'input/unused-entry',
    title: 'Every entry of .talosnet.yaml is about something',
    why: 'What it was for is gone; the next finding of that code would be silenced unseen. Said where everything below the configuration was checked.',
  },
  {
    code: 'input/nothing',
    title: 'Something in the files can be judged',
    why: 'A check of nothing is no success: the path may be wrong, or manifests are made by a program and must be rendered first.',
  },
  {
    code: 'input/data',
    title: 'What only a generator or another program reads is no manifest',
    why: 'Files of a configMapGenerator, blueprints with tags of their own and inputs of Terraform need not be YAML of Kubernetes; a note.',
  },
  {
    code: 'input/encrypted',
    title: 'What SOPS or git-crypt encrypted is passed over',
    why: 'Their values cannot be judged without the key, and they are where secrets belong.',
  },
  {
    code: 'input/not-applied',
    title: 'What no root reaches is judged by notes only',
    why: 'Flux and Argo CD apply what their Kustomizations and Applications lead to; a file that no kustomization lists, an entry that is commented out, a folder of examples change no cluster. Where the input holds no root at all, everything counts as applied. One line with the count.',
  },
  {
    code: 'input/not-followed',
    title: 'Steps of kustomize that text does not follow are counted',
    why: 'Replacements, functions, charts and bases of other repositories are no matter of text: what they write is unknown and not judged. One line with the count.',
  },
  {
    code: 'input/patch',
    title: 'A patch is judged by the fields that it writes',
    why: 'What it leaves out stands in the object that it is laid over. A file counts as one if an object in it lacks required fields, no kustomization lists it as a resource, and it is called a patch or another file holds the object of its name; a note.',
  },
  {
    code: 'input/template',
    title: 'Templates are passed over',
    why: 'A Helm or Jinja template is no manifest until it is rendered; check what it renders (`helm template … | talosnet check -`).',
  },
];
