//! The live preview: what it answers, what it refuses, and that every save shows.

mod client;

use std::fs;

use isles::watch::Watcher;

use client::{Running, page, starter, write};

mod requests {
    //! What is answered and what is refused.

    use isles::audience::Audience;
    use isles::input::Options;

    use super::*;
    use crate::site::today;

    #[test]
    fn every_file_of_every_audience_is_what_a_build_makes() {
        let running = Running::starter();
        let input = crate::site::load(running.root.path());
        for audience in Audience::ALL {
            let options = Options { audience: Some(audience), ..Options::as_of(today()) };
            let build = isles::build(&input, &options);
            assert!(build.outputs.len() > 10);
            for output in &build.outputs {
                let answer = running.get(&format!("/{audience}/{}", output.path));
                assert_eq!(answer.status, 200, "{audience} {}", output.path);
                if answer.header("content-type").starts_with("text/html") {
                    let page = without_the_preview(answer.text());
                    assert_eq!(
                        page,
                        std::str::from_utf8(output.bytes.as_slice()).unwrap(),
                        "{}",
                        output.path
                    );
                } else {
                    assert_eq!(answer.body, output.bytes.as_slice(), "{}", output.path);
                }
            }
        }
        let staff_only = "pages/how-to-add-a-record.html";
        assert_eq!(running.get(&format!("/staff/{staff_only}")).status, 200);
        assert_eq!(running.get(&format!("/public/{staff_only}")).status, 404);
    }

    /// A page as it was before the preview added its script and the leave to listen.
    fn without_the_preview(page: &str) -> String {
        let start = page.find("<script defer src=\"/__isles/live.js\"").expect("the preview's script");
        let end = start + page[start..].find("</script>\n").expect("its end") + "</script>\n".len();
        format!("{}{}", &page[..start], &page[end..]).replace("; connect-src 'self'", "")
    }

    #[test]
    fn addresses_lead_to_pages() {
        let running = Running::starter();
        for (path, to) in [
            ("/", "/staff/"),
            ("/staff", "/staff/"),
            ("/public", "/public/"),
            ("/staff/plans", "/staff/plans/"),
            ("/plans/every-reader.html", "/staff/plans/every-reader.html"),
            ("/plans", "/staff/plans"),
        ] {
            let answer = running.get(path);
            assert_eq!((answer.status, answer.header("location")), (307, to), "{path}");
        }
        for path in ["/staff/", "/staff/plans/", "/staff/plans/every-reader.html?a=b"] {
            let answer = running.get(path);
            assert_eq!((answer.status, answer.header("content-type")), (200, "text/html; charset=utf-8"));
        }
        assert_eq!(running.get("/__isles/live.js").header("content-type"), "text/javascript; charset=utf-8");
    }

    #[test]
    fn only_the_head_comes_where_only_the_head_is_asked_for() {
        let running = Running::starter();
        let request =
            format!("HEAD /staff/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", running.address);
        let (head, whole) = (running.ask(&request), running.get("/staff/"));
        assert_eq!((head.status, head.body.len()), (200, 0));
        assert_eq!(head.header("content-length"), whole.body.len().to_string());
    }

    #[test]
    fn where_nothing_is_the_preview_says_so_and_waits_for_it() {
        let running = Running::starter();
        let path = "/staff/pages/new.html";
        let answer = running.get(path);
        assert_eq!(answer.status, 404);
        assert!(answer.text().contains("Nothing at this address"), "{}", answer.text());
        assert!(answer.text().contains("<code>pages/new.html</code>"), "{}", answer.text());
        let mut events = running.follow(path);
        assert_eq!(events.next_of("page"), "missing");
        running.write("content/pages/new.md", &page("New"));
        assert_ne!(events.next_of("page"), "missing");
        assert!(running.get(path).text().contains("Text of New."));
    }

    #[test]
    fn no_other_site_may_use_an_answer() {
        let running = Running::starter();
        for path in ["/staff/", "/staff/records.json", "/staff/nothing.html", "/%2e%2e/x", "/__isles/live.js"]
        {
            let answer = running.get(path);
            for (name, value) in [
                ("cross-origin-resource-policy", "same-origin"),
                ("x-frame-options", "DENY"),
                ("x-content-type-options", "nosniff"),
                ("cache-control", "no-store"),
            ] {
                assert_eq!(answer.header(name), value, "{path} {name}");
            }
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")), "{path}");
        }
    }

