//! Browsers that share a made-up folder: their steps interleave in every order, files are half written, browsers killed.

use std::cell::{Cell as Flag, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;

use crate::browser::{FolderError, Stamp};
use crate::edits::{Edit, HandedIn, Maker};
use crate::format::{Snapshot, SnapshotError, Trouble, read_snapshot};
use crate::plan::{Cell, FiscalYear, Observation, Timestamp, Value};
use crate::state::fake::{Fake, enter, page_of, with_pages};

use super::*;

/// When a file was changed, and what is in it.
type Content = (i64, Vec<u8>);

/// A folder in memory. Every call takes a step in which others may go on.
#[derive(Clone, Default)]
struct Shelf {
    files: Rc<RefCell<BTreeMap<String, Content>>>,
    clock: Rc<Flag<i64>>,
    /// Whether files are half there while they are written, as on some network drives.
    is_torn: Rc<Flag<bool>>,
    /// What the next calls answer instead.
    fails: Rc<Flag<usize>>,
    /// Names under which a folder lies.
    folders: Rc<RefCell<BTreeSet<String>>>,
    /// Names of files that cannot be removed.
    locked: Rc<RefCell<BTreeSet<String>>>,
    /// The names of the files whose content was read, in order.
    read: Rc<RefCell<Vec<String>>>,
}

impl Shelf {
    fn write(&self, name: &str, content: &[u8]) {
        self.clock.set(self.clock.get() + 1);
        self.files.borrow_mut().insert(name.to_owned(), (self.clock.get(), content.to_vec()));
    }

    /// Lets others go on, then fails where it is told to.
    async fn step(&self) -> Result<(), FolderError> {
        let mut has_waited = false;
        std::future::poll_fn(move |_| match std::mem::replace(&mut has_waited, true) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        })
        .await;
        match self.fails.get() {
            0 => Ok(()),
            left => {
                self.fails.set(left - 1);
                Err(FolderError::Other("NotReadableError".into()))
            }
        }
    }
}

impl Files for Shelf {
    async fn names(&self) -> Result<Vec<String>, FolderError> {
        self.step().await?;
        Ok(self.files.borrow().keys().chain(&*self.folders.borrow()).cloned().collect())
    }
    async fn stamp(&self, name: &str) -> Result<Option<Stamp>, FolderError> {
        let content = self.content(name).await;
        self.read.borrow_mut().pop();
        Ok(content?.map(|(stamp, _)| stamp))
    }
    async fn content(&self, name: &str) -> Result<Option<(Stamp, Vec<u8>)>, FolderError> {
        self.read.borrow_mut().push(name.to_owned());
        self.step().await?;
        if self.folders.borrow().contains(name) {
            return Err(FolderError::WrongKind);
        }
        let files = self.files.borrow();
        let stamp = |at: i64, bytes: u64| Stamp { changed: Timestamp::from_millis(at), bytes };
        Ok(files.get(name).map(|(at, content)| (stamp(*at, content.len() as u64), content.clone())))
    }
    async fn put(&self, name: &str, content: &[u8]) -> Result<(), FolderError> {
        if self.is_torn.get() {
            self.write(name, content.get(..content.len() / 2).unwrap_or_default());
        } else {
            self.write(&format!("{name}.crswap"), content);
        }
        self.step().await?;
        self.files.borrow_mut().remove(&format!("{name}.crswap"));
        self.write(name, content);
        Ok(())
    }
    async fn remove(&self, name: &str) -> Result<(), FolderError> {
        self.step().await?;
        if self.locked.borrow().contains(name) {
            return Err(FolderError::NotAllowed);
        }
        self.files.borrow_mut().remove(name);
        Ok(())
    }
}

