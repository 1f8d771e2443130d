//! placeholder
use crate::Result;
use crate::{carve::carve, graph::Graph, parts::Parts};
pub(crate) fn split() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let linked = std::fs::read(&args[1]).unwrap();
    let bound = std::fs::read(&args[2]).unwrap();
    let graph = Graph::read(&linked)?;
    let gate = args[3].clone();
    let parts = Parts::new(&graph, |name| name.contains(&gate));
    eprintln!("functions {} of {}, gates {:?}, constants {} bytes of {}", parts.functions.len(), graph.names.len(), parts.gates, parts.constants.iter().map(|r| r.end-r.start).sum::<u32>(), graph.constants.iter().map(|r| r.end-r.start).sum::<u32>());
    if let Ok(f) = std::env::var("SHOW") { for n in &graph.names { if n.1.contains(&f) { eprintln!("{} {}", parts.functions.contains(n.1), n.1);} } }
    let carved = carve(&bound, &parts)?;
    std::fs::write("first.wasm", carved.first).unwrap();
    std::fs::write("later.wasm", carved.later).unwrap();
    Ok(())
}
