//! Words of the screens: headings, buttons, explanations.
//!
//! Names of buttons are an interface: people script against them, and users of screen readers learn them.

use super::isolate::isolated;
use super::language::{is_english, said};
use super::{cell, exchange, figure, file, observation, year};
use crate::browser::Lasting;
use crate::edits::{Edit, Maker};
use crate::plan::{
    Cell, Field, FiscalYear, Observation, Plan, Subject, SubjectId, Timestamp, clean, execution_rate, is_blank,
};

/// The product's name.
pub const PRODUCT: &str = "施策シート";

// The frame of the page.
/// Skips to the content.
pub const SKIP: &str = "本文へ移動";
/// The navigation's name.
pub const NAVIGATION: &str = "主なページ";
/// The overview.
pub const OVERVIEW: &str = "一覧";
/// Files, disagreements.
pub const EXCHANGE: &str = "ファイルのやりとり";
/// Begins editing.
pub const EDIT: &str = "編集する";
/// Ends editing.
pub const BACK_TO_READING: &str = "閲覧に戻る";
/// What staff work with, on pages that residents read.
pub const FOR_STAFF: &str = "職員の方";
/// The list of a long page's sections.
pub const CONTENTS: &str = "目次";
/// Prints.
pub const PRINT: &str = "印刷";
/// Shown until the plan is there.
pub const OPENING: &str = "施策シートを開いています。";
/// The app itself is broken: there is no plan in it.
pub const NO_PLAN: &str =
    "施策シートを開けませんでした。ページを読み込み直しても変わらないときは、市の担当課へお知らせください。";
/// Closes a message.
pub const CLOSE: &str = "閉じる";

// Editing.
/// The bar's name.
pub const EDIT_BAR: &str = "編集";
/// What is shown in editing.
pub const EDITING_DRAFTS: &str = "編集中: このブラウザーの下書きを表示しています。公表されている内容ではありません。";
/// Takes the newest step back.
pub const UNDO: &str = "元に戻す";
/// Restores it.
pub const REDO: &str = "やり直す";
/// Saves a file.
pub const SAVE_SNAPSHOT: &str = "スナップショットを保存";
/// Loads a file.
pub const LOAD_SNAPSHOT: &str = "スナップショットを読み込む";
/// Where what is entered is kept, before the first value: what the browser answered, and what would erase it.
pub fn kept_here(lasting: Lasting) -> &'static str {
    match lasting {
        Lasting::Unknown => {
            "入力した内容は、その場でこのブラウザーに保存され、閲覧データを消すか、プライベートウィンドウを閉じると消えます。"
        }
        Lasting::Promised => {
            "入力した内容は、その場でこのブラウザーに保存され、ブラウザーが自分から消すことはありませんが、閲覧データを消すか、プライベートウィンドウを閉じると消えます。"
        }
        Lasting::NotPromised => {
            "入力した内容は、その場でこのブラウザーに保存され、閲覧データを消すか、プライベートウィンドウを閉じると消えるほか、しばらく開かないとブラウザーが消すことがあります(Safariでは7日)。"
        }
    }
}

// Cells.
/// 千円.
pub const THOUSAND_YEN: &str = "千円";
/// 未入力.
pub const NOT_ENTERED: &str = "未入力";
/// 未公表.
pub const NOT_PUBLISHED: &str = "未公表";
/// 該当なし.
pub const NOT_APPLICABLE: &str = "該当なし";
/// 数値(確定).
pub const FINAL: &str = "数値(確定)";
/// 数値(速報).
pub const PRELIMINARY: &str = "数値(速報)";
/// Nothing stated.
pub const NOT_STATED: &str = "記載なし";
/// The choices of 目指す方向, by their names in files.
pub const DIRECTIONS: [(&str, &str); 4] =
    [("", "記載なし"), ("increase", "↗ 増加"), ("decrease", "↘ 減少"), ("maintain", "→ 維持")];
