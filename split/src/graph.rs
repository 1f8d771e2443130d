//! [`Graph`]: the references within a linked module, taken from the linker's relocations
//! ([Linking](https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md)).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    ExternalKind, KnownCustom, Linking, LinkingSectionReader, Name, Parser, Payload,
    RelocSectionReader, RelocationType, SymbolInfo, TypeRef,
};

use crate::Result;

/// A function or constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Node {
    /// A function, by its index.
    Function(u32),
    /// A constant, by its index in [`Graph::constants`].
    Constant(usize),
}

/// The references between functions and constants.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    /// The mangled names of functions, by index.
    pub(crate) names: BTreeMap<u32, String>,
    /// The memory ranges of constants, sorted.
    pub(crate) constants: Vec<Range<u32>>,
    /// The functions that are called from outside the module.
    pub(crate) roots: Vec<u32>,
    /// The functions and constants that each one refers to.
    pub(crate) references: BTreeMap<Node, Vec<Node>>,
}

/// The parts of a module that relocations refer to.
#[derive(Default)]
struct Sections<'a> {
    /// The offset of the code section in the file.
    code_start: usize,
    /// The offset of the data section in the file.
    data_start: usize,
    /// The number of imported functions.
    imported: u32,
    /// The file ranges of function bodies, in order.
    bodies: Vec<Range<usize>>,
    /// The file ranges of data segments, with their memory addresses.
    segments: Vec<(Range<usize>, u32)>,
    /// The symbols that relocations refer to, by index.
    symbols: Vec<Symbol>,
    /// The relocations of the code section.
    code: Option<RelocSectionReader<'a>>,
    /// The relocations of the data section.
    data: Option<RelocSectionReader<'a>>,
}

/// A symbol that a relocation refers to.
#[derive(Clone)]
enum Symbol {
    Function(u32),
    /// A constant, by segment, offset and size.
    Constant(u32, u32, u32),
    Other,
}

