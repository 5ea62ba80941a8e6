//! Pictures made ready, each in a file of its own by the hash of what it was made from.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::file;
use crate::input::Input;
use crate::picture;
use crate::publish::{Kept, KeptPicture};

/// The folder of the pictures within the cache.
const FOLDER: &str = "pictures";

/// The pictures made from files of `input`.
pub fn read(cache: &Path, input: &Input) -> Kept {
    let known = names(&cache.join(FOLDER));
    if known.is_empty() {
        return Kept::default();
    }
    let of_file = |file: &crate::input::InputFile| {
        if file.path.ends_with(".md") {
            return None;
        }
        let source = blake3::hash(&file.bytes);
        let name = name(source);
        known.contains(&name).then(|| file::read::<KeptPicture>(&cache.join(FOLDER).join(name), program()))?
    };
    let pictures: Vec<KeptPicture> = input.content.par_iter().filter_map(of_file).collect();
    Kept::of_pictures(pictures)
}

/// Leaves the pictures of a build, and deletes those that it did not have.
pub fn write(cache: &Path, kept: &Kept) -> io::Result<()> {
    let folder = cache.join(FOLDER);
    let known = names(&folder);
    let pictures: Vec<KeptPicture> = kept.pictures().collect();
    if !pictures.is_empty() {
        fs::create_dir_all(&folder)?;
    }
    let mut used = BTreeSet::new();
    for picture in pictures {
        let name = name(picture.source());
        if !known.contains(&name) {
            file::write(&folder.join(&name), program(), &picture)?;
        }
        used.insert(name);
    }
    for name in known.difference(&used) {
        file::remove(&folder.join(name))?;
    }
    Ok(())
}

/// Deletes the pictures that builds left, and their folder where nothing else lies in it.
pub fn remove(cache: &Path) -> io::Result<()> {
    let folder = cache.join(FOLDER);
    if file::is_folder(&folder) { file::clear(&folder, is_name) } else { Ok(()) }
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| is_name(name)).collect()
}

fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn name(source: blake3::Hash) -> String {
    source.to_hex().to_string()
}

/// Pictures are made by [`picture`] alone, whose version stands for the program.
fn program() -> blake3::Hash {
    blake3::hash(format!("picture {}", picture::VERSION).as_bytes())
}
