//! What the commands say: results on standard output, everything else on standard error.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};

use annotate_snippets::{Group, Level, Renderer, normalize_untrusted_str};

use super::{Exit, Failure};

/// Columns of a line of messages; source lines longer than this are cut around the place meant.
const WIDTH: usize = 110;

/// Writes a result to standard output. A reader that has seen enough (`| head`) is no failure.
pub fn result(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure {
            exit: Exit::InputOutput,
            message: format!("cannot write the result: {error}"),
            help: None,
        }),
        _ => Ok(()),
    }
}

/// Says something beside the result, on standard error.
pub fn say(text: &str) {
    // Where standard error is closed nobody is left to be told.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Says something worth knowing that stops nothing.
pub fn note(text: &str) {
    headline(Level::NOTE, text);
}

/// Says why a command could not do its work, and what to do.
pub fn failure(failure: &Failure) {
    headline(Level::ERROR, &failure.message);
    if let Some(help) = &failure.help {
        headline(Level::HELP, help);
    }
}

fn headline(level: Level<'_>, text: &str) {
    let title = level.primary_title(plain(text));
    say(&format!("{}\n", renderer().render(&[Group::with_title(title)])));
}

/// The renderer of messages, in colour; the streams take the colour out where it is not wanted.
pub fn renderer() -> Renderer {
    Renderer::styled().term_width(WIDTH)
}

/// Whether all that is said goes to a terminal, and nothing into a file or log.
pub fn is_watched() -> bool {
    std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
}

/// A path as people read it: from the current folder where it lies in it, without `.`.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
    if plain.as_os_str().is_empty() { ".".to_owned() } else { plain.display().to_string() }
}

/// A text that cannot move the cursor, ring the bell or turn the line around.
pub fn plain(text: &str) -> String {
    normalize_untrusted_str(&harmless(text))
}

/// The same on one line, for what should never have held a line end.
pub fn plain_line(text: &str) -> String {
    plain(text).replace('\n', "␊")
}

/// The control characters U+0080–U+009F, which some terminals obey and the renderer lets through,
/// as a sign of the same length; the renderer deals with the others.
pub fn harmless(text: &str) -> String {
    text.replace(|character| matches!(character, '\u{80}'..='\u{9f}'), "¤")
}
