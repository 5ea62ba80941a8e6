//! Connections: how many, how long, and how much somebody may say before anybody listens.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::guard::Reason;
use super::shared::Shared;

/// Most connections at a time. A browser opens six to one host.
const CONNECTIONS: usize = 256;

/// Most bytes of a request's head: browsers send the cookies of everything else on this computer along.
const HEAD_BYTES: usize = 64 * 1024;

/// How long a request may take to be said, and a connection to be idle.
const PATIENCE: Duration = Duration::from_secs(20);

/// Accepts connections until the task is given up.
pub async fn accept(listener: TcpListener, router: Router, shared: Arc<Shared>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, or a connection that went while it came: neither is helped by haste.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (router, shared) = (router.clone(), shared.clone());
        tokio::spawn(async move {
            converse(stream, router, &shared).await;
            drop(place);
        });
    }
}

async fn converse(stream: TcpStream, router: Router, shared: &Shared) {
    // A hint to the system; without it answers only come a little later.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let conversation = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    match conversation {
        Err(error) if error.is_parse_too_large() => {
            let most = HEAD_BYTES / 1024;
            shared.refused(Reason::Form, &format!("the head of a request was longer than {most} kB"));
        }
        Err(error) if error.is_parse() => {
            shared.refused(Reason::Form, &format!("what came was no request ({error})"));
        }
        // Browsers go away in the middle of things.
        Ok(()) | Err(_) => {}
    }
}
