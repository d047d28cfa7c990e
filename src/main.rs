//! Mounts the page.

use leptos::prelude::*;
use shisaku::ui::App;

fn main() {
    mount_to_body(App);
}