impl Graph {
    /// Reads a module that was linked with `--emit-relocs`.
    pub(crate) fn read(wasm: &[u8]) -> Result<Self> {
        let mut graph = Self::default();
        let mut sections = Sections::default();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload.map_err(|error| error.to_string())?;
            sections
                .take(payload, &mut graph)
                .map_err(|error| error.to_string())?;
        }
        if sections.code.is_none() || sections.data.is_none() {
            return Err(
                "the linker kept no relocations; link with --emit-relocs, as .cargo/config.toml has it"
                    .to_owned(),
            );
        }
        graph.constants = sections.constants();
        graph.relate(&sections).map_err(|error| error.to_string())?;
        Ok(graph)
    }

    /// The functions whose mangled name matches `is`.
    pub(crate) fn named(&self, is: impl Fn(&str) -> bool) -> BTreeSet<u32> {
        let named = self.names.iter().filter(|(_, name)| is(name));
        named.map(|(index, _)| *index).collect()
    }

    /// Adds the reference of every relocation.
    fn relate(&mut self, sections: &Sections) -> wasmparser::Result<()> {
        for entry in sections.code.iter().flat_map(RelocSectionReader::entries) {
            let entry = entry?;
            let at = sections.code_start + entry.offset as usize;
            let body = sections.bodies.partition_point(|body| body.end <= at);
            let from = Node::Function(sections.imported + u32::try_from(body).unwrap_or(u32::MAX));
            self.refer(&[from], entry.ty, sections, entry.index);
        }
        for entry in sections.data.iter().flat_map(RelocSectionReader::entries) {
            let entry = entry?;
            let at = sections.data_start + entry.offset as usize;
            let from: Vec<Node> = match sections.address(at) {
                Some(address) => self.constants_at(address),
                None => Vec::new(),
            };
            self.refer(&from, entry.ty, sections, entry.index);
        }
        Ok(())
    }

    /// Adds references to a symbol.
    fn refer(&mut self, from: &[Node], kind: RelocationType, sections: &Sections, index: u32) {
        // Types, globals and tables are in both parts.
        if matches!(kind, RelocationType::TypeIndexLeb) {
            return;
        }
        let to = match sections.symbols.get(index as usize) {
            Some(Symbol::Function(function)) => vec![Node::Function(*function)],
            Some(Symbol::Constant(segment, offset, size)) => {
                match sections.range(*segment, *offset, *size) {
                    Some(range) => self.constant(&range).into_iter().collect(),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        };
        for node in from {
            self.references.entry(*node).or_default().extend(&to);
        }
    }

    /// The constant with exactly this range.
    fn constant(&self, range: &Range<u32>) -> Option<Node> {
        let key = |range: &Range<u32>| (range.start, range.end);
        let place = self.constants.binary_search_by_key(&key(range), key).ok()?;
        Some(Node::Constant(place))
    }

    /// The constants that contain an address.
    fn constants_at(&self, address: u32) -> Vec<Node> {
        let covers = |(_, range): &(usize, &Range<u32>)| range.contains(&address);
        let constants = self.constants.iter().enumerate();
        constants
            .filter(covers)
            .map(|(place, _)| Node::Constant(place))
            .collect()
    }
}

impl<'a> Sections<'a> {
    /// Keeps what is needed from a part of the file.
    fn take(&mut self, payload: Payload<'a>, graph: &mut Graph) -> wasmparser::Result<()> {
        match payload {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    if matches!(import?.ty, TypeRef::Func(_)) {
                        self.imported += 1;
                    }
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        graph.roots.push(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => graph.roots.push(func),
            Payload::CodeSectionStart { range, .. } => self.code_start = range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(reader) => {
                self.data_start = reader.range().start;
                for data in reader {
                    let data = data?;
                    let content = data.range.end - data.data.len()..data.range.end;
                    let address = address_of(&data.kind);
                    self.segments.push((content, address));
                }
            }
            Payload::CustomSection(section) => {
                let name = section.name();
                match section.as_known() {
                    KnownCustom::Linking(reader) => self.take_symbols(&reader)?,
                    KnownCustom::Reloc(reader) if name == "reloc.CODE" => self.code = Some(reader),
                    KnownCustom::Reloc(reader) if name == "reloc.DATA" => self.data = Some(reader),
                    KnownCustom::Name(reader) => {
                        for names in reader {
                            if let Name::Function(names) = names? {
                                for name in names {
                                    let name = name?;
                                    graph.names.insert(name.index, name.name.to_owned());
                                }
                            }
                        }
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads the symbol table.
    fn take_symbols(&mut self, reader: &LinkingSectionReader) -> wasmparser::Result<()> {
        for part in reader.subsections() {
            if let Linking::SymbolTable(symbols) = part? {
                for symbol in symbols {
                    self.symbols.push(match symbol? {
                        SymbolInfo::Func { index, .. } => Symbol::Function(index),
                        SymbolInfo::Data {
                            symbol: Some(at), ..
                        } => Symbol::Constant(at.index, at.offset, at.size),
                        _ => Symbol::Other,
                    });
                }
            }
        }
        Ok(())
    }

    /// The distinct memory ranges of all constants.
    fn constants(&self) -> Vec<Range<u32>> {
        let mut constants: Vec<Range<u32>> = Vec::new();
        for symbol in &self.symbols {
            if let Symbol::Constant(segment, offset, size) = *symbol {
                constants.extend(self.range(segment, offset, size));
            }
        }
        constants.sort_by_key(|range| (range.start, range.end));
        constants.dedup();
        constants
    }

    /// The memory range of a constant; `None` if it is empty or outside of its segment.
    fn range(&self, segment: u32, offset: u32, size: u32) -> Option<Range<u32>> {
        let (content, address) = self.segments.get(segment as usize)?;
        let start = address + offset;
        let is_inside = (offset + size) as usize <= content.len();
        (size > 0 && is_inside).then_some(start..start + size)
    }

    /// The memory address of a position in the file.
    fn address(&self, at: usize) -> Option<u32> {
        let (content, address) = self
            .segments
            .iter()
            .find(|(content, _)| content.contains(&at))?;
        Some(address + u32::try_from(at - content.start).ok()?)
    }
}

/// The memory address of a segment.
fn address_of(kind: &wasmparser::DataKind) -> u32 {
    let wasmparser::DataKind::Active { offset_expr, .. } = kind else {
        return 0;
    };
    match offset_expr.get_operators_reader().read() {
        Ok(wasmparser::Operator::I32Const { value }) => value.cast_unsigned(),
        _ => 0,
    }
}
