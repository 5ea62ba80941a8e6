//! Opening a page in the reader's own browser.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Asks the system to open a page on disk in the browser.
///
/// # Errors
/// Where the system knows no program for that, or the program refuses.
pub fn open(page: &Path) -> io::Result<()> {
    ask(std::path::absolute(page)?.as_os_str())
}

/// The same for an address.
///
/// # Errors
/// As [`open`].
#[cfg(feature = "serve")]
pub fn open_address(address: &str) -> io::Result<()> {
    ask(OsStr::new(address))
}

fn ask(what: &OsStr) -> io::Result<()> {
    let mut command = opener();
    command.arg(what).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
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
