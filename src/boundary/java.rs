//! Renders the types that cross the boundary as Java records, and fails when the committed file is stale.
//!
//! `GENERATE=1 cargo test -p jigit generated` writes the file; without it the test compares.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use syn::{Attribute, Expr, Fields, GenericArgument, Item, ItemEnum, ItemStruct, Lit, Meta, PathArguments, Type};

const OUTPUT: &str = "jira-plugin/core/src/main/java/org/jigit/core/Messages.java";

/// The files whose public types cross, and whether their types are rows, which come as postcard.
const SOURCES: [(&str, bool); 16] = [
    ("src/boundary/message.rs", false),
    ("src/error.rs", false),
    ("src/host/describe.rs", false),
    ("src/host/mod.rs", false),
    ("src/http.rs", false),
    ("src/inventory.rs", false),
    ("src/issue_key/mod.rs", false),
    ("src/issue_key/rules.rs", false),
    ("src/sync/mod.rs", false),
    ("src/sync/check.rs", false),
    ("src/model/repository.rs", true),
    ("src/model/branch.rs", true),
    ("src/model/commit.rs", true),
    ("src/model/pull_request.rs", true),
    ("src/model/smart_commit.rs", true),
    ("src/model/update.rs", true),
];

/// Types whose names Java already uses, and types that are written by hand or are not records.
fn java_name(rust: &str) -> &str {
    match rust {
        "Secret" | "str" | "String" => "String",
        "Timestamp" => "Instant",
        other => other,
    }
}

#[test]
fn generated_java_is_fresh() {
    let java = render();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(OUTPUT);
    if std::env::var_os("GENERATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &java).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == java, "{OUTPUT} is stale: run ./build.sh generate");
}

struct Types {
    structs: BTreeMap<String, (ItemStruct, bool)>,
    enums: BTreeMap<String, ItemEnum>,
}

fn render() -> String {
    let types = read();
    let mut out = String::from(
        "// Generated from src/boundary/message.rs and the types it names: run ./build.sh generate.\n\
         package org.jigit.core;\n\n\
         import com.google.gson.annotations.SerializedName;\n\
         import java.time.Instant;\n\
         import java.util.List;\n\n\
         /** Every type that crosses the boundary between Java and the core. */\n\
         public final class Messages {\n\
         \x20   private Messages() {}\n\n\
         \x20   /** The number that Java and the core must agree on. */\n",
    );
    let _ = writeln!(out, "    public static final int ABI_VERSION = {};", super::ABI_VERSION);
    for name in crossing(&types) {
        if let Some((item, is_row)) = types.structs.get(&name) {
            record(&mut out, item, *is_row);
        } else if let Some(item) = types.enums.get(&name) {
            enumeration(&mut out, item);
        }
    }
    out.push_str("}\n");
    out
}

fn read() -> Types {
    let mut types = Types { structs: BTreeMap::new(), enums: BTreeMap::new() };
    for (file, is_row) in SOURCES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        for item in syn::parse_file(&text).unwrap().items {
            match item {
                Item::Struct(item) => {
                    types.structs.insert(item.ident.to_string(), (item, is_row));
                }
                Item::Enum(item) => {
                    types.enums.insert(item.ident.to_string(), item);
                }
                _ => {}
            }
        }
    }
    types
}

/// The types that the calls and answers reach, by name.
fn crossing(types: &Types) -> Vec<String> {
    let mut reached = vec!["Update".to_owned(), "Error".to_owned()];
    let roots = [
        "Configure",
        "Configured",
        "Deliver",
        "Delivered",
        "Described",
        "KeysIn",
        "CommandsIn",
        "ReadPage",
        "PageRead",
        "TakeStep",
        "Step",
    ];
    reached.extend(roots.map(str::to_owned));
    let mut at = 0;
    while let Some(name) = reached.get(at).cloned() {
        at += 1;
        let Some((item, _)) = types.structs.get(&name) else { continue };
        for field in item.fields.iter().filter(|field| !is_skipped(&field.attrs)) {
            let mut names = Vec::new();
            named(&field.ty, &mut names);
            for name in names {
                let known = types.structs.contains_key(&name) || types.enums.contains_key(&name);
                if known && !reached.contains(&name) && name != "Secret" && name != "Timestamp" && name != "Headers" {
                    reached.push(name.clone());
                }
                if name == "Headers" && !reached.contains(&"Header".to_owned()) {
                    reached.push("Header".to_owned());
                }
            }
        }
    }
    reached.sort();
    reached
}

/// All type names inside a type.
fn named(ty: &Type, into: &mut Vec<String>) {
    match ty {
        Type::Reference(reference) => named(&reference.elem, into),
        Type::Path(path) => {
            let segment = path.path.segments.last().unwrap();
            into.push(segment.ident.to_string());
            if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
                for argument in &arguments.args {
                    if let GenericArgument::Type(inner) = argument {
                        named(inner, into);
                    }
                }
            }
        }
        _ => {}
    }
}

