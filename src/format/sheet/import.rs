//! What a sheet that was read changes in a plan: its policies are matched by number or name, what is in them by name.

use std::collections::BTreeMap;

use crate::plan::{
    Cell, Field, InitiativeLink, Place, Plan, Policy, Role, SubjectId, SubjectKind, Target, Value, name_key, set_of,
};

/// What taking a sheet in changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Import {
    /// The cells that get another value, subjects before what belongs to them.
    pub changes: Vec<(Cell, Value)>,
    /// The policies that the plan does not have yet, by their new ids.
    pub new_policies: Vec<SubjectId>,
    /// How many other subjects the plan does not have yet.
    pub new_parts: usize,
    /// The new ids of what was read, or those it has already.
    pub ids: BTreeMap<SubjectId, SubjectId>,
    /// Values of years that the plan does not have: they are left out.
    pub other_years: Vec<Cell>,
}

/// Finds out what `read` changes in `plan`. Each subject that the plan does not have gets an id by `new_id`; none where there is none
/// left to give.
///
/// A sheet says nothing of what is not in it: no subject is taken out, and no value emptied.
pub fn import(read: &Plan, plan: &Plan, mut new_id: impl FnMut() -> Option<SubjectId>) -> Option<Import> {
    let mut importing = Importing { read, plan, new_id: &mut new_id, made: Import::default(), last: BTreeMap::new() };
    for policy in read.policies() {
        importing.policy(policy)?;
    }
    Some(importing.made)
}

struct Importing<'a> {
    read: &'a Plan,
    plan: &'a Plan,
    new_id: &'a mut dyn FnMut() -> Option<SubjectId>,
    made: Import,
    /// The last place that was given among the subjects of a role.
    last: BTreeMap<Role, Option<Place>>,
}

impl Importing<'_> {
    fn policy(&mut self, policy: &Policy) -> Option<()> {
        let number = number_of(&policy.id);
        let name = name_key(self.read.text(&policy.id, Field::Name));
        let of = |known: &Policy, field| self.plan.text(&known.id, field).to_owned();
        let taken: Vec<&SubjectId> = self.made.ids.values().collect();
        let free = || self.plan.policies().iter().filter(|known| !taken.contains(&&known.id));
        let by_number = free().find(|known| of(known, Field::Number) == number || known.id.as_str() == number);
        let by_name = || free().find(|known| !name.is_empty() && name_key(&of(known, Field::Name)) == name);
        let known = by_number.or_else(by_name).map(|known| known.id.clone());
        let id = match known {
            Some(id) => id,
            None => {
                let id = self.add(Role { kind: SubjectKind::Policy, of: None })?;
                self.made.new_policies.push(id.clone());
                self.change(Cell::plain(&id, Field::Number)?, Value::Text(number.to_owned()));
                id
            }
        };
        self.made.ids.insert(policy.id.clone(), id.clone());
        self.parts(SubjectKind::Indicator, &id, &policy.indicators)?;
        self.parts(SubjectKind::Initiative, &id, &policy.initiatives)?;
        let projects: Vec<SubjectId> = policy.projects.iter().map(|project| project.id.clone()).collect();
        self.parts(SubjectKind::Project, &id, &projects)?;
        for project in &policy.projects {
            let of = self.made.ids.get(&project.id)?.clone();
            self.parts(SubjectKind::Indicator, &of, &project.indicators)?;
        }
        let own = std::iter::once(&policy.id).chain(&policy.initiatives).chain(&projects);
        own.chain(policy.all_indicators()).try_for_each(|read| self.values(policy, read))
    }

    /// Matches the parts of one kind by name, each with one that no other matched, and adds the others.
    fn parts(&mut self, kind: SubjectKind, of: &SubjectId, read: &[SubjectId]) -> Option<()> {
        let role = Role { kind, of: Some(of.clone()) };
        let field = if kind == SubjectKind::Initiative { Field::Text } else { Field::Name };
        let known = self.plan.structure.parts(&role).into_iter();
        let mut known: Vec<(String, SubjectId)> =
            known.map(|id| (name_key(self.plan.text(id, field)), id.clone())).collect();
        for part in read {
            let name = name_key(self.read.text(part, field));
            let at = known.iter().position(|(known, _)| *known == name);
            let id = match at {
                Some(at) => known.remove(at).1,
                None => {
                    self.made.new_parts += 1;
                    self.add(role.clone())?
                }
            };
            self.made.ids.insert(part.clone(), id);
        }
        Some(())
    }

    /// Adds a subject behind those of its role.
    fn add(&mut self, role: Role) -> Option<SubjectId> {
        let id = (self.new_id)()?;
        let last = self.last.entry(role.clone()).or_insert_with(|| {
            let last = self.plan.structure.parts(&role).last().map(|last| (*last).clone())?;
            match self.plan.value(&Cell::plain(&last, Field::Place)?) {
                Value::Place(place) => place,
                _ => None,
            }
        });
        *last = Place::between(last.as_ref(), None);
        let place = last.clone();
        self.change(Cell::plain(&id, Field::Role)?, Value::Role(Some(role)));
        self.change(Cell::plain(&id, Field::Place)?, Value::Place(place));
        Some(id)
    }

    /// The values of a subject that are stated and differ.
    fn values(&mut self, policy: &Policy, read: &SubjectId) -> Option<()> {
        let id = self.made.ids.get(read)?.clone();
        let cells: Vec<(Cell, Value)> =
            self.read.cells.of(read).map(|(cell, value)| (cell.clone(), value.clone())).collect();
        for (cell, value) in cells {
            if value == cell.kind().empty() || cell.field().is_structural() {
                continue;
            }
            if cell.year().is_some_and(|year| !self.plan.years().any(|own| own == year)) {
                self.made.other_years.push(cell);
                continue;
            }
            let there = cell.with_subject(&id);
            let (value, held) = match value {
                Value::Initiatives(links) => {
                    let link = |link: &InitiativeLink| match link {
                        InitiativeLink::Number(number) => {
                            let read = policy.initiatives.get(usize::from(*number).checked_sub(1)?)?;
                            self.made.ids.get(read).cloned().map(InitiativeLink::Id)
                        }
                        InitiativeLink::Id(read) => self.made.ids.get(read).cloned().map(InitiativeLink::Id),
                    };
                    let held = match self.plan.value(&there) {
                        Value::Initiatives(held) => Value::Initiatives(self.plan.links_to(&id, &held)),
                        other => other,
                    };
                    (Value::Initiatives(set_of(links.iter().filter_map(link))), held)
                }
                value => (value, self.plan.value(&there)),
            };
            // The label of a target without a value says nothing of it.
            let is_said = value != Value::Target(Target::Announced) || matches!(held, Value::Target(Target::NotStated));
            if is_said && !value.is_written_like(&held) {
                self.change(there, value);
            }
        }
        Some(())
    }

    fn change(&mut self, cell: Cell, value: Value) {
        self.made.changes.push((cell, value));
    }
}

