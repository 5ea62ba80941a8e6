//! Labels beside a chart, moved apart where they would overlap.

use super::svg::Pieces;

/// Words at the right of a drawing, at the height of what they name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The place that is named.
    pub at: (f64, f64),
    /// The style.
    pub class: &'static str,
    /// The words, a line each.
    pub lines: Vec<String>,
}

/// The widest of all lines, in the drawing's units.
pub(super) fn widest(labels: &[Label], text: f64) -> f64 {
    let of = |label: &Label| {
        let bold = if label.class == "number" { 1.08 } else { 1.0 };
        label.lines.iter().map(|line| width(line, text) * bold).fold(0.0, f64::max)
    };
    labels.iter().map(of).fold(0.0, f64::max)
}

/// About how wide words are: a little more than most faces need.
pub(super) fn width(words: &str, text: f64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a label has few letters")]
    let letters = words.chars().count() as f64;
    letters * text * 0.57 + text * 0.2
}

/// Words on lines of at most so many characters; a longer word has a line of its own.
pub(super) fn wrapped(words: &str, characters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let line = lines.last_mut().expect("there is always a line");
        let longer = line.chars().count() + 1 + word.chars().count();
        if line.is_empty() {
            line.push_str(word);
        } else if longer <= characters {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Writes labels that start at `x`, from top to bottom between two heights; with `leaders`, a hairline leads to what
/// each names.
pub(super) fn write(
    mut labels: Vec<Label>,
    x: f64,
    (top, bottom): (f64, f64),
    text: f64,
    leaders: bool,
    pieces: &mut Pieces,
) {
    labels.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
    let line = text * 1.2;
    let wanted: Vec<f64> = labels.iter().map(|label| label.at.1).collect();
    #[allow(clippy::cast_precision_loss, reason = "a label has few lines")]
    let heights: Vec<f64> = labels.iter().map(|label| label.lines.len() as f64 * line + text * 0.2).collect();
    for (label, middle) in labels.iter().zip(middles(&wanted, &heights, (top, bottom))) {
        if leaders {
            pieces.line("leader", (label.at.0 + 2.0, label.at.1), (x - 4.0, middle));
        }
        #[allow(clippy::cast_precision_loss, reason = "a label has few lines")]
        let first = middle - (label.lines.len() as f64 - 1.0) * line / 2.0 + text * 0.35;
        for (number, words) in (0_u32..).zip(&label.lines) {
            pieces.text(label.class, (x, first + line * f64::from(number)), "start", words);
        }
    }
}

/// The middles of labels as near to where they should be as there is room, in the order given.
fn middles(wanted: &[f64], heights: &[f64], (top, bottom): (f64, f64)) -> Vec<f64> {
    let mut middles: Vec<f64> = Vec::with_capacity(wanted.len());
    let mut free_from = top;
    for (wanted, height) in wanted.iter().zip(heights) {
        let middle = wanted.max(free_from + height / 2.0);
        middles.push(middle);
        free_from = middle + height / 2.0;
    }
    let mut free_to = bottom;
    for (middle, height) in middles.iter_mut().zip(heights).rev() {
        *middle = middle.min(free_to - height / 2.0);
        free_to = *middle - height / 2.0;
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_would_overlap_move_apart_and_stay_inside() {
        assert_eq!(middles(&[10.0, 50.0], &[16.0; 2], (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(middles(&[48.0, 50.0, 51.0], &[16.0; 3], (0.0, 100.0)), [48.0, 64.0, 80.0]);
        assert_eq!(middles(&[95.0, 96.0], &[16.0; 2], (0.0, 100.0)), [76.0, 92.0]);
    }

    #[test]
    fn long_labels_are_wrapped_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("extraordinarily", 7), ["extraordinarily"]);
    }
}
