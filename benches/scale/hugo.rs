//! The same texts as a bare site of another generator: pages, lists, topics, a feed and a site map, and nothing that
//! is computed.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::district::File;
use crate::put;

const SETTINGS: &str = "baseURL = 'https://plans.example.org/'\ntitle = 'Bench District'\n\
                        [taxonomies]\ntopic = 'topics'\n";

const BASE: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <title>{{ .Title }} – {{ site.Title }}</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n\
    <header><a href=\"/\">{{ site.Title }}</a><nav>{{ with .FirstSection }}<ul>{{ range .Sections }}\
    <li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}</nav></header>\n\
    <main>\n<h1>{{ .Title }}</h1>\n{{ block \"main\" . }}{{ end }}\n</main>\n<footer>{{ site.Title }}</footer>\n\
    </body>\n</html>\n";

const SINGLE: &str = "{{ define \"main\" }}{{ .Content }}{{ with .GetTerms \"topics\" }}<ul>{{ range . }}\
    <li><a href=\"{{ .RelPermalink }}\">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}{{ end }}\n";

const LIST: &str = "{{ define \"main\" }}{{ .Content }}<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">\
    {{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}\n";

/// Writes the site: each record's title, topics and text.
pub fn generate(site: &Path, records: &[File]) {
    put(&site.join("hugo.toml"), SETTINGS);
    for (name, text) in [("baseof", BASE), ("single", SINGLE), ("list", LIST)] {
        put(&site.join(format!("layouts/_default/{name}.html")), text);
    }
    put(&site.join("static/style.css"), "body { font: 1rem/1.5 sans-serif }\n");
    let mut folders = BTreeSet::new();
    for (path, text) in records.iter().filter(|(path, _)| path.ends_with(".md")) {
        let mut parts = text.splitn(3, "+++");
        let (fields, body) = (parts.nth(1).unwrap_or_default(), parts.next().unwrap_or_default());
        let is_kept = |line: &&str| line.starts_with("title =") || line.starts_with("topics =");
        // Fields of tables are not the page's own.
        let own = fields.lines().take_while(|line| !line.starts_with('['));
        let kept: Vec<&str> = own.filter(is_kept).collect();
        let path = match path.strip_suffix("/index.md") {
            Some(folder) => format!("{folder}/_index.md"),
            None => path.clone(),
        };
        folders.extend(Path::new(&path).ancestors().skip(1).map(Path::to_path_buf));
        put(&site.join(&path), &format!("+++\n{}\n+++\n{body}", kept.join("\n")));
    }
    // Without an index a folder is no section of its own there.
    for folder in folders.iter().filter(|folder| folder.components().count() > 1) {
        let index = site.join(folder).join("_index.md");
        if !index.exists() {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            put(&index, &format!("+++\ntitle = \"{name}\"\n+++\n"));
        }
    }
}

/// Builds it.
pub fn command(program: &str, site: &Path, out: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--source").arg(site).arg("--destination").arg(out).arg("--quiet");
    command
}
