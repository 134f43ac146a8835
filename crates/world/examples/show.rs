//! Prints reports with the truth beside: `cargo run -p rapporteur-world --example show -- SEED MEETINGS REPORTS FIRST END`.

use rapporteur_world::{Size, World};

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let number = |place: usize, otherwise: usize| numbers.get(place).copied().unwrap_or(otherwise);
    let size = Size { meetings: number(1, 36), reports: number(2, 180) };
    let world = World::new(number(0, 1) as u64, size);
    for place in number(3, 0)..number(4, 10) {
        let (uri, text) = world.report(place);
        println!("=== {uri}\n{text}\n{:#?}", world.truth(place));
    }
}
