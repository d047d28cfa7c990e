//! What Trunk leaves to us at the end of building a page (`[[hooks]]` in Trunk.toml).
//!
//! Trunk starts the page by an inline script. Its content changes with every release, so a host's Content-Security-
//! Policy would have to change too, or allow every inline script. Here it becomes a file of its own; then one policy
//! serves all releases; its content is ours (`src/ui/start.js`), which says so when the program cannot be started, bundled
//! with what wasm-bindgen wrote. The page is also told the address of the charts script.

use std::{collections::BTreeSet, env, ffi::OsString, path::Path};

use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use lexopt::{Arg, Parser, ValueExt};
use serde_json::Value;
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
    let charts = charts::ensure()?;
    let meta = format!(r#"<meta name="shisaku-charts" content="{}">"#, charts.versioned_name()?);
    let script = |name: &str| place::read_text(&place::root()?.join("src").join("ui").join(name));
    let (ours, rescue) = (script("start.js")?, script("rescue.js")?);
    let files = place::files(staging)?;
    for name in files.iter().filter(|name| name.ends_with(".js")) {
        let file = staging.join(name);
        place::write(&file, without_unused_classes(&place::read_text(&file)?))?;
    }
    for name in files.iter().filter(|name| name.ends_with(".html")) {
        let file = staging.join(name);
        let stem = name.trim_end_matches(".html");
        // Only the editor has something to rescue, and a stylesheet that no html file of the reader names.
        let style = files.iter().find(|name| name.ends_with(".css")).context("the page has no stylesheet")?;
        let more = if stem == "editor" { rescue.replace("STYLE", style) } else { String::new() };
        let wasm = files.iter().find(|name| name.ends_with(".wasm")).context("the page has no program")?;
        let shorter = if is_release { shorten_names(stem, &staging.join(wasm))? } else { Names::default() };
        let renamed_wasm = named_by_content(staging, wasm)?;
        let start = |trunks: &str| {
            let started = start_of(&ours, trunks)?.replace(wasm, &renamed_wasm);
            renamed(bundled(staging, &format!("{started}{more}"), is_release)?, &shorter)
        };
        let styles = files.iter().filter(|name| is_release && name.ends_with(".css"));
        let styles = styles.map(|name| minify_style(&staging.join(name))).collect::<Result<Vec<_>>>()?;
        let html = place::read_text(&file)?.replace(wasm, &renamed_wasm);
        let html = styles.iter().fold(html, |html, (old, new)| html.replace(old, new));
        let page = without_inline_scripts(&with_useful_links(&html)?, stem, start)?;
        for script in &page.scripts {
            place::write(&staging.join(&script.name), &script.content)?;
        }
        place::write(&file, into_head(&page.html, &meta)?)?;
    }
    // What wasm-bindgen wrote stands in the scripts that start the programs now.
    for name in files.iter().filter(|name| name.ends_with(".js")) {
        std::fs::remove_file(staging.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    for name in [charts::ADDRESS.to_owned(), charts.versioned_name()?] {
        place::copy(&charts.script, &staging.join(name))?;
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

/// Gives the program a name with the hash of what it is now, and tells it. Trunk named it by what it was before wasm-opt;
/// hosts send what has a hash in its name to be kept for a year.
fn named_by_content(folder: &Path, wasm: &str) -> Result<String> {
    let (stem, _) = wasm.rsplit_once('-').with_context(|| format!("{wasm} has no hash in its name"))?;
    let file = folder.join(wasm);
    let name = format!("{stem}-{}_bg.wasm", stamp::short(&place::read(&file)?));
    std::fs::rename(&file, folder.join(&name)).with_context(|| format!("cannot rename {wasm}"))?;
    Ok(name)
}

/// What the program calls what it takes from its script and gives to it, long name and short.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    /// A key of an object: stands in the script once.
    imports: Vec<(String, String)>,
    /// Properties: stand in it as often as they are used.
    exports: Vec<(String, String)>,
}

/// Gives what program and script share short names. wasm-bindgen's end in hashes, which stand in both and which nothing
/// compresses: two of a hundred bytes that a page loads.
fn shorten_names(page: &str, wasm: &Path) -> Result<Names> {
    let html = place::read_text(&place::root()?.join(format!("{page}.html")))?;
    let params = html.split_once("data-wasm-opt-params=\"").and_then(|(_, from)| from.split_once('"'));
    let (params, _) = params.with_context(|| format!("{page}.html has no data-wasm-opt-params"))?;
    let mut opt = cmd::program(npm::program("wasm-opt")?)?;
    opt.args(params.split(' ').filter(|param| param.starts_with("--enable-")));
    opt.arg("--minify-imports-and-exports-and-modules").arg(wasm).arg("-o").arg(wasm);
    names(&cmd::asks(&mut opt).context("wasm-opt cannot shorten the names")?)
}

/// Reads the names as wasm-opt prints them: `{ "imports": [["module", "long", "short"], …], "exports": [["long", "short"], …] }`.
fn names(said: &str) -> Result<Names> {
    let said: Value = serde_json::from_str(said).context("wasm-opt printed no JSON")?;
    let of = |key: &str| said.get(key).and_then(Value::as_array).with_context(|| format!("wasm-opt printed no {key}"));
    let text = |of: &Value, at: usize| {
        of.get(at).and_then(Value::as_str).map(str::to_owned).context("wasm-opt printed something that is no name")
    };
    let both = |of: &Value, at: usize| Ok((text(of, at)?, text(of, at + 1)?));
    let mut imports = of("imports")?.iter().map(|import| both(import, 1)).collect::<Result<Vec<_>>>()?;
    let modules = of("imports")?.iter().map(|import| text(import, 0)).collect::<Result<BTreeSet<_>>>()?;
    let mut exports = of("exports")?.iter().map(|export| both(export, 0)).collect::<Result<Vec<_>>>()?;
    // The pass calls all modules by one name.
    imports.extend(modules.into_iter().map(|module| (format!("\"{module}\""), MODULE.to_owned())));
    for names in [&mut imports, &mut exports] {
        // A name may begin another.
        names.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    }
    Ok(Names { imports, exports })
}

/// What wasm-opt calls the module that all imports come from.
const MODULE: &str = "a";

/// The script with the short names in the place of the long ones.
fn renamed(mut script: String, names: &Names) -> Result<String> {
    for (long, short) in &names.imports {
        match script.matches(long.as_str()).count() {
            1 => script = script.replacen(long.as_str(), short, 1),
            count => bail!("the script has {count} imports named {long}, not one"),
        }
    }
    for (long, short) in &names.exports {
        let parts: Vec<&str> = script.split(&format!(".{long}")).collect();
        let ends_here = |next: &str| !next.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$');
        let mut out = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                out.push('.');
                out.push_str(if ends_here(part) { short } else { long });
            }
            out.push_str(part);
        }
        script = out;
    }
    Ok(script)
}

/// wasm-bindgen writes a class for each type that crates export (leptos brings streams nobody here opens), and beside it
/// what a bundler takes for work to be done: then the class stays, used or not.
fn without_unused_classes(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.starts_with("if (Symbol.dispose) "));
    let lines =
        lines.map(|line| line.replace(": new FinalizationRegistry(", ": /* @__PURE__ */ new FinalizationRegistry("));
    lines.fold(String::new(), |script, line| script + &line + "\n")
}

