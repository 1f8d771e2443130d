/**
 * A DMARC checker: what a domain's DMARC asks receivers to do by RFC 9989 and RFC 7489, what is wrong with it, and what
 * to do about it. For browsers and Node 20 or later.
 *
 * The WebAssembly is loaded by the first call, never by the import. Every function gives a promise, and whatever goes
 * wrong comes as its rejection. Objects are plain, and the same as the page's JSON.
 *
 * Within a {@link SCHEMA} version, fields and values may be added, but none changes or goes away. `null` means that something
 * is missing or not known, as each field says.
 *
 * @packageDocumentation
 */

/** The version of the shapes of all objects. */
export const SCHEMA: 2;

/** The version of this module, such as `0.1.0`. */
export const version: string;

/**
 * Checks a domain: asks a DNS-over-HTTPS resolver, in two or more round trips, and reports what it found.
 *
 * What cannot be asked is part of the report and no error: without a network, `stage` is `could-not-tell`. Names below
 * `.example` are answered from the example zone that comes with the module; nothing is sent for them. Nothing is kept
 * from one check to the next.
 *
 * @param domain What to check: a domain, a mail address, a link, an internationalized name; see {@link InputError}.
 * @throws {@link InputError} when domain or options cannot be used.
 * @throws {@link LoadError} when the WebAssembly cannot be loaded.
 * @throws The reason of `options.signal` when it aborts; all requests have ended by then.
 * @throws What `options.onProgress` throws, which stops the check.
 */
export function check(domain: string, options?: CheckOptions): Promise<Report>;

/** Reads the text of a DMARC record, and looks for mistakes in it. Any text is read. */
export function parseDmarc(text: string): Promise<DmarcRecord>;

/** Reads the text of an SPF record, and looks for mistakes that show without DNS. Any text is read. */
export function parseSpf(text: string): Promise<SpfRecord>;

/** Explains the text of a DMARC record tag by tag, with the tags that apply by default. */
export function explain(text: string): Promise<Explanation>;

/** The catalogue: every rule that findings come from, sorted by name. */
export function rules(): Promise<Rule[]>;

/** The options of a check. */
export interface CheckOptions {
  /**
   * The resolver to ask: one that is known by name, with the others as fallbacks, or the `https:` URL of another
   * (RFC 8484), which has none. `http:` is for 127.0.0.1 and localhost alone. The default is `cloudflare`.
   */
  resolver?: ResolverName | (string & {}) | undefined;
  /** Makes the requests instead of the global `fetch`. Whatever it throws counts as a resolver that cannot be reached. */
  fetch?: Fetch | undefined;
  /** Stops the check, requests and all. */
  signal?: AbortSignal | undefined;
  /** DKIM selectors of the domain, which DNS does not list. At most twenty are tried. */
  selectors?: readonly string[] | undefined;
  /** Whether to try every DKIM selector that is known, not just likely ones; up to 200 more questions. */
  allSelectors?: boolean | undefined;
  /** Is called whenever questions are asked or answered. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** The resolvers that are known by name. */
export type ResolverName = "cloudflare" | "google" | "dns-sb";

/** How far a check is. */
export interface Progress {
  /** How many questions are answered. */
  answered: number;
  /** How many are asked so far. */
  asked: number;
}

/** Makes a GET request; the global `fetch` is one. */
export type Fetch = (url: string, init: FetchInit) => PromiseLike<FetchReply>;

/** The second argument of {@link Fetch}. */
export interface FetchInit {
  /** `accept: application/dns-message`, which needs no CORS preflight. */
  headers: Record<string, string>;
  /** No cookies. */
  credentials: "omit";
  /** No referrer. */
  referrerPolicy: "no-referrer";
  /** Aborts when the check is stopped, or after the time limit of a question. */
  signal: AbortSignal;
}

/** What of a response the checker looks at. */
export interface FetchReply {
  /** The status code. */
  readonly status: number;
  /** The headers, of which `content-type` is asked for. */
  readonly headers: { get(name: string): string | null };
  /** The body. */
  arrayBuffer(): PromiseLike<ArrayBuffer>;
}

/** What every error of the module is. Only the codes stay the same; messages are for people. */
export class DmarcError extends Error {
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown });
  /** What is wrong. */
  readonly code: ErrorCode;
}

/** An argument cannot be used. The message says why, in a sentence for the person who typed it. */
export class InputError extends DmarcError {
  constructor(argument: InputArgument, message: string);
  readonly code: "input";
  /** What cannot be used. */
  readonly argument: InputArgument;
}

/** The WebAssembly could not be loaded. The message names the cause and the remedy. The next call tries again. */
export class LoadError extends DmarcError {
  constructor(code: LoadErrorCode, message: string, options?: { cause?: unknown });
  readonly code: LoadErrorCode;
}

