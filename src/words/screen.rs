//! Words of the screens: headings, buttons, explanations.

use super::{file, year};
use crate::plan::FiscalYear;
use crate::state_words::{Edition, Origin};

pub const PRODUCT: &str = "施策シート";
