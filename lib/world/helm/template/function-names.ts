// The names that helm's templates know as functions. Anything else stops helm at parsing; which of these are followed here is
// in functions.ts.
// Sources: text/template (Go 1.24), the Sprig 3.3 documentation, the helm 4 chart template guide; helm takes `env` and
// `expandenv` away.
const GO = 'and call html index slice js len not or print printf println urlquery eq ge gt le lt ne';
const HELM =
  'include tpl required lookup toYaml mustToYaml toYamlPretty fromYaml fromYamlArray toJson mustToJson fromJson fromJsonArray toToml mustToToml fromToml getHostByName';
const SPRIG = `
  ago date dateInZone dateModify date_in_zone date_modify duration durationRound htmlDate htmlDateInZone mustDateModify
  mustToDate must_date_modify now toDate unixEpoch
  abbrev abbrevboth cat contains hasPrefix hasSuffix indent initials kebabcase lower camelcase nindent nospace plural quote
  randAlpha randAlphaNum randAscii randNumeric randBytes repeat replace sha1sum sha256sum sha512sum adler32sum shuffle snakecase
  squote substr swapcase title toString toStrings trim trimAll trimall trimPrefix trimSuffix trunc untitle upper wrap wrapWith
  atoi int int64 float64 toDecimal split splitList splitn join sortAlpha
  add add1 add1f addf biggest ceil div divf floor max maxf min minf mod mul mulf randInt round seq sub subf until untilStep
  all any coalesce compact mustCompact default empty fail ternary
  deepCopy mustDeepCopy deepEqual kindIs kindOf typeIs typeIsLike typeOf
  append mustAppend chunk mustChunk concat dict dig first mustFirst get has mustHas hasKey initial mustInitial keys last mustLast
  list merge mustMerge mergeOverwrite mustMergeOverwrite omit pick pluck prepend mustPrepend push mustPush rest mustRest reverse
  mustReverse set slice mustSlice tuple uniq mustUniq unset values without mustWithout
  b32dec b32enc b64dec b64enc base clean dir ext isAbs osBase osClean osDir osExt osIsAbs
  bcrypt buildCustomCert decryptAES derivePassword encryptAES genCA genCAWithKey genPrivateKey genSelfSignedCert
  genSelfSignedCertWithKey genSignedCert genSignedCertWithKey htpasswd
  hello mustRegexFind mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit regexFind
  regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit
  semver semverCompare toRawJson mustToRawJson toPrettyJson mustToPrettyJson urlJoin urlParse uuidv4`;

/** Every name that stands for a function. @internal */
export const FUNCTION_NAMES: ReadonlySet<string> = new Set(
  `${GO} ${HELM} ${SPRIG}`.split(/\s+/).filter((name) => name !== ''),
);

/** The words of the template language itself; none of the constructs that they begin is followed. @internal */
export const KEYWORDS: ReadonlySet<string> = new Set(
  'block break continue define else end if range template with nil'.split(' '),
);
