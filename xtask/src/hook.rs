//! What Trunk leaves to us at the end of building a page (`[[hooks]]` in Trunk.toml).
//!
//! Trunk starts the page by an inline script. Its content changes with every release, so a host's Content-Security-
//! Policy would have to change too, or allow every inline script. Here it becomes a file of its own; then one policy
//! serves all releases; its content is ours (`src/ui/start.js`), which says so when the program cannot be started. The page
//! is also told the address of the charts script, and a release's scripts are minified (Trunk's own minifier does not
//! understand what wasm-bindgen writes).

use std::{env, ffi::OsString, path::Path};

use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use lexopt::{Arg, Parser, ValueExt};
use sha2::{Digest, Sha384};

use crate::{Outcome, charts, cmd, help, npm, other_argument, place, stamp};

/// `cargo xtask hook post-build`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    match args.next()? {
        Some(Arg::Value(hook)) => match hook.string()?.as_str() {
            "post-build" => post_build(),
            other => bail!("there is no hook `{other}`\n\n{}", help::HOOK),
        },
        Some(other) => other_argument(other, help::HOOK),
        None => bail!("which hook?\n\n{}", help::HOOK),
    }
}

fn post_build() -> Result<Outcome> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("TRUNK_STAGING_DIR is not set: this is for Trunk to call")?;
    let staging = Path::new(&staging);
    let is_release = env::var("TRUNK_PROFILE").as_deref() == Ok("release");
    let minified = if is_release { minify(staging)? } else { Vec::new() };
    let charts = charts::ensure()?;
    place::copy(&charts.script, &staging.join(charts::ADDRESS))?;
    let meta = format!(r#"<meta name="shisaku-charts" content="{}">"#, charts.versioned_address()?);
    for name in place::files(staging)?.iter().filter(|name| name.ends_with(".html")) {
        let file = staging.join(name);
        let stem = name.trim_end_matches(".html");
        let html = minified.iter().fold(place::read_text(&file)?, |html, (old, new)| html.replace(old, new));
        let ours = place::read_text(&place::root()?.join("src").join("ui").join("start.js"))?;
        let start = |trunks: &str| {
            let script = start_of(&ours, trunks)?;
            if is_release { minified_text(staging, &script) } else { Ok(script) }
        };
        let page = without_inline_scripts(&without_vain_integrity(&html)?, stem, start)?;
        for script in &page.scripts {
            place::write(&staging.join(&script.name), &script.content)?;
        }
        place::write(&file, into_head(&page.html, &meta)?)?;
    }
    Ok(Outcome::Good)
}

