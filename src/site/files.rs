//! The files that are published beside the pages: attachments, and what texts link to and show.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::catalog::{Destination, resolve_path};
use crate::view::{Seen, View};

/// A file that is published.
#[derive(Debug, Clone)]
pub struct PublishedFile<'a> {
    /// Where it lies, below the output folder: its name holds a hash of its bytes.
    pub url: String,
    /// What it holds.
    pub bytes: &'a Arc<[u8]>,
    /// Its pixels across and down, where it is an image.
    pub pixels: Option<(usize, usize)>,
}

/// The files that the records of a view name, link to or show, by their path in the source.
pub(super) fn published<'a>(view: &View<'a>) -> BTreeMap<String, PublishedFile<'a>> {
    let mut files = BTreeMap::new();
    for (_, entry) in view.entries() {
        let record = &entry.record;
        let attachments = record.data.fields().attachments().iter();
        let named =
            attachments.filter_map(|file| resolve_path(view.src(), record.source.path(), &file.path).ok());
        let links = entry.outline.links.iter().map(|link| view.destination(record, &link.destination));
        let images =
            entry.outline.images.iter().map(|image| view.image_destination(record, &image.destination));
        let linked = links.chain(images).filter_map(|seen| match seen {
            Seen::Shown(Destination::File(path)) => Some(path),
            _ => None,
        });
        for path in named.chain(linked) {
            if let Some(bytes) = view.file(&path) {
                files.entry(path).or_insert_with_key(|path| publish(path, bytes));
            }
        }
    }
    files
}

fn publish<'a>(path: &str, bytes: &'a Arc<[u8]>) -> PublishedFile<'a> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let hash = blake3::hash(bytes).to_hex();
    let stem = match crate::id::slug(stem) {
        slug if slug.is_empty() => "file".to_owned(),
        slug => slug,
    };
    let ending = crate::id::slug(ending);
    let pixels = imagesize::blob_size(bytes).ok().map(|size| (size.width, size.height));
    PublishedFile { url: format!("files/{stem}-{}.{ending}", &hash[..12]), bytes, pixels }
}
