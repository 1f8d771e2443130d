// A program in TypeScript: what it may write, and what it may not.

import {
  check, DmarcError, explain, InputError, LoadError, parseDmarc, parseSpf, rules, SCHEMA, version,
  type CheckOptions, type DmarcRecord, type Explanation, type Fetch, type Finding, type Plan, type Report, type Rule, type Severity,
  type SpfRecord, type Stage, type TaskId,
} from "dmarc-checker";
import { DmarcCheckerElement, DmarcError as ElementError } from "dmarc-checker/element";

const seconds = (report: Report): number =>
  report.evidence.reduce((sum, { elapsed }) => sum + (elapsed ?? 0), 0) / 1000;

/** Every case is named, so that a stage that is not in the types would not compile. */
function color(stage: Stage): string {
  switch (stage) {
    case "could-not-tell": return "gray";
    case "no-record":
    case "collecting-blind": return "red";
    case "monitoring":
    case "quarantine": return "yellow";
    case "reject":
    case "locked": return "green";
  }
}

/** The text that a finding is about. */
const quoted = (record: DmarcRecord, { span }: Finding): string => (span ? record.text.slice(...span) : "");

/** The values to publish today; a record with a blank is none of them. */
const values = ({ tasks }: Plan): string[] =>
  tasks.flatMap(({ publish }) => publish).flatMap(({ value, needs }) => (value !== null && needs === undefined ? [value] : []));

/** The tasks that others wait for. */
const first = ({ tasks }: Plan): TaskId[] => tasks.flatMap(({ waitsFor, gates }) => [...waitsFor, ...gates.flatMap(({ task }) => task ?? [])]);

const own: Fetch = async (url, { signal, headers }) => {
  const response = await fetch(url, { signal, headers });
  return {
    status: response.status,
    headers: { get: (name) => response.headers.get(name) },
    arrayBuffer: () => response.arrayBuffer(),
  };
};

export async function main(signal: AbortSignal): Promise<void> {
  const options: CheckOptions = {
    resolver: "https://dns.example.net/dns-query",
    fetch: own,
    signal,
    selectors: ["s1", "s2"] as const,
    allSelectors: false,
    onProgress: ({ answered, asked }) => console.log(answered / asked),
  };
  try {
    const report: Report = await check("example.com", options);
    const schema: 2 = report.schema;
    console.log(schema === SCHEMA, version.length, color(report.stage), seconds(report));
    if (report.dmarc) console.log(report.dmarc.findings.map((finding) => quoted(report.dmarc!, finding)));
    console.log(values(report.plan), first(report.plan), report.plan.tasks[0]?.movement.map(({ from, to }) => [from, to]));
    console.log(report.findings.map(({ task, fix }) => task ?? fix?.value));
    const keys = report.dkim?.selectors.map(({ key }) => key.record?.bits ?? 0);
    console.log(keys, report.mtaSts?.record?.id, report.tlsRpt?.record?.rua[0]?.host, report.bimi?.obstacles?.length);
  } catch (error) {
    if (error instanceof InputError) console.log(error.argument satisfies string, error.code satisfies "input");
    else if (error instanceof LoadError) console.log(error.code === "csp-wasm", error.cause);
    else if (error instanceof DmarcError) console.log(error.code, error.message);
    else throw error;
  }
  await check("example.com");
  await check("example.com", { resolver: "google", fetch, signal: AbortSignal.timeout(1000) });
  await check("example.com", { resolver: undefined, fetch: undefined, signal: undefined, onProgress: undefined });
  const record: DmarcRecord = await parseDmarc("v=DMARC1; p=none");
  const spf: SpfRecord = await parseSpf("v=spf1 -all");
  const explanation: Explanation = await explain(record.text);
  const catalogue: Rule[] = await rules();
  const severities: Severity[] = catalogue.map(({ severity }) => severity);
  console.log(record.policy === "none", spf.all === "-", explanation.tags[0]?.meaning, severities);
}

export async function mistakes(report: Report): Promise<void> {
  // @ts-expect-error A domain is a string.
  await check(5);
  // @ts-expect-error There is no such option.
  await check("example.com", { timeout: 5 });
  // @ts-expect-error Selectors are several.
  await check("example.com", { selectors: "s1" });
  // @ts-expect-error A promise has to be waited for.
  console.log(check("example.com").stage);
  // @ts-expect-error There is no such stage.
  console.log(report.stage === "rejected");
  // @ts-expect-error There may be no record.
  console.log(report.dmarc.policy);
  // @ts-expect-error There is no such field.
  console.log(report.grade);
  // @ts-expect-error The plan of a report says what to publish.
  console.log(report.findings[0]?.suggestion);
  // @ts-expect-error There is no such task.
  console.log(report.plan.tasks[0]?.id === "celebrate");
  // @ts-expect-error A record may be one to remove.
  console.log(report.plan.tasks[0]?.publish[0]?.value.length);
  // @ts-expect-error The version of the schema is a number.
  const schema: "1" = SCHEMA;
  // @ts-expect-error Every field has to be there.
  const rule: Rule = { id: "a", severity: "note", title: "", why: "", whatToDo: "" };
  // @ts-expect-error There is no such code.
  console.log(new DmarcError("teapot", ""), schema, rule);
}

export function watch(element: DmarcCheckerElement): void {
  const same: DmarcCheckerElement = document.createElement("dmarc-checker");
  same.view = element.view;
  element.addEventListener("dmarc-result", ({ detail }) => console.log(color(detail.stage)));
  element.addEventListener("dmarc-error", ({ detail: { code, report } }) => console.log(code === "integrity", report?.stage));
  element.check("example.com").catch((error: unknown) => error instanceof ElementError && console.log(error.code === "aborted"));
  // @ts-expect-error The result is the element's to set.
  element.result = null;
}
