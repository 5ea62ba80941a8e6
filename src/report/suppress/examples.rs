//! Each rule on a table worked out by hand, with a minimum of 10.

use super::*;
use crate::count::Count;
use crate::language::Language;

fn people(count: u32) -> Amount {
    Amount::of_people(Count::new(count))
}

fn events(count: u32, people: u32) -> Amount {
    Amount::of_events(Count::new(count), Count::new(people))
}

fn list(amounts: &[Amount], total: Option<Total>) -> List {
    let cells =
        amounts.iter().enumerate().map(|(index, amount)| (format!("cell {index}"), *amount)).collect();
    List { name: "list".into(), cells, total, ..List::default() }
}

fn total_of(count: u32) -> Option<Total> {
    Some(Total { amount: Some(people(count)), shared: None })
}

fn shared_total() -> Option<Total> {
    Some(Total { amount: None, shared: Some("referrals".into()) })
}

fn table(cells: &[&[u32]]) -> Table {
    Table {
        name: "table".into(),
        rows: (0..cells.len()).map(|row| format!("row {row}")).collect(),
        columns: (0..cells[0].len()).map(|column| format!("column {column}")).collect(),
        cells: cells.iter().map(|row| row.iter().map(|cell| Some(people(*cell))).collect()).collect(),
        row_totals: Some(Margin::default()),
        column_totals: Some(Margin::default()),
        total: Some(Total::default()),
    }
}

fn line(cells: impl IntoIterator<Item = Cell>) -> String {
    cells.into_iter().map(|value| value.words(Language::english())).collect::<Vec<_>>().join(" | ")
}

fn list_line(list: &SuppressedList) -> String {
    line(list.cells.iter().map(|(_, figure)| figure.count).chain(list.total))
}

fn suppress_list(list: List) -> SuppressedList {
    let mut publication = Publication::new();
    publication.add_list(list);
    publication.suppress(10).lists.remove(0)
}

/// The cells of a list of everything there is, and its total.
fn words(amounts: &[Amount]) -> String {
    list_line(&suppress_list(list(amounts, Some(Total::default()))))
}

fn table_lines(table: Table) -> Vec<String> {
    let mut publication = Publication::new();
    publication.add_table(table);
    let table = publication.suppress(10).tables.remove(0);
    let row =
        |row: &SuppressedRow| line(row.cells.iter().flatten().map(|figure| figure.count).chain(row.total));
    let last = line(table.column_totals.iter().flatten().copied().chain(table.total));
    table.rows.iter().map(row).chain([last]).collect()
}

#[test]
fn large_counts_and_zeros_are_shown() {
    assert_eq!(words(&[people(12), people(0), people(30)]), "12 | 0 | 30 | 42");
}

#[test]
fn a_small_count_takes_the_next_smallest_with_it() {
    assert_eq!(words(&[people(3), people(30), people(12)]), "fewer than 10 | 30 | hidden | 45");
}

/// 4 + 5 = 9 is fewer than 10, so 20 goes too; 4 + 6 = 10 needs nothing more.
#[test]
fn hidden_cells_that_add_up_to_few_take_another() {
    let few = "fewer than 10";
    let nine = words(&[people(4), people(5), people(20), people(30)]);
    assert_eq!(nine, format!("{few} | {few} | hidden | 30 | 59"));
    let ten = words(&[people(4), people(6), people(20), people(30)]);
    assert_eq!(ten, format!("{few} | {few} | 20 | 30 | 60"));
}

/// 18 of two numbers of at most 9 is 9 and 9.
#[test]
fn labels_that_give_a_number_away_take_another() {
    let few = "fewer than 10";
    assert_eq!(words(&[people(9), people(9), people(20)]), format!("{few} | {few} | hidden | 38"));
}

/// Hiding 1 and 10 would leave 11: one number of at least 1 and one of at least 10. So 20 is hidden in place of 10.
#[test]
fn a_reader_who_knows_the_rules_learns_no_number() {
    assert_eq!(words(&[people(1), people(10), people(20)]), "fewer than 10 | 10 | hidden | 31");
}

#[test]
fn a_list_of_few_people_is_hidden_whole() {
    assert_eq!(words(&[people(3), people(0), people(4)]), "hidden | hidden | hidden | fewer than 10");
}

#[test]
fn a_group_all_in_one_cell_is_hidden_but_its_total() {
    assert_eq!(words(&[people(0), people(25), people(0)]), "hidden | hidden | hidden | 25");
    assert_eq!(words(&[events(0, 0), events(25, 14), events(0, 0)]), "0 | 25 | 0 | 25");
}

#[test]
fn events_count_as_the_people_behind_them() {
    let two_students = [events(12, 2), events(40, 30), events(33, 20)];
    assert_eq!(words(&two_students), "hidden | 40 | hidden | 85");
    let ten_students = [events(12, 10), events(40, 30), events(33, 20)];
    assert_eq!(words(&ten_students), "12 | 40 | 33 | 85");
}

