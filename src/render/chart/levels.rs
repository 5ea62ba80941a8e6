//! Bars of full length divided by level, as wide as the page and never smaller in type.
//!
//! Widths are percents and heights pixels: on a phone the bars get shorter and the words stay as they are. Each
//! level has a color and a pattern, so that paper without colors tells them apart.

use std::fmt::Write;

use super::labels::wrapped;
use super::svg::{escape, length};
use crate::language::Language;
use crate::say;
use crate::site::figure::levels::{LevelGroup, LevelPart, LevelRow, Levels};

const LINE: f64 = 21.0;
const BAR: f64 = 26.0;
const GAP: f64 = 14.0;
const SWATCH: f64 = 16.0;
/// Where the words of the key begin.
const INDENT: f64 = 26.0;
/// The percent from which a part has room for its number on a phone.
const ROOM: f64 = 6.0;
/// How many characters of a label stand on one line of a phone, beside the number of rooms.
const LABEL_CHARACTERS: usize = 26;

/// What fills the tile of each pattern, by how far a level is from the highest, which is solid.
const PATTERNS: [&str; 5] = [
    "M-2 2 2-2M0 8 8 0M6 10 10 6",
    "M2 2h0M6 6h0",
    "M2 0v8M6 0v8",
    "M0 2h8M0 6h8",
    "M-2 2 2-2M0 8 8 0M6 10 10 6M-2 6 2 10M0 0 8 8M6-2 10 2",
];
const COLORS: usize = 4;

/// The height and the pieces of a chart of levels.
pub(super) fn draw(language: &Language, chart: &Levels, id: &str) -> (f64, String) {
    let most = chart.groups.iter().map(|group| group.levels.len()).max().unwrap_or(0);
    let mut drawing = Drawing { id, most, y: 0.0, pieces: String::new() };
    drawing.patterns();
    for (index, group) in chart.groups.iter().enumerate() {
        if index > 0 {
            drawing.y += GAP;
        }
        drawing.group(language, group);
    }
    (drawing.y, drawing.pieces)
}

struct Drawing<'d> {
    id: &'d str,
    /// Levels of the group that has most.
    most: usize,
    y: f64,
    pieces: String,
}

