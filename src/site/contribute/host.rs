//! The page of a code host on which a new file is started, with its name and text filled in.

use serde::Serialize;

use crate::config::Html;

/// Where a new file is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Host {
    /// What the host is called.
    pub name: &'static str,
    /// The page of the folder in which the file is started.
    pub url: String,
    /// The parameter with the file's name.
    pub file: &'static str,
    /// The parameter with its text.
    pub text: &'static str,
}

/// The branch on which a file is started where no setting names one.
const BRANCH: &str = "main";

/// Where a file of that folder is started: read off the address at which files are edited, else off the
/// repository's.
///
/// GitHub and GitLab take a file's name and text in the address: `new/BRANCH/FOLDER?filename=…&value=…` and
/// `-/new/BRANCH/FOLDER?file_name=…&content=…`.
pub(super) fn host(settings: &Html, folder: &str) -> Option<Host> {
    let folder = folder.trim_end_matches('/');
    let edit = settings.edit_url_template.as_deref().and_then(|template| of_edit_page(template, folder));
    edit.or_else(|| of_repository(settings.git_repository_url.as_deref()?, folder))
}

fn github(url: String) -> Host {
    Host { name: "GitHub", url, file: "filename", text: "value" }
}

fn gitlab(url: String) -> Host {
    Host { name: "GitLab", url, file: "file_name", text: "content" }
}

fn of_edit_page(template: &str, folder: &str) -> Option<Host> {
    let (before, _) = template.split_once("{path}")?;
    if let Some((repository, branch)) = before.split_once("/-/edit/") {
        return Some(gitlab(format!("{repository}/-/new/{branch}{folder}")));
    }
    let (scheme, path) = before.split_once("://")?;
    // https://HOST/OWNER/REPOSITORY/edit/BRANCH/…
    let mut steps: Vec<&str> = path.split('/').collect();
    let edit = steps.get_mut(3).filter(|step| **step == "edit")?;
    *edit = "new";
    Some(github(format!("{scheme}://{}{folder}", steps.join("/"))))
}

fn of_repository(repository: &str, folder: &str) -> Option<Host> {
    let repository = repository.trim_end_matches('/').trim_end_matches(".git");
    let is_on = |host: &str| {
        ["https://", "http://"].iter().any(|scheme| {
            repository
                .strip_prefix(scheme)
                .and_then(|rest| rest.strip_prefix(host))
                .is_some_and(|rest| rest.starts_with('/'))
        })
    };
    if is_on("github.com") {
        Some(github(format!("{repository}/new/{BRANCH}/{folder}")))
    } else if is_on("gitlab.com") {
        Some(gitlab(format!("{repository}/-/new/{BRANCH}/{folder}")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(edit: Option<&str>, repository: Option<&str>) -> Option<String> {
        let settings = Html {
            edit_url_template: edit.map(str::to_owned),
            git_repository_url: repository.map(str::to_owned),
            ..Html::default()
        };
        host(&settings, "content/exemplars/").map(|host| format!("{}: {}", host.name, host.url))
    }

    #[test]
    fn the_page_for_a_new_file_stands_beside_the_one_for_editing() {
        assert_eq!(
            url(Some("https://github.com/o/r/edit/next/site/{path}"), None).as_deref(),
            Some("GitHub: https://github.com/o/r/new/next/site/content/exemplars")
        );
        assert_eq!(
            url(Some("https://git.school.example/group/sub/r/-/edit/main/{path}"), None).as_deref(),
            Some("GitLab: https://git.school.example/group/sub/r/-/new/main/content/exemplars")
        );
        assert_eq!(
            url(None, Some("https://gitlab.com/group/r.git")).as_deref(),
            Some("GitLab: https://gitlab.com/group/r/-/new/main/content/exemplars")
        );
        assert_eq!(
            url(None, Some("https://github.com/o/r/")).as_deref(),
            Some("GitHub: https://github.com/o/r/new/main/content/exemplars")
        );
        assert_eq!(url(Some("https://forge.example/_edit/main/{path}"), None), None);
        assert_eq!(url(None, Some("https://github.company.example/o/r")), None);
        assert_eq!(url(None, None), None);
    }
}