/// A script and what it imports as one, in which only what is used is left.
fn bundled(folder: &Path, script: &str, minify: bool) -> Result<String> {
    let (file, out) = (folder.join("start.js"), folder.join("bundled.js"));
    place::write(&file, script)?;
    let mut esbuild = cmd::program(npm::program("esbuild")?)?;
    esbuild.arg(&file).args(["--bundle", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    if minify {
        esbuild.arg("--minify");
    }
    let mut outfile = OsString::from("--outfile=");
    outfile.push(&out);
    cmd::run(esbuild.arg(outfile))?;
    let text = place::read_text(&out)?;
    for file in [file, out] {
        std::fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    Ok(text)
}

/// Minifies a stylesheet; returns its integrity before and after, for the page to be told.
fn minify_style(file: &Path) -> Result<(String, String)> {
    let before = integrity(&place::read(file)?);
    let mut esbuild = cmd::program(npm::program("esbuild")?)?;
    let mut out = OsString::from("--outfile=");
    out.push(file);
    esbuild.arg(file).args(["--minify", "--charset=utf8", "--allow-overwrite", "--log-level=warning"]).arg(out);
    cmd::run(&mut esbuild)?;
    Ok((before, integrity(&place::read(file)?)))
}

/// What a browser compares a file with before it runs it, as Trunk writes it too.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The page without links to scripts that are bundled now, and without the `integrity` of what is preloaded for `fetch`
/// (the wasm): browsers do not check it there and complain in the console.
fn with_useful_links(html: &str) -> Result<String> {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, from)) = rest.split_once("<link ") {
        let (attributes, after) = from.split_once('>').context("a <link tag does not end")?;
        out.push_str(before);
        if !attributes.contains(r#"rel="modulepreload""#) {
            let vain = attributes.contains(r#"rel="preload""#) && attributes.contains(r#"as="fetch""#);
            let kept = attributes.split(' ').filter(|attribute| !(vain && attribute.starts_with("integrity=")));
            out.push_str(&format!("<link {}>", kept.collect::<Vec<_>>().join(" ")));
        }
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
    fn names_are_short_in_the_script_too() {
        let said = r#"{ "imports": [["./a_bg.js", "__wbg_get_1", "$"], ["./a_bg.js", "__wbg_get_12", "b"]],
            "exports": [["memory", "c"], ["f_3", "d"], ["f_31", "e"], ["unused", "f"]] }"#;
        let names = names(said).unwrap();
        let script = r#"{"./a_bg.js":{__wbg_get_1:x,__wbg_get_12:y}};i.memory.buffer;i.f_31(i.f_3());k.f_3x"#;
        assert_eq!(renamed(script.into(), &names).unwrap(), "{a:{$:x,b:y}};i.c.buffer;i.e(i.d());k.f_3x");
        assert!(renamed(r#"{"./a_bg.js":{__wbg_get_12:y}}"#.into(), &names).is_err(), "one is missing");
    }

    #[test]
    fn only_useful_links_are_kept() {
        let style = r#"<link rel="stylesheet" href="./a.css" integrity="sha384-x">"#;
        let wasm = r#"<link rel="preload" href="./a.wasm" integrity="sha384-x/+=" as="fetch" type="application/wasm">"#;
        let script = r#"<link rel="modulepreload" href="./a.js" integrity="sha384-y">"#;
        let html = with_useful_links(&format!("<head>{style}{wasm}\n{script}</head>")).unwrap();
        let wasm = r#"<link rel="preload" href="./a.wasm" as="fetch" type="application/wasm">"#;
        assert_eq!(html, format!("<head>{style}{wasm}\n</head>"));
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