/// A small plan: what is tried here happens to any.
fn small() -> Snapshot {
    let cells = r#""1-1/name":{"text":"港"},"1-1-k1/name":{"text":"数"},"1-1-k2/name":{"text":"率"},"1-1-k3/name":{"text":"額"}"#;
    let policy = r#"{"id":"1-1","indicators":["1-1-k1","1-1-k2","1-1-k3"],"initiatives":[],"projects":[]}"#;
    let plan =
        format!(r#"{{"id":"p","city":"","firstYear":2026,"lastYear":2030,"policies":[{policy}],"cells":{{{cells}}}}}"#);
    let head = r#""format":"shisaku-snapshot","version":1,"exportedAt":"2026-04-01T00:00:00.000Z","exportedBy":null"#;
    read_snapshot(format!(r#"{{{head},"plan":{plan},"edits":[]}}"#).as_bytes()).unwrap()
}

fn cell(number: usize) -> Cell {
    format!("1-1-k{}/actual/{}", number % 3 + 1, 2026 + number / 3 % 2).parse().unwrap()
}

type Round = Pin<Box<dyn Future<Output = Exchange>>>;

/// A browser: what it keeps, the page that is open in it, and the exchange that is under way.
struct Person {
    number: u64,
    snapshot: Snapshot,
    store: Arc<Fake>,
    loads: u64,
    state: State,
    mark: String,
    known: Option<Exchange>,
    round: Option<Round>,
}

impl Person {
    fn new(number: u64) -> Person {
        Person::keeping(number, Arc::default(), format!("mark{number}"))
    }

    fn keeping(number: u64, store: Arc<Fake>, mark: String) -> Person {
        let snapshot = small();
        let state = page_of(&snapshot, &store, number * 1_000 + 999);
        let known = Some(Exchange::new(mark.clone()));
        let person = Person { number, snapshot, store, loads: 0, state, mark, known, round: None };
        person.begin();
        person
    }

    fn begin(&self) {
        let department = Some(format!("{}課", self.number));
        self.state.desk().maker.set(Maker { author: None, department });
        self.state.desk().folder.set(FolderState::Used(UsedFolder::default()));
    }

    /// The browser is killed and opened again. Its clock has been set back meanwhile.
    fn restart(&mut self) {
        self.round = None;
        self.loads += 1;
        self.state = page_of(&self.snapshot, &self.store, self.number * 1_000 + 999 - self.loads);
        self.known = Some(Exchange::new(self.mark.clone()));
        self.begin();
    }

    /// Goes a step further in the exchange, or begins one.
    fn step(&mut self, shelf: &Shelf) {
        let round = self.round.get_or_insert_with(|| {
            let (state, shelf) = (self.state, shelf.clone());
            let mut known = self.known.take().unwrap();
            let (number, loads) = (self.number, self.loads);
            Box::pin(async move {
                let marks = Flag::new(0);
                let fresh = || {
                    marks.set(marks.get() + 1);
                    format!("fresh{number}x{loads}x{}", shelf.clock.get() + marks.get())
                };
                state.exchange(&shelf, &mut known, fresh).await;
                known
            })
        });
        if let Poll::Ready(known) = round.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            self.mark = known.mark.clone();
            (self.known, self.round) = (Some(known), None);
        }
    }

    fn exchange(&mut self, shelf: &Shelf) {
        self.step(shelf);
        while self.round.is_some() {
            self.step(shelf);
        }
    }

    fn enter(&self, number: usize, value: usize) {
        enter(self.state, &cell(number), &value.to_string());
    }

    fn shown(&self, number: usize) -> String {
        let view = self.state.drafts.get_untracked();
        let mark = if view.is_conflict(&cell(number)) { "?" } else { "" };
        format!("{}{mark}", words::cell::value(&view.plan, &cell(number), &view.value(&cell(number))))
    }

    fn used(&self) -> UsedFolder {
        match self.state.desk().folder.get_untracked() {
            FolderState::Used(used) => used,
            other => panic!("{other:?}"),
        }
    }

    fn said(&self) -> String {
        self.state.said.get_untracked().1
    }

    /// Every edit made in this browser.
    fn made(&self) -> Vec<Arc<Edit>> {
        self.state.desk().journal.with_untracked(|journal| journal.own().iter().cloned().collect())
    }

    fn holds(&self, edit: &Edit) -> bool {
        self.state.desk().journal.with_untracked(|journal| journal.edits().holds(edit))
    }
}

/// Lets all exchange until nothing is new.
fn settle(people: &mut [Person], shelf: &Shelf) {
    shelf.is_torn.set(false);
    shelf.fails.set(0);
    for _ in 0..4 {
        people.iter_mut().for_each(|person| person.exchange(shelf));
    }
}

#[test]
fn what_one_enters_the_others_see_and_disagreements_stand() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2, 3].map(Person::new));
        people[0].enter(0, 71);
        people[1].enter(1, 72);
        people[0].exchange(&shelf);
        people[1].exchange(&shelf);
        assert_eq!(people[1].said(), "共有フォルダーから、1課の変更1件が届きました。");
        settle(&mut people, &shelf);
        assert_eq!(
            people.each_ref().map(|one| (one.shown(0), one.shown(1))),
            [(); 3].map(|()| ("71".into(), "72".into()))
        );
        // Who only reads writes no file.
        assert_eq!(
            shelf.files.borrow().keys().collect::<Vec<_>>(),
            ["shisaku_1課_mark1.json", "shisaku_2課_mark2.json"]
        );
        let used = people[2].used();
        let whose: Vec<_> = used.others.iter().map(|file| (words::folder::whose(file), file.changes)).collect();
        assert_eq!(whose, [("1課".to_owned(), 1), ("2課".to_owned(), 1)]);
        assert_eq!((used.own, used.is_current, used.trouble), (None, true, None));
        // Neither has seen the other's.
        people[0].enter(2, 1);
        people[2].enter(2, 3);
        settle(&mut people, &shelf);
        assert!(
            people.iter().all(|one| one.shown(2).ends_with('?')),
            "{:?}",
            people.each_ref().map(|one| one.shown(2))
        );
        // One decides, and it is decided for all.
        let begun = people[1].state.begin(&cell(2));
        people[1].state.set(begun, Value::Observation(Observation::Final("2".parse().unwrap())));
        settle(&mut people, &shelf);
        assert_eq!(people.each_ref().map(|one| one.shown(2)), ["2", "2", "2"]);
    });
}

