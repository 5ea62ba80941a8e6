//! The live preview: a site in memory behind an address of this computer, rebuilt as its files change.
//!
//! One thread rebuilds (`keeper`), another answers (`answer`, `events`); between them stands what is shown
//! for each audience (`shared`). A request never waits for a rebuild of a site that somebody looks at: it
//! gets the last good build.

mod answer;
mod connections;
mod events;
mod findings;
mod guard;
mod html;
mod keeper;
mod looking;
mod own_page;
mod shared;
mod shown;

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use crate::audience::Audience;
use crate::diagnostic::Diagnostic;
use crate::input::{Input, Options};
use crate::load::{Change, Loaded};
use crate::watch::{Noticing, Watcher};

pub use findings::{Findings, Item};
pub use shown::{Files, Shown};

use guard::Hosts;
use keeper::Keeper;
use shared::{Mail, Shared};

/// What a preview is told.
pub struct Settings {
    /// The site's folder.
    pub root: PathBuf,
    /// The site as it was read.
    pub loaded: Loaded,
    /// The audience whose site is shown first.
    pub first: Audience,
    /// The settings of a build that begins now.
    pub options: OptionsNow,
    /// How changes are noticed.
    pub watcher: Watcher,
}

/// The settings of a build that begins now: the day may be another than at the start.
pub type OptionsNow = Box<dyn Fn() -> Options + Send>;

/// Hears what a preview has to say; from more threads than one.
pub type Say = Arc<dyn Fn(Said<'_>) + Send + Sync>;

/// What a preview has to say.
#[derive(Debug)]
pub enum Said<'a> {
    /// A site was built, or could not be.
    Built {
        /// What is shown now.
        shown: &'a Shown,
        /// What was shown before.
        before: Option<&'a Shown>,
        /// The problems that were said of the same files when another audience's site was built.
        told: &'a [Diagnostic],
        /// The files that changed.
        changes: &'a [Change],
        /// How long it took to read and to build.
        took: Duration,
        /// What it was built from.
        input: &'a Input,
    },
    /// How changes are noticed from now on.
    Watching(&'a Noticing),
    /// A request was refused. Each reason is said once.
    Refused(&'a str),
}

/// Why there can be no preview.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The name or number to listen on is none.
    #[error("`{host}` is no address of this computer: {source}")]
    NoAddress {
        /// What was asked for.
        host: String,
        /// What the computer said.
        source: io::Error,
    },
    /// Another program listens there.
    #[error("another program already uses port {port}")]
    Taken {
        /// The port.
        port: u16,
    },
    /// The computer refuses.
    #[error("the preview cannot listen on port {port}: {source}")]
    Refused {
        /// The port.
        port: u16,
        /// What the computer said.
        source: io::Error,
    },
    /// Changes were to be told by the system, which cannot.
    #[error("{0}")]
    NoEvents(String),
    /// The computer has no room for what a preview needs.
    #[error("the preview cannot start: {0}")]
    Start(#[from] io::Error),
}

/// An address taken, before anything is built.
#[derive(Debug)]
pub struct Address {
    listener: TcpListener,
    local: SocketAddr,
    name: String,
}

impl Address {
    /// Takes a port under a name or number of this computer; port 0 is any that is free.
    ///
    /// # Errors
    /// Where the name is none of this computer's, and where the port is taken.
    pub fn take(host: &str, port: u16) -> Result<Self, ServeError> {
        let no_address = |source| ServeError::NoAddress { host: host.to_owned(), source };
        let name = host.trim_matches(['[', ']']);
        let addresses: Vec<SocketAddr> = (name, port).to_socket_addrs().map_err(no_address)?.collect();
        let listener = TcpListener::bind(&*addresses).map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ServeError::Taken { port },
            io::ErrorKind::AddrNotAvailable => no_address(source),
            _ => ServeError::Refused { port, source },
        })?;
        let local = listener.local_addr()?;
        Ok(Self { listener, local, name: name.to_owned() })
    }

    /// Whether nobody but this computer can ask.
    pub fn is_private(&self) -> bool {
        self.local.ip().is_loopback()
    }

    /// The address as one types it into the browser of this computer.
    pub fn url(&self) -> String {
        url(&self.name, self.local)
    }

    /// The address and port.
    pub fn local(&self) -> SocketAddr {
        self.local
    }
}

