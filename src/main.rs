//! Starts the program.

fn main() {
    shisaku::ui::start();
}
