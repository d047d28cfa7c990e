//! Mounts the embed: one figure in a portal's frame.

use leptos::prelude::*;
use shisaku::ui::Embed;

fn main() {
    mount_to_body(Embed);
}