/// State and remark of a value.
pub const MORE: &str = "状態・備考";
/// 備考.
pub const REMARK: &str = "備考";
/// 要確認.
pub const TO_CONFIRM: &str = "要確認";
/// The quiet sign of the same in reading, beside the value.
pub const TO_CONFIRM_SIGN: &str = "＊";
/// Heading of the list of what is marked so.
pub const TO_CONFIRM_HEAD: &str = "確認中の値";
/// Confirms a value.
pub const CONFIRM: &str = "この値で確認済みにする";
/// People disagree.
pub const CONFLICT: &str = "入力が食い違っています。決めるまで、いちばん新しい値を表示します。";
/// The plan's own value.
pub const IN_THE_PLAN: &str = "もとの施策シートの値";
/// Decides for a value.
pub const DECIDE: &str = "この値にする";

// Sheet.
/// 施策指標.
pub const POLICY_INDICATORS: &str = "施策指標";
/// 主な取組.
pub const INITIATIVES: &str = "主な取組";
/// 事業.
pub const PROJECTS: &str = "事業";
/// 成果指標.
pub const OUTCOME_INDICATOR: &str = "成果指標";
/// 指標実績.
pub const ACTUALS: &str = "指標実績";
/// Leads to the screen of one indicator or project.
pub const SEE_MORE: &str = "グラフと判定を見る";
/// Heading of the cells of one indicator or project.
pub const VALUES: &str = "数値";
/// Heading of budget and settlement.
pub const MONEY: &str = "予算と決算";
/// Leads to the sheet.
pub const READ_SHEET: &str = "シートを見る";

// Overview.

// Entry.
/// The navigation between years.
pub const YEARS: &str = "年度";
/// How to enter.
pub const ENTER_HINT: &str = "Enterキーで次の欄、Shift+Enterで前の欄に移ります。Escキーで入力前に戻ります。全角の数字、カンマ、△もそのまま入力できます。";
/// In reading, nothing can be entered.
pub const ENTER_NEEDS_EDITING: &str =
    "入力するには、編集を始めてください。入力した内容は、このブラウザーだけに保存されます。";

/// Before the links to entry.
pub const ENTER_YEARS: &str = "年度ごとに入力する:";

// Figures.
/// Shows the table.
pub const AS_TABLE: &str = "表で見る";
/// Leads to a page that shows a figure alone.
pub const FIGURE_ALONE: &str = "この図だけのページ";
/// The axis need not begin at nought.
pub const ZOOM_AXIS: &str = "軸を拡大";
/// The drawing is not there.
pub const DRAWING_FAILED: &str = "グラフを表示できませんでした。文章と表で同じ内容をご覧いただけます。";
/// Shows the embed code.
pub const EMBED_CODE: &str = "埋め込みコード";
/// Copies it.
pub const COPY: &str = "コピー";

// Exchange.
/// What the screen is for.
pub const EXCHANGE_LEAD: &str = "入力した内容をファイル(スナップショット)に保存して同僚に渡したり、受け取ったファイルを取り込んだりします。取り込む前に、何が変わるかをすべて確認できます。";
/// Heading of saving.
pub const SAVE_HEAD: &str = "ファイルに保存する";
/// Heading of loading.
pub const LOAD_HEAD: &str = "ファイルを読み込む";
/// How to load.
pub const LOAD_LEAD: &str = "スナップショット(JSONファイル)をここに置くか、ボタンから選んでください。一度に50個まで選べます。選んだだけでは何も変わりません。";
/// Heading of the files taken in.
pub const LOADED_FILES: &str = "取り込んだファイル";
/// Legend of name and department.
pub const MAKER: &str = "入力する人";
/// Department.
pub const DEPARTMENT_OPTIONAL: &str = "所属(任意)";
/// Name.
pub const AUTHOR_OPTIONAL: &str = "氏名(任意)";
/// Before a decision.
pub const NOTHING_CHANGED_YET: &str = "まだ何も変わっていません。内容を確認して、下のボタンを選んでください。";
/// 統合する.
pub const MERGE: &str = "統合する";
/// この内容に置き換える.
pub const REPLACE: &str = "この内容に置き換える";
/// やめる.
pub const DROP: &str = "やめる";
/// Heading of what merging changes.
pub const IF_MERGED: &str = "統合すると変わるところ";
/// Heading of what replacing changes.
pub const IF_REPLACED: &str = "置き換えると変わるところ";
/// Nothing would change.
pub const NO_DIFFERENCE: &str = ": ありません。";
/// Heads of the table of differences.
pub const DIFFERENCE_HEADS: [&str; 4] = ["項目", "いまの値", "置き換え後の値", "入力した人"];
/// The cell takes the file's value.
pub const BECOMES: &str = "変わります";
/// The cell becomes a conflict.
pub const BECOMES_CONFLICT: &str = "食い違いとして両方残ります";
/// Heading of the conflicts.
pub const CONFLICTS_HEAD: &str = "入力の食い違い";
/// What to do about them.
pub const CONFLICTS_LEAD: &str =
    "同じ項目に違う値が入力されています。編集中に、どちらかの値を選ぶか、新しい値を入力すると解消します。";