/**
 * What is wrong: `input` ({@link InputError}), why it could not be loaded ({@link LoadErrorCode}), or `internal` for a
 * mistake in the module. `unsupported` is also the code where there is no `fetch`.
 */
export type ErrorCode = "input" | LoadErrorCode | "internal";

/** Why the WebAssembly could not be loaded. */
export type LoadErrorCode =
  /** The device is offline, or something between it and the host blocks the file. */
  | "offline"
  /** Its host does not let this page have the file. */
  | "cors"
  /** It is not next to the module. */
  | "not-found"
  /** Something else is there, such as a page of the host's. */
  | "wasm-mime"
  /** The Content Security Policy forbids it, or loading it. */
  | "csp-wasm"
  /** It is switched off. */
  | "wasm-disabled"
  /** It cannot be compiled here: the browser or Node is too old, or the file is damaged. */
  | "unsupported";

/** What a function or a check is given. */
export type InputArgument = "domain" | "text" | "options" | keyof CheckOptions;

/** A span of a text in UTF-16 code units, as `slice` takes it: from the first up to, but without, the second. */
export type Span = [start: number, end: number];

/** What is published where a record is looked for. */
export type RecordOutcome =
  /** One record. */
  | "record"
  /** Several records, so that none counts. */
  | "several-records"
  /** Text, but no such record. */
  | "other-text"
  /** The name exists, without text. */
  | "no-data"
  /** There is no such name. */
  | "nxdomain"
  /** It could not be asked, which says nothing about the record. */
  | "failed";

/** The outcome of a check. */
export interface Report {
  /** The version of this shape. */
  schema: typeof SCHEMA;
  /** The domain, internationalized labels as A-labels. */
  domain: string;
  /** The domain as people write it. */
  unicode: string;
  /** How far it has come. */
  stage: Stage;
  /** The same in a sentence, which rests on the policy alone. */
  verdict: string;
  /** The worse of the states of `verdict` and `caveat`. */
  state: VerdictState;
  /** What the policy alone does not show: whether SPF lets everyone pass, whether reports arrive, and the like. */
  caveat: Caveat;
  /** How the policy was found. */
  discovery: Discovery;
  /** What receivers are asked to do with failing mail: from the domain, an existing subdomain, a made-up one. */
  effective: Effect[];
  /** The DMARC record that applies, or that was meant to; null without one. */
  dmarc: DmarcRecord | null;
  /** SPF. This and the next, up to `sendersPartial`, are null where DNS was not asked. */
  spf: SpfTree | null;
  /** The DKIM selectors that were tried. */
  dkim: DkimKeys | null;
  /** The hosts that take mail. */
  mx: MailHosts | null;
  /** The MTA-STS record. */
  mtaSts: RecordAt<MtaStsRecord> | null;
  /** The TLS-RPT record. */
  tlsRpt: RecordAt<TlsRptRecord> | null;
  /** The BIMI record that counts: the domain's own, or else its Organizational Domain's. */
  bimi: BimiAt | null;
  /** Whether the resolver says that it checked the answers with DNSSEC. */
  dnssec: "authenticated" | "not-authenticated" | "could-not-tell" | "pending" | null;
  /** The services that names in DNS show, those that send first. */
  senders: Sender[] | null;
  /** Whether there may be more of them, since not everything could be asked. */
  sendersPartial: boolean | null;
  /** The mail of the Organizational Domain; null as well where the policy is the domain's own. */
  parent: ParentMail | null;
  /** What large receivers ask of senders. */
  requirements: Requirements;
  /** Who gets reports. */
  destinations: Destination[];
  /** What is found, most urgent first. Spans are in the text of `dmarc`. */
  findings: ReportFinding[];
  /** The names of the rules that ran and found nothing. */
  passed: string[];
  /** What to do. */
  plan: Plan;
  /** Every question and what came of it. */
  evidence: Evidence[];
  /** How many questions were asked. */
  questions: Questions;
  /** Whether nothing was left to ask. */
  complete: boolean;
}

/** How far a domain has come on the way to `p=reject`. */
export type Stage =
  | "could-not-tell"
  | "no-record"
  | "collecting-blind"
  | "monitoring"
  | "quarantine"
  | "reject"
  | "locked";

/** The state of a verdict: as it should be, could be better, wrong, not known, or nothing to say. */
export type VerdictState = "good" | "advice" | "problem" | "could-not-tell" | "not-applicable";

/** What the policy alone does not show. */
export interface Caveat {
  /** Its state; not `good` while it is pending. */
  state: VerdictState;
  /** In a sentence. */
  sentence: string;
  /** Whether answers are missing that it rests on; always so in the report of a badge. */
  pending: boolean;
}

