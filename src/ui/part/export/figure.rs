//! What is exported of a figure, and of an overview.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::echarts;
use crate::chart::{Export, FigureOf, Look, OverviewSeries, picture};
use crate::plan::SubjectId;
use crate::state::State;
use crate::ui::part::figure_of;
use crate::words;

use super::embed_code::embed_code;
use super::files::{Draw, export_files};

/// All exports of the figure of an indicator or project: embed code, pictures and tables.
pub fn exports_of(state: State, id: &SubjectId) -> AnyView {
    let Some(figure) = figure_of(state, &state.published(), id) else {
        return view! { <p class="quiet">{words::embed::NO_EXPORT_YET}</p> }.into_any();
    };
    view! {
        <div class="embed-code">
            {embed_code(state, id, figure.name.clone())}
            {export_figure(state, words::embed::SAVE_FIGURE.to_owned(), id.as_str(), figure, vec![id.clone()])}
        </div>
    }
    .into_any()
}

/// Exports a figure as picture and table. `ids` are the indicators or projects it is of.
pub fn export_figure(state: State, heading: String, stem: &str, figure: FigureOf, ids: Vec<SubjectId>) -> AnyView {
    let export = Export::of(&figure, &words::edition::date(&state.edition()));
    let options = figure.options(&Look { width: picture::WIDTH, ..Look::default() });
    let draw: Draw = {
        let export = export.clone();
        Rc::new(move |_| {
            let drawn = options.as_ref().map(|options| echarts::svg(options, picture::WIDTH, picture::HEIGHT));
            Some(vec![picture::whole(&export, drawn.transpose().ok()?.as_deref())])
        })
    };
    export_files(state, heading, stem, export, ids, draw)
}

/// Exports the indicators of an overview, side by side, as picture and table.
pub fn export_overview(state: State, stem: &str, series: OverviewSeries) -> AnyView {
    let export = Export::of_overview(&series, &words::edition::date(&state.edition()));
    let heading = export.title.clone();
    let ids = series.indicators.iter().map(|one| one.id.clone()).collect();
    let draw: Draw = {
        let export = export.clone();
        Rc::new(move |height| {
            let look = Look { width: picture::SMALL_WIDTH, small: series.span(), ..Look::default() };
            let drawn = series.indicators.iter().map(|one| {
                let options = FigureOf::trend(one.trend.clone()).options(&look);
                let drawing = options
                    .map(|options| echarts::svg(&options, picture::SMALL_WIDTH, picture::SMALL_HEIGHT).map_err(|_| ()));
                Ok((one.clone(), drawing.transpose()?))
            });
            let drawn: Result<Vec<_>, ()> = drawn.collect();
            Some(picture::in_parts(&export, &drawn.ok()?, height))
        })
    };
    export_files(state, heading, stem, export, ids, draw)
}
