//! The names of a roster, in the ways in which texts write them.

use std::collections::BTreeSet;

use super::fold::Words;

/// A name that may stand on no page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    /// Its folded words.
    pub words: Vec<String>,
    /// Whether it is found only with a capital, because it is a word too.
    pub needs_capital: bool,
}

/// Names of one word that are words too.
const ORDINARY: &str = "april august autumn june may summer winter spring dawn eve day star sky sunny misty stormy rain snow \
    hope faith grace joy charity harmony honor honour justice liberty mercy patience prudence trinity destiny serenity \
    amber coral crystal gold goldie jade opal pearl ruby silver stone art bill bob buck bud chance chase chip chuck \
    cliff curt dale dean dick dot drew dusty earl ernest frank gene glen grant guy hank harry herb hunter jack jay john \
    jimmy josh king lance lane levy mark mason major max miles nick norm pat penny pierce precious prince princess queen \
    ray reed rich rob robin rod rusty sandy scout sue tad tip tony trip victor wade ward will woody basil cherry clementine \
    clover daisy fern flora forest ginger hazel heather holly iris ivy jasmine laurel lily myrtle olive poppy rose rosemary \
    sage sorrel violet willow angel bear birdie bunny colt drake finch fox jaguar lark phoenix raven robin wolf wren \
    baker banks barber bell berry best bird bishop black blank bond book books booth bowl brand bridges bright brook brooks \
    brown bush butcher butler carter case cash chambers church clay close cook cooper cross dear diamond early english \
    farmer field fields fisher fish ford forest fox freeman french friend fuller gardener gates gay good green grey gray \
    hall hand hands hardy head hill hills holiday home house hunt irons key keys kind knight lake land law leaf less lock \
    long love low major marsh merry mills monday moon moore more moss muse noble north page park parks peace person pope \
    post pound power powers price proud rainey read reader reading reeves rice rivers river roads rock rule salmon savage \
    school sharp shepherd short small smart smith son song south sparks speaker spencer spring steel story street strong \
    student sweet swift tailor taylor teacher temple tower towns trees true turner underwood vale walker wall walls waters \
    way weaver wells west wheat wheeler white wild wise wood woods word words worth write wright young";

impl Name {
    fn new(words: Vec<String>) -> Self {
        let needs_capital = match words.as_slice() {
            [only] => only.chars().count() <= 3 || ORDINARY.split_whitespace().any(|word| word == only),
            _ => false,
        };
        Self { words, needs_capital }
    }
}

/// The names of a roster: one name a line, or a table whose first two columns are last and first
/// names. Lines that start with `#` are remarks.
pub(super) fn names(roster: &str) -> BTreeSet<Name> {
    let lines = roster.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.flat_map(of_line).map(Name::new).collect()
}

/// A name in the ways in which texts write it.
fn of_line(line: &str) -> Vec<Vec<String>> {
    let columns = line.split([',', ';', '\t']).map(words).filter(|words| !words.is_empty());
    let columns: Vec<Vec<String>> =
        columns.filter(|words| words.iter().any(|word| has_letter(word))).collect();
    let mut ways = Vec::new();
    match columns.as_slice() {
        [] => {}
        [name] => ways.extend(shorter(name)),
        [last, first, ..] => {
            ways.push([last.clone(), first.clone()].concat());
            ways.extend(shorter(&[first.clone(), last.clone()].concat()));
        }
    }
    // Lists put the last name first.
    let mut swapped = ways.clone();
    swapped.iter_mut().for_each(|way| way.rotate_right(1));
    ways.extend(swapped);
    // O’Brien is also written OBrien.
    if line.contains(['\'', '’']) {
        let joined = line.replace(['\'', '’'], "");
        ways.extend(of_line(&joined));
    }
    ways.retain(|way| way.iter().map(|word| word.chars().count()).sum::<usize>() > 1);
    ways
}

/// A name, and its first word with each of its last two: middle names and second surnames are often
/// left out.
fn shorter(name: &[String]) -> Vec<Vec<String>> {
    let mut ways = vec![name.to_vec()];
    if let [first, .., _] = name {
        let others = name.iter().skip(1).rev().take(2).filter(|word| word.chars().count() > 2);
        ways.extend(others.map(|other| vec![first.clone(), other.clone()]));
    }
    ways
}

fn words(column: &str) -> Vec<String> {
    Words::of(column).into_folded()
}

fn has_letter(word: &str) -> bool {
    word.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(roster: &str) -> Vec<String> {
        names(roster).into_iter().map(|name| name.words.join(" ")).collect()
    }

    #[test]
    fn names_are_found_as_texts_write_them() {
        assert_eq!(ways("# grade 3\n\nAna Nguyễn\n"), ["ana nguyen", "nguyen ana"]);
        assert_eq!(ways("Nguyen, Ana"), ["ana nguyen", "nguyen ana"]);
        assert_eq!(ways("Nguyen;\"Ana\";4471;2015-03-04"), ["ana nguyen", "nguyen ana"]);
        let swapped = ["maria ana", "ruiz ana", "ruiz ana maria"];
        assert_eq!(ways("Ana Maria Ruiz"), [["ana maria", "ana maria ruiz", "ana ruiz"], swapped].concat());
        assert_eq!(ways("O'Brien"), ["brien o", "o brien", "obrien"]);
        assert_eq!(ways("J\n,\n"), Vec::<String>::new());
        assert_eq!(ways("王小明"), ["明 王 小", "王 小 明"]);
    }

    #[test]
    fn ordinary_words_need_a_capital() {
        let needs = |name: &str| names(name).into_iter().next().unwrap().needs_capital;
        assert!(needs("May") && needs("Hope") && needs("Bo"));
        assert!(!needs("Nguyen") && !needs("May Hope"));
    }
}