/** How the policy was found, by the tree walk of RFC 9989. */
export interface Discovery {
  /** The queries that a receiver makes for the whole walk. */
  steps: DiscoveryStep[];
  /** The name whose record is the policy; null without one, or when a query failed that decides it. */
  policyDomain: string | null;
  /** The Organizational Domain; null when a query failed that decides it. */
  organizationalDomain: string | null;
  /** The tag whose value applies to the domain. */
  tag: PolicyTag | null;
}

/** The tags that hold a policy. */
export type PolicyTag = "p" | "sp" | "np";

/** A query of the tree walk. */
export interface DiscoveryStep {
  /** The name that was asked for, `_dmarc` included. */
  name: string;
  /** What came of it. */
  outcome: RecordOutcome;
  /** The texts that were found. */
  records: string[];
}

/** What receivers are asked to do with failing mail from a name. */
export interface Effect {
  /** The name. */
  name: string;
  /** The domain itself, an existing subdomain, or one that does not exist. */
  kind: "this" | "subdomain" | "invented";
  /** By receivers on RFC 9989; null when it is not known. */
  rfc9989: Handling | null;
  /** By receivers on RFC 7489. */
  rfc7489: Handling | null;
  /** Why the two differ. */
  difference: string | null;
}

/** What receivers are asked to do; `no-dmarc` where no policy applies. */
export type Handling = Policy | "no-dmarc";

/** A policy. */
export type Policy = "none" | "quarantine" | "reject";

/** A DMARC record. */
export interface DmarcRecord {
  kind: "dmarc";
  /** The text, whole. */
  text: string;
  /** What a receiver on RFC 9989 makes of it. */
  outcome: DmarcOutcome;
  /** The effective `p`; this and the next two are null when the record is ignored. */
  policy: Policy | null;
  /** The effective `sp`. */
  subdomainPolicy: Policy | null;
  /** The effective `np`. */
  nonexistentPolicy: Policy | null;
  /** Alignment of DKIM, relaxed or strict. */
  adkim: Alignment;
  /** Alignment of SPF. */
  aspf: Alignment;
  /** `fo`. */
  failureOptions: FailureOption[];
  /** Where aggregate reports go; addresses that receivers skip are not among them. */
  rua: ReportUri[];
  /** Where failure reports go. */
  ruf: ReportUri[];
  /** Whether `t=y` applies. */
  testing: boolean;
  /** `psd`. */
  psd: "y" | "n" | "u";
  /** The tags in order, then those that apply by default. */
  tags: Tag[];
  /** What is found in it. */
  findings: Finding[];
}

/** What a receiver makes of a DMARC record: a policy, a policy of none for its reports' sake, or nothing. */
export type DmarcOutcome = "policy" | "monitoring" | "ignored";

/** Relaxed or strict. */
export type Alignment = "r" | "s";

/** A value of `fo`. */
export type FailureOption = "0" | "1" | "d" | "s";

/** Where reports go. */
export interface ReportUri {
  /** As written, without the size limit. */
  uri: string;
  /** The mail address of a `mailto:` URI. */
  address: string | null;
  /** Its host. */
  host: string | null;
  /** The size limit of RFC 7489 in bytes; null as well for one that no JavaScript number holds exactly. */
  sizeLimit: number | null;
}

/** A tag of a DMARC, DKIM, BIMI, MTA-STS or TLS-RPT record. */
export interface Tag {
  /** As written. */
  name: string;
  /** As written; null for one that applies by default, and so are the spans. */
  value: string | null;
  /** Name, `=` and value. */
  span: Span | null;
  /** The name. */
  nameSpan: Span | null;
  /** The value. */
  valueSpan: Span | null;
  /** Whether one of the standards knows it. */
  known: boolean;
  /** Whether it is in the record. */
  declared: boolean;
  /** Where the value that applies comes from, for the tags of DMARC that have a default. */
  origin: "declared" | "inherited" | "default" | null;
  /** The value that applies. */
  effective: string | null;
}

/** What a DMARC record means. */
export interface Explanation {
  kind: "dmarc";
  /** The text, whole. */
  text: string;
  /** What a receiver on RFC 9989 makes of it. */
  outcome: DmarcOutcome;
  /** The tags in order, then those that apply by default. */
  tags: ExplainedTag[];
}

/** What a tag means in its record. */
export interface ExplainedTag extends Tag {
  /** What the tag is about. */
  title: string;
  /** What its value in this record asks for. */
  meaning: string;
  /** Where the value comes from, in a sentence. */
  source: string;
  /** Where the standards speak of it. */
  references: Reference[];
}

/** A section of a standard. */
export interface Reference {
  /** How people cite it. */
  label: string;
  /** Where it can be read. */
  url: string;
}

