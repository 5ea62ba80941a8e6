//! Figures: a chart, what it says in words, and the table with the same numbers.

pub mod bars;
pub mod columns;
pub mod funnel;
pub mod levels;
pub mod moves;
pub mod pace;
pub mod run;
pub mod thread;
pub mod triangle;

use serde::{Deserialize, Serialize};

use super::LinkLine;
use super::blocks::Text;
use super::words::DateText;

/// A chart with everything that makes it readable without seeing it.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Unique on its page; part of the ids inside the drawing.
    pub id: String,
    /// What it shows, as a sentence or a noun.
    pub title: String,
    /// Where more is said about it, below the output folder.
    pub url: Option<String>,
    /// What it says, made from the reading.
    pub description: String,
    /// n, as-of date, method: under the drawing.
    pub notes: Vec<String>,
    /// What the numbered marks of the drawing stand for, in order from 1.
    pub marks: Vec<MarkLine>,
    /// What is drawn; none where there is nothing to draw.
    pub chart: Option<Drawing>,
    /// The same numbers.
    pub table: FigureTable,
    /// The same numbers as files.
    pub downloads: Vec<LinkLine>,
}

/// What a numbered mark stands for.
#[derive(Debug, Clone, Serialize)]
pub struct MarkLine {
    /// When it was.
    pub date: DateText,
    /// What happened then.
    pub events: Vec<MarkEvent>,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct MarkEvent {
    /// What sort of thing: "Launch", "Change".
    pub word: String,
    /// What it was, and where it is told.
    pub text: Text,
}

/// What is drawn, with the words that belong to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Drawing {
    /// Unique on its page.
    pub id: String,
    /// Read first by a screen reader.
    pub title: String,
    /// Read second.
    pub description: String,
    /// The chart.
    pub chart: Chart,
}

/// The kinds of chart.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Chart {
    /// Bars in the order given.
    Bars(bars::Bars),
    /// Values over time.
    Run(run::Run),
    /// Values over time in a small drawing: the line, its last value, the value to reach, the first and last date.
    Small(run::Run),
    /// How much of a way is done beside how much of the time is over.
    Pace(pace::Pace),
    /// Rooms at each level.
    Levels(levels::Levels),
    /// What led to an initiative and what followed.
    Thread(thread::Thread),
    /// Before and after beside a prediction.
    Moves(moves::Moves),
    /// Columns over time.
    Columns(columns::Columns),
    /// Shares of everyone, the few at the top.
    Triangle(triangle::Triangle),
    /// Numbers against what chance alone produces.
    Funnel(funnel::Funnel),
}

/// A chart's numbers as a table.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FigureTable {
    /// What it holds.
    pub caption: String,
    /// The columns' names.
    pub columns: Vec<String>,
    /// The rows, a text a column; the first names the row.
    pub rows: Vec<Vec<String>>,
}

impl Figure {
    /// A figure whose drawing, title and description belong together.
    pub fn new(id: impl Into<String>, title: impl Into<String>, description: impl Into<String>) -> Self {
        let (id, title, description) = (id.into(), title.into(), description.into());
        let table = FigureTable { caption: title.clone(), ..FigureTable::default() };
        Self {
            id,
            title,
            url: None,
            description,
            notes: Vec::new(),
            marks: Vec::new(),
            chart: None,
            table,
            downloads: Vec::new(),
        }
    }

    /// The same figure under another id, for a page on which it may stand more than once.
    #[must_use]
    pub fn with_id(&self, id: &str) -> Self {
        let mut figure = self.clone();
        id.clone_into(&mut figure.id);
        if let Some(drawing) = &mut figure.chart {
            id.clone_into(&mut drawing.id);
        }
        figure
    }

    /// Draws a chart.
    #[must_use]
    pub fn drawn(mut self, chart: Chart) -> Self {
        let (id, title, description) = (self.id.clone(), self.title.clone(), self.description.clone());
        self.chart = Some(Drawing { id, title, description, chart });
        self
    }

    /// Gives the numbers as a table.
    #[must_use]
    pub fn table(mut self, columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        self.table.columns = columns;
        self.table.rows = rows;
        self
    }
}