fn record(out: &mut String, item: &ItemStruct, is_row: bool) {
    let Fields::Named(fields) = &item.fields else { panic!("{} has no named fields", item.ident) };
    let fields: Vec<(String, Option<String>, &Type, Vec<String>)> = fields
        .named
        .iter()
        .filter(|field| !is_skipped(&field.attrs))
        .map(|field| {
            let rust = field.ident.as_ref().unwrap().to_string();
            (camel(&rust), renamed(&field.attrs), &field.ty, docs(&field.attrs))
        })
        .collect();
    let _ = writeln!(out, "\n    /**\n     * {}\n     *", docs(&item.attrs).join("\n     * "));
    for (name, _, _, docs) in &fields {
        let _ = writeln!(out, "     * @param {name} {}", docs.join(" "));
    }
    let _ = writeln!(out, "     */");
    let components: Vec<String> = fields
        .iter()
        .map(|(name, rename, ty, _)| {
            let serialized = rename.as_ref().map(|to| format!("@SerializedName(\"{to}\") ")).unwrap_or_default();
            format!("            {serialized}{} {name}", java_type(ty, false))
        })
        .collect();
    let _ = writeln!(out, "    public record {}(\n{}) {{", item.ident, components.join(",\n"));
    if is_row {
        let reads: Vec<String> =
            fields.iter().map(|(_, _, ty, _)| format!("                    {}", reader(ty))).collect();
        let name = &item.ident;
        let _ = writeln!(
            out,
            "\n        static {name} read(Block block) {{\n            return new {name}(\n{});\n        }}",
            reads.join(",\n")
        );
    }
    out.push_str("    }\n");
}

fn enumeration(out: &mut String, item: &ItemEnum) {
    let unit = item.variants.iter().all(|variant| matches!(variant.fields, Fields::Unit));
    let name = &item.ident;
    let _ = writeln!(out, "\n    /** {} */", docs(&item.attrs).join(" "));
    if !unit {
        // An externally tagged choice of texts: exactly one component is there.
        let parts: Vec<String> = item
            .variants
            .iter()
            .map(|variant| format!("String {}", camel(&snake(&variant.ident.to_string()))))
            .collect();
        let _ = writeln!(out, "    public record {name}({}) {{}}", parts.join(", "));
        return;
    }
    let _ = writeln!(out, "    public enum {name} {{");
    let variants: Vec<String> = item
        .variants
        .iter()
        .map(|variant| {
            let snake = snake(&variant.ident.to_string());
            let doc = docs(&variant.attrs).join(" ");
            format!("        /** {doc} */\n        @SerializedName(\"{snake}\")\n        {}", snake.to_uppercase())
        })
        .collect();
    let _ = writeln!(out, "{};", variants.join(",\n"));
    let _ = writeln!(
        out,
        "\n        /** The word in JSON and in the database. */\n        public String word() {{\n            \
         return name().toLowerCase(java.util.Locale.ROOT);\n        }}\n    }}"
    );
}

fn java_type(ty: &Type, boxed: bool) -> String {
    let Type::Path(path) = ty else {
        let Type::Reference(reference) = ty else { panic!("a type that Java does not know") };
        return java_type(&reference.elem, boxed);
    };
    let segment = path.path.segments.last().unwrap();
    let inner = || match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => java_type(inner, true),
            _ => panic!("a type argument that Java does not know"),
        },
        _ => panic!("expected a type argument"),
    };
    match segment.ident.to_string().as_str() {
        "Option" => inner(),
        "Vec" => format!("List<{}>", inner()),
        "Headers" => "List<Header>".to_owned(),
        "bool" => if boxed { "Boolean" } else { "boolean" }.to_owned(),
        "i64" | "u64" => if boxed { "Long" } else { "long" }.to_owned(),
        "f64" => if boxed { "Double" } else { "double" }.to_owned(),
        "u16" | "u32" | "i32" => if boxed { "Integer" } else { "int" }.to_owned(),
        name => java_name(name).to_owned(),
    }
}

/// The expression that reads a value of this type from a block.
fn reader(ty: &Type) -> String {
    let Type::Path(path) = ty else { panic!("a row type that Java does not know") };
    let segment = path.path.segments.last().unwrap();
    let inner = || match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => reader_function(inner),
            _ => panic!("a type argument that Java does not know"),
        },
        _ => panic!("expected a type argument"),
    };
    match segment.ident.to_string().as_str() {
        "Option" => format!("block.option({})", inner()),
        "Vec" => format!("block.list({})", inner()),
        "String" => "block.text()".to_owned(),
        "bool" => "block.bool()".to_owned(),
        "i64" => "block.signed()".to_owned(),
        "State" => "State.values()[block.variant(State.values().length)]".to_owned(),
        other => panic!("no reader for {other}"),
    }
}

fn reader_function(ty: &Type) -> String {
    let Type::Path(path) = ty else { panic!("a row type that Java does not know") };
    match path.path.segments.last().unwrap().ident.to_string().as_str() {
        "String" => "Block::text".to_owned(),
        "Timestamp" => "Block::instant".to_owned(),
        "i64" => "Block::signed".to_owned(),
        "Vec" => format!("inner -> inner{}", reader(ty).trim_start_matches("block")),
        row => format!("{row}::read"),
    }
}

fn docs(attributes: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            lines.push(text.value().trim().replace("[`", "`").replace("`]", "`").replace('<', "&lt;"));
        }
    }
    lines.into_iter().take_while(|line| !line.starts_with('#')).collect()
}

/// Whether serde leaves a field out.
fn is_skipped(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .any(|attribute| attribute.parse_args::<syn::Ident>().is_ok_and(|argument| argument == "skip"))
}

fn renamed(attributes: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                let literal: syn::LitStr = meta.value()?.parse()?;
                name = Some(literal.value());
            } else if meta.input.peek(syn::Token![=]) {
                let _: Expr = meta.value()?.parse()?;
            }
            Ok(())
        });
    }
    name
}

fn camel(snake: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for character in snake.chars() {
        match character {
            '_' => upper = true,
            character if upper => {
                out.extend(character.to_uppercase());
                upper = false;
            }
            character => out.push(character),
        }
    }
    out
}

fn snake(camel: &str) -> String {
    let mut out = String::new();
    for (at, character) in camel.chars().enumerate() {
        if character.is_uppercase() && at > 0 {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}
