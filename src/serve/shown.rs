//! What the preview shows of the site for one audience: the last good build, and what is wrong with the newest.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::findings::Findings;
use crate::Kept;
use crate::audience::Audience;
use crate::diagnostic::Diagnostic;
use crate::input::{Input, Options};
use crate::output::{Ahead, NoShelf, Output, Place, Shelf};

/// The site for one audience as it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Whom it is for.
    pub audience: Audience,
    /// The last build without errors; `None` where there was none yet.
    pub good: Option<Arc<Files>>,
    /// Pages of the newest build while the rest of it is made.
    ahead: Option<Arc<FilesAhead>>,
    /// The problems of the newest build.
    pub problems: Vec<Diagnostic>,
    /// Why there is no newest build, where there is none.
    pub trouble: Option<String>,
    /// The same for the browser.
    pub findings: Findings,
    /// What the next build need not make anew.
    kept: Kept,
}

/// What stands at an address.
#[derive(Debug)]
pub enum Answer {
    /// A file of the last good build, by its place among them.
    File(Arc<Files>, usize),
    /// A folder with an `index.html`, named without the `/` at its end.
    Folder,
    /// Nothing.
    Missing(Arc<Files>),
    /// There was no good build yet.
    Broken,
}

impl Shown {
    /// Builds the site for an audience anew. With errors, the last good build of `old` stays. Until all is made, `show`
    /// is handed what may be seen in the meantime: `old` with the pages of the records that have changed.
    ///
    /// Everything that a rebuild may keep from the one before goes through `old`.
    pub fn rebuilt(
        old: Option<&Self>,
        input: &Input,
        options: &Options,
        audience: Audience,
        show: &(dyn Fn(Self) + Sync),
    ) -> Self {
        let options = Options { audience: Some(audience), ..options.clone() };
        let none = Kept::default();
        let (build, kept) = crate::rebuild(
            input,
            &options,
            old.map_or(&none, |old| &old.kept),
            &crate::observe::Unobserved,
            &Window { old, show },
        );
        let good = if build.has_errors() {
            old.and_then(|old| old.good.clone())
        } else {
            Some(Arc::new(Files::of(build.outputs, old.and_then(|old| old.good.as_deref()))))
        };
        let findings = Findings::of(&build.diagnostics);
        Self { audience, good, ahead: None, problems: build.diagnostics, trouble: None, findings, kept }
    }

    /// What is shown where nothing can be built, and why.
    pub fn not_built(old: Option<&Self>, audience: Audience, why: &str) -> Self {
        let good = old.and_then(|old| old.good.clone());
        let findings = Findings::of_trouble(why);
        let kept = old.map(|old| old.kept.clone()).unwrap_or_default();
        let (problems, trouble) = (Vec::new(), Some(why.to_owned()));
        Self { audience, good, ahead: None, problems, trouble, findings, kept }
    }

    /// What stands at a path below the audience's own.
    pub fn answer(&self, path: &str) -> Answer {
        let Some(files) = &self.good else { return Answer::Broken };
        let missing = || Answer::Missing(files.clone());
        if path.is_empty() || path.ends_with('/') {
            let index = self.file(files, &format!("{path}index.html"));
            return index.map_or_else(missing, |(files, at)| Answer::File(files, at));
        }
        match self.file(files, path) {
            Some((files, at)) => Answer::File(files, at),
            None if self.file(files, &format!("{path}/index.html")).is_some() => Answer::Folder,
            None => missing(),
        }
    }

    /// The newest file at a path, in the pages made ahead or else in the last good build.
    fn file(&self, good: &Arc<Files>, path: &str) -> Option<(Arc<Files>, usize)> {
        if let Some(FilesAhead { files, gone }) = self.ahead.as_deref() {
            if let Some(at) = files.position(path) {
                return Some((files.clone(), at));
            }
            if gone.contains(path) {
                return None;
            }
        }
        good.position(path).map(|at| (good.clone(), at))
    }

    /// The same for those who may not read what is wrong: it is said of all records, whoever may see them.
    #[must_use]
    pub fn with_findings_counted(mut self) -> Self {
        self.findings = self.findings.counted();
        self
    }

    /// What changes when the page at a path must be loaded again.
    pub fn mark(&self, path: &str) -> String {
        match self.answer(path) {
            Answer::File(files, at) => files.mark(at),
            Answer::Folder | Answer::Missing(_) => "missing".to_owned(),
            Answer::Broken => self.findings.id.clone(),
        }
    }

    /// How many pages are others than in an earlier build, come and gone ones too.
    pub fn changed_pages(&self, old: Option<&Self>) -> usize {
        let of = |shown: Option<&Self>| shown.and_then(|shown| shown.good.clone());
        let (before, after) = (of(old), of(Some(self)));
        let mut before = before.iter().flat_map(|files| files.pages()).peekable();
        let mut changed = 0;
        for (path, mark) in after.iter().flat_map(|files| files.pages()) {
            while before.next_if(|(old, _)| *old < path).is_some() {
                changed += 1;
            }
            changed +=
                usize::from(before.next_if(|(old, _)| *old == path).is_none_or(|(_, old)| old != mark));
        }
        changed + before.count()
    }
}