/// Tells the reader's page which script starts the editor: the one the editor's own page would start with.
pub fn name_editor(reader: &Path, editor: &Path) -> Result<()> {
    let html = place::read_text(editor)?;
    let starts = html.split("src=").skip(1).map(|from| from.trim_start_matches(['"', '\'']));
    let mut starts = starts.filter_map(|from| from.split(['"', '\'', ' ', '>']).next());
    let start =
        starts.find(|address| address.contains("-start-")).context("editor.html has no script to start with")?;
    let meta = format!(r#"<meta name="shisaku-editor" content="{start}">"#);
    place::write(reader, into_head(&place::read_text(reader)?, &meta)?)
}

/// Our script in the place of Trunk's, which names the program it starts.
fn start_of(ours: &str, trunks: &str) -> Result<String> {
    let program = trunks.split(['\'', '"']).find_map(|part| part.strip_prefix("./")?.strip_suffix(".js"));
    Ok(ours.replace("PROGRAM", program.context("Trunk's script names no program")?))
}

/// Minifies every script; returns each one's integrity before and after, for the page to be told.
fn minify(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut changed = Vec::new();
    for name in place::files(folder)?.iter().filter(|name| name.ends_with(".js")) {
        let file = folder.join(name);
        let before = integrity(&place::read(&file)?);
        minify_file(&file)?;
        changed.push((before, integrity(&place::read(&file)?)));
    }
    Ok(changed)
}

fn minify_file(file: &Path) -> Result<()> {
    let mut esbuild = cmd::program(npm::program("esbuild")?)?;
    esbuild.arg(file).args(["--minify", "--format=esm", "--target=es2022", "--allow-overwrite"]);
    let mut out = OsString::from("--outfile=");
    out.push(file);
    cmd::run(esbuild.arg(out).arg("--log-level=warning"))
}

/// Minifies a script that is in no file yet.
fn minified_text(folder: &Path, script: &str) -> Result<String> {
    let file = folder.join("to-minify.js");
    place::write(&file, script)?;
    minify_file(&file)?;
    let text = place::read_text(&file)?;
    std::fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    Ok(text)
}

/// What a browser compares a file with before it runs it, as Trunk writes it too.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// Takes `integrity` from what is preloaded for `fetch` (the wasm). Browsers do not check it there and complain in the
/// console; the scripts' integrity stays.
fn without_vain_integrity(html: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<link ") {
        let (attributes, after) = from.split_once('>').context("a <link tag does not end")?;
        let vain = attributes.contains(r#"rel="preload""#) && attributes.contains(r#"as="fetch""#);
        let kept = attributes.split(' ').filter(|attribute| !(vain && attribute.starts_with("integrity=")));
        let attributes = kept.collect::<Vec<_>>().join(" ");
        out.push_str(&format!("{before}<link {attributes}>"));
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A page's html, and the scripts that stood in it.
struct Page {
    html: String,
    scripts: Vec<Script>,
}

struct Script {
    name: String,
    content: String,
}

/// Replaces each inline script by what `start` makes of it, with a `src`, named after the page and its own content.
///
/// The scripts' own imports are relative (`./…`), to the page before and to the script after; both lie in one folder,
/// so they stay right.
fn without_inline_scripts(html: &str, page: &str, start: impl Fn(&str) -> Result<String>) -> Result<Page> {
    const OPEN: &str = "<script";
    const CLOSE: &str = "</script>";
    let mut out = Page { html: String::new(), scripts: Vec::new() };
    let mut rest = html;
    while let Some((before, from)) = rest.split_once(OPEN) {
        let (attributes, from) = from.split_once('>').context("a <script tag does not end")?;
        let (content, after) = from.split_once(CLOSE).context("a <script> is not closed")?;
        out.html.push_str(before);
        if content.trim().is_empty() {
            out.html.push_str(&format!("{OPEN}{attributes}>{CLOSE}"));
        } else {
            let content = start(content.trim())?;
            let content = content.trim();
            let name = format!("{page}-start-{}.js", stamp::short(content.as_bytes()));
            let source = format!(r#" src="./{name}" integrity="{}""#, integrity(content.as_bytes()));
            out.html.push_str(&format!("{OPEN}{attributes}{source}>{CLOSE}"));
            out.scripts.push(Script { name, content: content.to_owned() });
        }
        rest = after;
    }
    out.html.push_str(rest);
    Ok(out)
}

/// Adds to the end of the head, or where a minified page leaves the head's end unsaid, before its title.
fn into_head(html: &str, addition: &str) -> Result<String> {
    let end =
        html.find("</head>").or_else(|| html.find("<title")).context("the page has neither </head> nor <title>")?;
    let (before, after) = html.split_at(end);
    Ok(format!("{before}{addition}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUNKS: &str = "<head><title>t</title><script type=\"module\">\nimport init from './a.js';\n</script></head>";

    fn unshortened(html: &str) -> Result<Page> {
        without_inline_scripts(html, "index", |script| Ok(script.to_owned()))
    }

    #[test]
    fn inline_scripts_become_files() {
        let page = unshortened(TRUNKS).unwrap();
        let [script] = page.scripts.as_slice() else { panic!("one script: {}", page.scripts.len()) };
        assert_eq!(script.content, "import init from './a.js';");
        assert!(script.name.starts_with("index-start-") && script.name.ends_with(".js"), "{}", script.name);
        let tag = format!("<script type=\"module\" src=\"./{}\" integrity=\"sha384-", script.name);
        assert!(page.html.contains(&tag), "{}", page.html);
        assert!(!page.html.contains("import init"), "{}", page.html);
        let again = unshortened(&page.html).unwrap();
        assert!(again.scripts.is_empty());
        assert_eq!(again.html, page.html);
    }

    #[test]
    fn our_script_starts_what_trunks_would() {
        let started =
            start_of("import init from \"./PROGRAM.js\"; init(\"./PROGRAM_bg.wasm\")", "import init from './a-1.js';");
        assert_eq!(started.unwrap(), "import init from \"./a-1.js\"; init(\"./a-1_bg.wasm\")");
        assert!(start_of("PROGRAM", "let a = 1;").is_err());
    }

    #[test]
    fn another_content_has_another_name() {
        let name = |html: &str| unshortened(html).unwrap().scripts.pop().unwrap().name;
        assert_ne!(name(TRUNKS), name(&TRUNKS.replace("a.js", "b.js")));
    }

    #[test]
    fn what_does_not_end_is_refused() {
        assert!(unshortened("<script type=module").is_err());
        assert!(unshortened("<script>let a = 1;").is_err());
    }

    #[test]
    fn only_integrity_that_browsers_check_is_kept() {
        let wasm = r#"<link rel="preload" href="./a.wasm" integrity="sha384-x/+=" as="fetch" type="application/wasm">"#;
        let script = r#"<link rel="modulepreload" href="./a.js" integrity="sha384-y">"#;
        let html = without_vain_integrity(&format!("<head>{wasm}\n{script}</head>")).unwrap();
        let wasm = r#"<link rel="preload" href="./a.wasm" as="fetch" type="application/wasm">"#;
        assert_eq!(html, format!("<head>{wasm}\n{script}</head>"));
    }

    #[test]
    fn the_addition_stands_in_the_head() {
        assert_eq!(into_head("<head>a</head>b", "+").unwrap(), "<head>a+</head>b");
        assert_eq!(
            into_head("<meta charset=utf-8><title>t</title><p>b", "+").unwrap(),
            "<meta charset=utf-8>+<title>t</title><p>b"
        );
        assert!(into_head("<p>", "+").is_err());
    }
}
