//! stub
/// stub
#[derive(Debug)]
#[allow(missing_docs)]
pub struct SpfRepair {
    pub today: Vec<String>,
    pub text: Option<String>,
}
#[allow(missing_docs)]
impl SpfRepair {
    pub fn reason(&self) -> String {
        String::new()
    }
    pub fn points(&self) -> Vec<String> {
        Vec::new()
    }
}
impl super::Facts {
    /// stub
    pub fn spf_repair(&self) -> Option<SpfRepair> {
        None
    }
}
