//! What an open page is told, as server-sent events: what it should look like now.
//!
//! Three kinds: `page` with the page's mark, `style` with the address of the style sheet, `findings` as
//! JSON. Each says a state and not a difference, so that nothing is lost while nobody listens, and a slow
//! listener costs no memory. A page compares and does what is needed.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use super::shared::{Now, Shared};
use super::shown::{Answer, Shown};
use crate::audience::Audience;

/// How soon a browser asks again when the preview has gone.
const RETRY: Duration = Duration::from_secs(1);

/// The states of a page, from now on.
pub fn follow(
    shared: Arc<Shared>,
    audience: Audience,
    path: String,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let site = shared.site(audience).subscribe();
    let told = Told::default();
    let follower = Follower { shared, audience, path, site, told, waiting: VecDeque::new(), is_new: true };
    Sse::new(stream::unfold(follower, next)).keep_alive(KeepAlive::default())
}

struct Follower {
    shared: Arc<Shared>,
    audience: Audience,
    path: String,
    site: watch::Receiver<Now>,
    told: Told,
    waiting: VecDeque<Event>,
    is_new: bool,
}

/// What was told last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Told {
    mark: Option<String>,
    style: Option<String>,
    findings: Option<String>,
}

async fn next(mut follower: Follower) -> Option<(Result<Event, Infallible>, Follower)> {
    loop {
        if let Some(event) = follower.waiting.pop_front() {
            return Some((Ok(event), follower));
        }
        if !std::mem::take(&mut follower.is_new) {
            follower.site.changed().await.ok()?;
        }
        let shown = follower.shared.newest(&mut follower.site, follower.audience).await?;
        let state = state(&shown, &follower.path);
        follower.waiting = news(&follower.told, &state, &shown).into();
        follower.told = state;
    }
}

fn state(shown: &Shown, path: &str) -> Told {
    let style = match shown.answer(path) {
        Answer::File(files, _) | Answer::Missing(files) => files.style.clone(),
        Answer::Folder | Answer::Broken => None,
    };
    Told {
        mark: Some(shown.mark(path)),
        style: style.map(|style| format!("/{}/{style}", shown.audience)),
        findings: Some(shown.findings.id.clone()),
    }
}

fn news(told: &Told, state: &Told, shown: &Shown) -> Vec<Event> {
    let mut events = Vec::new();
    let kinds = [("style", &told.style, &state.style), ("page", &told.mark, &state.mark)];
    for (kind, before, now) in kinds {
        if let Some(now) = now.as_ref().filter(|_| before != now) {
            events.push(Event::default().event(kind).data(now));
        }
    }
    if told.findings != state.findings {
        events.push(Event::default().event("findings").data(shown.findings.json()).retry(RETRY));
    }
    events
}
