//! [`Case`]: a zone, the checked name, and the owner's statements, from any octets.

use dmarc_engine::advice::Known;
use dmarc_engine::dns::RecordType;
use libfuzzer_sys::arbitrary::{Result, Unstructured};

use super::judge::{INBOX, MAILBOX};
use super::text::{dmarc, one_of, spf};
use super::world::{KEY, World};

/// A check to judge.
#[derive(Debug)]
pub struct Case {
    /// The zone.
    pub world: World,
    /// The checked name.
    pub domain: &'static str,
    /// The owner's statements.
    pub known: Known,
    /// Whether to follow the plans to their end.
    pub is_followed: bool,
}

/// Names to check: registered domains, some subdomains, and public suffixes. Parents come before their children.
const NAMES: &[&str] = &[
    "shop.example",
    "shop.example",
    "shop.example",
    "news.shop.example",
    "lab.dept.shop.example",
    "made-up.shop.example",
    "brand.bank",
    "news.brand.bank",
    "user.hosted.example",
    "hosted.example",
    "bank",
];

/// Names below the checked one.
const BELOW: &[&str] = &["news", "dept", "made-up-7x3k"];

/// External hosts that records name.
const ELSEWHERE: &str = "mx.shop.example. A 192.0.2.1\nsilent.example. A 192.0.2.3\nsilent.example. MX 0 .\n\
                         cold.example. MX 1 mx.shop.example.\nrelay.example. MX 1 mx.shop.example.\n\
                         *._report._dmarc.relay.example. TXT \"v=DMARC1; rua=mailto:x@cold.example\"\n\
                         spf.vendor.example. TXT \"v=spf1 ip4:198.51.100.0/24 ~all\"\n\
                         open.example. TXT \"v=spf1 +all\"\n";

/// Mail hosts of a name: none, one, the null MX, a nonexistent one.
const HOSTS: &[&str] = &["", "", "MX 10 mx.shop.example.", "MX 10 mx.shop.example.", "MX 0 .", "MX 5 gone.example."];

/// Records below `_domainkey`.
const KEYS: &[(&str, &str)] = &[
    ("mail._domainkey", KEY),
    ("default._domainkey", KEY),
    ("mail._domainkey", "v=DKIM1; p="),
    ("mail._domainkey", "v=DKIM1; k=rsa; p=AAAA"),
    ("*._domainkey", "v=DKIM1; p="),
    ("*._domainkey", KEY),
    ("_domainkey", "o=~"),
];

/// Targets of an alias in place of a DMARC record.
const TARGETS: &[&str] = &["policy.shop.example", "policy.brand.bank", "shop.vendor.example", "_dmarc.shop.example", "_dmarc.gone.example"];

/// Names with failing lookups; `@` is the checked name.
const FAILING: &[&str] = &[
    "_dmarc.@",
    "@",
    "mail._domainkey.@",
    "_domainkey.@",
    "made-up-7x3k.@",
    "_dmarc.made-up-7x3k.@",
    "mx.shop.example",
    "cold.example",
    "shop.example._report._dmarc.inbox.example",
    "spf.vendor.example",
];

impl Case {
    /// Decodes a case; a short input omits parts.
    pub fn read(u: &mut Unstructured<'_>) -> Result<Self> {
        let domain = *u.choose(NAMES)?;
        let is_followed = one_of(u, 4)?;
        let known = if one_of(u, 4)? {
            known(u)?
        } else {
            Known::default()
        };
        let mut world = World::new(&format!("{INBOX}{ELSEWHERE}"));
        world = policies(u, world, domain)?;
        world = surroundings(u, world, domain)?;
        for _ in 0..u.int_in_range(0..=4_u8)?.saturating_sub(2) {
            world = unusual(u, world, domain)?;
        }
        if one_of(u, 6)? {
            world = faults(u, world, domain)?;
        }
        Ok(Self {
            world,
            domain,
            known,
            is_followed,
        })
    }
}

