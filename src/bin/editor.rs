//! Starts the editor, in the place of the reader that loaded it.

fn main() {
    shisaku::ui::start();
}
