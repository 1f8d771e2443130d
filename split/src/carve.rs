//! [`carve`]: splits a module in two.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId,
    FunctionKind, GlobalId, GlobalKind, ImportKind, ImportedFunction, Module, ModuleConfig,
    TableId,
};

use crate::Result;
use crate::parts::Parts;

/// The module name under which the later part imports from the first.
const FIRST: &str = "first";

/// The two resulting modules.
#[derive(Debug)]
pub(crate) struct Carved {
    /// The part that a first visit needs; it has every export of the whole.
    pub(crate) first: Vec<u8>,
    /// The rest, which imports from the module name `first`.
    pub(crate) later: Vec<u8>,
}

/// An item of the first part that the later one uses. Its index is the same in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shared {
    Function(usize),
    Global(usize),
    /// The function table.
    Table(usize),
    Memory(usize),
}

/// What connects the two modules. Functions are identified by their index, which is the same in both.
struct Seam {
    /// The functions of the later part.
    later: BTreeSet<usize>,
    /// The table slot through which the first part calls each gate of the later one.
    slots: BTreeMap<usize, u64>,
    /// The items of the first part that the later one uses, with their export names.
    shared: BTreeMap<Shared, String>,
    /// The functions of the later part that are already in the table, by slot.
    entries: BTreeMap<u64, usize>,
    /// The index of the function table.
    table: usize,
    /// The memory ranges of the later part's constants.
    constants: Vec<Range<u32>>,
}

/// Splits a module. It may have been changed after linking, as long as names and addresses were kept. The first part
/// can be split again.
pub(crate) fn carve(wasm: &[u8], parts: &Parts) -> Result<Carved> {
    let seam = Seam::find(&parse(wasm)?, parts)?;
    let mut first = parse(wasm)?;
    let mut later = parse(wasm)?;
    seam.make_first(&mut first)?;
    seam.make_later(&mut later)?;
    Ok(Carved {
        first: first.emit_wasm(),
        later: later.emit_wasm(),
    })
}

/// The module without the sections that only the linker needs.
pub(crate) fn bare(wasm: &[u8]) -> Result<Vec<u8>> {
    Ok(parse(wasm)?.emit_wasm())
}

/// Parses a module and drops the sections that only the linker needs. Function names are kept for the next split;
/// `wasm-opt` removes them.
fn parse(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_producers_section(false);
    let mut module = config.parse(wasm).map_err(|error| format!("{error:#}"))?;
    for section in ["linking", "reloc.CODE", "reloc.DATA"] {
        module.customs.remove_raw(section);
    }
    Ok(module)
}

/// The items that a function refers to.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
}

impl Visitor<'_> for Uses {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.functions.insert(function.index());
    }

    fn visit_global_id(&mut self, global: &GlobalId) {
        self.globals.insert(global.index());
    }
}

