//! A site built in parts: all of them together are the whole, and each makes only its own pages.

use std::collections::BTreeMap;

use isles::Kept;
use isles::audience::Audience;
use isles::input::{Options, Shard};
use isles::output::{Build, NoShelf};

use crate::command_line::{isles, starter, tree};
use crate::site::{Pages, load, repository, today};

fn pages(build: &Build) -> usize {
    build.outputs.iter().filter(|output| output.path.ends_with(".html")).count()
}

#[test]
fn all_parts_together_are_the_whole_site_for_every_audience() {
    let input = load(&repository());
    for audience in Audience::ALL {
        let options = Options {
            audience: Some(audience),
            site_url: Some("https://plans.example.org/".into()),
            ..Options::as_of(today())
        };
        let whole = isles::build(&input, &options);
        let mut union = BTreeMap::new();
        for number in 1..=3 {
            let options = Options { shard: Some(Shard { number, of: 3 }), ..options.clone() };
            let counted = Pages::default();
            let (part, _) = isles::rebuild(&input, &options, &Kept::default(), &counted, &NoShelf);
            assert!(!part.has_errors(), "part {number} for {audience}");
            assert_eq!(part.diagnostics.len(), whole.diagnostics.len(), "part {number} for {audience}");
            let (made, all) = (pages(&part), pages(&whole));
            assert_eq!(counted.0.into_inner(), made, "a part renders its own pages and no others");
            assert!(made * 5 > all && made * 2 < all, "part {number} for {audience}: {made} of {all} pages");
            for output in part.outputs {
                let path = output.path.clone();
                assert_eq!(union.insert(output.path, output.bytes), None, "{path} is in two parts");
            }
        }
        let whole: BTreeMap<_, _> = whole.outputs.into_iter().map(|file| (file.path, file.bytes)).collect();
        assert!(union.keys().eq(whole.keys()), "the parts have other files than the whole for {audience}");
        assert!(union == whole, "a file of a part differs from the whole for {audience}");
    }
}

#[test]
fn parts_lie_in_folders_that_are_copied_into_one_and_are_rebuilt_from_their_cache() {
    let site = starter();
    let root = site.path();
    let build = |to: &str, more: &[&str]| {
        let ran = isles(root, &[&["build", "--date", "2026-11-24", "--verify", "-d", to], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.err
    };
    let files = |folder: &str| {
        let own = |(path, _): &(String, Vec<u8>)| !path.starts_with(".isles-");
        tree(&root.join(folder)).into_iter().filter(own).collect::<BTreeMap<_, _>>()
    };
    build("whole", &[]);
    assert!(build("one", &["--shard", "1/2"]).contains("(part 1 of 2)"));
    build("two", &["--shard", "2/2"]);
    let mut union = files("one");
    union.extend(files("two"));
    assert!(union == files("whole"));
    assert!(build("one", &["--shard", "1/2"]).contains(": nothing changed"));
    // The other part takes the place of what lies there, and the first comes back: no cache stands in the way.
    let replaced = build("one", &["--shard", "2/2"]);
    assert!(replaced.contains("give each part a folder of its own"), "{replaced}");
    assert!(files("one") == files("two"));
    build("one", &["--shard", "1/2"]);
    let mut union = files("one");
    union.extend(files("two"));
    assert!(union == files("whole"));
}

#[test]
fn a_part_that_is_none_is_refused() {
    let site = starter();
    for wrong in ["0/2", "3/2", "1/0", "x", "1/2000"] {
        let ran = isles(site.path(), &["build", "--shard", wrong]);
        assert_eq!(ran.code, Some(2), "{wrong}: {}", ran.err);
    }
}
