//! The help texts, for a person who has never seen the project.

/// `cargo xtask help`.
pub const ALL: &str = "\
Shisaku (施策シート) is a web page: one folder of static files, no server behind it.
These commands set up, build, show, test and measure it. Needed beforehand: rustup, Node 20 or newer, git.
Everything else is set up on first use, each thing announced; nothing is installed twice.

    cargo xtask run       see the page: sets up, builds, serves it on this computer, opens the browser
    cargo xtask test      run every check and test (what CI runs)
    cargo xtask build     make dist/, the folder to put on a web server
    cargo xtask sizes     how large each file of dist/ is, held against the budgets
    cargo xtask serve     serve a folder on this computer
    cargo xtask setup     only set up what is missing
    cargo xtask prove     the long versions of the tests
    cargo xtask gallery   every drawing in every state on one page
    cargo xtask pages     the plan as plain pages and data, readable without any script
    cargo xtask pictures  put pictures of the page into the help for staff (dist/help.html)
    cargo xtask bench     how fast pages and program are, by Lighthouse and under a slowed processor
    cargo xtask sample    a made-up city of many policies, for measuring

`cargo xtask <command> --help` tells more about one of them.";

/// `cargo xtask run --help`.
pub const RUN: &str = "\
cargo xtask run: see the page

Sets up what is missing (the first time: 5 to 15 minutes), builds dist/ (release: a few minutes; not at all when
nothing has changed since the last build), serves it on this computer only, and opens it in the browser.
Ctrl+C ends it.

    --port N     serve on port N (default: 8080, or the next free one)
    --no-open    only print the address
    --fast       build quickly instead of small (for working on the page)";

/// `cargo xtask build --help`.
pub const BUILD: &str = "\
cargo xtask build: make dist/, the folder to put on a web server

dist/ is complete: the pages and data of the plan (index.html, sheets/, data/, plan.json …) and the files of the release
(start.js, style.css, embed.html, licences/ …). It works from any folder of any static host, and is replaced only when the whole build succeeded.

    --plan FILE    with the pages of this plan.json instead of the built-in plan
    --fast         build quickly instead of small: for working on the page, not for publishing
    --force        build even when nothing has changed since the last build";

/// `cargo xtask serve --help`.
pub const SERVE: &str = "\
cargo xtask serve: serve a folder on this computer

Only programs on this computer can reach it. Ctrl+C ends it.

    --dir D        the folder (default: dist)
    --port N       the port (default: 8080)
    --prefix /p/   the address the folder stands under (default: /)
    --plain        without the security headers (a portal that frames the embed needs others than the page)";

/// `cargo xtask test --help`.
pub const TEST: &str = "\
cargo xtask test: run every check and test (what CI runs)

Formatting, clippy with warnings denied (native and wasm32), native tests, release build, sizes against their budgets,
browser tests in a real Chromium: all of them against a small server of our own, and those a host can break under nginx and
Apache with the configurations of docs/hosting; the way through in Firefox and WebKitGTK. Sets up what is missing: browsers,
Japanese fonts, nginx, Apache, openssl and w3m by apt-get where that is possible without a password. The last line is
`N passed, N failed`; a failed check counts as one failed.

    --native     formatting, clippy and native tests only
    --browser    release build, sizes and browser tests only";

/// `cargo xtask pages --help`.
pub const PAGES: &str = "\
cargo xtask pages: the plan as plain pages and data, readable without any script

Writes index.html, policies/, sheets/, indicators/, projects/ and figures/ with their drawings, data/ with all values as CSV
and JSON, feed.xml, and where the plan names its address sitemap.xml, into a folder that is emptied before.

    --plan FILE    the pages of this plan.json (default: the built-in plan)
    --to FOLDER    where (default: target/xtask/publication)";

/// `cargo xtask pictures --help`.
pub const PICTURES: &str = "\
cargo xtask pictures: put pictures of the page into the help for staff

Opens dist/ as it is in Chromium, works in it as a clerk would, and puts what is seen into help.html and help/. A build has the
help without pictures, as it needs no browser: run this after it, before dist/ is copied to the host.

    --to FOLDER    where (default: dist)";

/// `cargo xtask sample --help`.
pub const SAMPLE: &str = "\
cargo xtask sample: a made-up city of many policies, for measuring

Writes plan.json (each policy like the built-in one, with numbers in all years) and edits.json (the same plan with edits of
forty people). The same numbers make the same files.

    --policies N   how many policies (default: 100)
    --edits N      how many edits (default: 20000)
    --to FOLDER    where (default: target/xtask/sample)";

/// `cargo xtask bench --help`.
pub const BENCH: &str = "\
cargo xtask bench: how fast pages and program are, by Lighthouse and under a slowed processor

Builds dist/, and the pages of a plan with numbers in all years; nginx serves them over HTTP/2. Lighthouse (its phone; set up on
first use) opens overview, sheet, indicator and figure of both, and in the same run the bare table and the program without a page
before it; then the time until the program is ready to edit is taken at a quarter of this machine's speed, with nothing kept and
with all kept. Prints medians;
docs/performance.md keeps them.

    city       what a made-up city costs instead, natively and in Chromium at a quarter of the speed: at 1, 10 and 100 times the
               seed's size, with 200 edits a policy
    --runs N   how often each is measured (default: 5)";

/// `cargo xtask gallery --help`.
pub const GALLERY: &str = "\
cargo xtask gallery: every drawing in every state on one page, at the width and in the scheme that is chosen

The states are those of the tests (src/chart/states.rs). Ctrl+C ends it.

    --port N     the port (default: 8080)";

/// `cargo xtask sizes --help`.
pub const SIZES: &str = "\
cargo xtask sizes: how large each file of dist/ is (raw, gzip, brotli), held against xtask/budgets.json

Measures dist/ as it is: `cargo xtask build` makes it. Fails when a budget is exceeded, or what was last agreed on by
more than 2 %: then the commit that grows it says so in xtask/budgets.json.";

/// `cargo xtask prove --help`.
pub const PROVE: &str = "\
cargo xtask prove: the long versions of the tests, too long for every change

Every property test with many cases, a tab's process killed many times while it writes, three tabs making a thousand
entries, and each fuzz target
(tests/fuzz, by cargo-fuzz on the nightly toolchain; what it finds belongs into tests/fixtures/fuzz).

    --cases N      cases of each property test (default: 100000)
    --kills N      how often a tab is killed (default: 200)
    --minutes N    how long each of the four targets is fuzzed (default: 60)
    --only P       one part: laws, large, kills, fuzz, or one target: snapshot, link, sheet, merge";

/// `cargo xtask setup --help`.
pub const SETUP: &str = "\
cargo xtask setup: only set up what is missing for building

    --tests      also what the browser tests need (browsers, Japanese fonts, web servers)";
