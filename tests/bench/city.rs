//! What a made-up city costs natively: `plan.json` and `edits.json` of each folder it is given (`cargo xtask bench city`). Prints
//! figures and judges none.

#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use shisaku::edits::{Brought, EditSet, Journal, Maker, Published, Replica, collate, history};
use shisaku::format::read_snapshot;
use shisaku::plan::{Cell, Field, Observation, Timestamp, Value};

/// Values that are entered for each figure.
const VALUES: usize = 200;

fn main() {
    println!(
        "| cells | edits | read the plan | open | a value | read the file | compare | merge | a value then | undo | history |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    // Cargo gives `--bench` besides.
    for folder in std::env::args().skip(1).filter(|argument| !argument.starts_with("--")) {
        println!("{}", line(Path::new(&folder)));
    }
}

fn line(folder: &Path) -> String {
    let [plan, edits] = ["plan.json", "edits.json"].map(|name| std::fs::read(folder.join(name)).unwrap());
    let mut times = Vec::new();
    let plan = timed(&mut times, 1, || read_snapshot(&plan).unwrap().plan);
    let cells = plan.cells.len();
    let published = Published { plan: Arc::new(plan), edits: EditSet::default() };
    let mut journal = timed(&mut times, 1, || Journal::new(published, Replica::known(1)));
    enter(&mut journal, &mut times, 0);
    let file = timed(&mut times, 1, || read_snapshot(&edits).unwrap());
    timed(&mut times, 1, || collate(&journal, &[&file.edits]).len());
    let count = file.edits.len();
    let brought = Brought {
        name: "edits.json".into(),
        edits: file.edits.into_iter().map(Into::into).collect(),
        ..Brought::default()
    };
    let loads = journal.load(vec![brought], Timestamp::default());
    timed(&mut times, 1, || journal.take_loads(loads));
    enter(&mut journal, &mut times, 1);
    timed(&mut times, VALUES, || {
        for _ in 0..VALUES {
            let undone = journal.undo(&Maker::default(), Timestamp::default());
            journal.take(undone);
        }
    });
    timed(&mut times, 1, || history(&journal).len());
    let times: Vec<String> = times.iter().map(|time| format!("{time:.3}")).collect();
    format!("| {cells} | {count} | {} |", times.join(" | "))
}

/// Enters values of different indicators, as whoever shows each of them and what can be undone.
fn enter(journal: &mut Journal, times: &mut Vec<f64>, salt: i32) {
    let plan = journal.view().plan.clone();
    let all: Vec<_> = plan.policies().iter().flat_map(|policy| policy.all_indicators()).collect();
    let indicators: Vec<_> = all.iter().cycle().take(VALUES).collect();
    timed(times, VALUES, || {
        for (number, id) in (0..).zip(indicators) {
            let cell = Cell::yearly(id, Field::Actual, plan.first_year).unwrap();
            let value = Value::Observation(Observation::Final((number * 2 + salt).into()));
            let begun = journal.begin(&cell);
            let made = journal.set(vec![(begun, value)], &Maker::default(), None, Timestamp::from_millis(i64::MAX / 2));
            journal.take(made);
            // What screens ask for after each.
            black_box((
                journal.view().clone(),
                journal.can(),
                journal.drafts().len(),
                journal.unfiled(),
                journal.weight(),
            ));
        }
    });
}

/// Adds how many milliseconds it took, of so many times one.
fn timed<T>(times: &mut Vec<f64>, of: usize, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = black_box(run());
    times.push(start.elapsed().as_secs_f64() * 1_000.0 / of as f64);
    done
}