impl Seam {
    /// Determines where to split.
    fn find(module: &Module, parts: &Parts) -> Result<Self> {
        let table = module
            .tables
            .main_function_table()
            .map_err(|error| error.to_string())?
            .ok_or("the module has no table of functions")?;
        let (mut later, mut gates) = (BTreeSet::new(), BTreeSet::new());
        for (id, _) in module.funcs.iter_local() {
            let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
            if parts.functions.contains(name) {
                later.insert(id.index());
            }
            if parts.gates.contains(name) {
                gates.insert(id.index());
            }
        }
        let names: BTreeSet<&str> = module
            .funcs
            .iter()
            .filter_map(|function| function.name.as_deref())
            .collect();
        if let Some(gate) = parts
            .gates
            .iter()
            .find(|gate| !names.contains(gate.as_str()))
        {
            return Err(format!(
                "the gate {gate:?} is gone since the module was linked. Names of functions have to be kept as they are; \
                 index.html asks for that with data-keep-debug and data-no-demangle"
            ));
        }
        // Scripts can call exports by name, but they only do so once the later part has created something to call.
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item {
                gates.insert(id.index());
            }
        }
        let mut seam = Self {
            slots: (module.tables.get(table).initial..)
                .zip(later.intersection(&gates).copied())
                .map(|(slot, function)| (function, slot))
                .collect(),
            later,
            shared: BTreeMap::new(),
            entries: entries(module, table)?,
            table: table.index(),
            constants: parts.constants.clone(),
        };
        let shared = seam.follow_calls(module)?;
        seam.shared = named(shared, module);
        let later = &seam.later;
        seam.entries.retain(|_, function| later.contains(function));
        Ok(seam)
    }

    /// The items of the first part that the later one uses. Checks that the first part calls only gates.
    fn follow_calls(&self, module: &Module) -> Result<BTreeSet<Shared>> {
        let memory = Shared::Memory(memory(module)?.index());
        let mut shared = BTreeSet::from([Shared::Table(self.table), memory]);
        for (id, function) in module.funcs.iter_local() {
            let mut uses = Uses::default();
            dfs_in_order(&mut uses, function, function.entry_block());
            if self.later.contains(&id.index()) {
                shared.extend(uses.globals.into_iter().map(Shared::Global));
                let functions = uses.functions.difference(&self.later);
                shared.extend(functions.copied().map(Shared::Function));
                continue;
            }
            let is_hidden = |function: &&usize| {
                self.later.contains(*function) && !self.slots.contains_key(*function)
            };
            if let Some(hidden) = uses.functions.iter().find(is_hidden) {
                let name = |index: usize| {
                    let mut functions = module.funcs.iter();
                    let found = functions.find(|function| function.id().index() == index);
                    found.and_then(|function| function.name.clone())
                };
                return Err(format!(
                    "{:?} is in the first part and calls {:?}, which is in the later one and no gate",
                    name(id.index()).unwrap_or_default(),
                    name(*hidden).unwrap_or_default(),
                ));
            }
        }
        Ok(shared)
    }

    /// Turns the whole module into the first part.
    fn make_first(&self, module: &mut Module) -> Result<()> {
        let table = self.grown_table(module)?;

        // A placeholder for the functions of the later part.
        let mut empty = FunctionBuilder::new(&mut module.types, &[], &[]);
        empty.func_body().unreachable();
        let empty = empty.finish(Vec::new(), &mut module.funcs);
        for element in module.elements.iter_mut() {
            if let ElementItems::Functions(functions) = &mut element.items {
                for function in functions {
                    if self.later.contains(&function.index()) {
                        *function = empty;
                    }
                }
            }
        }
        for id in ids(module) {
            if let Some(slot) = self.slots.get(&id.index()) {
                jump(module, id, table, *slot);
            } else if self.later.contains(&id.index()) {
                module.funcs.delete(id);
            }
        }

        // Export what the later part needs.
        let memory = memory(module)?;
        let mut items: Vec<ExportItem> = vec![table.into(), memory.into()];
        items.extend(ids(module).into_iter().map(ExportItem::from));
        items.extend(
            module
                .globals
                .iter()
                .map(|global| ExportItem::from(global.id())),
        );
        let exported = exports(module);
        for item in items {
            let Some(of) = shared(item) else { continue };
            if let Some(name) = self.shared.get(&of).filter(|_| !exported.contains_key(&of)) {
                module.exports.add(name, item);
            }
        }

        let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for id in segments {
            let data = module.data.get(id);
            let Some(start) = start(&data.kind) else {
                continue;
            };
            let value = data.value.clone();
            let whole = start..start + u32::try_from(value.len()).unwrap_or_default();
            let mut at = whole.start;
            let mut pieces = Vec::new();
            for gap in self.constants_in(&whole) {
                pieces.push(at..gap.start);
                at = gap.end;
            }
            pieces.push(at..whole.end);
            module.data.delete(id);
            module.memories.get_mut(memory).data_segments.remove(&id);
            for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
                add_data(module, memory, &piece, &value, start);
            }
        }
        Ok(())
    }

    /// Turns the whole module into the later part.
    fn make_later(&self, module: &mut Module) -> Result<()> {
        let table = self.grown_table(module)?;
        let memory = memory(module)?;
        let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
        for id in exports {
            module.exports.delete(id);
        }
        let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
        for id in elements {
            module.elements.delete(id);
        }
        for table in module.tables.iter_mut() {
            table.elem_segments.clear();
        }
        module.start = None;
        let imports: Vec<_> = module.imports.iter().map(walrus::Import::id).collect();
        for id in imports {
            module.imports.delete(id);
        }

        for id in ids(module) {
            if let Some(name) = self.shared.get(&Shared::Function(id.index())) {
                let ty = module.funcs.get(id).ty();
                let import = module.imports.add(FIRST, name, ImportKind::Function(id));
                module.funcs.get_mut(id).kind =
                    FunctionKind::Import(ImportedFunction { import, ty });
            } else if !self.later.contains(&id.index()) {
                module.funcs.delete(id);
            }
        }
        let globals: Vec<GlobalId> = module.globals.iter().map(walrus::Global::id).collect();
        for id in globals {
            if let Some(name) = self.shared.get(&Shared::Global(id.index())) {
                let import = module.imports.add(FIRST, name, ImportKind::Global(id));
                module.globals.get_mut(id).kind = GlobalKind::Import(import);
            } else {
                module.globals.delete(id);
            }
        }
        let tables: Vec<TableId> = module.tables.iter().map(walrus::Table::id).collect();
        for id in tables {
            if let Some(name) = self.shared.get(&Shared::Table(id.index())) {
                let import = module.imports.add(FIRST, name, ImportKind::Table(id));
                let table = module.tables.get_mut(id);
                table.import = Some(import);
                // Another split enlarges the table.
                table.maximum = None;
            } else {
                module.tables.delete(id);
            }
        }
        if let Some(name) = self.shared.get(&Shared::Memory(memory.index())) {
            let import = module.imports.add(FIRST, name, ImportKind::Memory(memory));
            module.memories.get_mut(memory).import = Some(import);
        }

        self.fill_table(module, table);
        self.fill_memory(module, memory);
        Ok(())
    }

    /// Puts the functions of the later part into their table slots.
    fn fill_table(&self, module: &mut Module, table: TableId) {
        let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
        let functions: BTreeMap<usize, FunctionId> =
            ids(module).into_iter().map(|id| (id.index(), id)).collect();
        let gates = self.slots.iter().map(|(function, slot)| (*slot, *function));
        let entries = self
            .entries
            .iter()
            .map(|(slot, function)| (*slot, *function));
        for (slot, function) in entries.chain(gates.collect::<BTreeMap<_, _>>()) {
            let Some(&function) = functions.get(&function) else {
                continue;
            };
            match runs.last_mut() {
                Some((start, run)) if *start + run.len() as u64 == slot => run.push(function),
                _ => runs.push((slot, vec![function])),
            }
        }
        for (start, run) in runs {
            let start = i32::try_from(start).unwrap_or_default();
            let kind = ElementKind::Active {
                table,
                offset: ConstExpr::Value(Value::I32(start)),
            };
            let element = module.elements.add(kind, ElementItems::Functions(run));
            module.tables.get_mut(table).elem_segments.insert(element);
        }
    }

    /// Keeps only the data of the later part's constants.
    fn fill_memory(&self, module: &mut Module, memory: walrus::MemoryId) {
        let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        for id in segments {
            let data = module.data.get(id);
            let (start, value) = (start(&data.kind), data.value.clone());
            module.data.delete(id);
            module.memories.get_mut(memory).data_segments.remove(&id);
            let Some(start) = start else { continue };
            let whole = start..start + u32::try_from(value.len()).unwrap_or_default();
            for range in self.constants_in(&whole) {
                add_data(module, memory, &range, &value, start);
            }
        }
    }

    /// The parts of the later part's constants that are in a segment. Constants outside of all segments are zero
    /// anyway.
    fn constants_in(&self, segment: &Range<u32>) -> impl Iterator<Item = Range<u32>> {
        let clipped =
            |range: &Range<u32>| range.start.max(segment.start)..range.end.min(segment.end);
        self.constants
            .iter()
            .map(clipped)
            .filter(|range| !range.is_empty())
    }

    /// The function table, enlarged by the slots of the gates.
    fn grown_table(&self, module: &mut Module) -> Result<TableId> {
        let mut tables = module.tables.iter_mut();
        let table = tables
            .find(|table| table.id().index() == self.table)
            .ok_or("the table of functions is gone")?;
        let slots = u64::try_from(self.slots.len()).unwrap_or_default();
        table.initial += slots;
        table.maximum = table.maximum.map(|maximum| maximum + slots);
        Ok(table.id())
    }
}

