//! Ranges worked out by hand.

use super::*;

fn unknown(lowest: i64, highest: Option<i64>) -> Unknown {
    Unknown { lowest, highest, wanted: i64::MAX }
}

fn ranges(unknowns: &[Unknown], equations: &[Equation]) -> Option<Vec<Range>> {
    super::ranges(unknowns, equations, &mut Memory::default())
}

fn sum(members: &[usize], constant: i64) -> Equation {
    Equation { terms: members.iter().map(|member| (*member, 1)).collect(), constant }
}

fn range(least: i64, most: i64) -> Range {
    Range { least, most: Some(most) }
}

#[test]
fn two_hidden_cells_of_a_known_sum_share_it() {
    let unknowns = [unknown(0, None), unknown(0, None)];
    assert_eq!(ranges(&unknowns, &[sum(&[0, 1], 15)]), Some(vec![range(0, 15), range(0, 15)]));
}

#[test]
fn labels_narrow_both_cells() {
    let unknowns = [unknown(1, Some(9)), unknown(10, None)];
    assert_eq!(ranges(&unknowns, &[sum(&[0, 1], 15)]), Some(vec![range(1, 5), range(10, 14)]));
    let two_nines = [unknown(1, Some(9)), unknown(1, Some(9))];
    assert_eq!(ranges(&two_nines, &[sum(&[0, 1], 18)]), Some(vec![range(9, 9), range(9, 9)]));
}

/// Rows 3 + 12 = 15 and 5 + 4 = 9; columns 3 + 5 = 8 and 12 + 4 = 16.
#[test]
fn a_square_of_hidden_cells_moves_together() {
    let unknowns = [(); 4].map(|()| unknown(0, None));
    let equations = [sum(&[0, 1], 15), sum(&[2, 3], 9), sum(&[0, 2], 8), sum(&[1, 3], 16)];
    let expected = vec![range(0, 8), range(7, 15), range(0, 8), range(1, 9)];
    assert_eq!(ranges(&unknowns, &equations), Some(expected));
}

#[test]
fn a_hidden_total_lets_everything_grow() {
    let unknowns = [(); 3].map(|()| unknown(0, None));
    let equation = Equation { terms: vec![(0, 1), (1, 1), (2, -1)], constant: 0 };
    let free = Range { least: 0, most: None };
    assert_eq!(ranges(&unknowns, &[equation]), Some(vec![free, free, free]));
}

#[test]
fn what_cannot_be_is_said_so() {
    assert_eq!(ranges(&[unknown(0, Some(4))], &[sum(&[0], 5)]), None);
}