/// Heading of what could not be read.
pub const ASIDE_HEAD: &str = "読めなかった保存内容";
/// Saves it.
pub const ASIDE_SAVE: &str = "読めなかった内容をファイルに保存";
/// The name of that file.
pub const ASIDE_FILE: &str = "shisaku_unreadable.json";

// Unknown addresses.
/// Heading.
pub const NOT_FOUND: &str = "ページが見つかりません";
/// Back to the overview.
pub const TO_OVERVIEW: &str = "一覧へ戻る";

/// What an unknown address said.
pub fn not_found(path: &str) -> String {
    format!(
        "「{}」というページはありません。アドレスが変わったか、途中で切れている可能性があります。",
        isolated(&clean(path))
    )
}

/// A policy as people name it: 「3-10 商工業」, by its number, which of those a file states is their id.
pub fn policy_name(plan: &Plan, id: &SubjectId) -> String {
    let number = match plan.text(id, Field::Number) {
        "" if plan.stated.has(id) => id.as_str().into(),
        number => isolated(number),
    };
    let name = isolated(plan.text(id, Field::Name));
    if number.is_empty() { name.into_owned() } else { format!("{number} {name}") }
}

/// A project with its number: 「1 商工運営事業」.
pub fn project_name(plan: &Plan, id: &SubjectId) -> String {
    let [number, name] = [Field::Number, Field::Name].map(|field| isolated(plan.text(id, field)));
    if number.is_empty() { name.into_owned() } else { format!("{number} {name}") }
}

/// The title of a window.
pub fn window_title(screen: &str) -> String {
    if screen.is_empty() { PRODUCT.to_owned() } else { format!("{} | {PRODUCT}", isolated(screen)) }
}

/// The title of a page of a publication.
pub fn page_title(screen: &str, product: &str) -> String {
    if screen.is_empty() { product.to_owned() } else { format!("{} | {product}", isolated(screen)) }
}

/// Leads to entry.
pub fn enter_year(of: FiscalYear) -> String {
    format!("{}の実績を入力する", year::short(of))
}

/// Leads to entry, behind [`ENTER_YEARS`].
pub fn enter_year_name(of: FiscalYear) -> String {
    format!("{}を入力する", year::in_sentence(of))
}

/// Entry's heading.
pub fn enter_head(policy: &str, of: FiscalYear) -> String {
    format!("{} {}の入力", isolated(policy), year::in_sentence(of))
}

/// How much is still missing.
pub fn rest(missing: usize, of: usize) -> String {
    match missing {
        0 => format!("{of}項目すべてが入力されています。"),
        _ => format!("{of}項目のうち、未入力は{missing}項目です。"),
    }
}

/// The visible label of an entry field.
pub fn entry_label(plan: &Plan, of: &Cell) -> String {
    match (plan.subject(&of.subject), of.field()) {
        (Some(Subject::OutcomeIndicator(..)), _) => format!("成果指標 {}", cell::subject(plan, of)),
        (_, Field::Budget | Field::Settlement) => cell::field(of.field()).to_owned(),
        _ => cell::subject(plan, of),
    }
}

/// The value of the year before, beside a field.
pub fn before(year: &str, observed: Observation) -> String {
    format!("{year} {}", observation::in_table(observed))
}