/// The ids of all functions.
fn ids(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(walrus::Function::id).collect()
}

/// The module's only memory.
fn memory(module: &Module) -> Result<walrus::MemoryId> {
    let mut memories = module.memories.iter().map(walrus::Memory::id);
    memories
        .next()
        .ok_or_else(|| "the module has no memory".to_owned())
}

/// The exported item, if it is of a kind that the parts can share.
fn shared(item: ExportItem) -> Option<Shared> {
    match item {
        ExportItem::Function(id) => Some(Shared::Function(id.index())),
        ExportItem::Global(id) => Some(Shared::Global(id.index())),
        ExportItem::Table(id) => Some(Shared::Table(id.index())),
        ExportItem::Memory(id) => Some(Shared::Memory(id.index())),
        ExportItem::Tag(_) => None,
    }
}

/// The exported items of a module, with their names.
fn exports(module: &Module) -> BTreeMap<Shared, String> {
    let exports = module.exports.iter();
    exports
        .filter_map(|export| Some((shared(export.item)?, export.name.clone())))
        .collect()
}

/// The names under which the first part exports the shared items: the existing name, else a short free one, since every
/// visitor downloads them.
fn named(shared: BTreeSet<Shared>, module: &Module) -> BTreeMap<Shared, String> {
    let exported = exports(module);
    let mut free = (0..)
        .map(short)
        .filter(|name| !exported.values().any(|taken| taken == name));
    let named = shared.into_iter().map(|item| {
        let name = exported.get(&item).cloned().or_else(|| free.next());
        (item, name.unwrap_or_default())
    });
    named.collect()
}

