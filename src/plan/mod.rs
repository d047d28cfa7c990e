//! What a plan is: subjects, cells and their values, and the rules that need nothing else.
//!
//! A [`Plan`] is a list of subjects in the sheet's order and one flat map from [`Cell`] to [`Value`]. The typed
//! [`Indicator`] and [`Project`] are read out of that map; nothing but the map is ever stored. This folder does no I/O,
//! knows no browser and holds no sentence people read.

mod assessment;
mod cell;
mod cells;
mod date;
mod decimal;
mod digit;
mod doubt;
mod duty;
mod gather;
mod indicator;
pub mod json;
mod look;
mod money;
mod place;
mod policy;
mod project;
mod reading;
mod role;
mod structure;
mod text;
mod timestamp;
mod value;
mod year;

pub use assessment::{Assessment, Current, NoVerdict, Pace, RULES, Ratio, Reference, Verdict, VerdictGroup, assess};
pub use cell::{Aspect, Cell, CellError, Field, SubjectId};
pub use cells::CellMap;
pub use date::Date;
pub use decimal::{Decimal, DecimalError, to_f64};
pub use digit::{circled, from_circled, half_width};
pub use doubt::{Doubt, doubts, doubts_about, doubts_in};
pub use duty::YearlyRow;
pub use gather::{insert_in_order, map_of, runs, set_of};
pub use indicator::Indicator;
pub use look::{Hidden, hidden_differences, look, name_key};
pub use money::{ExecutionRate, NoRate, Sum, execution_rate, sum, total};
pub use place::Place;
pub use policy::{ForeignParts, Plan, PlanError, Policy, ProjectEntry};
pub use project::Project;
pub use reading::{Reading, ReadingKind, Readings};
pub use role::{Role, SubjectKind};
pub use structure::{Structure, Subject};
pub use text::{as_typed, clean, cleaned, entered, is_bidi_control};
pub use timestamp::{InJapan, Timestamp, TimestampError};
pub use value::{Direction, InitiativeLink, Missing, Observation, TEXT_AT_MOST, Target, Value, ValueKind, is_blank};
pub use year::{FiscalYear, WrittenYear};
