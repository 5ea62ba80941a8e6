//! The workflow that `init --ci` writes: a site that checks, builds and tells of itself.

use jiff::tz::TimeZone;

use super::args::Service;

/// The time zone where it is not known what this computer's is called.
const NO_ZONE: &str = "Etc/UTC";

/// What this computer's time zone is called, such as `America/Chicago`.
pub fn zone() -> String {
    TimeZone::system().iana_name().unwrap_or(NO_ZONE).to_owned()
}

/// The file of a service, whose days begin in this time zone: where it goes, from the repository's root, and what it
/// holds.
pub fn file(service: Service, zone: &str) -> Option<(&'static str, String)> {
    let (path, text) = match service {
        Service::Github => (".github/workflows/plans.yml", include_str!("ci/github.yml")),
        Service::Gitlab => (".gitlab-ci.yml", include_str!("ci/gitlab.yml")),
        Service::None => return None,
    };
    Some((path, text.replace("{version}", env!("CARGO_PKG_VERSION")).replace("{zone}", zone)))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::{Arguments, Command};

    /// The calls of this program in a workflow, without what the shell does around them.
    fn calls(text: &str) -> Vec<Vec<String>> {
        let lines = text.lines().map(|line| line.trim().trim_start_matches("- "));
        let lines = lines.map(|line| line.trim_start_matches("if ").trim_start_matches("! "));
        let calls = lines.filter(|line| line.starts_with("isles "));
        calls
            .map(|line| {
                let call = line.split(" > ").next().unwrap_or_default().split(';').next().unwrap_or_default();
                let call = ["\"$AUDIENCE\"", "\"$ISLES_PAGES\"", "\"$PAGES_AUDIENCE\""]
                    .iter()
                    .fold(call.to_owned(), |call, name| call.replace(name, "staff"))
                    .replace('"', "");
                call.split_whitespace().map(str::to_owned).collect()
            })
            .collect()
    }

    #[test]
    fn every_call_in_a_workflow_is_one_that_the_program_knows() {
        for service in [Service::Github, Service::Gitlab] {
            let (path, text) = file(service, NO_ZONE).unwrap();
            let calls = calls(&text);
            assert_eq!(calls.len(), 5, "check, three builds and diff in {path}: {calls:?}");
            for call in calls {
                let parsed =
                    Arguments::try_parse_from(&call).unwrap_or_else(|error| panic!("{call:?}: {error}"));
                if let Command::Build(build) = parsed.command {
                    assert!(build.reading.audience.is_some() && build.dest_dir.is_some(), "{call:?}");
                }
            }
        }
    }

    #[test]
    fn no_workflow_builds_for_leadership() {
        for service in [Service::Github, Service::Gitlab] {
            let (path, text) = file(service, NO_ZONE).unwrap();
            let said = text.lines().filter(|line| !line.trim_start().starts_with('#'));
            let named: Vec<&str> =
                said.filter(|line| line.contains("leadership") && !line.contains("Refuse")).collect();
            assert_eq!(named, [""; 0], "{path}");
            assert!(text.contains("AUDIENCE: staff"), "{path}");
            assert_eq!(text.matches("public | staff) ;;").count(), 2, "the site and the pages of {path}");
            assert!(!text.contains('\t') && !text.contains("pull_request_target"));
            assert!(!text.contains("{version}") && !text.contains("{zone}"));
        }
    }

    #[test]
    fn what_the_guide_tells_of_stands_in_the_workflows() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let guide = root.join("content/pages/how-to/publish-from-a-repository.md");
        let guide = std::fs::read_to_string(guide).unwrap();
        let [github, gitlab] =
            [Service::Github, Service::Gitlab].map(|service| file(service, NO_ZONE).unwrap().1);
        let table = guide.split_once("| On GitHub | On GitLab | What happens |").unwrap().1;
        let rows: Vec<Vec<&str>> = table
            .lines()
            .skip(2)
            .take_while(|line| line.starts_with('|'))
            .map(|line| line.split('|').map(str::trim).collect())
            .collect();
        assert_eq!(rows.len(), 8);
        for row in rows {
            let (on_github, on_gitlab) = (row[1], row[2].split('`').nth(1).unwrap());
            let step = format!("- name: {}\n", on_github.trim_matches('*'));
            let job = format!("\n  {}:\n", on_github.trim_matches('`'));
            assert!(github.contains(&step) || github.contains(&job), "{on_github}");
            assert!(gitlab.contains(on_gitlab), "{on_gitlab}");
        }
        let names = guide.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_');
        let variables = names.filter(|name| name.starts_with("ISLES_") && *name != "ISLES_ROSTER");
        assert!(variables.clone().count() > 3);
        for variable in variables {
            assert!(github.contains(variable) || gitlab.contains(variable), "{variable}");
        }
    }

    #[test]
    fn the_repositorys_own_workflow_is_the_one_that_it_hands_out() {
        let (path, text) = file(Service::Github, NO_ZONE).unwrap();
        let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(own.parent().unwrap()).unwrap();
            std::fs::write(&own, &text).unwrap();
        }
        let there = std::fs::read_to_string(&own).unwrap().replace("\r\n", "\n");
        assert!(there == text, "{path} differs: UPDATE=1 writes it anew");
    }
}