/// A number in base 36.
fn short(number: usize) -> String {
    let digit = u32::try_from(number % 36).ok();
    let digit = digit.and_then(|digit| char::from_digit(digit, 36));
    let before = if number < 36 {
        String::new()
    } else {
        short(number / 36)
    };
    before + &String::from_iter(digit)
}

/// The functions in the table, by slot.
fn entries(module: &Module, table: TableId) -> Result<BTreeMap<u64, usize>> {
    let mut entries = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table: of, offset } = &element.kind else {
            continue;
        };
        if *of != table {
            continue;
        }
        let (ConstExpr::Value(Value::I32(start)), ElementItems::Functions(functions)) =
            (offset, &element.items)
        else {
            return Err("an element segment is written in a way that is not known".to_owned());
        };
        let start = u64::from(start.cast_unsigned());
        let functions = functions.iter();
        entries.extend((start..).zip(functions.map(FunctionId::index)));
    }
    Ok(entries)
}

/// Replaces the body of a function by a call through a table slot.
fn jump(module: &mut Module, id: FunctionId, table: TableId, slot: u64) {
    let ty = module.funcs.get(id).ty();
    let (params, results) = module.types.params_results(ty);
    let (params, results) = (params.to_vec(), results.to_vec());
    let arguments: Vec<_> = params
        .iter()
        .map(|&param| module.locals.add(param))
        .collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = builder.func_body();
    for &argument in &arguments {
        body.local_get(argument);
    }
    body.i32_const(i32::try_from(slot).unwrap_or_default())
        .call_indirect(ty, table);
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
}

/// The memory address of an active segment.
fn start(kind: &DataKind) -> Option<u32> {
    match kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(start)),
            ..
        } => Some(start.cast_unsigned()),
        _ => None,
    }
}

