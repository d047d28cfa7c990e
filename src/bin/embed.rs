//! Starts the embed: one figure in a portal's frame.

fn main() {
    shisaku::ui::embed::start();
}