#[test]
fn undo_takes_back_what_was_entered_here_and_never_what_came() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[0].enter(0, 71);
        people[1].enter(1, 72);
        settle(&mut people, &shelf);
        people[1].state.undo();
        assert_eq!((people[1].shown(0), people[1].shown(1)), ("71".into(), "未入力".into()));
        people[1].state.undo();
        assert_eq!(people[1].said(), words::notice::NOTHING_TO_UNDO);
        assert_eq!(people[1].shown(0), "71");
        settle(&mut people, &shelf);
        assert_eq!(people[0].shown(1), "未入力", "what was taken back there is taken back here");
    });
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_read_when_it_can() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[0].enter(0, 71);
        people[0].exchange(&shelf);
        let name = "shisaku_1課_mark1.json";
        let whole = shelf.files.borrow()[name].1.clone();
        shelf.write(name, &whole[..whole.len() / 2]);
        shelf.write("shisaku_他_x.json", small().to_json().replace("\"id\": \"p\"", "\"id\": \"q\"").as_bytes());
        shelf.write("メモ.json", b"{}");
        people[1].exchange(&shelf);
        let troubles = |person: &Person| person.used().others.into_iter().map(|file| file.trouble).collect::<Vec<_>>();
        assert!(
            matches!(
                troubles(&people[1])[..],
                [
                    Some(Trouble::Content(SnapshotError::Json { cut_off: true, .. })),
                    Some(Trouble::Content(SnapshotError::OtherPlan(_)))
                ]
            ),
            "{:?}",
            troubles(&people[1])
        );
        assert_eq!(people[1].shown(0), "未入力");
        // Its writer finds out and writes it anew.
        people[0].exchange(&shelf);
        people[1].exchange(&shelf);
        assert_eq!((people[1].shown(0).as_str(), troubles(&people[1])[0].clone()), ("71", None));
        // One that is gone takes nothing away; its writer writes it again.
        shelf.files.borrow_mut().remove(name);
        people[1].exchange(&shelf);
        assert_eq!((people[1].shown(0).as_str(), troubles(&people[1])[0].clone()), ("71", Some(Trouble::Gone)));
        people[0].exchange(&shelf);
        people[1].exchange(&shelf);
        assert_eq!(troubles(&people[1])[0], None);
        // A folder that is out of reach is told, and everything here goes on.
        shelf.fails.set(1);
        people[1].enter(1, 72);
        people[1].exchange(&shelf);
        assert!(matches!(people[1].used().trouble, Some(Trouble::System(_))));
        assert_eq!((people[1].used().own, people[1].used().is_current), (None, false), "there is something to write");
        people[1].exchange(&shelf);
        assert_eq!(people[1].used().trouble, None);
        assert!(people[1].used().is_current);
    });
}