/// The head of the latest value: 「直近実績値 (2024)」.
pub fn latest_head(printed: Option<FiscalYear>) -> String {
    match printed {
        Some(of) => format!("{} ({})", figure::LATEST, of.number()),
        None => figure::LATEST.into(),
    }
}

/// The name of an indicator's table of years.
pub fn actuals_of(indicator: &str) -> String {
    format!("{}の初期値と年度ごとの実績", isolated(indicator))
}

/// The name of a project's table of years.
pub fn years_of(project: &str) -> String {
    format!("{}の年度ごとの実績、予算額、決算額", isolated(project))
}

/// In the place of an execution rate, where there is none.
pub const NO_RATE: &str = "－";

/// 執行率 in a table.
pub fn rate_in_table(plan: &Plan, project: &SubjectId, of: FiscalYear) -> String {
    let Some(project) = plan.project(project) else { return String::new() };
    let observed = |amounts: &std::collections::BTreeMap<FiscalYear, Observation>| amounts.get(&of).copied();
    let budget = observed(&project.budgets).unwrap_or_default();
    let settlement = observed(&project.settlements).unwrap_or_default();
    execution_rate(budget, settlement).map_or_else(|_| NO_RATE.to_owned(), figure::percent)
}

/// A remark behind a value.
pub fn remark(text: &str) -> String {
    format!("※{}", isolated(text))
}

/// What the sign [`TO_CONFIRM_SIGN`] means, and beside how many values it stands.
pub fn to_confirm(count: usize) -> String {
    format!(
        "{TO_CONFIRM_SIGN}のある{count}か所は、もとの施策シートの文章から読み取った値で、市が確認しているところです。"
    )
}

/// Names, one behind the other; each as it stands within a sentence.
pub fn listed(names: &[String]) -> String {
    names.join("、")
}

/// Opens the list of the values of one reason.
pub fn of_these(count: usize) -> String {
    format!("{count}か所")
}

/// The line of the source a reading came from, its tabs made visible.
pub fn source_line(line: u32, source: &str) -> String {
    let fields = source.split('\t').map(|field| if field.is_empty() { "・".into() } else { isolated(field) });
    let fields: Vec<_> = fields.collect();
    format!("元の文章の{line}行目: {}", fields.join(" | "))
}

/// Behind a button's words, for screen readers: what it is about.
pub fn of(name: &str) -> String {
    format!("({})", isolated(name))
}

/// The name of the field of states.
pub fn state_of(name: &str) -> String {
    format!("{}の状態", isolated(name))
}

/// The name of a group of disagreeing values.
pub fn conflict_of(name: &str) -> String {
    format!("{}の食い違い", isolated(name))
}

/// The name of the button that decides for a value.
pub fn decide_for(value: &str, name: &str) -> String {
    format!("{DECIDE}: {}({})", isolated(value), isolated(name))
}

/// In the place of a disagreement that was decided.
pub fn decided(value: &str) -> String {
    format!("{}に決めました。「{UNDO}」で、決める前に戻せます。", isolated(value))
}

/// Who.
pub fn who(author: &Option<String>, department: &Option<String>) -> String {
    let who = [department, author]
        .into_iter()
        .flatten()
        .filter(|text| !is_blank(text))
        .map(|text| isolated(text))
        .collect::<Vec<_>>()
        .join(" ");
    if who.is_empty() { "氏名の記載なし".to_owned() } else { who }
}

/// Who made an edit; where it does not say, who sent the file it came with.
pub fn who_or_sender(maker: &Maker, sender: Option<&Maker>) -> String {
    let made = who(&maker.author, &maker.department);
    match sender.filter(|sender| !maker.is_known() && sender.is_known()) {
        Some(sender) => format!("{made}(送った人: {})", who(&sender.author, &sender.department)),
        None => made,
    }
}

/// Who made an edit, or sent it, and when; of one that takes back, that it does.
pub fn who_made(edit: &Edit, sender: Option<&Maker>) -> String {
    let by = format!("{} {}", who_or_sender(&edit.maker, sender), file::moment(edit.at));
    if edit.retracts().is_some() { format!("{}: {by}", super::exchange::TAKES_BACK) } else { by }
}

