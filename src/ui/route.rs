//! Addresses: the part behind `#`, so that any folder of any static host will do.
//!
//! Addresses given out keep working for good: what parses here may be added to, never changed.

use crate::plan::{Cell, FiscalYear, Plan, SubjectId};
use crate::site::Page;

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `#/`
    Overview,
    /// `#/policy/3-10`
    Policy(SubjectId),
    /// `#/policy/3-10/overview`: how one of several policies stands.
    PolicyOverview(SubjectId),
    /// `#/policy/3-10/enter/2026`
    Enter(SubjectId, FiscalYear),
    /// `#/policy/3-10/enter`
    EnterYears(SubjectId),
    /// `#/hand-in/2026`
    HandIn(FiscalYear),
    /// `#/indicator/3-10-k1`
    Indicator(SubjectId),
    /// `#/project/3-10-p1`
    Project(SubjectId),
    /// `#/exchange`
    Exchange,
    /// `#/exchange/answers`
    Answers,
    /// `#/exchange/history`
    History,
    /// `#/exchange/publish`
    Publish,
    /// `#/open/…`: edits carried by a link.
    Open(String),
    /// An address that leads nowhere; kept to be shown.
    Unknown(String),
}

/// What an address asks for besides a screen: its last part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// `…/edit`: to edit there.
    Edit,
    /// `…/embed`: to see what the screen's figure can be exported as.
    Embed,
    /// `…/choose`: to choose what is shown there.
    Choose,
}

impl Wish {
    const ALL: [Wish; 3] = [Wish::Edit, Wish::Embed, Wish::Choose];

    /// Its part of an address.
    fn part(self) -> &'static str {
        match self {
            Wish::Edit => "edit",
            Wish::Embed => "embed",
            Wish::Choose => "choose",
        }
    }
}

impl Route {
    /// The screen of an address, from `#` on, and what is asked for there.
    pub fn asked(hash: &str) -> (Route, Option<Wish>) {
        if let route @ Route::Open(_) = Route::parse(hash) {
            return (route, None);
        }
        let hash = without_query(without_sentence(hash));
        let ends =
            |wish: Wish| hash.strip_suffix(wish.part()).filter(|rest| rest.ends_with('/')).map(|rest| (rest, wish));
        match Wish::ALL.into_iter().find_map(ends) {
            Some((rest, wish)) => (Route::parse(rest), Some(wish)),
            None => (Route::parse(hash), None),
        }
    }

    /// The address that asks for something there.
    pub fn asking(&self, wish: Wish) -> String {
        format!("{}/{}", self.address().trim_end_matches('/'), wish.part())
    }

    /// The screen of an address, from `#` on.
    pub fn parse(hash: &str) -> Route {
        let unknown = || Route::Unknown(hash.trim_start_matches('#').chars().take(200).collect());
        // What a mail program did to a link is mended where the link is read.
        if let Some(payload) = hash.trim_start_matches('#').strip_prefix("/open/") {
            return Route::Open(payload.to_owned());
        }
        let path = without_query(without_sentence(hash)).trim_start_matches('#');
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| SubjectId::new(text);
        let route = match parts.as_slice() {
            [] => Some(Route::Overview),
            ["policy", policy] => id(policy).map(Route::Policy),
            ["policy", policy, "overview"] => id(policy).map(Route::PolicyOverview),
            ["policy", policy, "enter", year] => {
                id(policy).zip(year.parse().ok().and_then(FiscalYear::new)).map(|(id, year)| Route::Enter(id, year))
            }
            ["policy", policy, "enter"] => id(policy).map(Route::EnterYears),
            ["hand-in", year] => year.parse().ok().and_then(FiscalYear::new).map(Route::HandIn),
            ["indicator", indicator] => id(indicator).map(Route::Indicator),
            ["project", project] => id(project).map(Route::Project),
            ["exchange"] => Some(Route::Exchange),
            ["exchange", "answers"] => Some(Route::Answers),
            ["exchange", "history"] => Some(Route::History),
            ["exchange", "publish"] => Some(Route::Publish),
            _ => None,
        };
        route.unwrap_or_else(unknown)
    }

    /// Whether it is one of the screens of exchange.
    pub fn is_exchange(&self) -> bool {
        matches!(
            self,
            Route::HandIn(_) | Route::Exchange | Route::Answers | Route::History | Route::Publish | Route::Open(_)
        )
    }

    /// Whether it is a table of entry.
    pub fn is_entry(&self) -> bool {
        matches!(self, Route::Enter(..) | Route::EnterYears(_))
    }

    /// The screen on which a cell is entered.
    pub fn where_entered(plan: &Plan, cell: &Cell) -> Route {
        let Some(policy) = plan.policy_of(&cell.subject) else { return Route::Overview };
        match cell.year() {
            Some(year) => Route::Enter(policy.id.clone(), year),
            None => Route::Policy(policy.id.clone()),
        }
    }

    /// Returns the screen that shows the same as a page; the first one for a figure alone.
    pub fn of_page(page: &Page) -> Route {
        match page {
            Page::Index | Page::Figure(_) => Route::Overview,
            Page::Policy(id) => Route::PolicyOverview(id.clone()),
            Page::Sheet(id) => Route::Policy(id.clone()),
            Page::Indicator(id) => Route::Indicator(id.clone()),
            Page::Project(id) => Route::Project(id.clone()),
        }
    }

