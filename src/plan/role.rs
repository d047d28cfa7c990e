//! Roles: what kind of subject one is, and what it belongs to.

use serde_json::{Map, Value as Json};

use super::cell::SubjectId;
use super::json::{Fields, InJson, JsonFault, as_name, object};

/// A kind of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SubjectKind {
    /// 施策.
    Policy,
    /// 施策指標, or 成果指標 of a project.
    Indicator,
    /// 主な取組.
    Initiative,
    /// 事業.
    Project,
}

/// What a subject is in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Role {
    /// Its kind.
    pub kind: SubjectKind,
    /// What it belongs to: a policy, for an indicator a policy or a project. A policy belongs to nothing.
    pub of: Option<SubjectId>,
}

as_name!(SubjectKind, "no kind of subject", {
    Policy = "policy",
    Indicator = "indicator",
    Initiative = "initiative",
    Project = "project",
});

impl InJson for Role {
    fn to_json(&self) -> Json {
        object([("kind", Some(self.kind.to_json())), ("of", self.of.as_ref().map(InJson::to_json))], &Map::new())
    }
    fn from_json(json: Json) -> Result<Self, JsonFault> {
        let mut fields = Fields::of(json)?;
        let role = Role { kind: fields.take("kind")?, of: fields.take_or_default::<Option<SubjectId>>("of")? };
        // What a newer release says besides would be lost.
        match fields.rest().is_empty() && (role.kind == SubjectKind::Policy) == role.of.is_none() {
            true => Ok(role),
            false => Err(JsonFault::new("no role")),
        }
    }
}
