//! What becomes of the clipboards in `tests/fixtures/clipboards` that are pasted into the first field of R8, each form of them by itself.

use std::fs;
use std::path::Path;

use crate::format::pasted::{read_block, read_html};
use crate::plan::FiscalYear;
use crate::state::fake::{Fake, page, with_pages};

use super::*;

/// What is pasted, or would be after a word, and what is said of the rest.
fn pasted(block: &Block) -> String {
    let mut told = String::new();
    with_pages(|_| {
        let state = page(&Arc::<Fake>::default(), 1);
        let plan = untrack(|| state.plan());
        let year = FiscalYear::new(2026).unwrap();
        let rows = plan.rows_of(&plan.policies()[0], std::iter::once(year)).into_iter();
        let rows: Vec<_> = rows.flat_map(|(_, rows)| rows).collect();
        state.paste(block, &words::pasting::target(&plan, &rows, vec![year]), (0, 0));
        let waiting = state.desk().pasting.get_untracked();
        let mut lines = Vec::new();
        if let Some(pasting) = &waiting {
            lines.push("  shown first".to_owned());
            state.apply_paste();
            lines.extend(pasting.unread.iter().map(|(cell, text, _)| format!("  {cell}: no value: {text:?}")));
            lines.extend(pasting.unplaced.iter().map(|left| format!("  {}", words::pasting::unplaced(left))));
        }
        let plan = untrack(|| state.drafts()).plan.clone();
        let changed = state.draft_cells().into_iter();
        lines.extend(changed.map(|cell| format!("  {cell}: {}", words::cell::value(&plan, &cell, &plan.value(&cell)))));
        told = lines.join("\n");
    });
    told
}

#[test]
fn what_becomes_of_each_clipboard() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/clipboards");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".html") || name.ends_with(".txt"))
        .collect();
    names.sort();
    assert!(names.len() >= 60, "{} shapes", names.len());
    let told = names.iter().map(|name| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let around = folder.join("around").join(format!("{}.html", name.split('-').next().unwrap()));
        let block = match name.ends_with(".html") {
            false => read_block(&text),
            true => {
                let around = fs::read_to_string(around).unwrap_or("<!--ROWS-->".to_owned());
                // What has no table in it is read as text.
                let Some(block) = read_html(&around.replace("<!--ROWS-->", &text)) else {
                    return format!("{name}\n  no table");
                };
                block
            }
        };
        format!("{name}\n{}", pasted(&block))
    });
    insta::assert_snapshot!("clipboards", told.collect::<Vec<_>>().join("\n"));
}