    /// Returns the page of a publication that shows the same, where there is one.
    pub fn page(&self) -> Option<Page> {
        match self {
            Route::Overview => Some(Page::Index),
            Route::Policy(id) => Some(Page::Sheet(id.clone())),
            Route::PolicyOverview(id) => Some(Page::Policy(id.clone())),
            Route::Indicator(id) => Some(Page::Indicator(id.clone())),
            Route::Project(id) => Some(Page::Project(id.clone())),
            _ => None,
        }
    }

    /// The address, from `#` on.
    pub fn address(&self) -> String {
        match self {
            Route::Overview => "#/".into(),
            Route::Policy(id) => format!("#/policy/{id}"),
            Route::PolicyOverview(id) => format!("#/policy/{id}/overview"),
            Route::Enter(id, year) => format!("#/policy/{id}/enter/{}", year.number()),
            Route::EnterYears(id) => format!("#/policy/{id}/enter"),
            Route::HandIn(year) => format!("#/hand-in/{}", year.number()),
            Route::Indicator(id) => format!("#/indicator/{id}"),
            Route::Project(id) => format!("#/project/{id}"),
            Route::Exchange => "#/exchange".into(),
            Route::Answers => "#/exchange/answers".into(),
            Route::History => "#/exchange/history".into(),
            Route::Publish => "#/exchange/publish".into(),
            Route::Open(payload) => format!("#/open/{payload}"),
            Route::Unknown(path) => format!("#{path}"),
        }
    }
}

/// Returns what an address says of how its screen is shown (`#/?year=2028`); empty where it says nothing.
pub fn query(hash: &str) -> &str {
    without_sentence(hash).split_once('?').map(|(_, query)| query).unwrap_or_default()
}

fn without_query(hash: &str) -> &str {
    hash.split_once('?').map_or(hash, |(path, _)| path)
}

/// Returns the part of an address that is ours: addresses are copied with the end of the sentence they stand in, `…/3-10-k1。`, and a
/// browser writes `%E3%80%82` for that. No address of ours has such characters.
pub fn without_sentence(hash: &str) -> &str {
    let is_ours = |sign: char| sign.is_ascii_alphanumeric() || "#/-_?=&".contains(sign);
    hash.find(|sign| !is_ours(sign)).and_then(|end| hash.get(..end)).unwrap_or(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each was given out once: they stay.
    #[test]
    fn addresses_keep_working() {
        for address in [
            "#/",
            "#/policy/3-10",
            "#/policy/3-10/overview",
            "#/policy/3-10/enter/2026",
            "#/policy/3-10/enter",
            "#/hand-in/2026",
            "#/indicator/3-10-k1",
            "#/indicator/3-10-p1-k1",
            "#/project/3-10-p1",
            "#/exchange",
            "#/exchange/answers",
            "#/exchange/history",
            "#/exchange/publish",
            "#/open/q1bKSM3JyVeyUqhWSkksSVSyio7VAQA",
        ] {
            let route = Route::parse(address);
            assert!(!matches!(route, Route::Unknown(_)), "{address}");
            assert_eq!(route.address(), address);
        }
        assert_eq!(Route::parse(""), Route::Overview);
        assert_eq!(Route::parse("#"), Route::Overview);
    }

    #[test]
    fn how_a_screen_is_shown_is_no_part_of_which_it_is() {
        let address = "#/policy/3-10/overview?year=2028&initiative=3-10-i2&order=verdict&table";
        assert_eq!(Route::asked(address), (Route::parse("#/policy/3-10/overview"), None));
        assert_eq!(query(&format!("{address}。")), "year=2028&initiative=3-10-i2&order=verdict&table");
        assert_eq!(Route::asked("#/?year=2028"), (Route::Overview, None));
        assert_eq!((query("#/"), query("#/?")), ("", ""));
    }

    #[test]
    fn an_address_may_ask_for_more_than_a_screen() {
        let id = SubjectId::new("3-10-k1").unwrap();
        for route in [Route::Overview, Route::Indicator(id), Route::Exchange] {
            for wish in Wish::ALL {
                assert_eq!(Route::asked(&route.asking(wish)), (route.clone(), Some(wish)));
            }
            assert_eq!(Route::asked(&route.address()), (route, None));
        }
        assert_eq!(Route::Overview.asking(Wish::Edit), "#/edit");
        assert_eq!(Route::asked("#/open/edit"), (Route::Open("edit".into()), None));
        assert!(matches!(Route::asked("#/reedit"), (Route::Unknown(_), None)));
    }

    #[test]
    fn addresses_copied_with_the_end_of_a_sentence_lead_where_they_led() {
        for address in ["#/policy/3-10", "#/policy/3-10/enter/2026", "#/indicator/3-10-k1", "#/exchange"] {
            for end in [
                "。",
                "）です",
                "%E3%80%82",
                ")",
                "、次に",
                ".",
                ",",
                "」",
                "\u{3000}",
                "%20is",
                ">",
                "\"",
                "';",
                "\u{200b}",
            ] {
                let copied = format!("{address}{end}");
                assert_eq!(Route::asked(&copied), (Route::parse(address), None), "{copied}");
            }
        }
        assert_eq!(Route::asked("#/edit。"), (Route::Overview, Some(Wish::Edit)));
        // A link broken over two lines is whole, and no part of it is taken for the end of a sentence.
        assert_eq!(Route::asked("#/open/q1bK%0A%20SM3J。"), (Route::Open("q1bK%0A%20SM3J。".into()), None));
    }

    #[test]
    fn others_lead_nowhere() {
        for address in ["#/nowhere", "#/policy", "#/policy/3-10/enter/R8", "#/policy/<b>", "#/indicator/a/b"] {
            assert_eq!(Route::parse(address), Route::Unknown(address.trim_start_matches('#').into()));
        }
    }
}