fn url(name: &str, local: SocketAddr) -> String {
    let host = match (local.ip().is_unspecified(), name.contains(':')) {
        (true, _) => "localhost".to_owned(),
        (false, true) => format!("[{name}]"),
        (false, false) => name.to_owned(),
    };
    format!("http://{host}:{}/", local.port())
}

/// The audiences whose sites may be looked at: where others can ask, one and no other.
fn served(is_private: bool, first: Audience) -> Vec<Audience> {
    if is_private { Audience::ALL.to_vec() } else { vec![first] }
}

/// A preview whose first site is built.
pub struct Preview {
    address: Address,
    shared: Arc<Shared>,
    keeper: Keeper,
    to_keeper: Sender<Mail>,
}

impl Preview {
    /// Builds the first site and begins to watch. Where others can ask, they see the first audience's site
    /// and no other.
    ///
    /// # Errors
    /// [`ServeError::NoEvents`].
    pub fn start(address: Address, settings: Settings, say: Say) -> Result<Self, ServeError> {
        let Settings { root, loaded, first, options, watcher } = settings;
        let served = served(address.is_private(), first);
        let hosts = Hosts::of(&address.name, address.local.ip());
        let (to_keeper, mail): (Sender<Mail>, Receiver<Mail>) = mpsc::channel();
        let shared = Arc::new(Shared::new(served, first, hosts, to_keeper.clone(), say));
        let post = (to_keeper.clone(), mail);
        let keeper = Keeper::start(root, loaded, options, watcher, shared.clone(), post)
            .map_err(ServeError::NoEvents)?;
        Ok(Self { address, shared, keeper, to_keeper })
    }

    /// Answers requests until `until` has come.
    ///
    /// # Errors
    /// Where the computer has no room for another thread.
    pub fn run(self, until: impl Future<Output = ()>) -> Result<(), ServeError> {
        let Self { address, shared, keeper, to_keeper } = self;
        address.listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        thread::Builder::new().name("isles-keeper".to_owned()).spawn(move || keeper.work())?;
        let router = answer::router(shared.clone());
        let answered = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(address.listener)?;
            tokio::spawn(connections::accept(listener, router, shared));
            until.await;
            Ok(())
        });
        // It may have ended by itself.
        let _ = to_keeper.send(Mail::Stop);
        answered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_that_a_browser_understands() {
        for (name, local, shown) in [
            ("127.0.0.1", "127.0.0.1:3000", "http://127.0.0.1:3000/"),
            ("localhost", "[::1]:3000", "http://localhost:3000/"),
            ("::1", "[::1]:3000", "http://[::1]:3000/"),
            ("0.0.0.0", "0.0.0.0:80", "http://localhost:80/"),
            ("::", "[::]:80", "http://localhost:80/"),
            ("office.local", "192.168.1.5:3000", "http://office.local:3000/"),
        ] {
            assert_eq!(url(name, local.parse().unwrap()), shown);
        }
    }

    #[test]
    fn the_network_sees_one_audience_s_site() {
        assert_eq!(served(true, Audience::Public), Audience::ALL);
        assert_eq!(served(false, Audience::Public), [Audience::Public]);
    }

    #[test]
    fn a_port_is_taken_once_and_a_name_must_be_this_computer_s() {
        let first = Address::take("127.0.0.1", 0).unwrap();
        assert!(first.is_private());
        let port = first.local().port();
        assert!(
            matches!(Address::take("127.0.0.1", port), Err(ServeError::Taken { port: taken }) if taken == port)
        );
        assert!(matches!(Address::take("no such host", 0), Err(ServeError::NoAddress { .. })));
    }
}
