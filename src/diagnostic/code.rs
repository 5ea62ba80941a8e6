//! The table of every code, what it means and why it matters.
//!
//! `E1xx` reading and syntax, `E2xx` fields, `E3xx` links, `E4xx` privacy and consent, `E5xx` data
//! files, `E6xx` theme; `W1xx` plan quality, `W2xx` writing, and the warnings of the other rooms by
//! the same digits. A code's number never changes its meaning.

use serde::{Deserialize, Serialize};

use super::Level;

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The stable code, such as `E301`.
    pub code: &'static str,
    /// How bad it is unless the plan is a draft.
    pub level: Level,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub why: &'static str,
}

macro_rules! codes {
    ($($name:ident $code:literal $level:ident $title:literal $why:literal)*) => {
        /// The kind of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code's row in the table.
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$name => &Rule { code: $code, level: Level::$level, title: $title, why: $why },)*
                }
            }
        }
    };
}

impl Code {
    /// The stable code, such as `E301`.
    pub fn as_str(self) -> &'static str {
        self.rule().code
    }

    /// The code of that name, in any case.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(name))
    }
}

codes! {
    NotText "E101" Error
        "a record is not a text file"
        "Records are plain text: `.md` or `.toml`. This file holds bytes that no text has. Word and Pages documents must be saved as plain text, or attached under `files`."
    TomlSyntax "E102" Error
        "the fields cannot be read"
        "Between the `+++` lines, and in `.toml` files, every line is `name = value`: text in double quotes, dates as 2026-10-05, lists in square brackets. All syntax errors of a file are listed at once."
    NoFrontMatter "E103" Error
        "a record without fields"
        "A Markdown record starts with a line `+++`, then its fields, then another line `+++`. Without them nobody knows its title, its date or what it belongs to. `isles new KIND \"TITLE\"` writes a file that has them."
    FrontMatterOpen "E104" Error
        "the fields are never closed"
        "The fields of a Markdown record end with a line that holds nothing but `+++`. Without it, the whole text would be read as fields."
    YamlFrontMatter "E105" Error
        "the fields are between `---` lines"
        "Isles reads TOML between `+++` lines, not YAML between `---` lines. Change both lines to `+++`, and each `name: value` to `name = \"value\"`."
    EmptyRecord "E106" Error
        "a record is empty"
        "The file is there and holds nothing. Some web editors empty a file when saving fails: bring back an earlier version, which the history of the repository has. If it never held anything, write it or delete the file."
    DuplicateId "E107" Error
        "two records with one id"
        "A record is found by its school, its kind and its file's name, whatever folder inside the kind's folder it lies in. Rename one of the files."
    BadFileName "E108" Error
        "a file name that cannot be an address"
        "A record's file name becomes its address on the web and must work on every computer: letters a–z, digits, `-` and `_`, at most 100 of them, starting with a letter or digit."
    UnknownFolder "E109" Error
        "a folder that is no kind of record"
        "The folder's name says what its files are: plans, initiatives, conversations, evidence, exemplars, pilots, sessions, walkthroughs, support, plc, referrals, measures, reviews, updates, pages. Records in any other folder would silently be missing from the site."
    NoPlace "E110" Error
        "neither `school.toml` nor `district.toml`"
        "A site is about a school or a district. `content/school.toml` names a single school; `content/district.toml` names a district, whose schools each have a folder with a `school.toml`."
    TwoPlaces "E111" Error
        "both `school.toml` and `district.toml`"
        "The top of `content/` is either one school or a district with a folder for each school. Keep one of the two files."
    TooLarge "E112" Error
        "a record too large to be read"
        "A record of more than 2 MB is not something people read. Move data into a CSV file and long documents into an attachment under `files`."
    Unreadable "E113" Error
        "a file or folder could not be read"
        "The computer refused to open it; often another program holds it, or the permissions are wrong. Nothing is skipped silently, so the site is not built without it."

    BadSetting "E114" Error
        "a setting in `book.toml` that cannot be meant"
        "The setting is of the right sort and its value makes no sense, such as an address without https://."

    UnknownField "E201" Error
        "a field that this kind does not have"
        "A misspelled field would silently do nothing, so every name is checked. `isles new KIND` shows every field of a kind with its explanation."
    MissingField "E202" Error
        "a required field is missing"
        "Only what a record cannot stand without is required. Everything else may be left out and shows as \"not set\"."
    WrongType "E203" Error
        "a value of the wrong sort"
        "Text stands in double quotes, numbers and true or false do not, lists are in square brackets, and repeated tables are written `[[name]]`."
    NotAChoice "E204" Error
        "a value that is not one of the choices"
        "The field takes one of a few words, because a report counts them."
    BadDate "E205" Error
        "a date that cannot be read"
        "Write a day as 2026-10-05. Where only that is known, a month as \"2026-10\", a quarter as \"2026-Q4\", a school year as \"2026-27\", a year as \"2026\"."
    OutOfRange "E206" Error
        "a number outside its range"
        "The number cannot be what was meant, such as a strength of 7 on a scale from 1 to 5."
    Exclusive "E207" Error
        "two fields that exclude each other"
        "Both say the same thing in two ways, and nobody could tell which of them counts. Keep one."
    OneOf "E208" Error
        "one of several fields is needed"
        "The record cannot stand without at least one of these fields."
    EndBeforeStart "E209" Error
        "something ends before it starts"
        "One of the two dates is a slip. Durations and reports would be wrong."
    DuplicatePart "E210" Error
        "two parts of a record with one id"
        "Goals, look-fors and actions are found by their id within their record. Give each its own."
    BadPartId "E211" Error
        "an id that cannot be an address"
        "The id of a goal, look-for or action becomes part of an address: letters a–z, digits, `-` and `_`, starting with a letter or digit."
    EmptyText "E212" Error
        "a required text is empty"
        "The field is there and says nothing. `isles new` leaves such a gap to be filled in."
    DateIsCoarse "E213" Error
        "a whole day is needed here"
        "School years and calendars are counted in days: write the date as 2026-10-05."
    Untypable "E299" Error
        "the fields do not fit together"
        "Each field is of the right sort, and still the record cannot be read as a whole."

    NoSuchRecord "E301" Error
        "a reference to nothing"
        "The record named here does not exist in this school or in the district. A record's id is its file's name without the ending; another school's record is `school/id`, the district's `district/id`."
    NoSuchPart "E302" Error
        "a goal or look-for that its record does not have"
        "The record is there and has no such part. The parts' ids stand in its `[[goals]]` or `[[look-fors]]`."
    LinkToNothing "E303" Error
        "a link to a file that does not exist"
        "The link is relative to the file it stands in, as on a code host: `[text](../evidence/time-on-task.md)`."
    NoSuchHeading "E304" Error
        "a link to a heading that does not exist"
        "The part after `#` is the heading in lower case with `-` between the words."
    LinkLeavesContent "E305" Error
        "a path that leaves the content folder"
        "Only what lies in `content/` can be published. Copy the file there."
    AliasTaken "E306" Error
        "an old address that is in use"
        "An alias leads from an old address to this record; here the address already is a page of the site, or another record's alias."
    SameOutput "E307" Error
        "two pages with one address"
        "Two outputs would have the same path on a computer that does not tell capital letters from small ones. Rename one of the records."
    SelfReference "E308" Error
        "a record that refers to itself"
        "A plan cannot replace itself, and an initiative cannot support itself."
    BadAlias "E309" Error
        "an alias that is no address of this site"
        "An alias is an old path within this site, such as `plans/old-name.html`: no host, no `..`."
    NotADrawing "E310" Error
        "a picture of data that does not exist"
        "`![](measure:ID)`, `![](referrals:ID)` and `![](walkthrough:ID)` draw the data of a record of that kind in this school or the district."

    WiderThanParent "E401" Error
        "a record wider than what it belongs to"
        "A record may not be shown to more people than the plan, initiative or school it belongs to, or its text would give away what is meant for fewer."
    NoConsent "E402" Error
        "student work without consent"
        "Work of students is published only when it is de-identified or a consent is on file: `consent = \"de-identified\"` or `consent = \"on-file\"`."
    ConsentExpired "E403" Error
        "a consent that has expired"
        "The date in `consent-expires` has passed. Renew the consent and its date, or take the record down."
    RowsPublished "E404" Error
        "a data file with rows about people would be published"
        "Rows of walkthroughs and referrals are in no build, for any audience: only counts that have passed suppression are. Link to the record instead of its file."
    DocumentReveals "E405" Error
        "a document that says more than one reads in it"
        "PDF and Office files carry who wrote them, comments, tracked changes, hidden sheets and the data behind charts. Isles packs Office files anew without their properties; what it cannot take out safely is named. Take it out in the program that made the file, or allow the file by its name under `[[privacy.allow]]` in book.toml, with a reason."
    FileUnchecked "E406" Error
        "a file whose contents cannot be checked"
        "Only files that Isles can look into are published: pictures, PDF, Word, Excel and PowerPoint files, and plain text such as CSV. Films and sound carry places and names as photos do. Convert the file, keep it elsewhere and link to it, or allow it by its name under `[[privacy.allow]]` in book.toml, with a reason. Web pages and programs are never published."
    NameFound "E407" Error
        "a name from the roster"
        "The roster names people who may stand on no page. The name itself is not repeated, in any format. Write the role instead, or take the sentence out. Where the words mean something else, allow them under `[[privacy.allow]]` in book.toml, with a reason."
    PersonalNumber "E408" Error
        "an address, number or birth date of a person"
        "E-mail addresses, telephone numbers, student numbers and birth dates lead to people. Take it out; where it belongs to an office and may be seen by everyone, allow it under `[[privacy.allow]]` in book.toml, with a reason."
    BadRoster "E409" Error
        "a roster that cannot be used"
        "`roster` under `[privacy]` names a text file with one name a line. It is read and never published, so it lies outside the content folder. Without it names would go unchecked, so the site is not built."
    Leaked "E410" Error
        "a site would give away what is not for its readers"
        "Every file of a site is read back before anything is written and compared with all that its audience may not see: texts, titles, ids and files of narrower records and of drafts, and rows about people. Most often a changed template under `themes/` holds words of such a record. Words that everyone may read can stand in a record for everyone, or in book.toml."
    NarrowerLink "N401" Note
        "a link that some readers will not see"
        "The record linked to is meant for fewer people than this one. In the wider site the link becomes its own text, and neither the address nor the title appears."

    AllowanceUnused "W401" Warning
        "an allowance that nothing needs"
        "Nothing in the site holds these words, so the allowance only hides what may come later. Delete it."

    NoDataFile "E501" Error
        "a data file that does not exist"
        "The path is relative to the record's own file."
    BadDataFile "E502" Error
        "a data file that cannot be read"
        "Data files are CSV (as any spreadsheet saves it) or .xlsx."
    NoSuchColumn "E503" Error
        "a column that is not in the data file"
        "The columns are named in the first row of the file. Names must match, capitals and blanks at the ends aside."
    BadCell "E504" Error
        "a value in a data file that cannot be read"
        "The line and the column are named. Numbers have a point for decimals; an empty cell is a gap, not a zero."
    DuplicateColumn "E505" Error
        "two columns with one name"
        "Nobody could tell which of them is meant. Rename one in the first row."
    TooManyBadRows "E506" Error
        "more than one row in twenty cannot be read"
        "A few rows can be left out and said so; with this many, the numbers would not stand for the file. Usually the date format or a column is wrong."
    EnrollmentTooSmall "E507" Error
        "more students referred than enrolled"
        "The enrollment is the number of students that shares and rates are taken of, so it cannot be smaller than the number of students in the file. Usually it is of another year, or a student has several keys."
    TwoOfOneYear "E509" Error
        "two records of one year's referrals"
        "A number that is hidden in one could be worked out from the other. A school keeps one record of a school year; where schools keep their own, the district keeps none."
    BadTotal "E508" Error
        "a total of nothing, or of one thing twice"
        "A total by month names a month of the record's school year, as 2026-09; a total by year names the record's own year; each stands once. Otherwise referrals would be counted twice or not at all."
    PictureBroken "E521" Error
        "a picture that cannot be opened"
        "The file is damaged, cut off, or something else than its name says. Copy it again from where it came."
    PictureForeign "E522" Error
        "a kind of picture that browsers do not show"
        "Web browsers show JPEG, PNG, WebP, GIF, SVG and AVIF. iPhones save HEIC: open the picture and export it as JPEG."
    PictureTooLarge "E523" Error
        "a picture too large to be opened"
        "A picture of more than 64 million pixels (fewer where it is transparent or finer than screens show) is a slip, or made to stop programs that open it. 1600 pixels across are enough for a page."
    DocumentBroken "E524" Error
        "a document that cannot be opened"
        "The file is damaged, locked, or saved by an Office of the last century, so nobody can say what it reveals. Save it anew, without a password."
    BadRow "W501" Warning
        "a row that cannot be read"
        "The row is left out, and the page says how many rows were read."
    OffCalendar "W502" Warning
        "a row dated off the school calendar"
        "The date lies outside the record's school year or on a day when school is closed. The row is left out, and the page says so."

    TemplateSyntax "E601" Error
        "a template that cannot be read"
        "A file in `themes/` has a mistake. The theme that comes with Isles is untouched: deleting the file brings its template back."
    TemplateRender "E602" Error
        "a template that fails on a page"
        "The template asks for something that the page does not have. The file, the line and the page are named."
    NoSuchTheme "E603" Error
        "a theme that does not exist"
        "The theme is `harbor`, which comes with Isles, or a folder under `themes/` that changes it file by file."
    BadTemplateName "W601" Warning
        "a theme file whose name is nearly another's"
        "A file in `themes/` takes the place of the theme's file of the same path, and a file with a name of its own is added. This name is so near to one of the theme's that the file was probably meant to take its place, and does not."
    PageStructure "W602" Warning
        "a page whose parts cannot be told apart"
        "Who cannot see a page moves through it by its headings, its main part and its menus. A page has one heading of level 1, skips no level, has one `<main>`, a language and a title, and no id stands on it twice."
    WithoutWords "W603" Warning
        "something on a page without words"
        "A link, button, picture, field or table that has no words, or only \"here\", says nothing to those who listen to a page or speak to it."
    Contrast "W604" Warning
        "colors that are too near to each other"
        "Words need a contrast of 4.5:1 to what they stand on, lines and marks one of 3:1, by day and by night; else many cannot read them. The colors are the custom properties of the theme's style sheets."

    NoSuchLanguage "E604" Error
        "a language that does not exist"
        "English (`en`) and Spanish (`es`) come with Isles. A file `themes/NAME/languages/CODE.toml` adds another language or changes words of one."
    BadWord "E605" Error
        "fixed words that cannot be put in place"
        "A key that no page asks for would silently do nothing, and a place that does not exist would stand on the page as it is written. `isles words` prints every key with its places."
    MissingWords "W605" Warning
        "a language that lacks words"
        "What the language's file does not say stands in English, so that pages are mixed. It is usually a file that is older than the program; `isles words` prints every word that there is."

    GoalWithoutMeasure "W101" Warning
        "a goal without a measure"
        "Without a measure nobody can say whether the goal comes nearer."
    GoalWithoutBaseline "W102" Warning
        "a goal without a baseline"
        "Without the value it started from, no pace can be computed."
    GoalWithoutTarget "W103" Warning
        "a goal without a target"
        "A goal says how much, not only that it should be better."
    GoalWithoutDate "W104" Warning
        "a goal without a date"
        "A goal says by when."
    PlanWithoutGoals "W105" Warning
        "an active plan without goals"
        "A plan that is under way and has no goal cannot tell whether it works."
    PlanWithoutInitiatives "W106" Warning
        "an active plan without initiatives"
        "Goals do not move by themselves: an initiative says what changes in practice."
    ActionWithoutOwner "W107" Warning
        "an action without an owner"
        "What belongs to everybody is done by nobody. A role is enough."
    ActionWithoutDue "W108" Warning
        "an action without a due date"
        "Without a date, nobody sees that it is late."
    InitiativeWithoutCause "W109" Warning
        "an initiative without a root cause"
        "A change that answers no cause is a guess. Say why the need exists."
    InitiativeWithoutLookFors "W110" Warning
        "an initiative without look-fors"
        "Staff cannot do, and visitors cannot see, what nobody has described."
    InitiativeWithoutGoals "W111" Warning
        "an initiative that serves no goal"
        "Name the goals of the plan that it is meant to move."
    InitiativeWithoutActions "W112" Warning
        "an initiative without action steps"
        "Who does what, and by when?"
    EvidenceForNothing "W113" Warning
        "evidence that supports nothing"
        "Name in `for` the initiatives or plans it speaks for; otherwise nobody meets it where it matters."
    EvidenceWithoutClaim "W114" Warning
        "evidence that claims nothing"
        "Say in one sentence what it shows."
    ExemplarWithoutLookFor "W115" Warning
        "an exemplar of no look-for"
        "Say which look-fors a visitor will see there, so that people who need a model find this one."
    ExemplarWithoutConditions "W116" Warning
        "an exemplar without conditions"
        "Class size, students, time and help answer \"that can't work here\" before it is said."
    PilotWithoutPrediction "W117" Warning
        "a pilot without a prediction"
        "What was expected must be written before the result is known, or nothing is learned from it."
    BarrierUnanswered "W118" Warning
        "a strong barrier without an answer or an owner"
        "A barrier of strength 3 or more stops people. Say what will be done and who does it, even if the answer is \"nothing yet\"."
    MeasureWithoutData "W119" Warning
        "a measure without a data file"
        "A measure is followed over time: name its CSV file in `data`. A file with a header and no rows is an honest \"no data yet\"."
    MeasureOfWhom "W120" Warning
        "a percent that does not say of whom"
        "`about = \"students\"` or `\"educators\"` keeps percents of small groups from being shown; `\"other\"` says that it is not about people."
    WalkthroughWithoutSession "W121" Warning
        "a walkthrough that follows no learning session"
        "Name the session it follows, or say in the body why there was none."
    BenchmarkWithoutSource "W122" Warning
        "a benchmark without a source"
        "A number from elsewhere convinces only those who can look it up."
    InitiativeWithoutEvidenceBase "W123" Warning
        "an initiative without an evidence base"
        "Name the tier (`evidence-tier`) and where it is from (`citation`); `rationale` is an honest answer."
    PlanWithoutTeam "W124" Warning
        "an active plan without a team"
        "Name the roles that keep the plan, so that staff know whom to ask."
    ActionOverdue "W125" Warning
        "an action is overdue and nobody has said so"
        "In a plan under way, an action that is past its day is done (`done`), given up (`dropped = \"why\"`) or gets a later day. A review of the plan held since that day is word enough: then it is late, the pages say how late, and nothing is found here."
    ReviewOverdue "W126" Warning
        "a review is overdue"
        "A plan under way is looked at in a rhythm: `review-days` of the plan, else of `book.toml`. A review that is not held changes nothing. After the plan's last day none is due."
    PilotUndecided "W127" Warning
        "a pilot that ended without a decision"
        "Adopt, adapt or abandon, and say why: a trial that ends in silence has taught nobody anything. To abandon is a result."
    MeasureStale "W128" Warning
        "a measure older than its cadence"
        "A plan under way follows the measure, and its last value is older than `cadence-days` says. Charts and paces then speak of the past."
    DecisionWithoutReason "W129" Warning
        "a pilot's decision without a reason"
        "Whoever reads in two years that a trial was adopted or abandoned wants to know what was seen. A review's decision needs its `why` to stand at all."
    UnusedFile "W130" Warning
        "a file that nothing refers to"
        "It is not published. Link to it, name it under `files` or `data`, or delete it."
    SymlinkIgnored "W131" Warning
        "a link in the file system is not followed"
        "It may lead out of the site, so nothing behind it is read. Copy the file here."
    BuiltSiteInSource "W132" Warning
        "a built site among the records"
        "The folder holds pages that Isles wrote, or will be written into, so nothing in it is read as a record. Build into a folder beside the records."
    SessionWithoutWalkthrough "W140" Warning
        "a learning session that nobody followed into classrooms"
        "What was learned reaches students only where somebody sees it and helps. The first visits are due `walkthrough-days` after the session (`[cadence]` in `book.toml`)."
    TooManyRooms "W141" Warning
        "more rooms seen than could be"
        "`eligible` says in how many rooms the practice should be seen. With more rooms seen than that, no coverage can be computed."
    LookForsAfterSession "W142" Warning
        "look-fors agreed after the first learning session"
        "People should know what will be looked for before they learn it. The day of the initiative, else of its first conversation, is taken as the day on which the look-fors were agreed."

    NoAltText "W201" Warning
        "an image without alternative text"
        "People who do not see the image, and every reader on paper, have only this text: `![what it shows](file.png)`."
    HeadingSkipped "W202" Warning
        "a heading that skips a level"
        "The title is level 1, so a text starts with `##`, and `###` stands below a `##`. Screen readers use the levels to find the way."
    HtmlDropped "W203" Warning
        "HTML that is not shown"
        "Content is Markdown. A few harmless tags pass; scripts, styles, forms, frames, event handlers and comments do not."
    SchemeDropped "W204" Warning
        "a link that is not shown"
        "Links may lead to http, https, mailto, tel and to files of this site. Anything else becomes plain text."
    RemoteImage "W205" Warning
        "an image from another site"
        "Images from elsewhere would tell that site who reads the plan, and break when it changes. It is shown as a link; copy the file next to the record to show it."
    Acronym "W206" Warning
        "an acronym that is not explained"
        "Write it out the first time, with the short form in brackets: professional learning community (PLC)."
    TooDeep "W207" Warning
        "text that is nested too deeply"
        "Quotes and lists more than sixteen deep are shown flat."
    VagueLink "W208" Warning
        "a link that does not say where it leads"
        "Read out alone, \"click here\" says nothing. Name the thing that is linked to."
    Garbled "W209" Warning
        "a text in the wrong encoding"
        "The text holds the mark that stands for an unreadable character. Save it as UTF-8."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_within_their_room_and_named_by_level() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            let Rule { code, level, title, why } = *code.rule();
            assert!(seen.insert(code), "{code} stands twice");
            let initial = match level {
                Level::Error => 'E',
                Level::Warning => 'W',
                Level::Note => 'N',
            };
            assert!(code.starts_with(initial), "{code} is {level:?}");
            assert!(!title.ends_with('.') && why.ends_with(['.', '?']), "{code}: {why}");
        }
    }
}