/** The part of a domain's setup that a rule is about. */
export type Topic =
  | "policy"
  | "record"
  | "discovery"
  | "reports"
  | "spf"
  | "dkim"
  | "senders"
  | "mx"
  | "tlsa"
  | "mta-sts"
  | "tls-rpt"
  | "bimi"
  | "resolver";

/** A rule: all there is to say about what it looks for. */
export interface Rule {
  /** Its name, which a {@link Finding} has as `rule`. */
  id: string;
  /** The part of a domain's setup that it is about. */
  topic: Topic;
  /** How urgent its findings are. */
  severity: Severity;
  /** What is found, in up to eight words. */
  title: string;
  /** Why it matters for mail. */
  why: string;
  /** What to do about it. */
  whatToDo: string;
  /** Where the standards speak of it. */
  references: Reference[];
}

/** How urgent a finding is, by its consequence for mail. */
export type Severity =
  /** Receivers ignore or misread it, or forged mail gets through against the owner's intent. */
  | "problem"
  /** It works, but not as the owner likely thinks, or something safer is free. */
  | "advice"
  /** Good to know. */
  | "note";

/** A rule that applies, and where. A rule that applies in several places is one finding. */
export interface Finding {
  /** The name of the rule; see {@link rules}. */
  rule: string;
  /** How urgent it is. */
  severity: Severity;
  /** One sentence, with the actual value. */
  message: string;
  /** Where in the record; null for what is elsewhere. */
  span: Span | null;
  /** What to publish instead, where that can be said; null in a report, whose `plan` says it. */
  suggestion: Suggestion | null;
  /** Every place where the rule applies. Message, span and suggestion above are those of the first. */
  hits: Hit[];
}

/** A place where a rule applies. */
export interface Hit {
  /** One sentence, with the actual value. */
  message: string;
  /** Where in the record; null for what is elsewhere. */
  span: Span | null;
  /** What to publish instead, where that can be said. */
  suggestion: Suggestion | null;
  /** The things that it speaks of. */
  about: About[];
}

/** A thing that a hit speaks of. */
export interface About {
  /** A mail host, a DKIM selector, a vendor, or a host that gets reports. */
  kind: "host" | "selector" | "vendor" | "destination";
  /** Its name. */
  name: string;
}

/** A rule that applies to a domain, and where. */
export interface ReportFinding {
  /** The name of the rule; see {@link rules}. */
  rule: string;
  /** How urgent it is. */
  severity: Severity;
  /** One sentence, with the actual value. */
  message: string;
  /** Where in the record; null for what is elsewhere. */
  span: Span | null;
  /** The task of the plan after which it is gone. */
  task?: TaskId;
  /** What to publish instead, at a name that no task of the plan writes. */
  fix?: TxtRecord;
}

/** A TXT record at a name. */
export interface TxtRecord {
  /** The name. */
  name: string;
  /** The type. */
  type: "TXT";
  /** The value, as DNS consoles take it. */
  value: string;
}

/** A TXT record to publish. */
export interface Suggestion {
  /** At which name; null for that of the record itself. */
  name: string | null;
  /** The text. */
  text: string;
}

/** An SPF record. */
export interface SpfRecord {
  kind: "spf";
  /** The text, whole. */
  text: string;
  /** `permerror` for a syntax error, `ignored` for a text that is no SPF record. */
  outcome: "ok" | "permerror" | "ignored";
  /** How many of the terms cause lookups, as written. */
  lookupTerms: number;
  /** The qualifier of `all`; null where there is none. */
  all: SpfQualifier | null;
  /** Where `redirect` leads, as written. */
  redirect: string | null;
  /** The terms in order. */
  terms: SpfTerm[];
  /** What is found in it. */
  findings: Finding[];
}

/** Pass, fail, softfail, neutral. */
export type SpfQualifier = "+" | "-" | "~" | "?";

/** A term of an SPF record. */
export interface SpfTerm {
  /** As written, without the qualifier. */
  name: string;
  /** What follows the name, without the colon or `=`; null where nothing does. */
  value: string | null;
  /** `+` where nothing is written; null for a modifier. */
  qualifier: SpfQualifier | null;
  /** All of it. */
  span: Span;
}

/** SPF, with all that the domain's own record leads to. */
export interface SpfTree {
  /** The records, those nearer to the domain first; the first is the domain's own. */
  nodes: SpfNode[];
  /** What evaluating all of it costs a sender that matches nothing. */
  total: SpfCount;
  /** Where evaluation breaks for such a sender; the first decides. */
  breaks: SpfBreak[];
  /** Whether the tree is larger than this checker looks at, so that the figures are the least it can be. */
  cut: boolean;
  /** At which limits. */
  cuts: ("nodes" | "depth" | "terms" | "addresses" | "questions")[];
  /** Whether every question was answered or failed. */
  complete: boolean;
}