/// DMARC records at the name, its parents and its children: one, two, an alias, none.
fn policies(u: &mut Unstructured<'_>, mut world: World, domain: &str) -> Result<World> {
    let is_own = !one_of(u, 4)?;
    if one_of(u, 8)? {
        let target = *u.choose(TARGETS)?;
        world
            .lines
            .push_str(&format!("_dmarc.{domain}. CNAME {target}.\n"));
        if is_own && !world.lines.contains(&format!("\n{target}. CNAME")) {
            world = world.with(target, &dmarc(u)?);
        }
    } else if is_own {
        world = world.with(&format!("_dmarc.{domain}"), &dmarc(u)?);
        if one_of(u, 6)? {
            world = world.with(&format!("_dmarc.{domain}"), &dmarc(u)?);
        }
    }
    let mut above = domain;
    while let Some((_, rest)) = above.split_once('.') {
        above = rest;
        if one_of(u, 4)? {
            world = world.with(&format!("_dmarc.{above}"), &dmarc(u)?);
            if one_of(u, 8)? {
                world = world.with(&format!("_dmarc.{above}"), &dmarc(u)?);
            }
        }
    }
    if one_of(u, 6)? {
        let below = *u.choose(BELOW)?;
        world = world.with(&format!("_dmarc.{below}.{domain}"), &dmarc(u)?);
    }
    Ok(world)
}

/// Mail hosts, SPF and keys of the name, and an address.
fn surroundings(u: &mut Unstructured<'_>, mut world: World, domain: &str) -> Result<World> {
    let hosts = *u.choose(HOSTS)?;
    if !hosts.is_empty() {
        world.lines.push_str(&format!("{domain}. {hosts}\n"));
    }
    let texts = *u.choose(&[1, 1, 1, 1, 0, 0, 2_u8])?;
    for _ in 0..texts {
        world = world.with(domain, &spf(u)?);
    }
    for _ in 0..u.int_in_range(0..=2_u8)? {
        let (at, key) = *u.choose(KEYS)?;
        world = world.with(&format!("{at}.{domain}"), key);
    }
    if u.arbitrary()? {
        world.lines.push_str(&format!("{domain}. A 192.0.2.2\n"));
    }
    Ok(world)
}

/// Adds something that most zones do not have.
fn unusual(u: &mut Unstructured<'_>, mut world: World, domain: &str) -> Result<World> {
    match u.int_in_range(0..=7_u8)? {
        0 => world = world.with(&format!("*.{domain}"), &dmarc(u)?),
        1 => world.lines.push_str(&format!("*.{domain}. A 192.0.2.7\n")),
        2 => world
            .lines
            .push_str(&format!("*.{domain}. MX 10 mx.shop.example.\n")),
        3 => world
            .lines
            .push_str(&format!("*.{domain}. CNAME gone.example.\n")),
        4 => {
            let below = *u.choose(BELOW)?;
            world
                .lines
                .push_str(&format!("{below}.{domain}. MX 10 mx.shop.example.\n"));
        }
        5 => world = world.with(domain, &dmarc(u)?),
        6 => world = world.with(&format!("*.{domain}"), &spf(u)?),
        _ => {
            let text = spf(u)?;
            world = world.with("spf.vendor.example", &text);
        }
    }
    Ok(world)
}

/// The owner's statements.
fn known(u: &mut Unstructured<'_>) -> Result<Known> {
    let mailbox = MAILBOX.strip_prefix("mailto:").map(str::to_owned);
    Ok(Known {
        runs_domain: said(u)?,
        sends: said(u)?,
        posts_to_lists: said(u)?,
        subdomains_pass: said(u)?,
        dkim_confirmed: said(u)?,
        report_address: mailbox.filter(|_| one_of(u, 3) == Ok(true)),
        is_registry: said(u)?,
        ..Known::default()
    })
}

/// Yes, no, or no statement.
fn said(u: &mut Unstructured<'_>) -> Result<Option<bool>> {
    Ok(*u.choose(&[None, None, Some(true), Some(false)])?)
}

/// Adds names at which lookups fail.
fn faults(u: &mut Unstructured<'_>, mut world: World, domain: &str) -> Result<World> {
    for _ in 0..u.int_in_range(1..=2_u8)? {
        let mut name = domain;
        for _ in 0..u.int_in_range(0..=2_u8)? {
            name = name.split_once('.').map_or(name, |(_, rest)| rest);
        }
        let at = *u.choose(FAILING)?;
        let kind = *u.choose(&[
            None,
            Some(RecordType::Txt),
            Some(RecordType::Mx),
            Some(RecordType::A),
        ])?;
        world = world.failing(&at.replace("@", name), kind);
    }
    Ok(world)
}