#[test]
fn a_file_that_is_written_twice_within_a_tick_of_the_clock_is_read_twice() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[0].enter(0, 71);
        people[0].exchange(&shelf);
        people[1].exchange(&shelf);
        people[0].enter(0, 72);
        people[0].exchange(&shelf);
        // By clock and length it is the file that was read.
        let name = "shisaku_1課_mark1.json";
        let (changed, bytes) = (shelf.files.borrow()[name].0, shelf.files.borrow()[name].1.len() as u64);
        people[1].known.as_mut().unwrap().others.get_mut(name).unwrap().stamp =
            Some(Stamp { changed: Timestamp::from_millis(changed), bytes });
        people[1].exchange(&shelf);
        assert_eq!(people[1].shown(0), "72");
        // Read a second time and the same, it is not read again.
        people[1].exchange(&shelf);
        shelf.read.borrow_mut().clear();
        people[1].exchange(&shelf);
        assert_eq!(*shelf.read.borrow(), Vec::<String>::new());
    });
}

#[test]
fn what_is_switched_off_here_is_not_said_to_have_come() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[0].enter(0, 71);
        settle(&mut people, &shelf);
        let id = people[1].state.desk().journal.with_untracked(|journal| journal.loads()[0].0.id.clone());
        people[1].state.switch_load(&id, false);
        let said = people[1].said();
        people[0].enter(1, 72);
        settle(&mut people, &shelf);
        assert_eq!((people[1].said(), people[1].shown(1)), (said.clone(), "未入力".into()));
        // So it is when its file has another name, with its department.
        people[0].state.set_maker(Maker { author: None, department: Some("産業課".into()) });
        people[0].enter(1, 73);
        people[0].enter(1, 72);
        settle(&mut people, &shelf);
        assert_eq!((people[1].said(), people[1].shown(1)), (said, "未入力".into()));
        let names = people[1].state.desk().journal.with_untracked(|journal| {
            journal.loads().into_iter().map(|(load, _)| load.name.clone()).collect::<Vec<_>>()
        });
        assert_eq!(names, ["shisaku_産業課_mark1.json"]);
        // An older copy under the name before tells nothing that is not known.
        let older = small().to_json().replace("\"exportedBy\": null", "\"exportedBy\": {\"department\": \"旧課\"}");
        shelf.write("shisaku_旧課_mark1.json", older.as_bytes());
        settle(&mut people, &shelf);
        let loads = people[1].state.desk().journal.with_untracked(|journal| {
            journal
                .loads()
                .into_iter()
                .map(|(load, _)| (load.name.clone(), load.sender.department.clone()))
                .collect::<Vec<_>>()
        });
        assert_eq!(loads, [("shisaku_産業課_mark1.json".to_owned(), Some("産業課".to_owned()))]);
        people[1].state.switch_load(&id, true);
        assert_eq!(people[1].shown(1), "72", "it was taken in all the same");
    });
}

#[test]
fn a_folder_under_the_name_of_this_browsers_file_is_left_and_the_file_gets_another_name() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        shelf.folders.borrow_mut().insert("shisaku_1課_mark1.json".into());
        people[0].enter(0, 71);
        settle(&mut people, &shelf);
        assert_eq!((people[1].shown(0), people[0].used().trouble), ("71".into(), None));
        let troubles: Vec<_> = people[0].used().others.into_iter().map(|file| file.trouble).collect();
        assert_eq!(troubles, [Some(Trouble::System(FolderError::WrongKind))]);
    });
}

#[test]
fn ones_own_file_does_not_wait_for_the_files_of_others() {
    with_pages(|_| {
        let (shelf, mut person) = (Shelf::default(), Person::new(1));
        for number in 0..40 {
            shelf.write(&format!("shisaku_他_{number}.json"), small().to_json().as_bytes());
        }
        person.enter(0, 71);
        // Something else is entered while they are read.
        while shelf.read.borrow().len() < 20 {
            person.step(&shelf);
        }
        let own = || shelf.files.borrow()["shisaku_1課_mark1.json"].1.clone();
        assert!(String::from_utf8_lossy(&own()).contains("\"71\""));
        person.enter(1, 72);
        while shelf.read.borrow().len() < 38 {
            person.step(&shelf);
        }
        assert!(String::from_utf8_lossy(&own()).contains("\"72\""));
        person.exchange(&shelf);
        assert_eq!((person.used().others.len(), person.used().is_current), (40, true));
    });
}

