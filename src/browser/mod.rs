//! The browser: the only folder that touches web-sys, js-sys, gloo and JavaScript.
//!
//! Every call that can throw returns a `Result` or an `Option`. It compiles natively, so that the rest can be tested;
//! natively nothing in it may be called but what says so.

mod clipboard;
mod dom;
pub mod echarts;
mod events;
mod files;
mod focus;
mod folder;
mod frame;
mod in_view;
mod locks;
mod moment;
mod net;
mod page;
mod program;
mod script;
mod storage;
mod zip;

pub use clipboard::{Pasted, copy, pasted, put_on_clipboard};
pub use dom::{Node, show_alone};
pub use events::{
    KeyPress, Listening, StorageChange, hold_back_conversions, on_back, on_hash_change, on_hidden, on_key, on_left,
    on_print, on_storage, warn_before_leaving,
};
pub use files::{
    NotOffered, Offered, PickedFile, begin_drag, decode, dropped_files, is_drag_with_files, picked_files, save_png,
    save_text,
};
pub use focus::keep_focus;
pub use folder::{
    Files, Folder, FolderError, SaveFile, Stamp, forget_handle, has_files_to_save, has_folders, is_permitted, is_same,
    keep_handle, kept_handle,
};
pub use frame::{HeightTold, tell_height};
pub use in_view::{InView, in_view};
pub use locks::{HeldLock, free_locks, has_locks, hold_lock, wait_for_lock};
pub use moment::{delay, now, pause, random_bits, spawn};
pub use net::{FetchError, Framing, fetch_published, framing};
pub use page::{
    ShownTo, base_address, blur_active, detached, focus, focus_beside, focus_field, focus_field_by_id, focused_entry,
    folder, generator, hash, height_around, in_next_frame, is_open, is_typing, made_from, note_shown_to, page_address,
    press, print, print_waits, put_caret_at_end, replace_hash, reveal, scroll_to_top, select_all, select_focused,
    set_edition, set_hash, set_language, set_theme, set_title, show_address, show_choice, shown_to, target_id,
    value_of, when_painted, width_of,
};
pub use program::{Left, files_left, leave_unkept, not_opened, take_over, watch_presses};
pub use storage::{KeyValue, Lasting, LocalStore, Store, StoreError, ask_to_last, in_tab, remember_in_tab};
pub use zip::{Zip, ZipError};