/// Who and when.
pub fn by(author: &Option<String>, department: &Option<String>, at: Timestamp) -> String {
    format!("{} {}", who(author, department), file::moment(at))
}

/// The summary above what replacing changes.
pub fn if_replaced(count: usize) -> String {
    format!("「{REPLACE}」を選ぶと変わるところ: {count}か所")
}

/// The file was made on another edition of the plan.
pub fn other_plan(count: usize) -> String {
    format!(
        "このファイルは、別の版の施策シートから作られています({count}か所が違います)。入力された変更だけを取り込みます。"
    )
}

/// When the last edits were kept.
pub fn saved_at(at: Timestamp) -> String {
    let time = at.in_japan();
    format!("{}時{:02}分に、このブラウザーに保存しました。", time.hour, time.minute)
}

/// In how many cells there are changes that stand in no file. All counts of changes are of cells.
pub fn unfiled(count: usize) -> String {
    match count {
        0 => "ファイルに保存していない変更はありません。".to_owned(),
        _ => format!("ファイルに保存していない変更 {count}件"),
    }
}

/// How many changes stand in no file, and since when.
pub fn unfiled_since(count: usize, since: Option<Timestamp>) -> String {
    match since {
        Some(since) => format!("{}({}から)", unfiled(count), file::moment(since)),
        None => unfiled(count),
    }
}

/// Behind that, where it matters.
pub const REMINDER: &str = "。スナップショットを保存しておくと安心です。";

/// What saving would put into a file.
pub fn save_lead(drafts: usize, unfiled_changes: usize) -> String {
    format!("このブラウザーの下書きは{drafts}件です。{}", unfiled(unfiled_changes))
}

/// How many conflicts there are.
pub fn conflict_count(count: usize) -> String {
    format!("入力の食い違い {count}件")
}

/// How many fields hold what is no value yet: it could not be read, or a reason is missing.
pub fn unread_count(count: usize) -> String {
    format!("保存していない欄 {count}件")
}

/// In reading: there are drafts, and they are not what is shown.
pub fn drafts_not_shown(count: usize) -> String {
    format!(
        "このブラウザーに下書きが{count}件あります。「{EDIT}」を押すと表示されます。いま表示しているのは、公表されている内容です。"
    )
}

/// One file taken in.
pub fn load_line(name: &str, at: Timestamp, changes: usize, on: bool) -> String {
    let off = if on { "" } else { "(取り込みを元に戻しています)" };
    format!("{} {}に取り込み、変更{changes}件{off}", exchange::quoted(name), file::moment(at))
}

/// How much could not be read.
pub fn aside_lead(count: usize) -> String {
    format!(
        "このブラウザーの保存場所に、読めない内容が{count}件ありました。消さずにそのまま取ってあります。ファイルに保存すると、新しい版のページで「スナップショットを読み込む」から読める場合があります。"
    )
}

/// The title of a trend.
pub fn trend_title(indicator: &str) -> String {
    let indicator = isolated(indicator);
    if is_english() {
        return format!("{indicator}: trend");
    }
    format!("{indicator}の推移")
}

/// A drawing's name: what it is of, and what it shows.
pub fn drawing_name(title: &str, sentence: &str) -> String {
    if is_english() {
        return format!("{title}, chart. {sentence}");
    }
    format!("{title}のグラフ。{sentence}")
}

/// A source; nothing where none is stated.
pub fn source(source: &str) -> String {
    match source {
        "" => String::new(),
        source => format!("{}{}", said("出典: ", "Source: "), isolated(source)),
    }
}

/// Source and date below a figure.
pub fn source_and_date(of: &str, date: &str) -> String {
    if of.is_empty() {
        return date.to_owned();
    }
    format!("{}{}{date}", source(of), said("。", ". "))
}

// The embed.
/// Leads from an embed to the whole page.
pub const WHOLE_PAGE: &str = "施策シートのページを開く(新しいタブ)";
