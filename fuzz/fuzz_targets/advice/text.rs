//! Texts of records, assembled from good and bad parts that the fuzzer's octets select.

use libfuzzer_sys::arbitrary::{Result, Unstructured};

/// The maximum number of tags after the version of a DMARC record, or of terms in an SPF record.
const MOST: usize = 6;

/// Versions of DMARC records.
const VERSIONS: &[&str] = &[
    "v=DMARC1",
    "v=DMARC1",
    "v=DMARC1",
    "v=DMARC1",
    "v=DMARC1",
    "v=dmarc1",
    "v=DMARC",
    "=DMARC1",
    " v=DMARC1",
    "\"v=DMARC1",
    "p=none; v=DMARC1",
    "v = DMARC1",
    "",
];

/// What separates tags.
const SEPARATORS: &[&str] = &[
    "; ",
    "; ",
    "; ",
    "; ",
    ";",
    " ; ",
    ";; ",
    " ",
    "",
    ": ",
    ", ",
    ";\n",
    "\u{ff1b} ",
];

/// Names of the tags that hold a policy.
const POLICIES: &[&str] = &["p", "sp", "np", "P", "p "];

/// Policies, and invalid values.
const POLICY_VALUES: &[&str] = &[
    "none",
    "quarantine",
    "reject",
    "none",
    "quarantine",
    "reject",
    "rejct",
    "Reject",
    "quarantin",
    "",
    "x",
    "\u{201c}reject\u{201d}",
];

/// Report destinations.
const REPORT_VALUES: &[&str] = &[
    "mailto:d@inbox.example",
    "mailto:d@shop.example",
    "mailto:e@brand.bank",
    "mailto:d@cold.example",
    "mailto:d@silent.example",
    "mailto:d@relay.example",
    "https://shop.example/r",
    "d@inbox.example",
    "mailto: d@inbox.example",
    "mailto:d@inbox.example!10m",
    "mailto:mailto:d@inbox.example",
    "mailto:D <d@inbox.example>",
    "mailto:d@inbox.example,mailto:d@cold.example",
    "mailto:d@cold.example mailto:d@shop.example",
    "mailto:d@inbox.example;mailto:d@shop.example",
    "javascript:alert(1)",
    "ftp://x/,mailto:d@shop.example",
    "mailto:d@",
    "",
];

/// All other tags.
const OTHERS: &[&str] = &[
    "t=y",
    "t=n",
    "t=x",
    "pct=0",
    "pct=20",
    "pct=100",
    "pct=abc",
    "pct=101",
    "psd=y",
    "psd=n",
    "psd=u",
    "psd=x",
    "adkim=s",
    "adkim=r",
    "aspf=s",
    "adkim=x",
    "fo=1",
    "fo=0:1:d:s",
    "fo=x",
    "rf=afrf",
    "ri=3600",
    "v=DMARC1",
    "pct100",
    "unknown=1",
    "p",
    "=",
];

/// Terms of SPF records.
const TERMS: &[&str] = &[
    "mx",
    "a",
    "mx",
    "-all",
    "~all",
    "-all",
    "?all",
    "+all",
    "all",
    "ip4:192.0.2.1",
    "ip4:192.0.2.1-all",
    "ip4:0.0.0.0/1",
    "ip4:128.0.0.0/1",
    "ip4:0.0.0.0/0",
    "ip4:192.0.2",
    "ip4: 192.0.2.7",
    "ip6:2001:db8::/32",
    "include:spf.vendor.example",
    "include:gone.example",
    "include:spf.vendor.example-all",
    "include:spf.vendor.example,a",
    "include: spf.vendor.example",
    "include:shop.example",
    "include:open.example",
    "redirect=spf.vendor.example",
    "redirect=gone.example",
    "exists:%{i}.vendor.example",
    "a:mx.shop.example",
    "ptr",
    "nonsense",
    "- all",
    "v=spf1",
    "192.0.2.9",
    "mx,a",
    "\u{2013}all",
];

/// Versions of SPF records.
const SPF_VERSIONS: &[&str] = &[
    "v=spf1 ", "v=spf1 ", "v=spf1 ", "v=spf1 ", "v=spf1", "v=spf1  ", "v=SPF1 ", "v=spf2 ",
    "spf1 ", "\"v=spf1 ", "",
];

/// A DMARC record: usually assembled, sometimes any text.
pub fn dmarc(u: &mut Unstructured<'_>) -> Result<String> {
    if one_of(u, 12)? {
        return any(u, "v=DMARC1; ");
    }
    let mut text = (*u.choose(VERSIONS)?).to_owned();
    for _ in 0..u.int_in_range(0..=MOST)? {
        text.push_str(u.choose(SEPARATORS)?);
        let tag = match u.int_in_range(0..=9_u8)? {
            0..=3 => format!("{}={}", u.choose(POLICIES)?, u.choose(POLICY_VALUES)?),
            4..=6 => format!("rua={}", u.choose(REPORT_VALUES)?),
            7 => format!("ruf={}", u.choose(REPORT_VALUES)?),
            _ => (*u.choose(OTHERS)?).to_owned(),
        };
        text.push_str(&tag);
    }
    text.push_str(u.choose(&["", "", "", ";", "\"", " "])?);
    Ok(text)
}

/// An SPF record.
pub fn spf(u: &mut Unstructured<'_>) -> Result<String> {
    if one_of(u, 12)? {
        return any(u, "v=spf1 ");
    }
    let mut text = (*u.choose(SPF_VERSIONS)?).to_owned();
    for place in 0..u.int_in_range(0..=MOST)? {
        if place > 0 {
            text.push_str(u.choose(&[" ", " ", " ", " ", " ", "  ", "", ", "])?);
        }
        text.push_str(u.choose(TERMS)?);
    }
    Ok(text)
}

/// True with a probability of one in `chances`; false once the octets are used up.
pub fn one_of(u: &mut Unstructured<'_>, chances: u8) -> Result<bool> {
    Ok(u.int_in_range(1..=chances)? == chances)
}

/// Any short text, optionally after a start that makes it readable as a record.
fn any(u: &mut Unstructured<'_>, start: &str) -> Result<String> {
    let start = if u.arbitrary()? { start } else { "" };
    let text: &str = u.arbitrary()?;
    Ok(format!("{start}{}", text.get(..120).unwrap_or(text)))
}