    #[test]
    fn to_the_network_problems_are_counted_and_not_told() {
        for (host, is_told) in [("127.0.0.1", true), ("0.0.0.0", false)] {
            let root = starter();
            let secret = "+++\ntitle = \"Plan B secret\"\naudience = \"leadership\"\n+++\nText.\n";
            write(root.path(), "content/pages/plan-b.md", secret);
            let open = "+++\ntitle = \"Open\"\n+++\nSee [here](plan-b.md).\n";
            write(root.path(), "content/pages/open.md", open);
            let running = Running::start_on(host, root, Watcher::Native);
            let findings = running.follow("/staff/pages/open.html").next_of("findings");
            assert_eq!(findings.contains("Plan B secret"), is_told, "{host}: {findings}");
            let mut events = running.follow("/staff/pages/open.html");
            running.write("content/pages/open.md", "+++\ntitle = \"Open\"\nplan-b-secret = 1\n+++\n");
            let grave = std::iter::from_fn(|| Some(events.next_of("findings")))
                .find(|findings| findings.contains("\"errors\":1"));
            assert_eq!(grave.is_some_and(|findings| findings.contains("plan-b-secret")), is_told, "{host}");
        }
    }

    #[test]
    fn what_must_not_be_answered_is_refused_and_said_once() {
        let running = Running::starter();
        let own = running.address;
        let get = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n");
        let refused: [(&str, &[u16], Vec<String>); 4] = [
            (
                "refused: the request is for the host",
                &[403],
                vec![
                    "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".into(),
                    "GET /staff/ HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n"
                        .into(),
                    format!("GET http://evil.example/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n"),
                ],
            ),
            (
                "refused: a preview can only be read",
                &[405],
                ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
                    .map(|method| {
                        format!("{method} /staff/ HTTP/1.1\r\nHost: {own}\r\nConnection: close\r\n\r\n")
                    })
                    .into(),
            ),
            (
                "is no path of a website",
                &[400],
                [
                    "/../Cargo.toml",
                    "/staff/../../book.toml",
                    "/staff/%2e%2e/%2e%2e/book.toml",
                    "/staff/..%5c..%5cbook.toml",
                    "/staff/a%00.html",
                    "//evil.example/%2f..",
                ]
                .map(get)
                .into(),
            ),
            (
                "refused: the head of a request was longer",
                &[431, 0],
                vec![format!("GET / HTTP/1.1\r\nHost: {own}\r\nX-Long: {}\r\n\r\n", "a".repeat(1_000_000))],
            ),
        ];
        for (said, statuses, requests) in &refused {
            for request in requests {
                let answer = running.ask(request);
                let shown: String = request.chars().take(80).collect();
                assert!(statuses.contains(&answer.status), "{shown:?}: {}", answer.status);
                assert!(!answer.text().contains("isles"), "{shown:?}: {}", answer.text());
            }
            assert_eq!(running.get("/staff/").status, 200, "still there");
            let told = running.said().iter().filter(|line| line.contains(said)).count();
            assert_eq!(told, 1, "{said}: {:?}", running.said());
        }
    }

    #[test]
    fn what_is_no_request_does_no_harm() {
        let running = Running::starter();
        for odd in [
            "\u{1}\u{2}\u{3}\r\n\r\n",
            "GET /staff/a\0b HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /staff\\..\\book.toml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET /staff/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ] {
            let status = running.ask(odd).status;
            assert!(matches!(status, 400 | 403 | 505 | 0), "{odd:?}: {status}");
        }
        let many = format!("GET / HTTP/1.1\r\nHost: {}\r\n{}\r\n", running.address, "X-A: b\r\n".repeat(500));
        assert_eq!(running.ask(&many).status, 431);
        assert_eq!(running.get("/staff/").status, 200);
    }
}

mod saves {
    //! That every save shows, wherever it happens and however a program makes it.

    use std::time::Instant;

    use super::*;

    const PLAN: &str = "content/plans/every-reader.md";
    const HOW_TO: &str = "content/pages/how-to-add-a-record.md";

