//! Starts the page as everybody meets it: the reader.

fn main() {
    shisaku::ui::start();
}
