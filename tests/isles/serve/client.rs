//! A preview of a small site on disk, and somebody who asks it over a plain connection.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use isles::audience::Audience;
use isles::input::Options;
use isles::serve::{Address, Preview, Said, Settings};
use isles::watch::Watcher;
use tempfile::TempDir;
use tokio::sync::oneshot;

use crate::site::{repository, today};

/// Nothing is waited for any longer than this.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with the starter site, in a folder of its own.
pub fn starter() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let from = repository().join("src/cli/starter");
    for entry in walkdir::WalkDir::new(&from) {
        let entry = entry.unwrap();
        let to = root.path().join(entry.path().strip_prefix(&from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    root
}

/// Writes a file of a site in place.
pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A page of that title.
pub fn page(title: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n\nText of {title}.\n")
}

/// A preview that runs until it is dropped.
pub struct Running {
    pub root: TempDir,
    pub address: SocketAddr,
    said: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Running {
    /// A preview of a site, as of the day of all tests.
    pub fn start(root: TempDir, watcher: Watcher) -> Self {
        Self::start_on("127.0.0.1", root, watcher)
    }

    /// The same on an address of this computer, asked from this computer.
    pub fn start_on(host: &str, root: TempDir, watcher: Watcher) -> Self {
        let said = Arc::new(Mutex::new(Vec::new()));
        let hears = said.clone();
        let say = move |word: Said<'_>| hears.lock().unwrap().push(in_words(&word));
        let settings = Settings {
            root: root.path().to_path_buf(),
            loaded: isles::load::load(root.path()).unwrap(),
            first: Audience::Staff,
            options: Box::new(|| Options::as_of(today())),
            watcher,
        };
        let address = Address::take(host, 0).unwrap();
        let local = SocketAddr::from(([127, 0, 0, 1], address.local().port()));
        let preview = Preview::start(address, settings, Arc::new(say)).unwrap();
        let (stop, stopped) = oneshot::channel();
        let run = move || preview.run(async { drop(stopped.await) }).unwrap();
        let thread = Some(std::thread::spawn(run));
        Self { root, address: local, said, stop: Some(stop), thread }
    }

    /// A preview of the starter site.
    pub fn starter() -> Self {
        Self::start(starter(), Watcher::Native)
    }

    /// Everything the preview has said, a line each.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// How many lines the preview has said that start so. A site is shown a moment before that is said, so lines
    /// that must come are waited for.
    pub fn said_times(&self, start: &str, at_least: usize) -> usize {
        let patience = Instant::now() + PATIENCE;
        loop {
            let times = self.said().iter().filter(|line| line.starts_with(start)).count();
            if times >= at_least || Instant::now() > patience {
                return times;
            }
            std::thread::yield_now();
        }
    }

    pub fn write(&self, path: &str, text: &str) {
        write(self.root.path(), path, text);
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.path().join(path)).unwrap()
    }

    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} does not hold {old}");
        self.write(path, &text.replace(old, new));
    }

    /// The answer to a plain request for a path.
    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// The answer to whatever is said.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = connect(self.address);
        // The preview may hang up before it has heard everything.
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        Answer::of(&bytes)
    }

    /// Follows the events of a page.
    pub fn follow(&self, path: &str) -> Events {
        Events::open(self.address, path)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let ended = thread.join();
            assert!(ended.is_ok() || std::thread::panicking(), "the preview failed");
        }
    }
}

fn in_words(said: &Said<'_>) -> String {
    match said {
        Said::Built { shown, changes, .. } => {
            let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
            format!("built {}: {}", shown.audience, changes.join(", "))
        }
        Said::Watching(noticing) => format!("watching: {noticing:?}"),
        Said::Refused(what) => format!("refused: {what}"),
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&address, PATIENCE).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// An answer as it came.
#[derive(Debug, Default)]
pub struct Answer {
    /// 0 where none came.
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    fn of(bytes: &[u8]) -> Self {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Self::default();
        };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
            .collect();
        Self { status, headers, body: bytes[end + 4..].to_vec() }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub kind: String,
    pub data: String,
}

/// The events of a page, as they come.
pub struct Events {
    lines: BufReader<TcpStream>,
    until: Instant,
}

impl Events {
    fn open(address: SocketAddr, path: &str) -> Self {
        let mut stream = connect(address);
        write!(stream, "GET /__isles/events{path} HTTP/1.1\r\nHost: {address}\r\n\r\n").unwrap();
        let mut events = Self { lines: BufReader::new(stream), until: Instant::now() + PATIENCE };
        assert_eq!(events.line().trim_end(), "HTTP/1.1 200 OK");
        events
    }

    fn line(&mut self) -> String {
        assert!(Instant::now() < self.until, "nothing came in time");
        let mut line = String::new();
        let bytes = self.lines.read_line(&mut line).expect("something comes in time");
        assert!(bytes > 0, "the preview hung up");
        line
    }

    /// The next event.
    pub fn next(&mut self) -> Event {
        self.until = Instant::now() + PATIENCE;
        let mut kind = None;
        loop {
            let line = self.line();
            if let Some(name) = line.strip_prefix("event: ") {
                kind = Some(name.trim_end().to_owned());
            } else if let (Some(data), Some(kind)) = (line.strip_prefix("data: "), &kind) {
                return Event { kind: kind.clone(), data: data.trim_end().to_owned() };
            }
        }
    }

    /// The data of the next event of a kind.
    pub fn next_of(&mut self, kind: &str) -> String {
        self.until(|event| event.kind == kind).data
    }

    /// The next event of which something is true.
    pub fn until(&mut self, is: impl Fn(&Event) -> bool) -> Event {
        loop {
            let event = self.next();
            if is(&event) {
                return event;
            }
        }
    }
}