#[test]
fn what_another_writes_under_our_mark_while_we_write_is_left_where_it_is() {
    with_pages(|_| {
        let (shelf, aside, mut person) = (Shelf::default(), Shelf::default(), Person::new(1));
        let mut other = Person::keeping(9, Arc::default(), "mark1".into());
        other.state.desk().maker.set(Maker { author: None, department: Some("1課".into()) });
        other.enter(2, 99);
        other.exchange(&aside);
        let name = "shisaku_1課_mark1.json";
        let theirs = aside.files.borrow()[name].1.clone();
        shelf.write("shisaku_他_x.json", small().to_json().as_bytes());
        person.enter(0, 71);
        while !shelf.files.borrow().contains_key(name) {
            person.step(&shelf);
        }
        shelf.write(name, &theirs);
        while person.round.is_some() {
            person.step(&shelf);
        }
        person.exchange(&shelf);
        assert_eq!(shelf.files.borrow()[name].1, theirs);
        assert_eq!((person.shown(0), person.shown(2), person.used().is_current), ("71".into(), "99".into(), true));
        assert_ne!(person.mark, "mark1");
    });
}

#[test]
fn an_old_file_that_cannot_be_removed_is_told_and_nothing_is_written_again_for_it() {
    with_pages(|_| {
        let (shelf, mut person) = (Shelf::default(), Person::new(1));
        shelf.write("shisaku_他_x.json", small().to_json().as_bytes());
        person.enter(0, 71);
        person.exchange(&shelf);
        shelf.locked.borrow_mut().insert("shisaku_1課_mark1.json".into());
        person.state.desk().maker.set(Maker { author: None, department: Some("新課".into()) });
        person.exchange(&shelf);
        assert_eq!(person.used().trouble, Some(Trouble::System(FolderError::NotAllowed)));
        let written = shelf.clock.get();
        person.exchange(&shelf);
        assert_eq!((shelf.clock.get(), person.used().trouble.is_some()), (written, true));
        shelf.locked.borrow_mut().clear();
        person.exchange(&shelf);
        assert_eq!((person.used().trouble, shelf.files.borrow().len()), (None, 2));
    });
}

#[test]
fn who_writes_under_the_mark_of_another_gets_a_mark_of_their_own() {
    with_pages(|store| {
        let shelf = Shelf::default();
        // A profile that was copied to another computer: both have the same mark, and the same work so far.
        let first = Person::keeping(1, store.clone(), "same".into());
        first.enter(0, 71);
        let copied = Arc::new(Fake::default());
        for (key, text) in store.texts() {
            crate::browser::KeyValue::set(&*copied, &key, &text).unwrap();
        }
        let mut second = Person::keeping(1, copied, "same".into());
        second.loads = 500;
        second.restart();
        let mut people = [first, second];
        settle(&mut people, &shelf);
        assert_eq!(shelf.files.borrow().len(), 1, "as long as they hold the same, they write the same");
        people[0].enter(1, 72);
        people[1].enter(2, 73);
        settle(&mut people, &shelf);
        assert_eq!(shelf.files.borrow().len(), 2);
        assert_ne!(people[0].mark, people[1].mark);
        for person in &people {
            assert_eq!([0, 1, 2].map(|number| person.shown(number)), ["71", "72", "73"]);
        }
    });
}