impl Drawing<'_> {
    /// The pattern of a level, the highest first. The lowest of every group has the last: where a group has fewer, the
    /// middle of one would else look like the lowest of another.
    fn rank(&self, level: usize, levels: usize) -> usize {
        if level == 0 && levels > 1 { self.most - 1 } else { levels.saturating_sub(level + 1) }
    }

    fn patterns(&mut self) {
        let (id, most) = (self.id, self.most);
        self.write(format_args!("<defs>"));
        for rank in 1..most {
            let (color, shape) = (rank % COLORS + 1, PATTERNS[(rank - 1) % PATTERNS.len()]);
            self.write(format_args!(
                "<pattern id=\"{id}-level-{rank}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                 <path class=\"tile tile-{color}\" d=\"{shape}\"/></pattern>"
            ));
        }
        self.write(format_args!("</defs>"));
    }

    fn group(&mut self, language: &Language, group: &LevelGroup) {
        let most = group.levels.len();
        for (level, name) in group.levels.iter().enumerate() {
            let y = self.y;
            let rank = self.rank(level, most);
            self.rect(Some(rank), ("0", &length(y + 2.0)), (&length(SWATCH), &length(SWATCH)));
            let (class, name) = match group.aim == Some(level) {
                true => ("key key-aim", say!(language, "look-for.level-aim", level = name)),
                false => ("key", name.clone()),
            };
            self.text(class, (&length(INDENT), y + 15.0), "start", &name);
            self.y += LINE + 2.0;
        }
        self.y += GAP / 2.0;
        for row in &group.rows {
            self.row(row, most);
        }
    }

    fn row(&mut self, row: &LevelRow, most: usize) {
        let lines = wrapped(&row.label, LABEL_CHARACTERS);
        for (index, line) in lines.iter().enumerate() {
            self.text("row-label", ("0", self.y + 15.0), "start", line);
            if index + 1 == lines.len() {
                self.text("number", ("100%", self.y + 15.0), "end", &row.whole);
            }
            self.y += LINE;
        }
        if row.parts.is_empty() {
            for line in wrapped(&row.instead, LABEL_CHARACTERS + 9) {
                self.text("instead", ("0", self.y + 15.0), "start", &line);
                self.y += LINE;
            }
        } else {
            self.bar(&row.parts, most);
        }
        self.y += GAP;
    }

    fn bar(&mut self, parts: &[LevelPart], most: usize) {
        let mut from = 0.0;
        for part in parts {
            let rank = part.level.map(|level| self.rank(level, most));
            let (x, width) = (format!("{}%", length(from)), format!("{}%", length(part.percent)));
            self.rect(rank, (&x, &length(self.y)), (&width, &length(BAR)));
            if part.percent >= ROOM {
                self.number(&length(from + part.percent / 2.0), rank == Some(0), &part.text);
            }
            from += part.percent;
        }
        self.y += BAR;
    }

    /// The number of a part around a percent of the bar: on a plate where a pattern would run through it.
    fn number(&mut self, percent: &str, solid: bool, words: &str) {
        let y = length(self.y);
        self.write(format_args!("<svg class=\"part\" x=\"{percent}%\" y=\"{y}\">"));
        if solid {
            self.write(format_args!("<text class=\"inside on-solid\" y=\"18\">{}</text>", escape(words)));
        } else {
            let characters = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
            let width = f64::from(characters) * 8.5 + 10.0;
            let (x, width) = (length(-width / 2.0), length(width));
            self.write(format_args!(
                "<rect class=\"plate\" x=\"{x}\" y=\"4\" width=\"{width}\" height=\"18\" rx=\"3\"/>\
                 <text class=\"inside\" y=\"18\">{}</text>",
                escape(words)
            ));
        }
        self.write(format_args!("</svg>"));
    }

    /// A part in the fill of its level; without one, an empty outline.
    fn rect(&mut self, rank: Option<usize>, (x, y): (&str, &str), (width, height): (&str, &str)) {
        let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
        let id = self.id;
        match rank {
            Some(0) => self.write(format_args!("<rect class=\"level level-1\" {place}/>")),
            Some(rank) => {
                let color = rank % COLORS + 1;
                self.write(format_args!(
                    "<rect class=\"ground\" {place}/>\
                     <rect class=\"level level-{color} patterned\" fill=\"url(#{id}-level-{rank})\" {place}/>"
                ));
            }
            None => self.write(format_args!("<rect class=\"level rest\" {place}/>")),
        }
    }

    fn text(&mut self, class: &str, (x, y): (&str, f64), anchor: &str, words: &str) {
        let (y, words) = (length(y), escape(words));
        self.write(format_args!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"
        ));
    }

    fn write(&mut self, piece: std::fmt::Arguments<'_>) {
        self.pieces.write_fmt(piece).expect("a string takes every piece");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(level: Option<usize>, percent: f64, text: &str) -> LevelPart {
        LevelPart { level, percent, text: text.into() }
    }

    fn chart(rows: Vec<Vec<LevelPart>>) -> Levels {
        let row = |parts| LevelRow {
            label: "Thu 22 Oct 2026".into(),
            whole: "20 rooms".into(),
            parts,
            instead: "not shown".into(),
        };
        let levels = ["not yet", "emerging", "in place"].map(str::to_owned).into();
        Levels {
            groups: vec![LevelGroup { levels, aim: Some(2), rows: rows.into_iter().map(row).collect() }],
        }
    }

    #[test]
    fn parts_follow_each_other_and_the_highest_level_is_solid() {
        let (_, body) = draw(
            Language::english(),
            &chart(vec![vec![part(Some(0), 25.0, "5"), part(Some(1), 35.0, "7"), part(Some(2), 40.0, "8")]]),
            "x",
        );
        for place in ["x=\"0%\"", "x=\"25%\"", "x=\"60%\""] {
            assert!(body.contains(place), "{place} in {body}");
        }
        let bar = body.rsplit_once("level-1\" x=\"60%\"").expect("the highest level is solid").1;
        assert!(bar.contains("width=\"40%\""));
        assert!(body.contains("url(#x-level-1)") && body.contains("url(#x-level-2)"));
    }

    #[test]
    fn a_bar_that_must_not_be_drawn_is_words() {
        let (_, body) = draw(Language::english(), &chart(vec![Vec::new()]), "x");
        assert!(body.contains(">not shown<"));
        assert!(!body.contains("%\" height"), "nothing has a length: {body}");
    }
}
