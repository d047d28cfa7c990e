//! How long large sets take, natively: prints figures and judges none (`cargo xtask prove --only large`).
//!
//! Up to fifty files of two thousand edits each, every file of cells of its own (the most rows a comparison can have) or
//! all of the same cells (the most that can disagree). What grows faster than the number of edits is seen by the last
//! column, time by edit against that of the first line.

#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use shisaku::edits::{Brought, Edit, EditSet, Journal, Maker, Published, Replica, collate, history, resolve};
use shisaku::format::{Snapshot, read_snapshot};
use shisaku::plan::{Observation, Plan, Timestamp, Value};

const EDITS: usize = 2_000;

fn main() {
    let plan = Arc::new(read_snapshot(include_bytes!("../../seeds/plan.json")).unwrap().plan);
    for (what, own_cells) in [("cells of their own", true), ("the same cells", false)] {
        println!("\nfiles of {EDITS} edits, {what}: milliseconds");
        println!(
            "{:>6} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
            "files", "read", "compare", "take", "resolve", "one edit", "undo?", "history"
        );
        for files in [1, 5, 50] {
            println!("{files:>6} {}", line(&plan, files, own_cells));
        }
    }
}

fn line(plan: &Arc<Plan>, files: usize, own_cells: bool) -> String {
    let published = Published { plan: plan.clone(), edits: EditSet::default() };
    let mut journal = Journal::new(published, Replica::known(7));
    let texts: Vec<String> = (0..files).map(|file| text(plan, file, own_cells)).collect();
    let mut times = Vec::new();
    let read: Vec<Snapshot> =
        timed(&mut times, || texts.iter().map(|text| read_snapshot(text.as_bytes()).unwrap()).collect());
    let edits: Vec<&[Edit]> = read.iter().map(|snapshot| snapshot.edits.as_slice()).collect();
    timed(&mut times, || collate(&journal, &edits).len());
    let brought = read.iter().map(|s| Brought {
        name: "a.json".into(),
        edits: s.edits.iter().cloned().map(Into::into).collect(),
        ..Brought::default()
    });
    let loads = journal.load(brought.collect(), Timestamp::default());
    timed(&mut times, || journal.take_loads(loads));
    timed(&mut times, || resolve(plan, journal.edits()).cells.len());
    timed(&mut times, || {
        let cell = "3-10-k1/actual/2026".parse().unwrap();
        let begun = journal.begin(&cell);
        let value = Value::Observation(Observation::Final("75".parse().unwrap()));
        let made = journal.set(vec![(begun, value)], &Maker::default(), None, Timestamp::default());
        journal.take(made);
    });
    timed(&mut times, || journal.can());
    timed(&mut times, || history(&journal).len());
    times.iter().map(|time| format!("{time:>8.1}")).collect::<Vec<_>>().join(" ")
}

fn timed<T>(times: &mut Vec<f64>, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = black_box(run());
    times.push(start.elapsed().as_secs_f64() * 1_000.0);
    done
}

fn text(plan: &Arc<Plan>, file: usize, own_cells: bool) -> String {
    let published = Published { plan: plan.clone(), edits: EditSet::default() };
    let mut journal = Journal::new(published, Replica::known(100 + file as u64));
    let change = |number: usize| {
        let of = if own_cells { file * EDITS + number } else { number };
        let cell = format!("9-99-k{of}/actual/2026").parse().unwrap();
        let value = Value::Observation(Observation::Final(((file + number) as i32).into()));
        (journal.begin(&cell), value)
    };
    let changes = (0..EDITS).map(change).collect();
    let edits = journal.set(changes, &Maker::default(), None, Timestamp::default());
    let plan = (**plan).clone();
    Snapshot {
        exported_at: Timestamp::default(),
        exported_by: None,
        publication: None,
        plan,
        edits,
        handed_in: Vec::new(),
        damaged: Vec::new(),
        extra: serde_json::Map::new(),
    }
    .to_json()
}
