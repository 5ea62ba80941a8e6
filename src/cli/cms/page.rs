//! The page of a web editor, and what its configuration says about itself.

use crate::cli::args::WebEditor;

/// A script that makes an editor: its exact version, and the hash that a browser checks it against.
struct Script {
    name: &'static str,
    /// The package on npm, as `name@version`, and the file in it.
    file: &'static str,
    hash: &'static str,
    manual: &'static str,
}

fn script(editor: WebEditor) -> Script {
    match editor {
        WebEditor::Sveltia => Script {
            name: "Sveltia CMS",
            file: "@sveltia/cms@0.221.1/dist/sveltia-cms.js",
            hash: "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6",
            manual: "https://sveltiacms.app/en/docs",
        },
        WebEditor::Decap => Script {
            name: "Decap CMS",
            file: "decap-cms@3.16.3/dist/decap-cms.js",
            hash: "sha384-A/Gdn928CNLufmnGWGs9RM4Q9o8bSNLeJERqBFrBjwzL7FRpoLT3MPF8Tl0+Wd2p",
            manual: "https://decapcms.org/docs/",
        },
    }
}

/// The page that loads the editor.
pub(super) fn page(editor: WebEditor, title: &str) -> String {
    let Script { name, file, hash, manual } = script(editor);
    let title = escaped(title);
    format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"robots\" content=\"noindex\">
<title>{title}: edit</title>
</head>
<body>
<noscript>The editor needs JavaScript. The plans can be read without it.</noscript>
<!--
  The editor of our records: {name} ({manual}).
  It is a page beside the site and no part of it: after `isles build`, copy this folder to where the site is
  published. It reads config.yml, which lies here too; fill in `repo` under `backend` first.
  The script below comes from unpkg.com, a host outside the school, in exactly the version named there; with
  any other text the browser refuses it. To load nothing from elsewhere, download that version from npm, put
  the folder `dist` here, and write src=\"dist/{last}\".
-->
<script src=\"https://unpkg.com/{file}\" integrity=\"{hash}\" crossorigin=\"anonymous\"></script>
</body>
</html>
",
        last = file.rsplit('/').next().unwrap_or(file),
    )
}

/// The lines above the configuration.
pub(super) fn config_head(editor: WebEditor) -> String {
    let Script { name, file: _, hash: _, manual } = script(editor);
    let (flavor, limits) = match editor {
        WebEditor::Sveltia => ("sveltia", "Records that are kept as .toml files are not listed."),
        WebEditor::Decap => (
            "decap",
            "school.toml, district.toml and records that are kept as .toml files are not listed. A date that\n\
             # is less than a day, such as \"2026-27\", is shown as a day: leave it as it is.",
        ),
    };
    format!(
        "# The configuration of {name} ({manual}), made from the fields of records.
# After an update of Isles, delete this file and run `isles init --cms {flavor}` again; then fill in `backend`.
#
# backend      where the repository is, and how people sign in: see the manual of the editor.
# collections  one for each kind of record. A file that is added lies beside its record.
#
# Such editors drop the comments in the fields of a record. `isles fmt` puts the fields back in order.
# {limits}
"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