    #[test]
    fn a_save_is_told_to_the_pages_it_changes_and_to_no_other() {
        let running = Running::starter();
        let mut plan = running.follow("/staff/plans/every-reader.html");
        let mut how_to = running.follow("/staff/pages/how-to-add-a-record.html");
        let before = (plan.next_of("page"), how_to.next_of("page"));
        plan.next_of("findings");
        running.replace(HOW_TO, "## Change what is here", "## Change these words");
        let after = how_to.next_of("page");
        assert_ne!(before.1, after);
        let text = running.get("/staff/pages/how-to-add-a-record.html");
        assert!(text.text().contains("Change these words"));
        assert!(
            text.text().contains(&format!("data-mark=\"{after}\"")),
            "what a page has is what it is told"
        );

        running.replace(PLAN, "Every reader, every day", "Every reader, all week");
        let next = plan.next();
        assert_eq!(next.kind, "page", "the other page's change came in between and was none of its own");
        assert_ne!(next.data, before.0);
    }

    #[test]
    fn a_save_of_the_same_text_is_nothing() {
        let running = Running::starter();
        let mut events = running.follow("/staff/pages/last.html");
        let text = running.read(PLAN);
        running.write(PLAN, &text);
        running.write("content/pages/last.md", &page("Last"));
        events.until(|event| event.kind == "page" && event.data != "missing");
        let plan_changed = running.said().iter().any(|line| line.contains(PLAN));
        assert!(!plan_changed, "{:?}", running.said());
    }

