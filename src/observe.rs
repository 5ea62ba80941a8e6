//! How the rim learns what a build is doing: the middle says which part begins and ends, and knows no clock.

/// A moment as the observer counts them; the middle only hands it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment(pub u64);

/// Who wants to know what a build is doing.
///
/// Nothing that a build makes may depend on the answers.
pub trait Observer: Sync {
    /// What time it is, in units of the observer's own.
    fn now(&self) -> Moment;
    /// A stage of the build has ended; stages come one after another.
    fn stage(&self, name: &'static str, since: Moment);
    /// A page was made and rendered with this template; several are at once, on several threads.
    fn page(&self, template: &'static str, since: Moment);
}

/// Nobody wants to know.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    fn now(&self) -> Moment {
        Moment::default()
    }

    fn stage(&self, _: &'static str, _: Moment) {}

    fn page(&self, _: &'static str, _: Moment) {}
}

/// Does the work of a stage and tells the observer.
pub fn stage<T>(observer: &dyn Observer, name: &'static str, work: impl FnOnce() -> T) -> T {
    let since = observer.now();
    let result = work();
    observer.stage(name, since);
    result
}
