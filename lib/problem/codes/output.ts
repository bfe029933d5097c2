// Codes of what is written: the folder of the output, and what lies in it.
import { Code } from '../code';

export const OUTPUT_CODES: readonly Code[] = [
  {
    code: 'output/outside',
    title: 'Every file lies inside of the output folder',
    why: 'A name that leads out of it would overwrite what is not ours.',
  },
  {
    code: 'output/name-long',
    title: 'A name of a file has at most 255 bytes',
    why: 'File systems take no more. Source: NAME_MAX.',
  },
  {
    code: 'output/name-case',
    title: 'Names of files differ in more than upper and lower case',
    why: 'On macOS and Windows they are one file: the later one would overwrite the other.',
  },
  {
    code: 'output/file-in-the-way',
    title: 'Where a folder must be lies no file, and the other way round',
    why: 'Nothing of somebody else is removed to make room.',
  },
  {
    code: 'output/not-ours',
    title: 'Where a file is to be written lies none of somebody else',
    why: 'It was not written by this library, so nobody knows whether its content is kept anywhere else.',
  },
  {
    code: 'output/folder-in-the-way',
    title: 'Where a file is to be written lies no folder',
    why: 'Nothing of somebody else is removed to make room.',
  },
  {
    code: 'output/edited',
    title: 'Files of the output are as they were written',
    why: 'What was changed by hand would be lost; a change while the output is written stops it as well.',
  },
  {
    code: 'output/link',
    title: 'Links in the output lead somewhere, and not out of it',
    why: 'Writing through a link changes files that nobody named.',
  },
  {
    code: 'output/repository-root',
    title: 'The output has a folder of its own in the repository',
    why: 'Files that are gone from the program are removed from the folder, and a repository holds more than the output.',
  },
  {
    code: 'output/record',
    title: 'The record of what was written can be read',
    why: 'Without it nobody can tell our files from others, and none could be removed.',
  },
  {
    code: 'output/busy',
    title: 'One run at a time writes into a folder',
    why: 'Two would undo each other, and leave a mixture of both.',
  },
  {
    code: 'output/unfinished',
    title: 'A write that fails can be undone',
    why: 'What could not be put back now is finished or undone by the next run; until then the folder is a mixture.',
  },
  {
    code: 'output/among-manifests',
    title: 'Files that are not for the cluster lie apart from the manifests',
    why: 'Flux and kubectl read every YAML file of a folder, and would apply or refuse them.',
  },
  {
    code: 'output/pruned',
    title: 'What others still use does not go from the output unnoticed',
    why: 'Flux with prune and Argo CD delete from the cluster what is gone from the folder.',
  },
  {
    code: 'output/cli-folder',
    title: 'The cdk8s command does not own the output folder',
    why: 'It deletes the folder before the program runs: files of others are gone, and so is the previous output when a check fails.',
  },
  {
    code: 'output/read-only',
    title: 'The output folder may be written',
    why: 'The operating system refuses it to the user of the program: EACCES, EPERM, EROFS.',
  },
  {
    code: 'output/disk-full',
    title: 'The disk has room for the output',
    why: 'The operating system says ENOSPC or EDQUOT.',
  },
  {
    code: 'output/failed',
    title: 'The operating system writes what it is told to',
    why: 'Any other error of the file system, in its own words; the folder is as it was.',
  },
];
