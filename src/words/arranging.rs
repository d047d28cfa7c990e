//! Words about which subjects there are, and in which order.

use super::isolate::isolated;
use super::screen::{policy_name, project_name};
use crate::plan::{Field, Plan, Role, Subject, SubjectId, SubjectKind};

/// Summary of the controls that retire a subject.
pub const ARRANGE: &str = "廃止する";
/// The same for one that can be taken out, too.
pub const ARRANGE_ADDED: &str = "廃止する・追加を取り消す";
/// Puts a subject before the one above.
pub const MOVE_UP: &str = "上へ移す";
/// Puts it behind the one below.
pub const MOVE_DOWN: &str = "下へ移す";
/// Takes out a subject that was added and is not published.
pub const REMOVE: &str = "追加を取り消す";
/// Whether a subject is retired, and from when.
pub const RETIRE: &str = "廃止する年度";
/// It is not.
pub const NOT_RETIRED: &str = "廃止しない";
/// What becomes of what was entered for the years after.
pub const RETIRING_KEEPS: &str = "廃止する年度からあとの値は消えません。「廃止しない」に戻すと、また表示されます。";
/// Shown instead of the value of a year in which the subject is retired.
pub const RETIRED: &str = "廃止";
/// Somebody retires what others enter values for.
pub const RETIRED_CONFLICT: &str =
    "廃止する年度からあとの値も入力されています。廃止するかどうかを決めるまで、廃止していないものとして表示します。";
/// People disagree on the year it is retired from, or whether it is.
pub const RETIRED_YEAR_CONFLICT: &str =
    "廃止する年度の入力が食い違っています。決めるまで、廃止がいちばん遅い内容(または廃止しないもの)として表示します。";

/// How the list of an order is used.
pub const ORDER_LEAD: &str = "名称をドラッグするか、「上へ移す」「下へ移す」を押して並べ替えます。";

/// Summary of the list in which subjects of a role are put in order.
pub fn order(plan: &Plan, role: &Role) -> String {
    format!("{}の並べ替え", kind(plan, role))
}

/// The name of a subject in that list.
pub fn in_order(plan: &Plan, id: &SubjectId) -> String {
    match plan.subject(id) {
        Some(Subject::Policy(_)) => policy_name(plan, id),
        Some(Subject::Project(..)) => project_name(plan, id),
        _ => isolated(name(plan, id)).into_owned(),
    }
}

/// Adds a subject.
pub fn add(plan: &Plan, role: &Role) -> String {
    format!("{}を追加", kind(plan, role))
}

/// The name a subject has until somebody gives it one.
pub fn new_name(plan: &Plan, role: &Role) -> &'static str {
    match kind(plan, role) {
        "成果指標" => "新しい成果指標",
        "施策指標" => "新しい施策指標",
        "主な取組" => "新しい取組",
        "事業" => "新しい事業",
        _ => "新しい施策",
    }
}

/// A subject was added.
pub fn added(plan: &Plan, role: &Role) -> String {
    format!("{}を追加しました。名称を入力してください。", kind(plan, role))
}

/// A subject was moved to a place among so many.
pub fn moved(plan: &Plan, id: &SubjectId, to: usize, of: usize) -> String {
    format!("「{}」を{of}件のうち{to}番目に移しました。", isolated(name(plan, id)))
}

/// A subject that was added is taken out.
pub fn removed(plan: &Plan, id: &SubjectId) -> String {
    format!("「{}」の追加を取り消しました。", isolated(name(plan, id)))
}

fn name<'a>(plan: &'a Plan, id: &SubjectId) -> &'a str {
    match plan.subject(id) {
        Some(Subject::Initiative(..)) => plan.text(id, Field::Text),
        _ => plan.text(id, Field::Name),
    }
}

/// What a subject of a role is called.
pub fn kind(plan: &Plan, role: &Role) -> &'static str {
    match (role.kind, role.of.as_ref().and_then(|of| plan.subject(of))) {
        (SubjectKind::Policy, _) => "施策",
        (SubjectKind::Initiative, _) => "主な取組",
        (SubjectKind::Project, _) => "事業",
        (SubjectKind::Indicator, Some(Subject::Project(..))) => "成果指標",
        (SubjectKind::Indicator, _) => "施策指標",
    }
}
