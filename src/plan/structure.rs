//! Which subjects a plan has, what each is and where it stands; no values.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::cell::SubjectId;
use super::policy::{Policy, ProjectEntry};

/// The policies of a plan, in order, with an index of everything they are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    policies: Vec<Policy>,
    places: BTreeMap<SubjectId, Place>,
}

/// Where a subject stands: numbers in the lists of its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
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
                places.entry(id.clone()).or_insert(Place { policy: number, of });
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
