//! The address of an embed: `embed.html#/<id>?theme=dark&show=table&lang=en&title=off&frozen=…`.
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
    /// Returns the page of a publication that shows the same without any script, relative to the publication; `None` where an
    /// option asks for what only `embed.html` can do.
    pub fn page(&self) -> Option<String> {
        let plain = EmbedAddress { id: self.id.clone(), ..EmbedAddress::default() };
        (*self == plain).then(|| self.id.clone().map(|id| Page::Figure(id).path())).flatten()
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

const THEMES: [(&str, Theme); 3] = [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark)];
const LANGUAGES: [(&str, Language); 2] = [("ja", Language::Japanese), ("en", Language::English)];
const SHOWS: [(&str, Show); 3] = [("drawing", Show::Drawing), ("table", Show::Table), ("both", Show::Both)];

impl EmbedAddress {
    /// Reads the part of the address from `#` on.
    pub fn parse(hash: &str) -> EmbedAddress {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (id, options) = path.split_once('?').unwrap_or((path, ""));
        let mut address = EmbedAddress { id: SubjectId::new(without_sentence(id)), ..EmbedAddress::default() };
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
        options.extend((self.theme != Theme::default()).then(|| format!("theme={}", name_of(&THEMES, self.theme))));
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

fn name_of<'a, T: PartialEq>(all: &[(&'a str, T)], value: T) -> &'a str {
    all.iter().find(|(_, own)| *own == value).map(|(name, _)| *name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every address ever given out, with what it has to show for good.
    #[test]
    fn addresses_given_out_keep_their_meaning() {
        let given_out = include_str!("../../../tests/fixtures/embed-addresses.txt");
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