    #[test]
    fn editors_that_put_a_new_file_in_the_old_one_s_place_are_understood() {
        let running = Running::starter();
        let mut events = running.follow("/staff/plans/every-reader.html");
        events.next_of("page");
        let path = running.root.path().join(PLAN);
        let folder = path.parent().unwrap();
        for (at, swap) in
            ["4913", ".every-reader.md.swp", "every-reader.md~", "goutputstream-X1"].into_iter().enumerate()
        {
            let text = running.read(PLAN).replace("every day", &format!("every day {at}"));
            fs::write(folder.join(swap), &text).unwrap();
            fs::rename(folder.join(swap), &path).unwrap();
            events.next_of("page");
            assert!(
                running.get("/staff/plans/every-reader.html").text().contains(&format!("every day {at}"))
            );
        }
        // And by way of a backup: the old file moves away, the new one is written.
        let text = running.read(PLAN).replace("every day", "daily");
        fs::rename(&path, folder.join("every-reader.md~")).unwrap();
        fs::write(&path, text).unwrap();
        events.until(|event| event.kind == "page" && event.data != "missing");
        assert!(running.get("/staff/plans/every-reader.html").text().contains("daily"));
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_again() {
        let running = Running::starter();
        let mut events = running.follow("/staff/pages/how-to-add-a-record.html");
        let first = events.next_of("page");
        let text = running.read(HOW_TO);
        fs::remove_dir_all(running.root.path().join("content/pages")).unwrap();
        assert_eq!(events.next_of("page"), "missing");
        running.write(HOW_TO, &text);
        assert_eq!(events.next_of("page"), first);
        running.replace(HOW_TO, "Change what is here", "Watched again");
        assert_ne!(events.next_of("page"), first);
    }

    #[test]
    fn without_any_records_the_last_site_stays_until_they_come_back() {
        let running = Running::starter();
        let mut events = running.follow("/staff/pages/how-to-add-a-record.html");
        let first = events.next_of("page");
        events.next_of("findings");
        let (content, away) = (running.root.path().join("content"), running.root.path().join("away"));
        fs::rename(&content, &away).unwrap();
        let findings = events.next_of("findings");
        assert!(findings.contains("there is no folder") && findings.contains("\"errors\":1"), "{findings}");
        assert_eq!(running.get("/staff/pages/how-to-add-a-record.html").status, 200);
        fs::rename(&away, &content).unwrap();
        assert!(events.next_of("findings").contains("\"errors\":0"));
        running.replace(HOW_TO, "Change what is here", "Watched again");
        assert_ne!(events.next_of("page"), first);
    }

    #[test]
    fn files_in_new_folders_within_new_folders_are_found() {
        let running = Running::starter();
        for round in 0..4 {
            let mut events = running.follow(&format!("/staff/pages/new-{round}-9.html"));
            for file in 0..10 {
                let title = format!("new {round} {file}");
                let path = format!("content/pages/{round}/{file}/deep/er/new-{round}-{file}.md");
                running.write(&path, &page(&title));
            }
            events.until(|event| event.kind == "page" && event.data != "missing");
            let path = format!("content/pages/{round}/9/deep/er/new-{round}-9.md");
            running.write(&path, &page("written again"));
            events.next_of("page");
            for file in 0..10 {
                let answer = running.get(&format!("/staff/pages/new-{round}-{file}.html"));
                assert_eq!(answer.status, 200, "{round} {file}");
            }
        }
    }

    #[test]
    fn three_hundred_files_at_once_all_show() {
        let running = Running::starter();
        let mut events = running.follow("/staff/pages/many-299.html");
        for file in 0..300 {
            running.write(&format!("content/pages/many/many-{file}.md"), &page(&format!("many {file}")));
        }
        events.until(|event| event.kind == "page" && event.data != "missing");
        for file in (0..300).step_by(23) {
            assert_eq!(running.get(&format!("/staff/pages/many-{file}.html")).status, 200, "{file}");
        }
        fs::remove_dir_all(running.root.path().join("content/pages/many")).unwrap();
        events.until(|event| event.kind == "page" && event.data == "missing");
        let said = running.said().join("\n");
        for file in 0..300 {
            let change = format!("new content/pages/many/many-{file}.md");
            let told =
                said.lines().flat_map(|line| line.split([',', ':'])).filter(|word| word.trim() == change);
            assert_eq!(told.count(), 1, "each file is told once: {change}");
        }
    }

    #[test]
    fn settings_are_followed_to_another_folder_and_another_audience() {
        let running = Running::starter();
        let mut events = running.follow("/staff/");
        let first = events.next_of("page");
        running.replace("book.toml", "Our school: our plans", "Another title");
        assert_ne!(events.next_of("page"), first);
        assert!(running.get("/staff/").text().contains("Another title"));

        fs::rename(running.root.path().join("content"), running.root.path().join("records")).unwrap();
        events.until(|event| event.kind == "findings" && event.data.contains("there is no folder"));
        running.replace("book.toml", "src = \"content\"", "src = \"records\"");
        events.until(|event| event.kind == "findings" && event.data.contains("\"errors\":0"));
        running.replace("records/index.md", "Where we stand", "Where we sail");
        events.next_of("page");
        assert!(running.get("/staff/").text().contains("Where we sail"));

        running.replace("book.toml", "audience = \"staff\"", "audience = \"public\"");
        running.replace("records/index.md", "Where we sail", "Where we land");
        events.next_of("page");
        assert_eq!(running.get("/").header("location"), "/public/");
    }

    #[test]
    fn a_new_style_is_swapped_and_a_new_template_loads_the_page_again() {
        let running = Running::starter();
        let mut events = running.follow("/staff/");
        let style = events.next_of("style");
        let first = events.next_of("page");
        events.next_of("findings");
        running.write("themes/harbor/css/99-own.css", "body { color: teal }\n");
        let is_swapped = |address: &str| running.get(address).text().ends_with("body { color: teal }\n\n");
        let next = events.until(|event| {
            assert_eq!(event.kind, "style", "{event:?}");
            is_swapped(&event.data)
        });
        assert_ne!(next.data, style);
        let template = crate::site::repository().join("themes/harbor/templates/home.html");
        let template = fs::read_to_string(template).unwrap().replace("</h1>", "!</h1>");
        running.write("themes/harbor/templates/home.html", &template);
        assert_ne!(events.next_of("page"), first);
    }

    #[test]
    fn what_a_build_writes_is_not_looked_at() {
        let running = Running::starter();
        let mut events = running.follow("/staff/pages/last.html");
        let mut last = String::from("missing");
        for folder in ["site", "content/built"] {
            let input = isles::load::load(running.root.path()).unwrap();
            let build = isles::build(&input.input, &isles::input::Options::as_of(crate::site::today()));
            assert_eq!(input.build_dir, running.root.path().join(folder));
            isles::write::write(&input.build_dir, &build.outputs).unwrap();
            for ignored in ["content/.notes.md", "content/notes~", "content/#notes#", "notes.txt"] {
                running.write(ignored, folder);
            }
            running.write("content/pages/last.md", &page(folder));
            last = events.until(|event| event.kind == "page" && event.data != last).data;
            let settings = running.read("book.toml").replace("\"site\"", "\"content/built\"");
            running.write("book.toml", &settings);
            running.write("content/pages/last.md", &page("settled"));
            last = events.until(|event| event.kind == "page" && event.data != last).data;
        }
        for line in running.said() {
            let foreign = ["index.html", "notes", ".css"].iter().any(|part| line.contains(part));
            assert!(!foreign, "{line}");
        }
    }

    #[test]
    fn without_events_the_files_are_looked_at() {
        let running = Running::start(starter(), Watcher::Poll);
        let mut events = running.follow("/staff/plans/every-reader.html");
        let first = events.next_of("page");
        running.replace(PLAN, "every day", "every hour");
        let second = events.next_of("page");
        assert_ne!(first, second);
        running.write("content/pages/a/b/new.md", &page("New"));
        let mut events = running.follow("/staff/pages/new.html");
        events.until(|event| event.kind == "page" && event.data != "missing");
        assert_eq!(running.said()[1], "watching: Polling(None)");
    }

    /// The system tells what happens in the folders that are watched. A file that has a second name in
    /// another folder, and is written to under that, changes in silence, as files on shared drives do.
    #[cfg(unix)]
    #[test]
    fn where_the_system_is_silent_the_files_are_looked_at_and_that_is_said() {
        let (root, outside) = (starter(), tempfile::tempdir_in("/tmp").unwrap());
        let silent = outside.path().join("plan.md");
        fs::hard_link(root.path().join(PLAN), &silent).unwrap();
        let running = Running::start(root, Watcher::Auto);
        let mut events = running.follow("/staff/plans/every-reader.html");
        events.next_of("page");
        for change in ["every hour", "every week"] {
            let text = running.read(PLAN).replace("every day", change).replace("every hour", change);
            fs::write(&silent, text).unwrap();
            events.next_of("page");
            assert!(running.get("/staff/plans/every-reader.html").text().contains(change));
        }
        assert_eq!(running.said()[1], "watching: Events");
        let polls = |line: &String| line.starts_with("watching: Polling(Some");
        let mut more = running.follow("/staff/pages/more.html");
        let patience = Instant::now() + client::PATIENCE;
        for round in 0.. {
            if running.said().iter().any(polls) {
                break;
            }
            assert!(Instant::now() < patience, "{:?}", running.said());
            fs::write(&silent, format!("{}\n", running.read(PLAN))).unwrap();
            running.write("content/pages/more.md", &page(&format!("More {round}")));
            more.until(|event| event.kind == "page" && event.data != "missing");
        }
    }
}

mod findings {
    //! What the browser is told of what is wrong.

