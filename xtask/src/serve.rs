//! A small static server for this computer: `serve`, `run` and the browser tests.

use std::{
    fs,
    future::ready,
    net::TcpListener,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, Result, bail};
use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use lexopt::{Arg, Parser, ValueExt};

use crate::{Outcome, help, other_argument, place, stamp};

/// The default port.
pub const PORT: u16 = 8080;

/// The strictest policy the page works under, sent with every file: what breaks it is seen here first.
///
/// A host that sends this header never has to change it: no release has an inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; \
    base-uri 'none'; form-action 'none'";

/// Whether other sites may show a page in a frame: `embed.html` and the pages of figures.
fn is_framed(address: &Path) -> bool {
    address == Path::new("embed.html") || address.parent() == Some(Path::new("figures"))
}

/// What to serve, and under which address.
pub struct Site {
    /// The folder.
    pub folder: PathBuf,
    /// The address the folder stands under; begins and ends with `/`.
    pub prefix: String,
    /// Whether the page's security headers are sent.
    pub headers: bool,
}

/// `cargo xtask serve`.
pub fn command(args: &mut Parser) -> Result<Outcome> {
    let mut site = Site { folder: place::dist()?, prefix: "/".to_owned(), headers: true };
    let mut port = PORT;
    while let Some(argument) = args.next()? {
        match argument {
            Arg::Long("dir") => site.folder = place::named(args.value()?)?,
            Arg::Long("port") => port = args.value()?.parse()?,
            Arg::Long("prefix") => site.prefix = prefix(&args.value()?.string()?)?,
            Arg::Long("plain") => site.headers = false,
            other => return other_argument(other, help::SERVE),
        }
    }
    if !site.folder.is_dir() {
        bail!("there is no folder {}; `cargo xtask build` makes dist/", site.folder.display());
    }
    let listener = listen(port)?;
    println!("Serving {} at http://127.0.0.1:{port}{}  (Ctrl+C ends it)", site.folder.display(), site.prefix);
    answer(listener, site)?;
    Ok(Outcome::Good)
}

/// Opens the port, for programs on this computer only.
pub fn listen(port: u16) -> Result<TcpListener> {
    let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| format!("cannot serve on port {port}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Answers requests until the program ends.
pub fn answer(listener: TcpListener, site: Site) -> Result<()> {
    let site = Arc::new(site);
    tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let (connection, _) = listener.accept().await?;
            let site = Arc::clone(&site);
            let answering = service_fn(move |request: Request<Incoming>| ready(reply(&request, &site)));
            tokio::spawn(async move {
                // A browser that went away in the middle is no fault of ours.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(connection), answering).await;
            });
        }
    })
}

fn prefix(text: &str) -> Result<String> {
    if !text.starts_with('/') || !text.ends_with('/') {
        bail!("--prefix must begin and end with `/`, as in /sub/folder/");
    }
    Ok(text.to_owned())
}

fn reply(request: &Request<Incoming>, site: &Site) -> hyper::http::Result<Response<Full<Bytes>>> {
    let told = |status: StatusCode, text: &'static str| Response::builder().status(status).body(Full::from(text));
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return told(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
    }
    let file = file_of(request.uri().path(), &site.prefix).map(|address| (site.folder.join(&address), address));
    let Some((Ok(content), address)) = file.map(|(file, address)| (fs::read(file), address)) else {
        return told(StatusCode::NOT_FOUND, "not found");
    };
    let name = address.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    // What was built a moment ago is what is to be seen; a name with a hash in it is never given to anything else.
    let keeps = if is_hashed(name) { "max-age=31536000, immutable" } else { "no-cache" };
    let mark = format!("\"{}\"", stamp::short(&content));
    let response = Response::builder()
        .header("Content-Type", content_type(&address))
        .header("Cache-Control", keeps)
        .header("ETag", &mark)
        // A frame in a sandbox has no origin of its own, so that it loads from its own folder as a stranger does.
        .header("Access-Control-Allow-Origin", "*");
    if request.headers().get("If-None-Match").is_some_and(|known| known.as_bytes() == mark.as_bytes()) {
        return response.status(StatusCode::NOT_MODIFIED).body(Full::default());
    }
    let response = match site.headers {
        true => {
            let framing = if is_framed(&address) { "" } else { "; frame-ancestors 'none'" };
            let policy = format!("{POLICY}{framing}");
            response
                .header("X-Content-Type-Options", "nosniff")
                // A page that opened ours in a new tab cannot reach into it.
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Content-Security-Policy", policy)
        }
        false => response,
    };
    response.body(Full::from(content))
}

/// Whether a name has a content hash in it, as Trunk writes it: `style-fd5df02da3267e63.css`.
fn is_hashed(name: &str) -> bool {
    let mut parts = name.split(['-', '_', '.']);
    parts.any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The file an address stands for, relative to the served folder; nothing outside of it.
fn file_of(url: &str, prefix: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let inner = decoded(path.strip_prefix(prefix)?)?;
    let inner = if inner.is_empty() || inner.ends_with('/') { format!("{inner}index.html") } else { inner };
    let file = PathBuf::from(&inner);
    let inside = file.components().all(|part| matches!(part, Component::Normal(_)));
    (inside && !inner.contains(['\\', '\0'])).then_some(file)
}

/// Undoes percent encoding.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
            let value = digit()? * 16 + digit()?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type by the file's name. `application/wasm` is what lets browsers compile while they load.
fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "csv" => "text/csv; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        "txt" | "md" | "" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_below_the_prefix_and_inside_the_folder() {
        let file = |url| file_of(url, "/sub/folder/").map(|file| file.display().to_string());
        for (url, expected) in [
            ("/sub/folder/", Some("index.html")),
            ("/sub/folder/?a=b", Some("index.html")),
            ("/sub/folder/charts.js?v=1", Some("charts.js")),
            ("/sub/folder/a/", Some("a/index.html")),
            ("/sub/folder/%E6%96%BD.txt", Some("施.txt")),
            ("/", None),
            ("/charts.js", None),
            ("/sub/folder", None),
            ("/sub/folder/../secret", None),
            ("/sub/folder/%2e%2e/secret", None),
            ("/sub/folder//etc/passwd", None),
            ("/sub/folder/a%5C..%5Csecret", None),
            ("/sub/folder/%zz", None),
            ("/sub/folder/%e6", None),
        ] {
            assert_eq!(file(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for name in ["style-fd5df02da3267e63.css", "embed-9b9ff623f28ab2c3_bg.wasm"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["index.html", "plan.json", "charts.js", "embed.js", "snapshot.schema.json"] {
            assert!(!is_hashed(name), "{name}");
        }
    }

    #[test]
    fn figures_may_be_framed_and_nothing_else() {
        for (address, expected) in [
            ("embed.html", true),
            ("figures/3-10-k1.html", true),
            ("index.html", false),
            ("indicators/3-10-k1.html", false),
            ("data/figures/a.html", false),
            ("figures.html", false),
        ] {
            assert_eq!(is_framed(Path::new(address)), expected, "{address}");
        }
    }

    #[test]
    fn wasm_has_the_type_browsers_insist_on() {
        assert_eq!(content_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("feed.xml")), "application/xml");
        assert_eq!(content_type(Path::new("LICENSE")), "text/plain; charset=utf-8");
    }
}
