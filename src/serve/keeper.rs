//! The one who rebuilds: hears of changes, looks at the files, and puts a new build in the last one's place.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::looking::{Looked, Looking, Outcome, Reading};
use super::shared::{Mail, Now, Shared};
use super::shown::Shown;
use super::{OptionsNow, Said};
use crate::audience::Audience;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::input::Options;
use crate::load::{self, Change, LoadError, Loaded, Look};
use crate::watch::{Heard, Noticing, Places, Watch, Watcher};

/// So long nothing more must be heard before a batch of many changes counts as whole.
const QUIET: Duration = Duration::from_millis(20);

/// The same of a few files: an editor needs less to save one.
const QUIET_OF_FEW: Duration = Duration::from_millis(4);

/// Where so few files were saved, they are shown before the others are looked at.
const FEW_FILES: usize = 8;

/// So often in a row a look at all files is given up for what was saved meanwhile; then one comes to its end.
const MOST_GIVEN_UP: usize = 3;

/// A batch is not waited for any longer than this.
const LONGEST_BATCH: Duration = Duration::from_secs(1);

/// What is said where a build did not come to its end.
const FAULT: &str = "Isles itself failed while it built the site. This is a fault of Isles and not of your \
                     records; the last change may show what leads to it";

fn is_few(heard: &Heard) -> bool {
    !heard.missed && heard.paths.len() <= FEW_FILES
}

/// Keeps a preview up to date.
pub struct Keeper {
    root: PathBuf,
    loaded: Arc<Loaded>,
    /// Why there is nothing to build from, where there is not.
    trouble: Option<String>,
    options: OptionsNow,
    /// The settings of the last build: another day makes another site.
    built_with: Options,
    /// What has been said of this state of the files.
    told: Vec<Diagnostic>,
    watch: Watch,
    noticing: Noticing,
    /// The look at all files, until it has told what it came to.
    looking: Option<Looking>,
    /// How many looks in a row were given up.
    given_up: usize,
    shared: Arc<Shared>,
    to_me: Sender<Mail>,
    mail: Receiver<Mail>,
}

impl Keeper {
    /// Begins to watch and builds the first site.
    ///
    /// # Errors
    /// Where only the system may say what changes, and it cannot.
    pub fn start(
        root: PathBuf,
        loaded: Loaded,
        options: OptionsNow,
        watcher: Watcher,
        shared: Arc<Shared>,
        (to_me, mail): (Sender<Mail>, Receiver<Mail>),
    ) -> Result<Self, String> {
        // Nobody reads the mail once the preview has ended.
        let post = to_me.clone();
        let tell = move |heard: Heard| drop(post.send(Mail::Heard(heard)));
        let watch = Watch::start(watcher, Places::of(&root, &loaded), Arc::new(tell))?;
        // Of what was saved before anybody listened, nothing is heard.
        let loaded = match load::reload(&root, &loaded, Look::Quick(&BTreeSet::new())) {
            Ok((newer, _)) => newer,
            Err(_) => loaded,
        };
        let (built_with, noticing) = (options(), watch.noticing.clone());
        let mut keeper = Self {
            root,
            loaded: Arc::new(loaded),
            trouble: None,
            options,
            built_with,
            told: Vec::new(),
            watch,
            noticing,
            looking: None,
            given_up: 0,
            shared,
            to_me,
            mail,
        };
        keeper.build(keeper.shared.first(), &[], Instant::now());
        // Every byte was read just before; the next look is not to meet the first save.
        keeper.watch.looked(true, Duration::ZERO);
        keeper.shared.say(Said::Watching(&keeper.noticing));
        Ok(keeper)
    }