/** A place in the tree. */
export interface SpfNode {
  /** The name as the term has it. */
  name: string;
  /** The place among the nodes of the one that leads here; null for the domain itself. */
  parent: number | null;
  /** The place of the term that leads here, in its record. */
  parentTerm: number | null;
  /** What is there. */
  outcome:
    | "record"
    | "several-records"
    | "missing"
    | "failed"
    | "loop"
    | "depends-on-message"
    | "bad-name"
    | "cut"
    | "pending";
  /** How a record is missing. */
  missing: "nxdomain" | "no-data" | "other-text" | null;
  /** The place among the nodes of the same domain further up, for a loop. */
  loopTo: number | null;
  /** Why it could not be asked. */
  error: string | null;
  /** The record, where there is exactly one. */
  record: SpfRecord | null;
  /** The texts where there are several records, or none among the texts. */
  texts: string[];
  /** What is known of the record's terms, in their order; fewer than the record has where the tree is cut. */
  terms: SpfNodeTerm[];
  /** What its own terms cost. */
  own: SpfCount;
  /** What the records below cost. */
  below: SpfCount;
  /** Both together. */
  total: SpfCount;
  /** Whether some of its terms, or places right below it, are not looked at. */
  cut: boolean;
}

/** What is known of a term. */
export interface SpfNodeTerm {
  /** All of it as written, the qualifier included. */
  text: string;
  /** Whether a receiver evaluates it: not behind `all`, and no `redirect` beside `all`. */
  effective: boolean;
  /** The place among the nodes of the record that it leads to. */
  child: number | null;
  /** What it costs itself, without the records below. */
  own: SpfCount;
  /** Why some of its questions could not be asked. */
  errors: string[];
}

/** What evaluation costs. */
export interface SpfCount {
  /** Terms that cause lookups, of which ten are allowed. */
  lookups: number;
  /** Terms that find nothing, for a sender with an IPv4 address. */
  voidsIpv4: number;
  /** The same with an IPv6 address. */
  voidsIpv6: number;
}

/** A place where evaluation breaks. */
export interface SpfBreak {
  /** The place among the nodes. */
  node: number;
  /** The place of the term in its record; null for the record as a whole. */
  term: number | null;
  /** Why. */
  cause:
    | "syntax"
    | "several-records"
    | "missing-record"
    | "loop"
    | "too-many-lookups"
    | "too-many-voids-ipv4"
    | "too-many-voids-ipv6"
    | "too-many-mx-hosts"
    | "could-not-ask";
  /** Why it could not be asked. */
  error: string | null;
}

/** What is published at a name that is kept for one kind of record. */
export interface RecordAt<T> {
  /** The name; null where DNS cannot hold it. */
  name: string | null;
  /** The targets of the CNAME records on the way, in order. */
  aliases: string[];
  /** What is there. */
  outcome: RecordOutcome | "name-too-long" | "pending";
  /** The record, where there is exactly one. */
  record: T | null;
  /** The texts where there are several records, or none among the texts. */
  texts: string[];
  /** Why it could not be asked. */
  error: string | null;
}

/** What the records of tags and values around DMARC have in common. */
export interface TaggedRecord {
  /** The text, whole. */
  text: string;
  /** The tags in order. */
  tags: Tag[];
  /** Always empty: the findings about these records are those of the report. */
  findings: Finding[];
}

/** A DKIM key record. */
export interface DkimRecord extends TaggedRecord {
  kind: "dkim";
  /** How verifiers read it. */
  outcome: "ok" | "revoked" | "unusable";
  /** The type of the key; null for another. */
  keyType: "rsa" | "ed25519" | null;
  /** The length of the key; null when it cannot be read. */
  bits: number | null;
  /** `t=y`. */
  testing: boolean;
  /** `t=s`. */
  strict: boolean;
  /** `h`; null for all. */
  hashes: string[] | null;
  /** `s`. */
  services: string[];
}

/** A BIMI record. */
export interface BimiRecord extends TaggedRecord {
  kind: "bimi";
  /** How its readers take it. */
  outcome: "ok" | "invalid";
  /** Where the logo is. */
  logo: string | null;
  /** Where the evidence is. */
  evidence: string | null;
  /** Whether the domain says that it takes no part. */
  declined: boolean;
}

/** An MTA-STS record. */
export interface MtaStsRecord extends TaggedRecord {
  kind: "mta-sts";
  /** How its readers take it. */
  outcome: "ok" | "invalid";
  /** The policy's own version. */
  id: string | null;
}

/** A TLS-RPT record. */
export interface TlsRptRecord extends TaggedRecord {
  kind: "tls-rpt";
  /** How its readers take it. */
  outcome: "ok" | "invalid";
  /** Where reports go; addresses that cannot be used are not among them. */
  rua: TlsReportUri[];
}

