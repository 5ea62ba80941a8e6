//! Connections: how many, how long, and how much somebody may say before anybody listens.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
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

/// Most of them from one other device, so that none can keep all others out by holding on.
const OF_ONE_DEVICE: usize = 32;

/// Most bytes of a request's head: browsers send the cookies of everything else on this computer along.
const HEAD_BYTES: usize = 64 * 1024;

/// How long a request may take to be said, and a connection to be idle.
const PATIENCE: Duration = Duration::from_secs(20);

/// Accepts connections until the task is given up.
pub async fn accept(listener: TcpListener, router: Router, shared: Arc<Shared>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let devices = Arc::new(Devices::default());
    loop {
        let Ok(place) = room.clone().acquire_owned().await else { return };
        let Ok((stream, from)) = listener.accept().await else {
            // Too many open files, or a connection that went while it came: neither is helped by haste.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(visit) = devices.enter(from.ip()) else { continue };
        let (router, shared) = (router.clone(), shared.clone());
        tokio::spawn(async move {
            converse(stream, router, &shared).await;
            drop((visit, place));
        });
    }
}

/// How many connections each device has, but for this computer.
#[derive(Debug, Default)]
struct Devices(Mutex<BTreeMap<IpAddr, usize>>);

impl Devices {
    /// One more connection of a device, unless it has as many as it may.
    fn enter(self: &Arc<Self>, from: IpAddr) -> Option<Visit> {
        let from = from.to_canonical();
        if !from.is_loopback() {
            let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let held = held.entry(from).or_default();
            if *held == OF_ONE_DEVICE {
                return None;
            }
            *held += 1;
        }
        Some(Visit { devices: self.clone(), from })
    }
}

/// A connection of a device, until it is dropped.
struct Visit {
    devices: Arc<Devices>,
    from: IpAddr,
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut held = self.devices.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(left) = held.get_mut(&self.from) {
            *left -= 1;
            if *left == 0 {
                held.remove(&self.from);
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_device_leaves_room_for_others() {
        let devices = Arc::new(Devices::default());
        let enter = |from: &str| devices.enter(from.parse().unwrap());
        let mut held: Vec<Visit> = std::iter::from_fn(|| enter("192.168.1.5")).collect();
        assert_eq!(held.len(), OF_ONE_DEVICE);
        assert!(enter("::ffff:192.168.1.5").is_none(), "the same device, written in another way");
        assert!(enter("192.168.1.6").is_some());
        held.pop();
        assert!(enter("192.168.1.5").is_some(), "one has gone");
        drop(held);
        assert_eq!(devices.0.lock().unwrap().len(), 0, "nothing is remembered of who has gone");
    }

    #[test]
    fn this_computer_may_have_all() {
        let devices = Arc::new(Devices::default());
        let held: Vec<_> = (0..CONNECTIONS).map(|_| devices.enter(IpAddr::from([127, 0, 0, 1]))).collect();
        assert!(held.iter().all(Option::is_some));
    }
}
