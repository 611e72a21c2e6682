//! Prints `src/unicode/table.rs`, made from the crate `unicode-general-category`.

#[path = "../src/unicode/render.rs"]
mod render;

fn main() {
    print!("{}", render::table());
}