/** Where reports about TLS go. */
export interface TlsReportUri {
  /** As written. */
  uri: string;
  /** The mail address of a `mailto:` URI. */
  address: string | null;
  /** Its host. */
  host: string;
}

/** The BIMI record that counts, and what DMARC has to say for it. */
export interface BimiAt extends RecordAt<BimiRecord> {
  /** What in DMARC keeps receivers from showing a logo; null while the policy is not known. */
  obstacles: BimiObstacle[] | null;
}

/** What in DMARC keeps receivers from showing a logo. */
export interface BimiObstacle {
  /** What it is. */
  kind: "no-policy" | "policy-none" | "subdomain-policy-none" | "percentage" | "test-mode";
  /** The domain whose record it is; null where there is no policy. */
  domain: string | null;
  /** The value of `pct`, where that is the obstacle. */
  percentage: number | null;
}

/** The DKIM selectors that were tried. DNS does not list them. */
export interface DkimKeys {
  /** Whether `_domainkey` exists, without which there is no key; null when that is not known. */
  exists: boolean | null;
  /** Why that could not be asked. */
  error: string | null;
  /** Whether a made-up selector is answered with a key as well; null when that is not known. */
  wildcard: boolean | null;
  /**
   * The selectors that have a key record, usable or not, wildcards left out. That it is empty never means that
   * there are none, unless `exists` is false.
   */
  found: string[];
  /** The selectors, in the order of trying. */
  selectors: DkimSelector[];
  /** Those of the options that are no selectors, or too many. */
  unusable: string[];
}

/** A DKIM selector. */
export interface DkimSelector {
  /** The selector. */
  selector: string;
  /** Why it was tried: given as an option, a vendor uses it, it is a common one, or all that are known were asked for. */
  tried: "visitor" | "vendor" | "common" | "known";
  /** The vendor that uses it, where that is why. */
  vendor: string | null;
  /**
   * Whether the answer is a wildcard's, so that a key in it says nothing about this selector; also where it may be, since
   * it is not known whether there is a wildcard. A text that is no key shows that there is none.
   */
  wildcard: boolean;
  /** What is there. */
  key: RecordAt<DkimRecord>;
}

/** What MX records say. */
export interface MxState {
  /** The outcome of all of them. */
  outcome: "hosts" | "null-mx" | "null-mx-beside-hosts" | "no-records" | "nxdomain" | "failed" | "pending";
  /** Whether the domain itself is the host; null where it has MX records, or that is not known. */
  implicitHost: ImplicitHost | null;
  /** Why it could not be asked. */
  error: string | null;
}

/** Whether a domain without MX records is a host itself. */
export interface ImplicitHost {
  /** Whether it has an address. */
  outcome: "addresses" | "no-address" | "failed" | "pending";
  /** Its addresses. */
  addresses: string[];
  /** Why it could not be asked. */
  error: string | null;
}

/** The hosts that take the domain's mail. */
export interface MailHosts extends MxState {
  /** Whether mail can arrive; null when that is not known. */
  takesMail: boolean | null;
  /** Whether the resolver says that it checked the MX records with DNSSEC. */
  authenticated: boolean;
  /** The hosts, lowest preference first. */
  hosts: MailHost[];
}

/** A host that takes mail. */
export interface MailHost {
  /** Its name. */
  name: string;
  /** Its lowest preference. */
  preference: number;
  /** How many records name it. */
  times: number;
  /** A name, or what is wrong with it as one. */
  kind: "name" | "address" | "localhost";
  /** Whether it has TLSA records. */
  tlsa: "present" | "absent" | "not-asked" | "failed" | "pending";
  /** The TLSA records as zone files write them. */
  tlsaRecords: string[];
  /** Whether the resolver says that it checked them with DNSSEC; others have no effect. Null without records. */
  tlsaAuthenticated: boolean | null;
  /** Why the TLSA records could not be asked for. */
  tlsaError: string | null;
}

/** The mail of the Organizational Domain. */
export interface ParentMail {
  /** The Organizational Domain. */
  domain: string;
  /** Its SPF record. */
  spf: RecordAt<SpfRecord>;
  /** What its MX records say. */
  mx: MxState;
}

/** How sure something is. */
export type Confidence = "certain" | "probable";

