//! The address of an embed: `figures/<id>.html#dark-table`, a page, or `embed.html#/<id>?theme=dark&show=table&lang=en&title=off&frozen=…`
//! where it asks for what a page cannot do.
//!
//! Addresses given out stay in other people's pages for years: what is known keeps its meaning, what is not known is
//! passed over.

use crate::plan::SubjectId;
use crate::site::Page;
use crate::ui::route::without_sentence;
use crate::words::language::Language;

/// What an embed is to show, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmbedAddress {
    /// The indicator or project; none where the address names nothing that could be one.
    pub id: Option<SubjectId>,
    /// `theme`.
    pub theme: Theme,
    /// `show`.
    pub show: Show,
    /// `lang`.
    pub language: Language,
    /// `title=off`: the title is for screen readers alone.
    pub untitled: bool,
    /// `height=fixed`: the frame keeps its height although the page around would fit it.
    pub fixed: bool,
    /// `frozen`: the figure itself, as [`crate::format::freeze`] writes it.
    pub frozen: Option<String>,
}

impl EmbedAddress {
    /// Returns the address of the page of a publication that shows the same without any script, relative to the publication;
    /// `None` where it takes `embed.html`: in English, and with frozen values.
    ///
    /// Behind `#` stands one of [`EmbedAddress::variants`]. That the frame keeps its height is asked for in the query: only the
    /// page's script has to know.
    pub fn page(&self) -> Option<String> {
        if self.language != Language::default() || self.frozen.is_some() {
            return None;
        }
        let path = Page::Figure(self.id.clone()?).path();
        let query = if self.fixed { "?height=fixed" } else { "" };
        let variant = variant(self.theme, self.show, self.untitled);
        let fragment = if variant.is_empty() { variant } else { format!("#{variant}") };
        Some(format!("{path}{query}{fragment}"))
    }

    /// Returns what the page of a figure can be asked for behind `#`, each the id of an element of that page: the stylesheet
    /// follows which of them is the target. Without any the page is as usual.
    pub fn variants() -> Vec<String> {
        let all = THEMES.iter().flat_map(|(_, theme)| SHOWS.iter().map(move |(_, show)| (*theme, *show)));
        let all = all.flat_map(|(theme, show)| [false, true].map(|untitled| variant(theme, show, untitled)));
        all.filter(|variant| !variant.is_empty()).collect()
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As whoever looks has set it.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// Which forms of the figure are shown besides its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// The drawing; the table a press away.
    #[default]
    Drawing,
    /// The table.
    Table,
    /// Drawing and table.
    Both,
}

impl Theme {
    /// Returns its name, unless it is as whoever looks has set it.
    pub fn forced(self) -> Option<&'static str> {
        (self != Theme::default()).then(|| name_of(&THEMES, self))
    }
}

const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
const LANGUAGES: [(&str, Language); 2] = [("ja", Language::Japanese), ("en", Language::English)];
const SHOWS: [(&str, Show); 3] = [("drawing", Show::Drawing), ("table", Show::Table), ("both", Show::Both)];

impl EmbedAddress {
    /// Reads the part of the address from `#` on.
    pub fn parse(hash: &str) -> EmbedAddress {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (id, options) = path.split_once('?').unwrap_or((path, ""));
        // As the page's own addresses have it, too.
        let id = without_sentence(id);
        let id = ["indicator/", "project/"].iter().find_map(|screen| id.strip_prefix(screen)).unwrap_or(id);
        let mut address = EmbedAddress { id: SubjectId::new(id), ..EmbedAddress::default() };
        for (name, value) in options.split('&').filter_map(|option| option.split_once('=')) {
            let value = without_sentence(value);
            match name {
                "theme" => address.theme = named(&THEMES, value),
                "show" => address.show = named(&SHOWS, value),
                "lang" => address.language = named(&LANGUAGES, value),
                "title" => address.untitled = value == "off",
                "height" => address.fixed = value == "fixed",
                "frozen" => address.frozen = Some(value.to_owned()),
                _ => {}
            }
        }
        address
    }

    /// The address, from `#` on: only what is not as usual is named.
    pub fn hash(&self) -> String {
        let mut options = Vec::new();
        options.extend(self.theme.forced().map(|theme| format!("theme={theme}")));
        options.extend((self.show != Show::default()).then(|| format!("show={}", name_of(&SHOWS, self.show))));
        let is_usual = self.language == Language::default();
        options.extend((!is_usual).then(|| format!("lang={}", name_of(&LANGUAGES, self.language))));
        options.extend(self.untitled.then(|| "title=off".to_owned()));
        options.extend(self.fixed.then(|| "height=fixed".to_owned()));
        options.extend(self.frozen.as_ref().map(|frozen| format!("frozen={frozen}")));
        let id = self.id.as_ref().map(SubjectId::as_str).unwrap_or_default();
        let options = if options.is_empty() { String::new() } else { format!("?{}", options.join("&")) };
        format!("#/{id}{options}")
    }
}

