//! Words of the screens.
