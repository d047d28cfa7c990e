//! All files of a publication at once: made by the same code as natively (`ui/pages.rs`), into a zip or a folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{self, Folder, FolderError, NotOffered, Offered, Zip, echarts};
use crate::format::{Digest, Origin, PublicationForm, Snapshot, read_snapshot};
use crate::plan::{Plan, Timestamp};
use crate::site::{Drawings, File, GENERATOR, Page, data_of_gone};
use crate::state::{Opened, Progress, State};
use crate::ui::pages::Publishing;
use crate::ui::part::{follows, pressed};
use crate::words;
use crate::words::notice::SavedFile;

/// Why a publication was not made, or not to its end.
enum Failed {
    Stopped,
    NoDrawings,
    NotMade(String),
    Folder(FolderError),
    OtherPlan,
    Newer,
}

impl From<FolderError> for Failed {
    fn from(error: FolderError) -> Failed {
        Failed::Folder(error)
    }
}

impl Failed {
    /// Returns the message for the user; `written` is the number of files written so far.
    fn said(&self, written: usize) -> String {
        match self {
            Failed::Stopped if written == 0 => words::publishing::STOPPED.to_owned(),
            Failed::Stopped => words::publishing::stopped_writing(written),
            Failed::NoDrawings => words::publishing::NO_DRAWINGS.to_owned(),
            Failed::NotMade(path) => words::publishing::not_made(path),
            Failed::Folder(error) => words::publishing::folder_failed(error, written),
            Failed::OtherPlan => words::publishing::OTHER_PLAN.to_owned(),
            Failed::Newer => words::publishing::NEWER_THERE.to_owned(),
        }
    }
}

/// Shows the buttons that publish everything, and how far it is: with what `form` says about the publication, unless something
/// stands in the way. The screen of publishing is given it, for what is published is made from screens.
pub fn whole_publication(state: State, form: RwSignal<PublicationForm>, stopped: Memo<bool>) -> AnyView {
    let making = RwSignal::new(None::<Progress>);
    // While one is made nothing else is begun. The button that began it keeps the focus.
    let is_busy = Memo::new(move |_| making.with(Option::is_some));
    let busy = move || is_busy.get().then_some("true");
    let save = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        let Some(ready) = state.ready_publication(&form.get_untracked()) else { return };
        making.set(Some(Progress::default()));
        leptos::task::spawn_local(async move {
            let said = match zipped(&ready.snapshot, &ready.before, making).await {
                Ok((name, offered)) => {
                    if offered == Ok(Offered::Taken) {
                        state.note_publication(&ready);
                    }
                    words::notice::saved(SavedFile::WholePublication, &name, offered)
                }
                Err(failed) => failed.said(0),
            };
            making.set(None);
            state.say(said);
        });
    };
    let write = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        let Some(ready) = state.ready_publication(&form.get_untracked()) else { return };
        making.set(Some(Progress::default()));
        leptos::task::spawn_local(async move {
            let mut done = Written::default();
            let said = match written(&ready.snapshot, state.published_at(), making, &mut done).await {
                Ok(()) => {
                    state.note_publication(&ready);
                    let said = words::publishing::written(done.changed, done.same, done.gone, done.backup.as_deref());
                    let missing = if done.has_release { "" } else { words::publishing::NO_RELEASE };
                    said + missing
                }
                Err(failed) => {
                    if done.changed > 0 {
                        state.note_begun_publication(ready.snapshot.exported_at);
                    }
                    failed.said(done.changed)
                }
            };
            making.set(None);
            state.say(said);
        });
    };
    // Natively no browser is asked.
    let (has_folders, is_older) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move || {
        has_folders.set(browser::has_folders());
        is_older.set(browser::generator().is_some_and(|made_by| made_by != GENERATOR));
    });
    let older = follows(move || {
        is_older.get().then(|| view! { <p class="doubt">{words::publishing::OLDER_PAGES}</p> }.into_any())
    });
    let folder = follows(move || {
        has_folders.get().then(|| {
            view! {
                <p>{words::publishing::FOLDER_LEAD}</p>
                <p>
                    <button
                        type="button"
                        disabled=move || stopped.get()
                        aria-disabled=busy
                        on:click=pressed(write)
                    >
                        {words::publishing::WRITE_FOLDER}
                    </button>
                </p>
            }
            .into_any()
        })
    });
    let progress = follows(move || {
        let progress = making.get()?;
        let stop = move |_| {
            making.update(|progress| {
                if let Some(progress) = progress {
                    progress.stopped = true;
                }
            });
        };
        Some(
            view! {
                <p>
                    {words::publishing::progress(progress.done, progress.of)} " "
                    <button type="button" on:click=pressed(stop)>
                        {words::publishing::STOP}
                    </button>
                </p>
            }
            .into_any(),
        )
    });
    view! {
        {older}
        <p>{words::publishing::WHOLE_LEAD}</p>
        <p>
            <button
                type="button"
                class="primary"
                disabled=move || stopped.get()
                aria-disabled=busy
                on:click=pressed(save)
            >
                {words::publishing::SAVE_WHOLE}
            </button>
        </p>
        {folder}
        {progress}
    }
    .into_any()
}

