//! What the requests and the one who rebuilds have in common.

use std::collections::BTreeSet;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::guard::{Hosts, Reason};
use super::looking::Looked;
use super::shown::Shown;
use super::{Said, Say};
use crate::audience::Audience;
use crate::watch::Heard;

/// What the one who rebuilds is told.
#[derive(Debug)]
pub enum Mail {
    /// The system says that something has changed.
    Heard(Heard),
    /// A look at the files has come to its end.
    Looked(Box<Looked>),
    /// Somebody asks for a site that is not up to date.
    Wanted(Audience),
    /// The preview ends.
    Stop,
}

/// The site for one audience as it stands.
#[derive(Debug, Clone, Default)]
pub struct Now {
    /// What is shown; `None` where nobody has asked for it yet.
    pub shown: Option<Arc<Shown>>,
    /// Whether it comes from the newest state of the files. While a site that somebody looks at is
    /// rebuilt, the last one counts as fresh, so that nobody waits.
    pub fresh: bool,
}

/// What the requests and the one who rebuilds have in common.
pub struct Shared {
    sites: [watch::Sender<Now>; Audience::ALL.len()],
    /// The audiences whose sites may be looked at.
    pub served: Vec<Audience>,
    /// The audience whose site is shown first.
    first: Mutex<Audience>,
    /// The names under which the preview may be asked.
    pub hosts: Hosts,
    mail: Sender<Mail>,
    told: Mutex<BTreeSet<Reason>>,
    say: Say,
}

impl Shared {
    /// Nothing is built yet.
    pub fn new(served: Vec<Audience>, first: Audience, hosts: Hosts, mail: Sender<Mail>, say: Say) -> Self {
        let sites = Audience::ALL.map(|_| watch::Sender::new(Now::default()));
        Self { sites, served, first: first.into(), hosts, mail, told: Mutex::default(), say }
    }

    /// The site for an audience as it stands, and its changes.
    pub fn site(&self, audience: Audience) -> &watch::Sender<Now> {
        &self.sites[audience as usize]
    }

    /// The site for an audience, up to date; waits while it is built for the first time or after a while
    /// in which nobody looked at it. `None` where the preview has ended.
    pub async fn shown(&self, audience: Audience) -> Option<Arc<Shown>> {
        self.newest(&mut self.site(audience).subscribe(), audience).await
    }

    /// The same for somebody who follows the changes.
    pub async fn newest(&self, site: &mut watch::Receiver<Now>, audience: Audience) -> Option<Arc<Shown>> {
        let fresh = site.borrow_and_update().fresh;
        if !fresh {
            self.mail.send(Mail::Wanted(audience)).ok()?;
        }
        site.wait_for(|now| now.fresh).await.ok()?.shown.clone()
    }

    /// Whether nobody but this computer can ask: others may see one audience's site and no other.
    pub fn is_private(&self) -> bool {
        self.served.len() > 1
    }

    /// The audience whose site is shown first.
    pub fn first(&self) -> Audience {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the audience whose site is shown first.
    pub fn set_first(&self, audience: Audience) {
        *self.first.lock().unwrap_or_else(PoisonError::into_inner) = audience;
    }

    /// The audience of that name, where its site may be looked at.
    pub fn served(&self, name: &str) -> Option<Audience> {
        self.served.iter().copied().find(|audience| audience.as_str() == name)
    }

    /// Says something to whoever started the preview.
    pub fn say(&self, said: Said<'_>) {
        (self.say)(said);
    }

    /// Says that a request was refused, once for each reason.
    pub fn refused(&self, reason: Reason, what: &str) {
        let is_new = self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(reason);
        if is_new {
            self.say(Said::Refused(what));
        }
    }
}