#[test]
fn what_stands_under_our_mark_and_was_not_all_written_here_is_left_where_it_is() {
    let damage = |text: &str| text.replace("\"edits\": [", "\"edits\": [{\"id\":7,\"author\":\"花子\"},");
    let newer = |text: &str| text.replace("\"version\": 1", "\"version\": 2");
    let handed_in = |text: &str| {
        let handed_in = r#""handedIn": [{"year": 2026, "department": "2課", "at": "2026-04-01T00:00:00.000Z"}],"#;
        text.replace("\"plan\":", &format!("{handed_in}\"plan\":"))
    };
    let changes: [&dyn Fn(&str) -> String; 3] = [&damage, &newer, &handed_in];
    for (what, change) in changes.into_iter().enumerate() {
        with_pages(|_| {
            let (shelf, mut people) = (Shelf::default(), [Person::new(1)]);
            people[0].enter(0, 71);
            settle(&mut people, &shelf);
            let name = "shisaku_1課_mark1.json";
            let ours = String::from_utf8(shelf.files.borrow()[name].1.clone()).unwrap();
            let others = change(&ours);
            assert_ne!(others, ours, "{what}");
            shelf.write(name, others.as_bytes());
            people[0].restart();
            people[0].enter(1, 72);
            settle(&mut people, &shelf);
            assert_eq!(shelf.files.borrow()[name].1, others.as_bytes(), "{what}");
            assert_ne!(people[0].mark, "mark1", "{what}");
            assert_eq!(shelf.files.borrow().len(), 2, "{what}");
        });
    }
    // What came as another's is not ours, though it is here: whoever was killed before the fresh mark was kept finds that out again.
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[1].enter(1, 72);
        settle(&mut people, &shelf);
        let theirs = shelf.files.borrow()["shisaku_2課_mark2.json"].1.clone();
        shelf.write("shisaku_1課_mark1.json", &theirs);
        people[0].enter(0, 71);
        people[0].exchange(&shelf);
        people[0].mark = "mark1".into();
        people[0].restart();
        settle(&mut people, &shelf);
        assert_eq!(shelf.files.borrow()["shisaku_1課_mark1.json"].1, theirs);
    });
}

#[test]
fn what_a_colleague_takes_back_is_said_and_so_is_what_could_not_be_read() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        people[0].enter(0, 71);
        settle(&mut people, &shelf);
        assert_eq!(people[1].shown(0), "71");
        people[0].state.undo();
        people[1].state.say(String::new());
        settle(&mut people, &shelf);
        assert_eq!(people[1].shown(0), "未入力");
        assert_eq!(people[1].said(), "共有フォルダーから、1課の変更1件が届きました。");
        let name = "shisaku_1課_mark1.json";
        let text = String::from_utf8(shelf.files.borrow()[name].1.clone()).unwrap();
        shelf.write(name, text.replace("\"edits\": [", "\"edits\": [{\"id\":7},").as_bytes());
        people[1].exchange(&shelf);
        assert_eq!(people[1].used().others[0].damaged, 1);
        // The same colleague under another name of the department is the same colleague.
        shelf.write("shisaku_商工課_mark1.json", text.as_bytes());
        shelf.files.borrow_mut().remove(name);
        people[1].exchange(&shelf);
        let names: Vec<_> = people[1].used().others.into_iter().map(|file| (file.name, file.trouble)).collect();
        assert_eq!(names, [("shisaku_商工課_mark1.json".to_owned(), None)]);
    });
}

#[test]
fn two_that_write_under_one_mark_at_once_find_out_whenever_it_happens() {
    for (first, second) in (0..12).flat_map(|first| (0..12).map(move |second| (first, second))) {
        with_pages(|_| {
            let shelf = Shelf::default();
            let mut people = [1, 2].map(|number| Person::keeping(number, Arc::default(), "same".into()));
            people.iter().for_each(|person| person.state.set_maker(Maker::default()));
            people[0].enter(0, 71);
            people[1].enter(1, 72);
            (0..second).for_each(|_| people[1].step(&shelf));
            (0..first).for_each(|_| people[0].step(&shelf));
            people[1].exchange(&shelf);
            settle(&mut people, &shelf);
            for person in &people {
                assert_eq!([person.shown(0), person.shown(1)], ["71", "72"], "{first} {second}");
            }
        });
    }
}

#[test]
fn a_cleared_browser_finds_its_own_work_in_the_folder() {
    with_pages(|_| {
        let (shelf, mut before) = (Shelf::default(), Person::new(1));
        before.enter(0, 71);
        before.exchange(&shelf);
        let mut after = Person::keeping(2, Arc::default(), "mark1".into());
        after.enter(1, 72);
        after.exchange(&shelf);
        assert_eq!((after.shown(0), after.shown(1)), ("71".into(), "72".into()));
        assert_eq!(shelf.files.borrow().len(), 2, "its old file is left as it is");
    });
}