    use super::*;

    const PLAN: &str = "content/plans/every-reader.md";

    #[test]
    fn a_mistake_is_listed_and_the_last_good_page_stays_behind_it() {
        let running = Running::starter();
        let path = "/staff/plans/every-reader.html";
        let good = running.get(path);
        let mut events = running.follow(path);
        let first = events.next_of("page");
        events.next_of("findings");
        running.replace(PLAN, "\nsummary = ", "\n\"</script><b>\\n\" = 1\nsumary = ");
        let next = events.until(|event| {
            assert_eq!(event.kind, "findings", "the page itself has not changed: {event:?}");
            event.data.contains("sumary")
        });
        let findings: serde_json::Value = serde_json::from_str(&next.data).unwrap();
        let items = findings["items"].as_array().unwrap();
        assert_eq!(findings["errors"], items.len(), "{findings}");
        let slip = items.iter().find(|item| item["message"].as_str().unwrap().contains("sumary")).unwrap();
        assert_eq!((&slip["file"], &slip["line"]), (&PLAN.into(), &7.into()), "{slip}");
        assert_eq!((&slip["level"], &slip["code"]), (&"error".into(), &"E201".into()), "{slip}");
        assert_eq!(running.get(path).body, good.body);

        running.replace(PLAN, "\n\"</script><b>\\n\" = 1\nsumary = ", "\nsummary = ");
        assert!(events.next_of("findings").contains("\"errors\":0"));
        assert_eq!(running.follow(path).next_of("page"), first);
    }

    #[test]
    fn a_site_that_starts_out_broken_shows_what_is_wrong_until_it_is_right() {
        let root = starter();
        let plan = fs::read_to_string(root.path().join(PLAN)).unwrap();
        let broken = plan.replace("\nsummary = ", "\n\"<img src=x>\" = 1\nsummary = ");
        client::write(root.path(), PLAN, &broken);
        let running = Running::start(root, Watcher::Native);
        for path in ["/staff/", "/public/plans/every-reader.html", "/nothing.html"] {
            let answer = running.get(path);
            assert_eq!(answer.status, 503, "{path}");
            assert!(answer.text().contains("The site cannot be built yet"), "{}", answer.text());
            assert!(answer.text().contains("content/plans/every-reader.md:6:1"), "{}", answer.text());
            assert!(answer.text().contains("&lt;img src=x&gt;"), "{}", answer.text());
            assert!(!answer.text().contains("<img"), "{}", answer.text());
            assert!(
                answer.header("content-security-policy").starts_with("default-src 'none'; script-src 'self'")
            );
        }
        let mut events = running.follow("/staff/");
        let mark = events.next_of("page");
        assert!(running.get("/staff/").text().contains(&format!("data-mark=\"{mark}\"")));
        running.write(PLAN, &plan);
        assert_ne!(events.next_of("page"), mark);
        assert_eq!(running.get("/staff/").status, 200);
    }

