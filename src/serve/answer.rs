//! What is answered: pages of the last good build with the preview's script, and everything else as it is.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::guard::{self, Reason, Refused, site_path};
use super::html::{Added, with_script};
use super::shared::Shared;
use super::shown::{Answer, Files, Shown};
use super::{events, own_page};
use crate::audience::Audience;

/// Every address of a preview.
pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/__isles/live.js", get(|| own_file("text/javascript", include_str!("browser/live.js"))))
        .route("/__isles/live.css", get(|| own_file("text/css", include_str!("browser/live.css"))))
        .route("/__isles/own.css", get(|| own_file("text/css", include_str!("browser/own.css"))))
        .route("/__isles/events/{*page}", get(events))
        .fallback(site)
        .layer(middleware::from_fn_with_state(shared.clone(), guarded))
        .with_state(shared)
}

/// Refuses what must not be answered, and tells the browser to keep every answer from other sites.
async fn guarded(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let allowed = guard::check(&shared.hosts, request.method(), request.uri(), request.headers());
    let mut response = match allowed {
        Ok(()) => next.run(request).await,
        Err(refused) => refusal(&shared, refused),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(CONTENT_SECURITY_POLICY)
        .or_insert_with(|| HeaderValue::from_static("frame-ancestors 'none'"));
    response
}

fn refusal(shared: &Shared, Refused { reason, status, message }: Refused) -> Response {
    shared.refused(reason, &message);
    let mut response = text(status, format!("Refused: {message}.\n"));
    if reason == Reason::Method {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn text(status: StatusCode, text: String) -> Response {
    (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

async fn own_file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, format!("{kind}; charset=utf-8"))], text).into_response()
}

async fn events(State(shared): State<Arc<Shared>>, Path(page): Path<String>) -> Response {
    let named = page.split_once('/').and_then(|(name, path)| Some((shared.served(name)?, path)));
    match named {
        Some((audience, path)) => events::follow(shared, audience, path.to_owned()).into_response(),
        None => text(StatusCode::NOT_FOUND, "There is no such site.\n".to_owned()),
    }
}

async fn site(State(shared): State<Arc<Shared>>, uri: Uri) -> Response {
    let path = match site_path(&uri) {
        Ok(path) => path,
        Err(refused) => return refusal(&shared, refused),
    };
    let (name, rest) = path.split_once('/').unwrap_or((&path, ""));
    let Some(audience) = shared.served(name) else {
        return without_audience(&shared, &uri, &path).await;
    };
    if path == name {
        return moved(&format!("{}/", uri.path()));
    }
    let Some(shown) = shared.shown(audience).await else { return ended() };
    answer(&shared, &shown, &uri, rest)
}

/// An address that names no audience: that of a built site, as it stands in a link somebody copied.
async fn without_audience(shared: &Shared, uri: &Uri, path: &str) -> Response {
    let first = shared.first();
    let Some(shown) = shared.shown(first).await else { return ended() };
    match shown.answer(path) {
        _ if path.is_empty() => moved(&format!("/{first}/")),
        Answer::File(..) | Answer::Folder => moved(&format!("/{first}{}", uri.path())),
        Answer::Missing(files) => missing(shared, first, path, &files),
        Answer::Broken => broken(shared, &shown),
    }
}

fn answer(shared: &Shared, shown: &Shown, uri: &Uri, path: &str) -> Response {
    match shown.answer(path) {
        Answer::File(files, at) => file(shared, shown.audience, files, at),
        Answer::Folder => moved(&format!("{}/", uri.path())),
        Answer::Missing(files) => missing(shared, shown.audience, path, &files),
        Answer::Broken => broken(shared, shown),
    }
}

/// A temporary redirect to a path that the browser itself has sent.
fn moved(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::TEMPORARY_REDIRECT, [(LOCATION, to)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn ended() -> Response {
    text(StatusCode::SERVICE_UNAVAILABLE, "The preview has ended.\n".to_owned())
}

fn missing(shared: &Shared, audience: Audience, path: &str, files: &Files) -> Response {
    let added = Added { audience, served: &shared.served, mark: "missing" };
    own(StatusCode::NOT_FOUND, own_page::missing(path, files.style.as_deref(), &added))
}

fn broken(shared: &Shared, shown: &Shown) -> Response {
    let added = Added { audience: shown.audience, served: &shared.served, mark: &shown.findings.id };
    own(StatusCode::SERVICE_UNAVAILABLE, own_page::broken(&shown.findings, &added))
}

fn own(status: StatusCode, page: String) -> Response {
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_SECURITY_POLICY, own_page::POLICY)];
    (status, headers, page).into_response()
}

fn file(shared: &Shared, audience: Audience, files: Arc<Files>, at: usize) -> Response {
    let output = &files.outputs[at];
    let kind = kind_of(&output.path);
    let is_page = kind.starts_with("text/html");
    let page = std::str::from_utf8(output.bytes.as_slice()).ok().filter(|_| is_page);
    if let Some(page) = page {
        let mark = files.mark(at);
        let added = Added { audience, served: &shared.served, mark: &mark };
        return ([(CONTENT_TYPE, kind)], with_script(page, &added)).into_response();
    }
    // A drawing may carry a script; as a picture in a page it cannot run, opened by itself it could.
    let is_drawing = kind.starts_with("image/svg");
    let body = Body::from(Bytes::from_owner(Part { files, at }));
    let mut response = ([(CONTENT_TYPE, kind)], body).into_response();
    if is_drawing {
        let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    response
}

/// What a file is, by its ending.
fn kind_of(path: &str) -> String {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let is_text = kind.type_() == "text"
        || matches!(kind.subtype().as_str(), "javascript" | "json" | "svg" | "xml")
        || kind.suffix().is_some_and(|suffix| suffix == "xml" || suffix == "json");
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// One file of a build, which is kept for as long as the file is being sent.
struct Part {
    files: Arc<Files>,
    at: usize,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        self.files.outputs[self.at].bytes.as_slice()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_ending_says() {
        for (path, kind) in [
            ("plans/p.html", "text/html; charset=utf-8"),
            ("theme/harbor-1.css", "text/css; charset=utf-8"),
            ("theme/harbor-1.js", "text/javascript; charset=utf-8"),
            ("records.json", "application/json; charset=utf-8"),
            ("data/x.csv", "text/csv; charset=utf-8"),
            ("files/a.svg", "image/svg+xml; charset=utf-8"),
            ("files/a.png", "image/png"),
            ("files/a.pdf", "application/pdf"),
            ("theme/fonts/f.woff2", "font/woff2"),
            ("files/unknown", "application/octet-stream"),
        ] {
            assert_eq!(kind_of(path), kind, "{path}");
        }
    }
}