/// The files of a publication, one after the other: `plan.json` comes first. Where writing them breaks off, the pages that are
/// still the old ones say that newer values exist, and lead to them; the first page comes last.
struct Making {
    publishing: Publishing,
    plan_json: String,
    progress: RwSignal<Option<Progress>>,
}

impl Making {
    fn of(snapshot: &Snapshot, progress: RwSignal<Option<Progress>>) -> Result<Making, Failed> {
        let plan_json = snapshot.to_json();
        // As whoever opens the file will read it.
        let read = read_snapshot(plan_json.as_bytes()).map_err(|_| Failed::NotMade(words::file::PUBLISHED.into()))?;
        let opened = Opened::of(&read, Origin::Published);
        let publishing = Publishing::of(&opened, Digest::of_file(plan_json.as_bytes()));
        Ok(Making { publishing, plan_json, progress })
    }

    /// Fails where somebody stopped it.
    fn go_on(&self) -> Result<(), Failed> {
        let is_stopped = self.progress.get_untracked().is_some_and(|progress| progress.stopped);
        if is_stopped { Err(Failed::Stopped) } else { Ok(()) }
    }

    /// Makes a page with its drawings; lets the browser draw and listen before.
    async fn page(&self, done: usize, of: usize, page: &Page) -> Result<File, Failed> {
        self.go_on()?;
        self.progress.set(Some(Progress { done, of, ..Progress::default() }));
        browser::pause().await;
        let mut drawn = BTreeMap::new();
        for wanted in self.publishing.wanted(page) {
            let svg = echarts::still(&wanted.options, wanted.width, wanted.height).map_err(|_| Failed::NoDrawings)?;
            drawn.insert(wanted, svg);
        }
        self.publishing.page(page, &Arc::new(Drawings::of(drawn))).map_err(Failed::NotMade)
    }

    /// The page that says of an address that it is gone, with its table of data without rows; nothing where there is such a page. An
    /// address that was published is not deleted.
    fn of_gone(&self, page: &Page) -> Result<Vec<File>, Failed> {
        if self.publishing.has(page) {
            return Ok(Vec::new());
        }
        let page_of_gone = self.publishing.page(page, &Arc::default()).map_err(Failed::NotMade)?;
        Ok(std::iter::once(page_of_gone).chain(data_of_gone(page)).collect())
    }

    /// Makes all files, each given to `take`.
    async fn each(&self, mut take: impl AsyncFnMut(File) -> Result<(), Failed>) -> Result<(), Failed> {
        echarts::load().await.map_err(|_| Failed::NoDrawings)?;
        let content = self.plan_json.clone().into_bytes();
        take(File { path: words::file::PUBLISHED.into(), content }).await?;
        for file in self.publishing.data() {
            take(file).await?;
        }
        let pages = self.publishing.pages();
        for (done, page) in pages.iter().skip(1).chain(pages.first()).enumerate() {
            take(self.page(done, pages.len(), page).await?).await?;
        }
        self.go_on()
    }
}