/// Pages of a build that is not done yet.
#[derive(Debug)]
struct FilesAhead {
    files: Arc<Files>,
    gone: BTreeSet<String>,
}

/// Where a build shows what it has made before it is done.
struct Window<'w> {
    old: Option<&'w Shown>,
    show: &'w (dyn Fn(Shown) + Sync),
}

impl Shelf for Window<'_> {
    fn put(&self, bytes: &[u8]) -> Option<Place> {
        NoShelf.put(bytes)
    }

    fn spares_memory(&self) -> bool {
        NoShelf.spares_memory()
    }

    fn shows(&self) -> bool {
        self.old.is_some_and(|old| old.good.is_some())
    }

    fn show(&self, Ahead { outputs, gone }: Ahead) {
        let Some((old, good)) = self.old.and_then(|old| Some((old, old.good.as_deref()?))) else { return };
        let files = Arc::new(good.with_style_of(outputs));
        (self.show)(Shown { ahead: Some(Arc::new(FilesAhead { files, gone })), ..old.clone() });
    }
}

type Mark = [u8; 8];

/// The files of a build.
#[derive(Debug)]
pub struct Files {
    /// Sorted by path.
    pub outputs: Vec<Output>,
    /// For each file, a hash of what the reader sees of it but for the style sheet, which is exchanged
    /// without loading the page again.
    marks: Vec<Mark>,
    /// The path of the style sheet.
    pub style: Option<String>,
    /// A hash of the fonts.
    fonts: blake3::Hash,
}

impl Files {
    /// The files of a build; what is the same in an `old` one has the same mark.
    fn of(outputs: Vec<Output>, old: Option<&Self>) -> Self {
        let style = outputs.iter().map(|output| &output.path).find(|path| is_style(path)).cloned();
        let mut fonts = blake3::Hasher::new();
        for font in outputs.iter().filter(|output| output.path.starts_with("theme/fonts/")) {
            fonts.update(blake3::hash(font.bytes.as_slice()).as_bytes());
        }
        let fonts = fonts.finalize();
        let old = old.filter(|old| old.style == style && old.fonts == fonts);
        let known = |output: &Output| {
            let old = old?;
            let at = old.position(&output.path)?;
            old.outputs[at].bytes.is_shared_with(&output.bytes).then(|| old.marks[at])
        };
        let new = |output: &Output| mark(output, style.as_deref(), &fonts);
        let marks = outputs.par_iter().map(|output| known(output).unwrap_or_else(|| new(output))).collect();
        Self { outputs, marks, style, fonts }
    }

    /// Pages that load the same styles and fonts.
    fn with_style_of(&self, outputs: Vec<Output>) -> Self {
        let style = self.style.clone();
        let marks = outputs.iter().map(|output| mark(output, style.as_deref(), &self.fonts)).collect();
        Self { outputs, marks, style, fonts: self.fonts }
    }

    fn position(&self, path: &str) -> Option<usize> {
        self.outputs.binary_search_by(|output| output.path.as_str().cmp(path)).ok()
    }

    /// What changes when a file must be loaded again.
    pub fn mark(&self, at: usize) -> String {
        self.marks.get(at).map(hex).unwrap_or_default()
    }

    /// The pages with their marks, in the order of their paths.
    fn pages(&self) -> impl Iterator<Item = (&str, Mark)> {
        let files = self.outputs.iter().map(|output| output.path.as_str()).zip(self.marks.iter().copied());
        files.filter(|(path, _)| path.ends_with(".html"))
    }
}

fn is_style(path: &str) -> bool {
    path.starts_with("theme/") && path.ends_with(".css")
}

fn mark(output: &Output, style: Option<&str>, fonts: &blake3::Hash) -> Mark {
    let mut hasher = blake3::Hasher::new();
    let bytes = output.bytes.as_slice();
    match (std::str::from_utf8(bytes), style) {
        (Ok(text), Some(style)) if output.path.ends_with(".html") => {
            hasher.update(fonts.as_bytes());
            for part in text.split(style) {
                hasher.update(part.as_bytes()).update(&[0]);
            }
        }
        _ => {
            hasher.update(bytes);
        }
    }
    let mut mark = Mark::default();
    mark.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    mark
}

