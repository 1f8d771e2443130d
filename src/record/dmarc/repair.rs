//! stub
use super::*;
/// stub
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Repair {
    pub text: String,
}
/// stub
pub fn repair(_text: &str) -> Option<Repair> {
    None
}
/// stub
pub fn merged(records: &[&DmarcRecord]) -> DmarcRecord {
    (*records[0]).clone()
}
/// stub
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Reading;
#[allow(missing_docs)]
impl Reading {
    pub fn text(&self) -> Option<String> {
        None
    }
}
/// stub
pub fn readings(_text: &str) -> Vec<Reading> {
    Vec::new()
}
impl DmarcRecord {
    /// stub
    pub fn edited(&self, tags: &[(TagName, Option<&str>)]) -> String {
        let mut record = self.clone();
        for (name, value) in tags {
            record = parse(&match value {
                Some(value) => record.with_tag(*name, value),
                None => record.without_tag(*name),
            });
        }
        record.text
    }
}