/// 12 referrals of 2 students and 15 of 6 are 27 of 8 at most.
#[test]
fn hidden_events_of_few_people_take_another() {
    let given = [events(12, 2), events(15, 6), events(40, 30), events(33, 20)];
    assert_eq!(words(&given), "hidden | hidden | 40 | hidden | 100");
}

/// 38 of 41 leaves 3 that no cell prints; 30 of 41 leaves 11.
#[test]
fn a_total_with_a_small_rest_hides_the_part() {
    let printed = suppress_list(list(&[people(38)], total_of(41)));
    assert_eq!(list_line(&printed), "hidden | 41");
    assert_eq!(printed.cells[0].1.percent, Some(Percent::Hidden));
    assert_eq!(list_line(&suppress_list(list(&[people(30)], total_of(41)))), "30 | 41");
}

/// Of 41 students 30 leave 11 and 38 leave 3.
#[test]
fn people_counted_twice_leave_a_rest_each() {
    let overlapping = List { overlapping: true, ..list(&[people(30), people(38)], total_of(41)) };
    assert_eq!(list_line(&suppress_list(overlapping)), "30 | hidden | 41");
}

#[test]
fn percents_are_hidden_with_their_counts_and_coded_at_the_ends() {
    let percents = |amounts: &[Amount]| -> Vec<String> {
        let printed = suppress_list(list(amounts, Some(Total::default())));
        printed
            .cells
            .iter()
            .filter_map(|(_, figure)| figure.percent)
            .map(|value| value.words(Language::english()))
            .collect()
    };
    assert_eq!(percents(&[people(3), people(12), people(30)]), ["hidden", "hidden", "66.7 %"]);
    assert_eq!(percents(&[people(3), people(4)]), ["hidden", "hidden"]);
    assert_eq!(percents(&[people(10), people(390)]), ["2.5 %", "97.5 %"]);
    assert_eq!(percents(&[people(0), people(20), people(40)]), ["5 % or less", "33.3 %", "66.7 %"]);
    assert_eq!(percents(&[people(0), people(0)]), Vec::<String>::new());
}

/// The 3 needs another in its row (the 12) and in its column (the 11); those two need the 14 where they meet.
#[test]
fn a_small_cell_of_a_table_closes_a_square() {
    let expected = [
        "fewer than 10 | hidden | 40 | 55",
        "hidden | hidden | 41 | 66",
        "50 | 51 | 52 | 153",
        "64 | 77 | 133 | 274",
    ];
    assert_eq!(table_lines(table(&[&[3, 12, 40], &[11, 14, 41], &[50, 51, 52]])), expected);
}

/// The row of 5 goes whole. Its total takes the next smallest, 90, with it; each of its cells takes one of its column.
#[test]
fn a_row_of_few_people_is_hidden_whole() {
    let expected = [
        "hidden | hidden | hidden | fewer than 10",
        "hidden | hidden | hidden | hidden",
        "21 | 31 | 41 | 93",
        "43 | 61 | 84 | 188",
    ];
    assert_eq!(table_lines(table(&[&[2, 0, 3], &[20, 30, 40], &[21, 31, 41]])), expected);
}

#[test]
fn a_cell_without_data_is_neither_zero_nor_hidden() {
    let mut given = table(&[&[20, 30], &[40, 50]]);
    given.cells[1].pop();
    assert_eq!(table_lines(given), ["20 | 30 | 50", "40 | 40", "60 | 30 | 90"]);
}

/// The first list shows what the total is, so the second must protect its small number by itself.
#[test]
fn lists_that_share_a_total_are_protected_together() {
    let mut publication = Publication::new();
    publication.add_list(list(&[people(20), people(25)], shared_total()));
    publication.add_list(list(&[people(3), people(42)], shared_total()));
    let printed = publication.suppress(10);
    assert_eq!(list_line(&printed.lists[0]), "20 | 25 | 45");
    assert_eq!(list_line(&printed.lists[1]), "fewer than 10 | hidden | 45");
}

/// The list of months prints the row totals of the table: hidden in one place, hidden in the other.
#[test]
fn a_margin_printed_twice_is_one_number() {
    let mut publication = Publication::new();
    let mut given = table(&[&[2, 3], &[20, 30], &[40, 50]]);
    given.row_totals = Some(Margin { amounts: None, shared: Some("month".into()) });
    let cells = given.rows.iter().cloned().zip([people(5), people(50), people(90)]).collect();
    publication.add_table(given);
    publication.add_list(List {
        name: "months".into(),
        cells,
        shared: Some("month".into()),
        ..List::default()
    });
    let printed = publication.suppress(10);
    let in_table = line(printed.tables[0].rows.iter().filter_map(|row| row.total));
    assert_eq!(in_table, "fewer than 10 | hidden | 90");
    assert_eq!(list_line(&printed.lists[0]), in_table);
}