/// The one of that name; of a name nobody knows, the usual one.
fn named<T: Copy + Default>(all: &[(&str, T)], name: &str) -> T {
    all.iter().find(|(own, _)| *own == name).map(|(_, value)| *value).unwrap_or_default()
}

/// Returns the names of what is not as usual, joined by `-`.
fn variant(theme: Theme, show: Show, untitled: bool) -> String {
    let show = (show != Show::default()).then(|| name_of(&SHOWS, show));
    let untitled = untitled.then_some("untitled");
    let names: Vec<&str> = [theme.forced(), show, untitled].into_iter().flatten().collect();
    names.join("-")
}

fn name_of<'a, T: PartialEq>(all: &[(&'a str, T)], value: T) -> &'a str {
    all.iter().find(|(_, own)| *own == value).map(|(name, _)| *name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every address ever given out, with what it has to show for good.
    #[test]
    fn addresses_given_out_keep_their_meaning() {
        let given_out = include_str!("../../tests/fixtures/embed-addresses.txt");
        let lines = given_out.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
        let mut count = 0;
        for line in lines {
            let (hash, meaning) = line.split_once("  ").unwrap();
            let of = EmbedAddress::parse(hash);
            let id = of.id.as_ref().map_or("-", SubjectId::as_str);
            let frozen = if of.frozen.is_some() { "frozen" } else { "live" };
            let (theme, show) = (name_of(&THEMES, of.theme), name_of(&SHOWS, of.show));
            let language = name_of(&LANGUAGES, of.language);
            let title = if of.untitled { "untitled" } else { "titled" };
            let height = if of.fixed { " fixed" } else { "" };
            let said = format!("{id} {theme} {show} {language} {title} {frozen}{height}");
            assert_eq!(said, meaning.trim(), "{hash}");
            count += 1;
        }
        assert!(count > 10);
    }

    #[test]
    fn all_but_english_and_frozen_figures_are_pages() {
        let given_out = include_str!("../../tests/fixtures/figure-addresses.txt");
        let mut given: Vec<&str> = given_out.lines().filter_map(|line| line.split_once("  ")).map(|of| of.0).collect();
        given.retain(|address| address.starts_with("figures/"));
        let id = || SubjectId::new("3-10-p2");
        let mut written = Vec::new();
        for (fixed, (_, theme)) in [false, true].into_iter().flat_map(|fixed| THEMES.map(|theme| (fixed, theme))) {
            for ((_, show), untitled) in SHOWS.into_iter().flat_map(|show| [false, true].map(|of| (show, of))) {
                let address = EmbedAddress { id: id(), theme, show, untitled, fixed, ..EmbedAddress::default() };
                let page = address.page().unwrap();
                let variant = page.split_once('#').map(|(_, variant)| variant.to_owned());
                assert!(variant.is_none_or(|variant| EmbedAddress::variants().contains(&variant)), "{page}");
                written.push(page);
                let english = EmbedAddress { language: Language::English, ..address.clone() };
                let frozen = EmbedAddress { frozen: Some("e30".into()), ..address };
                assert_eq!((english.page(), frozen.page()), (None, None));
            }
        }
        assert_eq!(written, given, "what was given out is given out still");
        assert_eq!(EmbedAddress::default().page(), None);
        // The stylesheet asks whether a variant contains a name.
        let names: Vec<&str> =
            THEMES.into_iter().map(|of| of.0).chain(SHOWS.map(|of| of.0)).chain(["untitled"]).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(names.iter().enumerate().all(|(other, of)| other == at || !of.contains(name)), "{name}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for theme in THEMES {
            for show in SHOWS {
                for (untitled, language) in [(false, Language::English), (true, Language::Japanese)] {
                    let id = SubjectId::new("3-10-k1");
                    let (theme, show, frozen) = (theme.1, show.1, Some("e30".into()));
                    let address = EmbedAddress { id, theme, show, language, untitled, fixed: untitled, frozen };
                    assert_eq!(EmbedAddress::parse(&address.hash()), address);
                }
            }
        }
        let plain = EmbedAddress { id: SubjectId::new("3-10-k1"), ..EmbedAddress::default() };
        assert_eq!(plain.hash(), "#/3-10-k1");
        assert_eq!(EmbedAddress::parse("#/3-10-k1。"), plain);
        assert_eq!(EmbedAddress::parse("#/3-10-k1?theme=dark%EF%BC%89"), EmbedAddress { theme: Theme::Dark, ..plain });
    }
}