    #[test]
    fn faulty_settings_are_listed_too() {
        let running = Running::starter();
        let mut events = running.follow("/staff/");
        events.next_of("findings");
        running.replace("book.toml", "theme = \"harbor\"", "theme = \"harbour\"");
        assert!(events.next_of("findings").contains("there is no theme `harbour`"));
        running.replace("book.toml", "[book]", "[bok]");
        assert!(events.next_of("findings").contains("bok"));
        running.replace("book.toml", "[bok]", "[book]");
        running.replace("book.toml", "theme = \"harbour\"", "theme = \"harbor\"");
        events.until(|event| event.kind == "findings" && event.data.contains("\"errors\":0"));
    }

    #[test]
    fn a_site_nobody_looks_at_is_built_when_somebody_does() {
        let running = Running::starter();
        let built = |audience: &str, at_least| running.said_times(&format!("built {audience}"), at_least);
        assert_eq!((built("staff", 1), built("public", 0), built("leadership", 0)), (1, 0, 0));
        assert_eq!(running.get("/public/").status, 200);
        assert_eq!(built("public", 1), 1);
        let mut events = running.follow("/staff/plans/every-reader.html");
        events.next_of("findings");
        running.replace(PLAN, "every day", "every hour");
        events.next_of("page");
        assert_eq!(built("public", 1), 1, "nobody follows it");
        assert!(running.get("/public/plans/every-reader.html").text().contains("every hour"));
        assert_eq!((built("public", 2), built("leadership", 0)), (2, 0));
    }
}

mod command {
    //! The command itself.

    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};

    use super::*;

    fn serve(root: &std::path::Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isles"));
        command.arg("serve").args(arguments).current_dir(root);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    #[test]
    fn a_port_that_is_taken_is_3_and_a_host_that_is_none_is_2() {
        let root = starter();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port().to_string();
        let output = serve(root.path(), &["-p", &port]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.starts_with(&format!("error: another program already uses port {port}\n")), "{said}");
        assert!(said.contains("`-p 0`"), "{said}");
        let output = serve(root.path(), &["-p", "0", "-n", "not a host"]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("`not a host` is no address of this computer"), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn it_says_where_it_is_and_what_every_save_did_and_ends_well() {
        let root = starter();
        let mut child = serve(root.path(), &["-p", "0", "--date", "2026-11-24"]).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut url = String::new();
        out.read_line(&mut url).unwrap();
        assert!(url.starts_with("http://127.0.0.1:") && url.ends_with("/staff/\n"), "{url}");
        let mut line = || {
            let mut line = String::new();
            err.read_line(&mut line).unwrap();
            line
        };
        let mut first = line();
        while !first.starts_with("site for staff: ") {
            assert!(!first.is_empty(), "it ended without a word");
            first = line();
        }
        assert!(first.contains(" pages, ") && first.ends_with(" ms\n"), "{first}");
        assert_eq!(line(), "Every save shows in the browser. Ctrl-C ends the preview.\n");
        client::write(root.path(), "content/pages/new.md", &page("New"));
        let mut save = line();
        while !save.ends_with(" ms\n") {
            save = line();
        }
        assert!(save.contains(" content/pages/new.md: "), "{save}");
        client::write(root.path(), "content/pages/new.md", "+++\ntitel = \"New\"\n+++\n");
        let mut said = String::new();
        while !said.ends_with("; the last good site is still shown\n") {
            said.push_str(&line());
        }
        assert!(said.contains("--> content/pages/new.md:2:1"), "{said}");
        assert!(said.contains("\nchanged content/pages/new.md: "), "{said}");

        let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(interrupt.success());
        assert_eq!(child.wait().unwrap().code(), Some(0));
        let mut rest = String::new();
        err.read_to_string(&mut rest).unwrap();
        assert!(!rest.contains("error"), "{rest}");
    }
}