#[test]
fn a_file_follows_the_department_and_says_what_was_handed_in() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        let year = FiscalYear::new(2026).unwrap();
        people[0].enter(0, 71);
        people[0].exchange(&shelf);
        people[0].state.set_maker(Maker { author: None, department: Some("産業課".into()) });
        people[0].state.hand_in_to_folder(year);
        settle(&mut people, &shelf);
        assert_eq!(shelf.files.borrow().keys().collect::<Vec<_>>(), ["shisaku_産業課_mark1.json"]);
        let received = people[1].state.desk().journal.with_untracked(|journal| journal.received(year));
        let found: Vec<_> =
            received.iter().map(|one| (one.department.as_str(), one.handed_in.is_some(), one.changes)).collect();
        assert_eq!(found, [("産業課", true, 1)]);
        let next = FiscalYear::new(2027).unwrap();
        assert!(people[1].state.desk().journal.with_untracked(|journal| journal.received(next)).is_empty());
        // It is still said after a restart of either.
        people.iter_mut().for_each(Person::restart);
        let again = people[1].state.desk().journal.with_untracked(|journal| journal.received(year));
        assert_eq!(again, received);
        let kept: Vec<HandedIn> =
            people[0].state.desk().keep.with_value(|keep| keep.as_ref().unwrap().read_handed_in());
        assert_eq!(kept.len(), 1);
    });
}

#[test]
fn what_a_newer_release_made_goes_through() {
    with_pages(|_| {
        let (shelf, mut people) = (Shelf::default(), [1, 2].map(Person::new));
        let newer = r#"{"id":"n-1","step":"n-1","clock":1,"at":"2026-04-01T00:00:00.000Z","cell":"1-1-k1/colour","value":{"text":"赤"},"seen":[]}"#;
        let text = small().to_json().replace("\"edits\": []", &format!("\"later\": 1, \"edits\": [{newer}]"));
        shelf.write("shisaku_未来課_n.json", text.as_bytes());
        people[0].enter(0, 71);
        settle(&mut people, &shelf);
        let newer = Edit::read(newer).unwrap();
        assert!(newer.is_foreign() && people.iter().all(|person| person.holds(&newer)));
        let (_, saved) = people[1].state.snapshot_file(&crate::state::Part::All);
        assert!(saved.contains("colour") && saved.contains("\"later\""), "and leaves with what is saved");
    });
}

#[derive(Clone, Debug)]
enum Work {
    Enter { who: usize, cell: usize, value: usize },
    Undo { who: usize },
    Steps { who: usize, count: usize },
    Kill { who: usize },
    Tear { is_torn: bool },
    Fail { count: usize },
}

fn work() -> impl Strategy<Value = Work> {
    let who = 0..3usize;
    prop_oneof![
        4 => (who.clone(), 0..6usize, 0..9usize).prop_map(|(who, cell, value)| Work::Enter { who, cell, value }),
        1 => who.clone().prop_map(|who| Work::Undo { who }),
        8 => (who.clone(), 1..9usize).prop_map(|(who, count)| Work::Steps { who, count }),
        1 => who.prop_map(|who| Work::Kill { who }),
        1 => any::<bool>().prop_map(|is_torn| Work::Tear { is_torn }),
        1 => (1..4usize).prop_map(|count| Work::Fail { count }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Three people in any order: no edit that anybody made is missing anywhere in the end, and all see the same.
    #[test]
    fn no_edit_is_lost(history in prop::collection::vec(work(), 1..60)) {
        let mut result = Ok(());
        with_pages(|_| {
            let (shelf, mut people) = (Shelf::default(), [1, 2, 3].map(Person::new));
            for work in &history {
                match *work {
                    Work::Enter { who, cell, value } => people[who].enter(cell, value),
                    Work::Undo { who } => people[who].state.undo(),
                    Work::Steps { who, count } => (0..count).for_each(|_| people[who].step(&shelf)),
                    Work::Kill { who } => people[who].restart(),
                    Work::Tear { is_torn } => shelf.is_torn.set(is_torn),
                    Work::Fail { count } => shelf.fails.set(count),
                }
            }
            settle(&mut people, &shelf);
            let lost: Vec<_> = people.iter().flat_map(Person::made).filter(|edit| !people.iter().all(|one| one.holds(edit))).collect();
            let shown = people.each_ref().map(|one| [0, 1, 2, 3, 4, 5].map(|number| one.shown(number)));
            let marks = set_of(people.iter().map(|one| one.mark.clone())).len();
            if !lost.is_empty() || shown[0] != shown[1] || shown[1] != shown[2] || marks != 3 {
                result = Err(TestCaseError::fail(format!("{lost:?} {shown:?} {marks}")));
            }
        });
        result?;
    }
}