/// 45 in one list and 41 in its sibling: 4 had no place, and subtracting must not show it.
#[test]
fn totals_that_differ_by_a_few_are_not_both_shown() {
    let mut publication = Publication::new();
    publication.add_list(list(&[people(20), people(25)], shared_total()));
    publication.add_list(list(&[people(20), people(21)], shared_total()));
    let printed = publication.suppress(10);
    let totals = [printed.lists[0].total, printed.lists[1].total];
    assert!(totals.contains(&Some(Cell::Hidden)), "{totals:?}");
    for list in printed.lists.iter().filter(|list| list.total == Some(Cell::Hidden)) {
        assert!(list.cells.iter().any(|(_, figure)| figure.count == Cell::Hidden), "{list:?} still adds up");
    }
}

#[test]
fn one_more_in_a_hidden_cell_changes_only_its_total() {
    assert_eq!(words(&[people(3), people(12), people(30)]), "fewer than 10 | hidden | 30 | 45");
    assert_eq!(words(&[people(4), people(12), people(30)]), "fewer than 10 | hidden | 30 | 46");
    let before = table_lines(table(&[&[3, 12, 40], &[11, 14, 41], &[50, 51, 52]]));
    let after = table_lines(table(&[&[4, 12, 40], &[11, 14, 41], &[50, 51, 52]]));
    let arithmetic =
        |line: &String| line.replace("| 55", "| 56").replace("64 |", "65 |").replace("| 274", "| 275");
    assert_eq!(before.iter().map(arithmetic).collect::<Vec<_>>(), after);
}

#[test]
fn the_log_says_what_was_hidden_and_why() {
    let mut publication = Publication::new();
    publication.add_list(list(&[people(3), people(12), people(30)], Some(Total::default())));
    let log = publication.suppress(10).disclosures;
    let lines: Vec<String> = log
        .iter()
        .map(|entry| format!("{}, {}: {}", entry.table, entry.row, entry.why.words(Language::english())))
        .collect();
    assert_eq!(
        lines,
        [
            "list, cell 0: fewer than 10 people",
            "list, cell 1: another hidden number could be worked out from it"
        ]
    );
}

/// Of three times 9 in 27 each is known, so where 27 is known anyway the labels must go.
#[test]
fn what_everyone_knows_is_shown_and_costs_the_labels() {
    let mut publication = Publication::new();
    let total = Some(Total { amount: Some(people(27)), shared: Some("enrolled".into()) });
    publication.add_list(list(&[people(9), people(9), people(9)], total));
    let few = "fewer than 10";
    assert_eq!(list_line(&publication.suppress(10).lists[0]), format!("{few} | {few} | {few} | hidden"));
    publication.known_to_all("enrolled");
    assert_eq!(list_line(&publication.suppress(10).lists[0]), "hidden | hidden | hidden | 27");
}

/// 17 of 18 rooms were visited, and all of them could be seen: the 18 goes, so that the 17 may stay and divide.
#[test]
fn an_aside_gives_way_to_what_was_found() {
    let aside = |name: &str, cells: [(&str, u32); 2], total: Total| List {
        name: name.into(),
        cells: cells.map(|(label, count)| (label.to_owned(), people(count))).into(),
        shared: Some(name.into()),
        total: Some(total),
        ..List::default()
    };
    let mut publication = Publication::new();
    publication.add_aside(aside("rooms", [("seen", 17), ("not seen", 1)], Total::default()));
    let seen = Total { amount: None, shared: Some(cell_name("rooms", "seen")) };
    publication.add_aside(aside("look-for", [("observable", 17), ("not observable", 0)], seen));
    publication.add_list(List {
        total: Some(Total { amount: None, shared: Some(cell_name("look-for", "observable")) }),
        ..list(&[people(0), people(5), people(12)], None)
    });
    let lines: Vec<String> = publication.suppress(5).lists.iter().map(list_line).collect();
    assert_eq!(lines, ["17 | hidden | hidden", "17 | 0 | 17", "0 | 5 | 12 | 17"]);
}

/// One room could not be observed: how many were seen in all goes, and how many could be observed stays.
#[test]
fn an_aside_of_a_few_hides_its_whole_and_no_finding() {
    let mut publication = Publication::new();
    let seen = || Some(Total { amount: Some(people(16)), shared: Some("seen".into()) });
    for (name, observable, not) in [("notes", 16, 0), ("alone", 15, 1)] {
        publication.add_aside(List {
            name: name.into(),
            cells: vec![("observable".into(), people(observable)), ("not observable".into(), people(not))],
            shared: Some(name.into()),
            total: seen(),
            ..List::default()
        });
        publication.add_list(List {
            total: Some(Total { amount: None, shared: Some(cell_name(name, "observable")) }),
            ..list(&[people(6), people(observable - 6)], None)
        });
    }
    let lines: Vec<String> = publication.suppress(5).lists.iter().map(list_line).collect();
    assert_eq!(lines, ["16 | hidden | hidden", "6 | 10 | 16", "15 | hidden | hidden", "6 | 9 | 15"]);
}