/** A service that names in DNS show. That it was once set up does not mean that it sends. */
export interface Sender {
  /** What people call it. */
  vendor: string;
  /** What it does. */
  category:
    | "mail-host"
    | "web-host"
    | "relay"
    | "forwarding"
    | "transactional"
    | "marketing"
    | "business-software"
    | "security-gateway"
    | "spf-management"
    | "report-processor";
  /** How sure the surest sighting is. */
  confidence: Confidence;
  /** Whether it sends mail with its customers' domains in From. */
  sends: boolean;
  /** Whether only records of other vendors lead to it. */
  indirect: boolean;
  /** The names that show it. */
  seen: Sighting[];
  /** Whether SPF can pass for the customer's domain; null when that is not known. */
  spfAlignment: "yes" | "setting" | "return-path" | "dedicated-ip" | "never" | null;
  /** Whether its DKIM key was found; `unusable`: only keys that are revoked, broken, too short or in test mode. */
  dkimKey: "found" | "unusable" | "not-found" | "selectors-unknown" | "could-not-tell" | "not-applicable" | "pending";
  /** The selectors at which it was found, or at which an unusable one is. */
  dkimSelectors: string[];
  /** Whether the domain's own record includes it in vain; false where this name is its return-path. */
  uselessInclude: boolean;
}

/** A name that shows a service. */
export interface Sighting {
  /** The name. */
  name: string;
  /** Where it is; `include` is for `redirect` as well. */
  kind: "include" | "mx" | "dkim" | "report";
  /** How sure it is. */
  confidence: Confidence;
  /** The place of each term from the domain's own SPF record down to the name; null elsewhere than in SPF. */
  path: number[] | null;
  /** Whether the last of these terms is `redirect`. */
  redirect: boolean;
  /** The vendor whose SPF record leads there, so that this one works for that one. */
  inside: string | null;
  /** The DKIM selector whose CNAME record leads there. */
  selector: string | null;
}

/** What large receivers ask of senders, and how far DNS shows that the domain meets it. */
export interface Requirements {
  /** The state over all receivers. */
  state: "good" | "advice" | "problem" | "not-applicable" | "could-not-tell";
  /** In a sentence. */
  summary: string;
  /** Of when the requirements are. */
  asOf: string;
  /** Each receiver; none where the domain does not send. */
  receivers: Receiver[];
}

/** What one receiver asks. */
export interface Receiver {
  /** Which. */
  receiver: "google" | "yahoo" | "microsoft" | "apple";
  /** The state over its requirements. */
  state: "good" | "advice" | "problem" | "could-not-tell";
  /** For mail to whom, since when, and who counts as a bulk sender. */
  scope: string;
  /** Where it can be read. */
  source: string;
  /** The day of the copy in which it was read. */
  asOf: string;
  /** Each requirement. */
  requirements: Requirement[];
}

/** One requirement. */
export interface Requirement {
  /** What it is about. */
  subject: "spf-or-dkim" | "spf" | "dkim" | "dmarc" | "alignment" | "ptr" | "tls" | "unsubscription" | "spam-rate";
  /** Of whom it is asked. */
  senders: "all" | "bulk";
  /** What is asked. */
  what: string;
  /** Whether it is met, as far as DNS shows. */
  fulfilment: "met" | "not-met" | "not-in-dns" | "could-not-tell";
  /** Why. */
  sentence: string;
}

/** Who gets reports. */
export interface Destination {
  /** The host. */
  host: string;
  /** The tags that name it. */
  tags: ("rua" | "ruf")[];
  /** Whether it agreed. */
  permission:
    | "not-needed"
    | "given"
    | "given-elsewhere"
    | "missing"
    | "cannot-be-asked"
    | "could-not-tell"
    | "pending";
  /** Whether a server takes mail for it; null when not known. */
  takesMail: boolean | null;
  /** The record that it must publish, where permission is missing. */
  mustPublish: TxtRecord | null;
}

/** What to do: one to four tasks, or a sentence where there is nothing to do. */
export interface Plan {
  /** Whether answers are missing that the first task rests on; there are no tasks then. */
  checking: boolean;
  /** Whose policy holds, why nothing has to be published, and the like; null where the tasks say it all. */
  summary: string | null;
  /** Another name to check, where what is to be done is done there. */
  check: string | null;
  /** A question to the owner whose answer may change the tasks; absent where there is none. */
  question?: "sends" | "is-registry";
  /** What the owner told on the page, which the tasks take into account; absent in a report of this module. */
  told?: { question: "runs-domain" | "sends" | "is-registry"; answer: boolean }[];
  /** The tasks. Those that wait for none can be done today, side by side. */
  tasks: Task[];
}

/** One task. */
export interface Task {
  /** What kind of task it is. No plan has two of a kind. */
  id: TaskId;
  /** What to do; begins with a verb. */
  title: string;
  /** Why, in a line or two. */
  why: string;
  /** The tasks that come first. A task that waits has no record: what it will be is worked out again then. */
  waitsFor: TaskId[];
  /** The records to publish, in this order. */
  publish: Publication[];
  /** Ways of equal rank, where no record is right for every domain; `publish` is empty then. */
  options?: Way[];
  /** What is right instead where its condition holds. */
  alternative?: Alternative;
  /** What must hold before. */
  gates: Gate[];
  /** What it changes for mail. */
  movement: Move[];
  /** How many days to watch before the next task. */
  waitDays?: number;
  /** How to undo it. */
  rollBack?: string;
  /** The rules that find nothing any more once it is done. */
  cures: string[];
}

