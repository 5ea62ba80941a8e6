//! The configuration of a web editor: one collection a kind of record and place, its fields from the schema.

use serde_json::{Map, Value, json};

use super::Place;
use super::field::Form;
use crate::cli::args::WebEditor;
use crate::config::Config;
use crate::record::{Kind, hint, is_needed};

/// The whole configuration.
pub(super) fn config(editor: WebEditor, settings: &Config, places: &[Place]) -> Value {
    let src = &settings.book.src;
    let alone = places.len() == 1;
    let mut collections = Vec::new();
    for place in places {
        let of_place = Collections { editor, place, src, alone };
        if !collections.is_empty() && editor == WebEditor::Sveltia {
            collections.push(json!({ "divider": true }));
        }
        collections.extend(of_place.all());
    }
    let mut config = Map::new();
    config.insert("backend".into(), backend(editor, settings.output.html.git_repository_url.as_deref()));
    config.insert("media_folder".into(), format!("{src}/files").into());
    config.insert("public_folder".into(), "/files".into());
    config.insert("slug".into(), slug(editor));
    if editor == WebEditor::Sveltia {
        // An empty date that is written as a date would fail, and the editor would then empty the file.
        config.insert("output".into(), json!({ "omit_empty_optional_fields": true }));
    }
    config.insert("collections".into(), collections.into());
    config.into()
}

/// Where the records are kept: read off the address of the repository, else to be filled in.
fn backend(editor: WebEditor, repository: Option<&str>) -> Value {
    let known = repository.and_then(|address| {
        let path = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
        let (host, path) = path.split_once('/')?;
        let name = ["github", "gitlab"].into_iter().find(|name| host == format!("{name}.com"))?;
        Some((name, path.trim_end_matches('/').trim_end_matches(".git").to_owned()))
    });
    let (name, repo) = known.unwrap_or(("github", "OWNER/REPOSITORY".to_owned()));
    let mut backend = json!({ "name": name, "repo": repo });
    if editor == WebEditor::Decap {
        backend["branch"] = "main".into();
    }
    backend
}

/// How a title becomes a file's name, so that it can be an id.
fn slug(editor: WebEditor) -> Value {
    match editor {
        WebEditor::Sveltia => json!({ "encoding": "ascii", "clean_accents": true, "maxlength": 100 }),
        WebEditor::Decap => json!({ "encoding": "ascii", "clean_accents": true }),
    }
}

struct Collections<'a> {
    editor: WebEditor,
    place: &'a Place,
    /// The folder of the records.
    src: &'a str,
    /// Whether there is no other place.
    alone: bool,
}

impl Collections<'_> {
    fn all(&self) -> Vec<Value> {
        let kinds = Kind::with_folder().map(|kind| self.of_kind(kind));
        let place =
            self.form(self.place.kind).can_be_read().then(|| self.of_file(self.place.kind, &self.own_file()));
        [self.of_file(Kind::Home, "index.md")].into_iter().chain(place).chain(kinds).collect()
    }

    fn of_kind(&self, kind: Kind) -> Value {
        let row = kind.row();
        let folder = row.folder.unwrap_or_default();
        let form = self.form(kind);
        let hidden = form.hidden();
        let can_start = !hidden.iter().any(|name| is_needed(kind, name));
        let mut collection = self.named(folder, row.plural, "toml-frontmatter");
        let start =
            format!(" Start one with `isles new {}`: this editor cannot write all it needs.", row.name);
        let description = format!("{}{}", row.practice, if can_start { "" } else { &start });
        collection.insert("label_singular".into(), row.singular.into());
        collection.insert("description".into(), description.into());
        collection.insert("folder".into(), self.path(folder).into());
        collection.insert("create".into(), can_start.into());
        collection.insert("extension".into(), "md".into());
        if self.editor == WebEditor::Sveltia {
            // It would add its own addresses to our field of that name.
            collection.insert("aliases_field".into(), false.into());
        }
        let fields = form.fields().into_iter().chain([body(self.editor, kind)]);
        collection.insert("fields".into(), fields.collect());
        collection.into()
    }

    /// A record that is one file of its own.
    fn of_file(&self, kind: Kind, file: &str) -> Value {
        let row = kind.row();
        let is_text = file.ends_with(".md");
        let label = if is_text { "Home page" } else { row.singular };
        let mut collection = self.named(row.name, label, if is_text { "toml-frontmatter" } else { "toml" });
        let mut fields = self.form(kind).fields();
        fields.extend(is_text.then(|| body(self.editor, kind)));
        collection.insert("description".into(), row.practice.into());
        collection.insert(
            "files".into(),
            json!([{ "name": row.name, "label": label, "file": self.path(file), "fields": fields }]),
        );
        collection.into()
    }

    /// What every collection has. Files that are added lie beside the record that names them.
    fn named(&self, name: &str, label: &str, format: &str) -> Map<String, Value> {
        let Place { kind: _, folder, name: place } = self.place;
        let name = match folder {
            Some(folder) => format!("{folder}-{name}"),
            None => name.to_owned(),
        };
        let label = if self.alone { label.to_owned() } else { format!("{place}: {label}") };
        let mut collection = Map::new();
        collection.insert("name".into(), name.into());
        collection.insert("label".into(), label.into());
        collection.insert("format".into(), format.into());
        collection.insert("media_folder".into(), "".into());
        collection.insert("public_folder".into(), "".into());
        collection.insert("editor".into(), json!({ "preview": false }));
        collection
    }

    fn form(&self, kind: Kind) -> Form {
        Form::new(self.editor, kind, self.alone)
    }

    fn own_file(&self) -> String {
        format!("{}.toml", self.place.kind.row().name)
    }

    fn path(&self, inside: &str) -> String {
        match &self.place.folder {
            Some(folder) => format!("{}/{folder}/{inside}", self.src),
            None => format!("{}/{inside}", self.src),
        }
    }
}

/// The text below the fields. It opens as Markdown: the other view writes footnotes, wiki links and pictures
/// of data anew, and breaks them. Decap opens that one wherever it is offered.
fn body(editor: WebEditor, kind: Kind) -> Value {
    let modes = match editor {
        WebEditor::Sveltia => json!(["raw", "rich_text"]),
        WebEditor::Decap => json!(["raw"]),
    };
    json!({
        "name": "body", "label": "Text", "widget": "markdown", "required": false, "modes": modes,
        "hint": hint(kind),
    })
}
