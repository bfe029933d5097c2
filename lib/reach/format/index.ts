// Answers as text: for people, programs, tables and pictures.
export { formatDiff } from './diff';
export { formatList, type FormatOptions, writeList } from './list';
export { FORMATS, type ReachFormat } from './text';