/** The kinds of tasks. */
export type TaskId =
  /** A question failed that decides. */
  | "ask-again"
  /** There is no DMARC record. */
  | "publish-record"
  /** Only a subdomain has a record. */
  | "organization-record"
  /** Receivers ignore the record, or read it in different ways. */
  | "repair-record"
  /** An alias is where the record belongs. */
  | "remove-alias"
  /** No report can arrive. */
  | "receive-reports"
  /** SPF ends in an error, or lets everyone pass. */
  | "fix-spf"
  /** Senders without DKIM. */
  | "set-up-dkim"
  /** From none to quarantine. */
  | "quarantine"
  /** Subdomains are a step or more behind. */
  | "subdomains"
  /** The policy is held back by `pct` or `t`. */
  | "end-ramp"
  /** From quarantine to reject. */
  | "reject"
  /** Names that do not exist are asked for less than they could be. */
  | "invented-names"
  /** The policy is another name's. */
  | "own-record"
  /** The domain is not used for mail. */
  | "lock"
  /** Nothing is left to publish. */
  | "keep";

/** One of several ways of equal rank. */
export interface Way {
  /** What it is. */
  label: string;
  /** The records to publish, in this order. */
  publish: Publication[];
  /** What it changes for mail. */
  movement: Move[];
  /** What must hold before. */
  gates: Gate[];
}

/** What is right instead of a task's records where a condition holds. */
export interface Alternative {
  /** The condition. */
  condition: string;
  /** The records to publish, in this order. */
  publish: Publication[];
  /** What it changes for mail. */
  movement: Move[];
  /** What must hold before. */
  gates: Gate[];
}

/** A record to publish, or to remove. */
export interface Publication {
  /** The name. */
  name: string;
  /** The type. A CNAME is only ever removed. */
  type: "TXT" | "MX" | "CNAME";
  /** The value, as DNS consoles take it; null where the records of today are removed. */
  value: string | null;
  /** What changes against today's record; null where not exactly one is replaced. */
  difference: Difference | null;
  /** Present where the address in the value, `dmarc-reports@` and a domain, is a placeholder that the owner has to replace. */
  needs?: "report-address";
  /** Who publishes it, where that is not the owner: who gets the reports, or the service in whose zone the name is. */
  by?: "destination" | "host";
}

/** What changes against today's record. */
export interface Difference {
  /** What goes. */
  removed: string[];
  /** What comes. */
  added: string[];
}

/** What must hold before a task is done. */
export interface Gate {
  /** What has to be shown, in kebab case. */
  id: string;
  /** What must hold, in a sentence. */
  text: string;
  /** The task of the same plan that makes it hold. */
  task?: TaskId;
  /** Whether the owner said that it holds. */
  known?: boolean;
}

/** What changes for mail from a name at a kind of receiver. */
export interface Move {
  /** The name. */
  name: string;
  /** The name itself, an existing subdomain, or one that does not exist. */
  kind: Effect["kind"];
  /** The standard that the receiver follows. */
  reader: "rfc9989" | "rfc7489";
  /** What is asked today; null when it is not known. */
  from: Handling | null;
  /** What is asked then. */
  to: Handling | null;
  /** The share of failing mail that it is asked for today, where that is not all. */
  fromPercent?: number;
  /** The share then. */
  toPercent?: number;
  /** Who can pass, where that changes, in words. */
  canPass?: { from: string; to: string };
}

/** A question and what came of it. */
export interface Evidence {
  /** The name. */
  name: string;
  /** The type. */
  type: "A" | "AAAA" | "MX" | "PTR" | "TLSA" | "TXT";
  /** Who answered. */
  resolver: string;
  /** In words. */
  outcome: string;
  /** As zone files write them. */
  records: string[];
  /** The time to live, in words. */
  ttl: string | null;
  /** Whether the resolver says that it checked the answer with DNSSEC (the AD bit). */
  authenticated: boolean;
  /** How long it took, in milliseconds. */
  elapsed: number | null;
  /** CNAME records, failed tries, extended errors. */
  notes: string[];
}

/** How many questions the check asked. */
export interface Questions {
  /** How many different ones. */
  asked: number;
  /** How many it may ask at most. */
  limit: number;
  /** How many it left out because of that. What they are about reads as failed or cut, never as not there. */
  leftOut: number;
}
