//! Relative paths between files of a site.

/// Why a path leads nowhere that may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// It climbs out of the content folder, or starts at the top of the disk or the site.
    Leaves,
    /// It holds what no path of a site can hold, such as a backslash.
    Malformed,
}

/// The path from the site's root that `relative` means in the file `from`, inside the folder `within`.
///
/// # Errors
/// [`PathError`] where it leaves `within` or cannot be a path.
pub fn resolve_path(within: &str, from: &str, relative: &str) -> Result<String, PathError> {
    if relative.starts_with('/') {
        return Err(PathError::Leaves);
    }
    if relative.contains(['\\', '\0', ':']) || relative.is_empty() {
        return Err(PathError::Malformed);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(PathError::Leaves)?;
            }
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    let inside = path.strip_prefix(within).is_some_and(|rest| rest.starts_with('/'));
    if inside { Ok(path) } else { Err(PathError::Leaves) }
}

/// The first folder below the content folder `src` that a path lies in.
pub(super) fn first_folder<'p>(src: &str, path: &'p str) -> Option<&'p str> {
    let inside = path.strip_prefix(src)?.strip_prefix('/')?;
    Some(inside.split_once('/')?.0)
}

/// `%20` and its like as the characters they stand for; `None` where they stand for no text.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).ok()?);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_to_its_file_and_stays_inside() {
        let resolve = |relative| resolve_path("content", "content/a/plans/p.md", relative);
        assert_eq!(resolve("../evidence/x.md").unwrap(), "content/a/evidence/x.md");
        assert_eq!(resolve("./x.png").unwrap(), "content/a/plans/x.png");
        assert_eq!(resolve("../../../book.toml"), Err(PathError::Leaves));
        assert_eq!(resolve("../../../content/x.md").unwrap(), "content/x.md");
        assert_eq!(resolve("../../../contents/x.md"), Err(PathError::Leaves));
        assert_eq!(resolve("../../../../../etc/passwd"), Err(PathError::Leaves));
        assert_eq!(resolve("/etc/passwd"), Err(PathError::Leaves));
        assert_eq!(resolve("..\\x.md"), Err(PathError::Malformed));
    }

    #[test]
    fn percent_signs_are_decoded_where_they_are_text() {
        assert_eq!(percent_decode("a%20b%C3%A9").as_deref(), Some("a bé"));
        assert_eq!(percent_decode("100%").as_deref(), Some("100%"));
        assert_eq!(percent_decode("%FF"), None);
    }
}
