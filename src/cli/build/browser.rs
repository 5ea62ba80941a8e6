//! Opening a page in the reader's own browser.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Asks the system to open a page in the browser.
///
/// # Errors
/// Where the system knows no program for that, or the program refuses.
pub fn open(page: &Path) -> io::Result<()> {
    let page = std::path::absolute(page)?;
    let mut command = opener();
    command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("the system answered {status}"))) }
}

fn opener() -> Command {
    if cfg!(target_os = "windows") {
        // `start` is a word of the shell; its first quoted argument is a window's title.
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else if cfg!(target_os = "macos") {
        Command::new("open")
    } else {
        Command::new("xdg-open")
    }
}