fn hex(mark: &Mark) -> String {
    mark.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::input::InputFile;
    use crate::output::Bytes;

    fn shown(files: &[(&str, &str)]) -> Shown {
        let mut outputs: Vec<Output> = files
            .iter()
            .map(|(path, text)| Output { path: (*path).into(), bytes: Bytes::Made(text.as_bytes().to_vec()) })
            .collect();
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        let good = Some(Arc::new(Files::of(outputs, None)));
        Shown {
            audience: Audience::Staff,
            good,
            ahead: None,
            problems: Vec::new(),
            trouble: None,
            findings: Findings::of(&[]),
            kept: Kept::default(),
        }
    }

    fn path_of(answer: &Answer) -> &str {
        match answer {
            Answer::File(files, at) => &files.outputs[*at].path,
            Answer::Folder => "a folder",
            Answer::Missing(_) => "nothing",
            Answer::Broken => "broken",
        }
    }

    #[test]
    fn an_address_is_a_file_a_folder_or_nothing() {
        let shown = shown(&[("index.html", "i"), ("plans/index.html", "p"), ("plans/a.html", "a")]);
        for (path, found) in [
            ("", "index.html"),
            ("plans/", "plans/index.html"),
            ("plans", "a folder"),
            ("plans/a.html", "plans/a.html"),
            ("plans/a.html/", "nothing"),
            ("plans/b.html", "nothing"),
            ("topics/", "nothing"),
        ] {
            assert_eq!(path_of(&shown.answer(path)), found, "{path}");
        }
    }

    #[test]
    fn a_new_style_is_no_other_page_and_a_new_font_is() {
        let with = |style: &str, text: &str, font: &str| {
            let page = format!("<link href=\"{style}\">{text}");
            shown(&[("a.html", page.as_str()), (style, "css"), ("theme/fonts/f.woff2", font)])
        };
        let old = with("theme/harbor-1.css", "text", "font");
        let restyled = with("theme/harbor-2.css", "text", "font");
        assert_eq!(old.mark("a.html"), restyled.mark("a.html"));
        assert_eq!(restyled.changed_pages(Some(&old)), 0);
        for other in
            [with("theme/harbor-1.css", "other", "font"), with("theme/harbor-1.css", "text", "other")]
        {
            assert_ne!(old.mark("a.html"), other.mark("a.html"));
            assert_eq!(other.changed_pages(Some(&old)), 1);
        }
    }

    #[test]
    fn pages_made_ahead_stand_before_those_of_the_last_good_build() {
        let old = shown(&[("a.html", "a"), ("b.html", "b"), ("plans/index.html", "p")]);
        let output = |path: &str| Output { path: path.into(), bytes: Bytes::Made(b"new".to_vec()) };
        let good = old.good.as_ref().expect("a build");
        let files = Arc::new(good.with_style_of(vec![output("a.html"), output("c.html")]));
        let gone = BTreeSet::from(["b.html".to_owned()]);
        let ahead = Shown { ahead: Some(Arc::new(FilesAhead { files, gone })), ..old.clone() };
        for (path, found) in [("a.html", "a.html"), ("c.html", "c.html"), ("b.html", "nothing")] {
            assert_eq!(path_of(&ahead.answer(path)), found, "{path}");
        }
        assert_eq!(path_of(&ahead.answer("plans/")), "plans/index.html");
        let whole = shown(&[("a.html", "new"), ("c.html", "new"), ("plans/index.html", "p")]);
        for path in ["a.html", "b.html", "c.html", "plans/index.html"] {
            assert_eq!(ahead.mark(path), whole.mark(path), "{path} is not loaded once more");
        }
    }

    #[test]
    fn a_saved_record_is_shown_before_the_whole_site_is_made() {
        let file =
            |path: &str, text: &str| InputFile { path: path.into(), bytes: Arc::from(text.as_bytes()) };
        let site = |text: &str| {
            let page = file("content/pages/a.md", &format!("+++\ntitle = \"A\"\n+++\n{text}\n"));
            let school = file("content/school.toml", "name = \"X\"\nlevel = \"other\"\n");
            Input { content: vec![page, school], ..Input::default() }
        };
        let options = Options::as_of(jiff::civil::date(2026, 11, 24));
        let build = |old: Option<&Shown>, text: &str| {
            let seen = Mutex::new(Vec::new());
            let show = |shown: Shown| seen.lock().expect("nobody panicked").push(shown);
            let whole = Shown::rebuilt(old, &site(text), &options, Audience::Staff, &show);
            (whole, seen.into_inner().expect("nobody panicked"))
        };
        let (first, seen) = build(None, "First.");
        assert!(first.good.is_some() && seen.is_empty(), "there is nothing yet to show it in");
        let (second, seen) = build(Some(&first), "Second.");
        let [ahead] = seen.as_slice() else { panic!("shown {} times", seen.len()) };
        let Answer::File(files, at) = ahead.answer("pages/a.html") else { panic!("the page is there") };
        assert!(String::from_utf8_lossy(files.outputs[at].bytes.as_slice()).contains("Second."));
        assert_ne!(first.mark("pages/a.html"), ahead.mark("pages/a.html"));
        for path in ["pages/a.html", "index.html"] {
            assert_eq!(ahead.mark(path), second.mark(path), "{path} is not loaded once more");
        }
        let (_, seen) = build(Some(&second), "Second. [Nowhere](b.md)");
        assert!(seen.is_empty(), "what cannot be built is not shown");
    }

    #[test]
    fn pages_that_come_and_go_have_changed() {
        let old = shown(&[("a.html", "a"), ("b.html", "b"), ("x.csv", "1")]);
        let new = shown(&[("a.html", "a"), ("c.html", "b"), ("x.csv", "2")]);
        assert_eq!(new.changed_pages(Some(&old)), 2);
        assert_eq!(new.changed_pages(None), 2);
        assert_eq!((old.mark("c.html"), new.mark("b.html")), ("missing".into(), "missing".into()));
    }
}
