//! What the head of a page says to machines besides its title, description and alternates.

use serde_json::Value as Json;

use crate::format::{Digest, WebAddress, escape_html, json_in_script};

/// What the head of a page says to machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// The digest of the `plan.json` that the page is made from.
    pub digest: Digest,
    /// The absolute address of the page, if that of the publication is known; of a figure that of the page it is from.
    pub canonical: Option<String>,
    /// Where the licence of the data can be read.
    pub licence: Option<WebAddress>,
    /// The name of the whole publication.
    pub site_name: String,
    /// The data of the page as JSON-LD.
    pub dataset: Option<Json>,
}

impl Metadata {
    /// Returns them as elements of the head of a page with this title and description.
    pub fn elements(&self, title: &str, description: &str) -> String {
        let mut elements = vec![format!("<meta name=\"shisaku-publication\" content=\"{}\">\n", self.digest)];
        if let Some(url) = &self.canonical {
            elements.push(format!("<link rel=\"canonical\" href=\"{}\">\n", escape_html(url)));
            let card = [
                ("type", "website"),
                ("locale", "ja_JP"),
                ("site_name", &self.site_name),
                ("title", title),
                ("description", description),
                ("url", url),
            ];
            elements.extend(card.map(|(name, content)| {
                format!("<meta property=\"og:{name}\" content=\"{}\">\n", escape_html(content))
            }));
        }
        if let Some(licence) = &self.licence {
            elements.push(format!("<link rel=\"license\" href=\"{}\">\n", escape_html(licence.as_str())));
        }
        if let Some(dataset) = &self.dataset {
            elements.push(format!("<script type=\"application/ld+json\">{}</script>\n", json_in_script(dataset)));
        }
        elements.concat()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metadata(canonical: Option<&str>, dataset: Option<Json>) -> Metadata {
        Metadata {
            digest: Digest::of_file(b"{}"),
            canonical: canonical.map(str::to_owned),
            licence: WebAddress::new("https://example.jp/terms?a=1&b=2"),
            site_name: "鎌倉市 施策シート".into(),
            dataset,
        }
    }

    #[test]
    fn an_address_gives_a_canonical_one_and_a_card() {
        let elements = metadata(Some("https://example.jp/a&b/"), None).elements("\"港\"", "<b>");
        for wanted in [
            "<meta name=\"shisaku-publication\" content=\"sha256-RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o\">\n",
            "<link rel=\"canonical\" href=\"https://example.jp/a&amp;b/\">\n",
            "<meta property=\"og:title\" content=\"&quot;港&quot;\">\n",
            "<meta property=\"og:description\" content=\"&lt;b&gt;\">\n",
            "<meta property=\"og:locale\" content=\"ja_JP\">\n",
            "<link rel=\"license\" href=\"https://example.jp/terms?a=1&amp;b=2\">\n",
        ] {
            assert!(elements.contains(wanted), "{elements}: {wanted}");
        }
        let without = metadata(None, None).elements("a", "b");
        assert!(!without.contains("canonical") && !without.contains("og:"), "{without}");
    }

    #[test]
    fn no_text_of_the_data_ends_the_script() {
        let hostile = json!({ "name": "</script><script>alert(1)</script><!-- &lt;" });
        let elements = metadata(None, Some(hostile.clone())).elements("", "");
        let (_, script) = elements.split_once("<script type=\"application/ld+json\">").unwrap();
        let (json, rest) = script.split_once("</script>").unwrap();
        assert_eq!((serde_json::from_str::<Json>(json).unwrap(), rest), (hostile, "\n"));
        assert!(!json.contains(['<', '>', '&']));
    }
}
