//! Which subjects a plan has, what each is and where it stands; no values.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde_json::Map;

use super::cell::{Cell, SubjectId};
use super::gather::insert_in_order;
use super::place::Place;
use super::policy::{Policy, ProjectEntry};
use super::role::{Role, SubjectKind};
use super::value::Value;

/// The policies of a plan, in order, with an index of everything they are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    policies: Vec<Policy>,
    places: BTreeMap<SubjectId, Position>,
}

/// Where a subject stands: numbers in the lists of its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Position {
    policy: usize,
    of: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Policy,
    Indicator(usize),
    Initiative(usize),
    Project(usize),
    OutcomeIndicator(usize, usize),
}

/// What is said of a subject.
struct Said {
    id: SubjectId,
    role: Option<Role>,
    place: Option<Place>,
}

/// What an id of a plan stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A policy.
    Policy(&'a Policy),
    /// An initiative and its number, from 1.
    Initiative(&'a Policy, usize),
    /// A policy's own indicator.
    PolicyIndicator(&'a Policy, &'a SubjectId),
    /// A project.
    Project(&'a Policy, &'a ProjectEntry),
    /// A project's outcome indicator.
    OutcomeIndicator(&'a Policy, &'a ProjectEntry, &'a SubjectId),
}

impl Structure {
    /// The structure of these policies. Of subjects with one id the first counts.
    pub fn of(policies: Vec<Policy>) -> Structure {
        let mut places = BTreeMap::new();
        for (number, policy) in policies.iter().enumerate() {
            let mut add = |id: &SubjectId, of| {
                places.entry(id.clone()).or_insert(Position { policy: number, of });
            };
            add(&policy.id, Part::Policy);
            policy.indicators.iter().enumerate().for_each(|(index, id)| add(id, Part::Indicator(index)));
            policy.initiatives.iter().enumerate().for_each(|(index, id)| add(id, Part::Initiative(index)));
            for (index, project) in policy.projects.iter().enumerate() {
                add(&project.id, Part::Project(index));
                let own = project.indicators.iter().enumerate();
                own.for_each(|(of_project, id)| add(id, Part::OutcomeIndicator(index, of_project)));
            }
        }
        Structure { policies, places }
    }

    /// The structure that comes of what cells say on top of this one: `said` gives the roles and places that are said of subjects.
    /// What a role names and is not there, or is of another kind, has no such part.
    pub fn with<'a>(&self, said: impl Iterator<Item = (&'a Cell, &'a Value)>) -> Structure {
        let of_places =
            self.places.keys().map(|id| Said { id: id.clone(), role: self.role(id), place: self.place(id) });
        // By id.
        let mut all: Vec<Said> = of_places.collect();
        for (cell, value) in said {
            let at = all.partition_point(|one| one.id < cell.subject);
            if all.get(at).is_none_or(|one| one.id != cell.subject) {
                all.insert(at, Said { id: cell.subject.clone(), role: None, place: None });
            }
            match (all.get_mut(at), value) {
                (Some(one), Value::Role(role)) => one.role = role.clone(),
                (Some(one), Value::Place(Some(place))) => one.place = Some(place.clone()),
                _ => {}
            }
        }
        // By what they belong to; of those the ones without a place last, and of those with one place by id.
        let mut parts: Vec<(&Role, bool, &Said)> = Vec::new();
        for one in &all {
            if let Some(role) = &one.role {
                let part = (role, one.place.is_none(), one);
                insert_in_order(&mut parts, part, |(a, a_has_none, one), (b, b_has_none, other)| {
                    (a, a_has_none, &one.place) < (b, b_has_none, &other.place)
                });
            }
        }
        let ids = |kind: SubjectKind, of: Option<&SubjectId>| -> Vec<SubjectId> {
            let wanted = Role { kind, of: of.cloned() };
            let from = parts.partition_point(|(role, ..)| **role < wanted);
            let parts = parts.iter().skip(from).take_while(|(role, ..)| **role == wanted);
            parts.map(|(.., one)| one.id.clone()).collect()
        };
        let project = |id: SubjectId| {
            let extra = match self.subject(&id) {
                Some(Subject::Project(_, known)) => known.extra.clone(),
                _ => Map::new(),
            };
            ProjectEntry { indicators: ids(SubjectKind::Indicator, Some(&id)), id, extra }
        };
        let policy = |id: SubjectId| Policy {
            indicators: ids(SubjectKind::Indicator, Some(&id)),
            initiatives: ids(SubjectKind::Initiative, Some(&id)),
            projects: ids(SubjectKind::Project, Some(&id)).into_iter().map(project).collect(),
            extra: self.policy(&id).map(|known| known.extra.clone()).unwrap_or_default(),
            id,
        };
        Structure::of(ids(SubjectKind::Policy, None).into_iter().map(policy).collect())
    }

    /// What a subject is here.
    pub fn role(&self, id: &SubjectId) -> Option<Role> {
        let (kind, of) = match self.subject(id)? {
            Subject::Policy(_) => (SubjectKind::Policy, None),
            Subject::Initiative(policy, _) => (SubjectKind::Initiative, Some(policy.id.clone())),
            Subject::PolicyIndicator(policy, _) => (SubjectKind::Indicator, Some(policy.id.clone())),
            Subject::Project(policy, _) => (SubjectKind::Project, Some(policy.id.clone())),
            Subject::OutcomeIndicator(_, project, _) => (SubjectKind::Indicator, Some(project.id.clone())),
        };
        Some(Role { kind, of })
    }

    /// Where a subject stands here, among those of its kind beside it.
    pub fn place(&self, id: &SubjectId) -> Option<Place> {
        let place = self.places.get(id)?;
        Some(Place::stated(match place.of {
            Part::Policy => place.policy,
            Part::Indicator(index)
            | Part::Initiative(index)
            | Part::Project(index)
            | Part::OutcomeIndicator(_, index) => index,
        }))
    }

    /// Those of its kind beside a subject, itself among them, in order.
    pub fn siblings(&self, id: &SubjectId) -> Vec<&SubjectId> {
        self.role(id).map(|role| self.parts(&role)).unwrap_or_default()
    }

    /// The subjects of a role, in order.
    pub fn parts(&self, role: &Role) -> Vec<&SubjectId> {
        let policy = role.of.as_ref().and_then(|of| self.policy(of));
        match (role.kind, policy, role.of.as_ref().and_then(|of| self.subject(of))) {
            (SubjectKind::Policy, ..) => self.policies.iter().map(|policy| &policy.id).collect(),
            (SubjectKind::Indicator, _, Some(Subject::Project(_, project))) => project.indicators.iter().collect(),
            (SubjectKind::Indicator, Some(policy), _) => policy.indicators.iter().collect(),
            (SubjectKind::Initiative, Some(policy), _) => policy.initiatives.iter().collect(),
            (SubjectKind::Project, Some(policy), _) => policy.projects.iter().map(|project| &project.id).collect(),
            _ => Vec::new(),
        }
    }

    /// What a subject belongs to, from the nearest on.
    pub fn around(&self, id: &SubjectId) -> impl Iterator<Item = &SubjectId> {
        let (project, policy) = match self.subject(id) {
            None | Some(Subject::Policy(_)) => (None, None),
            Some(Subject::OutcomeIndicator(policy, project, _)) => (Some(&project.id), Some(&policy.id)),
            Some(
                Subject::Initiative(policy, _) | Subject::PolicyIndicator(policy, _) | Subject::Project(policy, _),
            ) => (None, Some(&policy.id)),
        };
        project.into_iter().chain(policy)
    }

    /// The subjects that only one of two structures has.
    pub fn differing<'a>(&'a self, other: &'a Structure) -> Vec<&'a SubjectId> {
        let gone = self.places.keys().filter(|id| !other.has(id));
        gone.chain(other.places.keys().filter(|id| !self.has(id))).collect()
    }

    /// Whether there is such a subject.
    pub fn has(&self, id: &SubjectId) -> bool {
        self.places.contains_key(id)
    }

    /// What `id` stands for.
    pub fn subject(&self, id: &SubjectId) -> Option<Subject<'_>> {
        let place = self.places.get(id)?;
        let policy = self.policies.get(place.policy)?;
        Some(match place.of {
            Part::Policy => Subject::Policy(policy),
            Part::Indicator(index) => Subject::PolicyIndicator(policy, policy.indicators.get(index)?),
            Part::Initiative(index) => Subject::Initiative(policy, index + 1),
            Part::Project(index) => Subject::Project(policy, policy.projects.get(index)?),
            Part::OutcomeIndicator(index, of_project) => {
                let project = policy.projects.get(index)?;
                Subject::OutcomeIndicator(policy, project, project.indicators.get(of_project)?)
            }
        })
    }

    /// The policy a subject is or belongs to.
    pub fn policy_of(&self, id: &SubjectId) -> Option<&Policy> {
        self.policies.get(self.places.get(id)?.policy)
    }

    /// The policy `id`.
    pub fn policy(&self, id: &SubjectId) -> Option<&Policy> {
        self.policy_of(id).filter(|policy| policy.id == *id)
    }

    /// Every subject's id, in the sheet's order.
    pub fn subject_ids(&self) -> impl Iterator<Item = &SubjectId> {
        self.policies.iter().flat_map(|policy| {
            let projects = policy.projects.iter().flat_map(|p| std::iter::once(&p.id).chain(&p.indicators));
            std::iter::once(&policy.id).chain(&policy.indicators).chain(&policy.initiatives).chain(projects)
        })
    }
}

/// The policies, in order.
impl Deref for Structure {
    type Target = [Policy];

    fn deref(&self) -> &[Policy] {
        &self.policies
    }
}