    /// Works until it is told to stop.
    pub fn work(mut self) {
        let mut waiting: Vec<Mail> = Vec::new();
        loop {
            let due = self.watch.next().saturating_duration_since(Instant::now());
            // However much is heard: a look that is due finds what is not heard.
            if due.is_zero() && self.looking.is_none() {
                self.look();
            }
            let next = match waiting.pop() {
                Some(mail) => Ok(mail),
                None if self.looking.is_some() => {
                    self.mail.recv().map_err(|_| RecvTimeoutError::Disconnected)
                }
                None => self.mail.recv_timeout(due),
            };
            match next {
                Ok(Mail::Heard(first)) => {
                    let heard = self.batch(first, &mut waiting);
                    self.hear(heard);
                }
                Ok(Mail::Looked(looked)) => self.looked(*looked),
                Ok(Mail::Wanted(audience)) => self.want(audience),
                Ok(Mail::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.noticing != self.watch.noticing {
                self.noticing = self.watch.noticing.clone();
                self.shared.say(Said::Watching(&self.noticing));
            }
        }
    }

    /// Everything that is heard until it is quiet; other mail goes to `waiting`.
    fn batch(&self, mut heard: Heard, waiting: &mut Vec<Mail>) -> Heard {
        let end = Instant::now() + LONGEST_BATCH;
        while Instant::now() < end {
            let quiet = if is_few(&heard) { QUIET_OF_FEW } else { QUIET };
            match self.mail.recv_timeout(quiet) {
                Ok(Mail::Heard(later)) => heard.join(later),
                Ok(other) => waiting.push(other),
                Err(_) => break,
            }
        }
        heard
    }

    fn hear(&mut self, heard: Heard) {
        let is_few = is_few(&heard);
        let Some(named) = self.watch.heard(heard) else { return };
        let started = Instant::now();
        if self.given_up < MOST_GIVEN_UP
            && let Some(looking) = &mut self.looking
        {
            looking.give_up();
        }
        if is_few
            && self.trouble.is_none()
            && let Some(changes) = load::reread(&self.root, Arc::make_mut(&mut self.loaded), &named)
        {
            // What is heard is a hint: whether anything else has happened shows when all files are looked at.
            self.took(&changes, started);
            self.watch.look_soon();
            return;
        }
        let look = Look::Quick(&named);
        let reading = load::reload(&self.root, &self.loaded, look);
        self.watch.looked(false, started.elapsed());
        self.take(reading, started);
    }

    /// Begins to look at the files though nothing was heard.
    fn look(&mut self) {
        // Nobody reads the mail once the preview has ended.
        let post = self.to_me.clone();
        let tell = move |looked: Looked| drop(post.send(Mail::Looked(Box::new(looked))));
        let whole = self.watch.looks_whole();
        self.looking = Some(Looking::begin(self.root.clone(), self.loaded.clone(), whole, tell));
    }

    /// Takes over what a look found, unless it has been heard of meanwhile.
    fn looked(&mut self, Looked { outcome, whole, cost }: Looked) {
        self.looking = None;
        if matches!(outcome, Outcome::GivenUp) {
            // It is still due.
            self.given_up += 1;
            return;
        }
        self.given_up = 0;
        self.watch.looked(whole, cost);
        let started = Instant::now();
        let reading = match outcome {
            Outcome::Read(Reading { before, loaded, changes }) if Arc::ptr_eq(&before, &self.loaded) => {
                self.settled(loaded, changes)
            }
            // Something was read since the look began: what was found is looked at once more.
            Outcome::Read(Reading { changes, .. }) if !changes.is_empty() => {
                self.again((*self.loaded).clone(), changes)
            }
            Outcome::Failed(error) => Err(error),
            Outcome::Read(_) | Outcome::GivenUp | Outcome::Fault => return,
        };
        let changes = self.take(reading, started);
        if !changes.is_empty() {
            self.watch.found(changes.into_iter().map(|change| change.path));
        }
    }

    /// Builds a site that somebody asks for, unless that has happened meanwhile.
    fn want(&mut self, audience: Audience) {
        let is_fresh = self.shared.site(audience).borrow().fresh;
        if !is_fresh {
            self.build(audience, &[], Instant::now());
        }
    }

    /// The files once nothing more changes, where a look has come into the middle of something.
    fn settled(
        &self,
        mut loaded: Loaded,
        mut found: Vec<Change>,
    ) -> Result<(Loaded, Vec<Change>), LoadError> {
        let end = Instant::now() + LONGEST_BATCH;
        let any = !found.is_empty();
        while !found.is_empty() && Instant::now() < end {
            thread::sleep(QUIET);
            (loaded, found) = self.again(loaded, found)?;
        }
        let changes = if any { load::changes(&self.loaded.input, &loaded.input) } else { Vec::new() };
        Ok((loaded, changes))
    }

    /// The files as they are now, and what of them has changed since `loaded`; where few have been found changed, these
    /// alone.
    fn again(&self, mut loaded: Loaded, found: Vec<Change>) -> Result<(Loaded, Vec<Change>), LoadError> {
        let named: BTreeSet<String> = found.into_iter().map(|change| change.path).collect();
        if named.len() <= FEW_FILES
            && let Some(changes) = load::reread(&self.root, &mut loaded, &named)
        {
            return Ok((loaded, changes));
        }
        load::reload(&self.root, &loaded, Look::Quick(&named))
    }

    /// Takes over what was read, and rebuilds where it is something else than before.
    fn take(&mut self, reading: Result<(Loaded, Vec<Change>), LoadError>, started: Instant) -> Vec<Change> {
        let (loaded, changes) = match reading {
            Ok(reading) => reading,
            Err(error) => {
                let why = error.to_string();
                if self.trouble.as_ref() != Some(&why) {
                    self.trouble = Some(why);
                    self.rebuild(&[], started);
                }
                return Vec::new();
            }
        };
        self.loaded = Arc::new(loaded);
        if !changes.is_empty() || self.trouble.is_some() {
            self.watch.follow(Places::of(&self.root, &self.loaded));
            self.follow_settings();
        }
        self.took(&changes, started);
        changes
    }

    /// Rebuilds where the files are something else than before.
    fn took(&mut self, changes: &[Change], started: Instant) {
        let is_back = self.trouble.take().is_some();
        let is_another_day = (self.options)().date != self.built_with.date;
        if !changes.is_empty() || is_back || is_another_day {
            self.rebuild(changes, started);
        }
    }

    /// The audience that `book.toml` names is the first to be shown, unless the command line names one or
    /// the network must see no other.
    fn follow_settings(&self) {
        let is_open = self.built_with.audience.is_none() && self.shared.is_private();
        let settings =
            self.loaded.input.config.as_deref().map_or_else(|| Ok(Config::default()), Config::parse);
        if let Ok(settings) = settings
            && is_open
        {
            self.shared.set_first(settings.build.audience);
        }
    }

    /// Builds the sites that somebody looks at; the others are built when somebody asks for them.
    fn rebuild(&mut self, changes: &[Change], started: Instant) {
        let first = self.shared.first();
        let (looked_at, others): (Vec<Audience>, Vec<Audience>) = self
            .shared
            .served
            .iter()
            .copied()
            .partition(|audience| *audience == first || self.shared.site(*audience).receiver_count() > 0);
        self.told.clear();
        for audience in others {
            self.shared.site(audience).send_modify(|now| now.fresh = false);
        }
        for audience in looked_at {
            self.build(audience, changes, started);
        }
    }

    fn build(&mut self, audience: Audience, changes: &[Change], started: Instant) {
        let site = self.shared.site(audience);
        let before = site.borrow().shown.clone();
        let old = before.as_deref();
        self.built_with = (self.options)();
        let is_private = self.shared.is_private();
        let told = |shown: Shown| if is_private { shown } else { shown.with_findings_counted() };
        let show = |shown| _ = site.send_replace(Now { shown: Some(Arc::new(told(shown))), fresh: true });
        let build = || match &self.trouble {
            Some(why) => Shown::not_built(old, audience, why),
            None => Shown::rebuilt(old, &self.loaded.input, &self.built_with, audience, &show),
        };
        // A fault in one build must not leave the browser with an old site and no word.
        let shown =
            catch_unwind(AssertUnwindSafe(build)).unwrap_or_else(|_| Shown::not_built(old, audience, FAULT));
        let (shown, took, input) = (Arc::new(told(shown)), started.elapsed(), &self.loaded.input);
        site.send_replace(Now { shown: Some(shown.clone()), fresh: true });
        let told = &self.told;
        self.shared.say(Said::Built { shown: &shown, before: old, told, changes, took, input });
        self.told.extend(shown.problems.iter().cloned());
    }
}
