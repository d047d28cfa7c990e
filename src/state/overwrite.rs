//! 上書き保存: the same snapshot file is written again and again, without a copy each time.

use leptos::prelude::*;

use crate::browser::{self, FolderError, SaveFile};
use crate::format::{FileReader, Package, Trouble};
use crate::words;

use super::folder::read_of_plan;
use super::{OfferedFile, Part, State};

impl State {
    /// Finds the file again that was written before, when storage is opened.
    pub(super) fn find_save_file(&self) {
        let (state, Some(key)) = (*self, self.save_file_key()) else { return };
        browser::spawn(async move {
            if let Some((file, _)) = browser::kept_handle::<SaveFile>(&key).await {
                state.desk().save_file.set(Some(file.name()));
            }
        });
    }

    /// 上書き保存: writes everything into the file that was chosen, or asks for one. Only from something that was pressed.
    ///
    /// Where somebody else's work stands in it that is not here, it is not written, and compared instead.
    pub async fn save_again(self) {
        let kept = match self.save_file_key() {
            Some(key) => browser::kept_handle::<SaveFile>(&key).await,
            None => None,
        };
        match kept {
            Some((file, _)) if browser::is_permitted(&file, true).await => self.write_over(&file).await,
            Some(_) => self.say(words::folder::NOT_PERMITTED.to_owned()),
            None => self.save_elsewhere().await,
        }
    }

    /// 別のファイルに保存: asks for the file to write from now on. Only from something that was pressed.
    pub async fn save_elsewhere(self) {
        let (name, _) = self.snapshot_file(&Part::All);
        match SaveFile::choose(&name).await {
            Ok(file) => {
                if let Some(key) = self.save_file_key() {
                    // Where it is not kept, it is asked for the next time.
                    let _asked_again_at_worst = browser::keep_handle(&key, &file, "").await;
                }
                self.desk().save_file.set(Some(file.name()));
                self.write_over(&file).await;
            }
            Err(FolderError::NotChosen) => {}
            Err(error) => self.say(words::folder::cannot_choose(&error)),
        }
    }

    async fn write_over(&self, file: &SaveFile) {
        let name = file.name();
        let trouble = |error| match error {
            FolderError::Other(name) if name == "NotFoundError" => Trouble::Gone,
            error => Trouble::System(error),
        };
        let there = match file.read().await {
            Ok(there) => there.map(|bytes| read_of_plan(&mut FileReader::default(), &bytes, self)),
            Err(error) => return self.say(words::folder::not_saved(&name, &trouble(error))),
        };
        match there {
            Some(Err(trouble)) => return self.say(words::folder::not_saved(&name, &trouble)),
            Some(Ok(package)) if !self.holds_all(&package) => {
                let waits = self.offer_or_wait(OfferedFile { name: name.clone(), package });
                return self.say(words::folder::others_work(&name, waits));
            }
            Some(Ok(_)) | None => {}
        }
        // What is entered while it is written is not in it.
        let written = self.desk().journal.with_untracked(|journal| journal.to_save());
        // What it says of handing in stays said.
        let (_, text) = self.file_that_says(&Part::All, self.desk().handed_in.get_untracked());
        match file.write(text.as_bytes()).await {
            Ok(()) => {
                self.note_filed(&written);
                self.say(words::folder::saved_again(&name, self.now()));
            }
            Err(error) => self.say(words::folder::not_saved(&name, &trouble(error))),
        }
    }

    /// Whether all that a file says is held here, so that nothing goes where it is written anew.
    fn holds_all(&self, package: &Package) -> bool {
        let handed_in = self.desk().handed_in.get_untracked();
        let extra = self.desk().journal.with_untracked(|journal| journal.extra());
        package.damaged.is_empty()
            && package.handed_in.iter().all(|one| handed_in.contains(one))
            && package.extra.iter().all(|(field, json)| extra.get(field) == Some(json))
            && !self.has_unknown(&package.edits)
    }

    fn save_file_key(&self) -> Option<String> {
        self.desk().keep.with_value(|keep| keep.as_ref().map(super::Keep::save_file_key))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::*;
    use crate::format::read_file;
    use crate::state::fake::{enter, page, with_pages};

    #[test]
    fn a_file_that_says_more_than_is_here_is_not_written_over() {
        with_pages(|store| {
            let state = page(store, 1);
            enter(state, &"3-10-k1/actual/2026".parse().unwrap(), "75");
            let (_, text) = state.snapshot_file(&Part::All);
            let with = |change: &dyn Fn(&mut Json)| {
                let mut file: Json = serde_json::from_str(&text).unwrap();
                change(&mut file);
                state.holds_all(&read_file(file.to_string().as_bytes()).unwrap())
            };
            assert!(with(&|_| {}));
            let other = text.replace("\"75\"", "\"76\"");
            assert!(!state.holds_all(&read_file(other.as_bytes()).unwrap()), "another value");
            assert!(!with(&|file| file["colour"] = json!("red")), "a field of a newer release");
            assert!(!with(&|file| file["edits"].as_array_mut().unwrap().push(json!(7))), "a damaged edit");
            let handed_in = json!([{ "year": 2026, "department": "観光課", "at": "2027-04-01T00:00:00.000Z" }]);
            assert!(!with(&|file| file["handedIn"] = handed_in.clone()), "that somebody handed in");
        });
    }
}