/// Adds the part `range` of a segment that starts at `start` and has the content `value`.
fn add_data(
    module: &mut Module,
    memory: walrus::MemoryId,
    range: &Range<u32>,
    value: &[u8],
    start: u32,
) {
    let from = (range.start - start) as usize;
    let to = (range.end - start) as usize;
    let content = value.get(from..to).unwrap_or_default().to_vec();
    // Memory is zero initially.
    if content.iter().all(|byte| *byte == 0) {
        return;
    }
    let kind = DataKind::Active {
        memory,
        offset: ConstExpr::Value(Value::I32(range.start.cast_signed())),
    };
    let data = module.data.add(kind, content);
    module.memories.get_mut(memory).data_segments.insert(data);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module whose `main` calls a gate, which uses a constant and a function in a table.
    const WHOLE: &str = r#"(module
        (import "host" "note" (func $note (param i32)))
        (memory (export "memory") 1)
        (table 2 2 funcref)
        (elem (i32.const 0) $first $later)
        (type $plain (func (result i32)))
        (func $first (result i32) i32.const 1)
        (func $later (result i32) i32.const 8 i32.load)
        (func $gate (param i32) (result i32)
            local.get 0 call $note
            i32.const 1 call_indirect (type $plain))
        (func $main (export "main") (result i32) i32.const 7 call $gate)
        (func $hidden (export "hidden") (result i32) i32.const 3)
        (data (i32.const 0) "firstxxxlate"))"#;

    /// The parts of that module that can be loaded later.
    fn parts(functions: &[&str]) -> Parts {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Parts {
            gates: names(&["gate"]),
            functions: names(functions),
            constants: vec![Range { start: 8, end: 12 }],
        }
    }

    fn carved(functions: &[&str]) -> Result<Carved> {
        let whole = wat::parse_str(WHOLE).map_err(|error| error.to_string())?;
        carve(&whole, &parts(functions))
    }

    /// Whether a module contains these bytes.
    fn holds(module: &[u8], wanted: &[u8]) -> bool {
        module.windows(wanted.len()).any(|bytes| bytes == wanted)
    }

    #[test]
    fn each_part_holds_its_own_and_both_are_valid() {
        let carved = carved(&["gate", "later"]).unwrap_or_else(|error| unreachable!("{error}"));
        for part in [&carved.first, &carved.later] {
            assert!(wasmparser::validate(part).is_ok());
        }
        assert!(holds(&carved.first, b"firstxxx") && !holds(&carved.first, b"late"));
        assert!(holds(&carved.later, b"late") && !holds(&carved.later, b"firstxxx"));
        let later = parse(&carved.later).unwrap_or_else(|error| unreachable!("{error}"));
        assert!(later.imports.iter().all(|import| import.module == FIRST));
        let first = parse(&carved.first).unwrap_or_else(|error| unreachable!("{error}"));
        for import in later.imports.iter() {
            let mut exports = first.exports.iter();
            assert!(
                exports.any(|export| export.name == import.name),
                "{}",
                import.name
            );
        }
        assert!(first.exports.iter().any(|export| export.name == "main"));
    }

    #[test]
    fn the_first_part_can_be_cut_again() {
        let two = || {
            let whole = wat::parse_str(WHOLE).map_err(|error| error.to_string())?;
            let hidden = Parts {
                gates: ["hidden".to_owned()].into(),
                functions: ["hidden".to_owned(), "note".to_owned()].into(),
                constants: Vec::new(),
            };
            let one = carve(&whole, &hidden)?;
            let other = carve(&one.first, &parts(&["gate", "later"]))?;
            Ok::<_, String>([other.first, other.later, one.later])
        };
        let cut = two().unwrap_or_else(|error| unreachable!("{error}"));
        assert!(cut.iter().all(|part| wasmparser::validate(part).is_ok()));
        let [first, others @ ..] =
            cut.map(|part| parse(&part).unwrap_or_else(|error| unreachable!("{error}")));
        let exported = exports(&first);
        assert_eq!(
            exported.len(),
            first.exports.iter().count(),
            "nothing twice"
        );
        for import in others.iter().flat_map(|part| part.imports.iter()) {
            assert!(
                exported.values().any(|name| *name == import.name),
                "{}",
                import.name
            );
        }
    }

    #[test]
    fn a_gate_without_its_name_is_missed() {
        let mut parts = parts(&["gate", "later"]);
        parts.gates.insert("other".to_owned());
        let whole = wat::parse_str(WHOLE).unwrap_or_default();
        let error = carve(&whole, &parts).err().unwrap_or_default();
        assert!(error.starts_with("the gate \"other\" is gone"), "{error}");
    }

    #[test]
    fn only_gates_lead_to_the_later_part() {
        let refused = carved(&["gate", "later", "note"]).map(|_| ());
        assert_eq!(refused, Ok(()), "what is imported stays in the first part");
        let mut parts = parts(&["gate", "later"]);
        parts.gates.clear();
        let whole = wat::parse_str(WHOLE).unwrap_or_default();
        let refused = carve(&whole, &parts).map(|_| ());
        let words = "\"main\" is in the first part and calls \"gate\", which is in the later one and no gate";
        assert_eq!(refused, Err(words.to_owned()));
    }
}