/// The number of a policy as it stands in the sheet: the reader tells a second one of the same number apart by what it adds.
fn number_of(id: &SubjectId) -> &str {
    let is_count = |count: &str| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit());
    match id.as_str().rsplit_once("-d") {
        Some((number, count)) if is_count(count) => number,
        _ => id.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::{SheetSetting, read_sheet};
    use super::*;
    use crate::plan::map_of;

    const SHEET: &str = include_str!("../../../seeds/3-10.txt");

    fn read(text: &str) -> Plan {
        let id = SubjectId::new("kamakura").unwrap();
        read_sheet(text, &SheetSetting { plan_id: id, former_ids: Vec::new(), city: String::new() }).unwrap().plan
    }

    fn imported(text: &str, plan: &Plan) -> Import {
        let mut number = 0;
        let new_id = || {
            number += 1;
            SubjectId::new(&format!("n{number}"))
        };
        import(&read(text), plan, new_id).unwrap()
    }

    /// The plan with what was imported, as a journal has it.
    fn with(plan: &Plan, import: &Import) -> Plan {
        let mut plan = plan.clone();
        for (cell, value) in &import.changes {
            plan.cells.insert(cell.clone(), value.clone());
        }
        let said = plan.cells.iter().filter(|(cell, _)| matches!(cell.field(), Field::Role | Field::Place));
        plan.structure = Arc::new(plan.stated.with(said));
        plan
    }

    #[test]
    fn the_sheet_a_plan_was_made_of_changes_nothing() {
        let seed = crate::state::seed().unwrap().plan;
        let import = imported(SHEET, &seed);
        assert_eq!((import.changes, import.new_policies, import.new_parts), (Vec::new(), Vec::new(), 0));
    }

    #[test]
    fn a_known_policy_gets_the_values_of_its_sheet_by_name_and_not_by_place() {
        let seed = crate::state::seed().unwrap().plan;
        // The second indicator stands first, with a value of R8; the first project has another budget.
        let moved: Vec<&str> = SHEET.lines().collect();
        let at = |name: &str| moved.iter().position(|line| line.starts_with(name)).unwrap();
        let (first, second) = (at("創業支援等事業計画"), at("鎌倉商工会議所の会員数"));
        let mut lines = moved[..first].to_vec();
        lines.extend(&moved[second..second + 5]);
        lines.push("指標実績\t2041\t\t\t\t");
        lines.extend(&moved[first..second]);
        lines.extend(&moved[second + 6..]);
        let text = lines.join("\n").replace("1,250", "1,300").replace("④ ものづくり", "④ 新しい ものづくり");
        let import = imported(&text, &seed);
        let changes: BTreeMap<String, Value> =
            map_of(import.changes.iter().map(|(cell, value)| (cell.to_string(), value.clone())));
        let value = |key: &str| serde_json::to_string(&changes[key]).unwrap();
        assert_eq!(value("3-10-p1/budget/2026"), r#"{"observation":{"final":"1300"}}"#);
        assert_eq!(value("n1/role"), r#"{"role":{"kind":"initiative","of":"3-10"}}"#);
        assert_eq!(value("n1/text"), r#"{"text":"新しい ものづくりの伝承を支援します"}"#);
        assert!(
            changes.keys().all(|key| key.starts_with("n1/")
                || key.ends_with("/initiatives")
                || key.contains("/budget/")
                || key.contains("3-10-k2/")),
            "{changes:#?}"
        );
        assert_eq!((import.new_policies.len(), import.new_parts), (0, 1));
    }

    #[test]
    fn another_policy_is_added_with_all_it_has_and_then_changes_nothing() {
        let seed = crate::state::seed().unwrap().plan;
        let text = SHEET.replace("3-10 商工業", "4-1 観光").replace("1,250", "777");
        let import = imported(&text, &seed);
        assert_eq!(import.new_policies.len(), 1);
        assert_eq!(import.new_parts, 5 + 4 + 5 + 5);
        let plan = with(&seed, &import);
        assert_eq!(plan.policies().len(), 2);
        let (new, old) = (&plan.policies()[1], &plan.policies()[0]);
        assert_eq!(plan.text(&new.id, Field::Name), "観光");
        assert_eq!(plan.text(&new.id, Field::Number), "4-1");
        let names = |policy: &Policy| {
            policy.all_indicators().map(|id| plan.text(id, Field::Name).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(new), names(old));
        let budget = Cell::yearly(&new.projects[0].id, Field::Budget, plan.first_year).unwrap();
        assert_eq!(serde_json::to_string(&plan.value(&budget)).unwrap(), r#"{"observation":{"final":"777"}}"#);
        let links = |policy: &Policy| {
            let id = &policy.projects[0].id;
            match plan.value(&Cell::plain(id, Field::Initiatives).unwrap()) {
                Value::Initiatives(links) => plan.links_to(id, &links).len(),
                _ => 0,
            }
        };
        assert_eq!(links(new), links(old));
        assert_eq!(imported(&text, &plan).changes, Vec::new(), "it is there already");
    }

    #[test]
    fn a_target_that_is_not_in_the_sheet_stays() {
        let mut plan = crate::state::seed().unwrap().plan;
        let target: Cell = "3-10-k5/target".parse().unwrap();
        plan.cells.insert(target.clone(), serde_json::from_str(r#"{"target":{"number":"2.5"}}"#).unwrap());
        assert_eq!(imported(SHEET, &plan).changes, Vec::new());
    }

    #[test]
    fn a_policy_is_known_by_its_number_before_its_name_and_a_second_one_is_another() {
        let seed = crate::state::seed().unwrap().plan;
        let plan = with(&seed, &imported(&SHEET.replace("3-10 商工業", "2-1 観光"), &seed));
        // Of this name there is one; of this number none.
        let import = imported(&SHEET.replace("3-10 商工業", "3-10 観光"), &plan);
        assert_eq!(import.new_policies.len(), 0);
        let name: Cell = "3-10/name".parse().unwrap();
        assert!(import.changes.iter().any(|(cell, _)| *cell == name), "it is named anew");
        let twice = imported(&format!("{SHEET}\n{}", SHEET.replace("商工業", "観光業")), &seed);
        assert_eq!(twice.new_policies.len(), 1);
        let numbers = twice
            .changes
            .iter()
            .filter(|(cell, _)| cell.field() == Field::Number && twice.new_policies.contains(&cell.subject));
        assert_eq!(numbers.map(|(_, value)| value.clone()).collect::<Vec<_>>(), [Value::Text("3-10".into())]);
    }

    #[test]
    fn values_of_other_years_are_left_out_and_said() {
        let seed = crate::state::seed().unwrap().plan;
        let text = SHEET
            .replace("R8", "R13")
            .replace("R9\t", "R14\t")
            .replace("R10", "R15")
            .replace("R11", "R16")
            .replace("R12", "R17");
        let import = imported(&text, &seed);
        assert_eq!(import.other_years.len(), 5, "the budgets");
        assert_eq!(import.changes, Vec::new());
    }
}