/// Saves a publication as a zip, with what says so of pages that `before` had and it has not. Returns its name, and what became of it.
async fn zipped(
    snapshot: &Snapshot,
    before: &Plan,
    progress: RwSignal<Option<Progress>>,
) -> Result<(String, Result<Offered, NotOffered>), Failed> {
    let name = words::publishing::zip_name(&snapshot.plan, snapshot.exported_at);
    let not_made = |_| Failed::NotMade(name.clone());
    let zip = Zip::new(snapshot.exported_at).map_err(not_made)?;
    let making = Making::of(snapshot, progress)?;
    let add = |file: File| zip.add(&file.path, &file.content).map_err(|_| Failed::NotMade(file.path));
    making.each(async |file| add(file)).await?;
    for page in Page::all(before) {
        making.of_gone(&page)?.into_iter().try_for_each(add)?;
    }
    let offered = zip.save(&name);
    Ok((name, offered))
}

/// What was done to a folder.
#[derive(Default)]
struct Written {
    changed: usize,
    same: usize,
    gone: usize,
    backup: Option<String>,
    has_release: bool,
}

/// Writes a publication into a folder that is chosen, as far as it differs from what is there; what is replaced is kept as a
/// dated zip. All is made before anything is written. `known` is when that was published which `snapshot` is made on.
async fn written(
    snapshot: &Snapshot,
    known: Timestamp,
    progress: RwSignal<Option<Progress>>,
    done: &mut Written,
) -> Result<(), Failed> {
    let folder = Folder::choose("shisaku-publication").await?;
    let before = folder.read(words::file::PUBLISHED).await?;
    if let Some(before) = before.as_deref().and_then(|bytes| read_snapshot(bytes).ok()) {
        if !snapshot.plan.ids().any(|id| *id == before.plan.id) {
            return Err(Failed::OtherPlan);
        }
        // Somebody published since this page was opened: what they published is not in what would be written.
        if before.exported_at > known {
            return Err(Failed::Newer);
        }
    }
    done.has_release = folder.read("style.css").await?.is_some();
    let making = Making::of(snapshot, progress)?;
    let (backup, mut files) = (Zip::new(snapshot.exported_at).ok(), Vec::new());
    let mut has_backup = false;
    let mut keep = |path: &str, old: &[u8]| {
        has_backup = true;
        let kept = backup.as_ref().is_some_and(|zip| zip.add(path, old).is_ok());
        if kept { Ok(()) } else { Err(Failed::NotMade(path.to_owned())) }
    };
    making
        .each(async |file| {
            match folder.read(&file.path).await? {
                Some(old) if old == file.content => done.same += 1,
                Some(old) => {
                    keep(&file.path, &old)?;
                    files.push(file);
                }
                None => files.push(file),
            }
            Ok(())
        })
        .await?;
    let mut gone = Vec::new();
    for kind in Page::FOLDERS {
        for name in folder.names_at(kind).await? {
            let Some(page) = Page::of_path(&format!("{kind}/{name}")) else { continue };
            for file in making.of_gone(&page)? {
                let old = folder.read(&file.path).await?;
                if let Some(old) = old.filter(|old| *old != file.content) {
                    keep(&file.path, &old)?;
                    gone.push(file);
                }
            }
        }
    }
    done.gone = gone.iter().filter(|file| file.path.ends_with(".html")).count();
    if let Some(zip) = backup.filter(|_| has_backup) {
        let name = words::publishing::backup_name(&snapshot.plan, snapshot.exported_at);
        folder.write_zip(&name, &zip).await?;
        done.backup = Some(name);
    }
    // What leads to the others comes last.
    let first_page = files.pop();
    for file in files.into_iter().chain(gone).chain(first_page) {
        making.go_on()?;
        folder.write(&file.path, &file.content).await?;
        done.changed += 1;
    }
    Ok(())
}
