//! Who may see a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who may see a record, from the widest audience to the narrowest.
///
/// `Public < Staff < Leadership`: a site built for an audience shows every record whose own
/// audience is the same or wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Anyone: families, neighbors, the press.
    Public,
    /// Everyone who works in the school or district.
    Staff,
    /// The people who lead the plan.
    Leadership,
}

impl Audience {
    /// All audiences, widest first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Staff, Self::Leadership];

    /// Whether a site for this audience shows a record of audience `record`.
    pub fn sees(self, record: Self) -> bool {
        record <= self
    }

    /// The narrower of two audiences.
    pub fn narrower(self, other: Self) -> Self {
        self.max(other)
    }

    /// The word used in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Staff => "staff",
            Self::Leadership => "leadership",
        }
    }
}

impl std::fmt::Display for Audience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Audience {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|audience| audience.as_str() == text)
            .ok_or_else(|| format!("`{text}` is no audience: use public, staff or leadership"))
    }
}

#[cfg(test)]
mod tests {
    use super::Audience::*;

    #[test]
    fn a_site_shows_its_own_and_wider_records() {
        assert!(Leadership.sees(Public) && Leadership.sees(Leadership));
        assert!(Staff.sees(Public) && Staff.sees(Staff) && !Staff.sees(Leadership));
        assert!(!Public.sees(Staff));
        assert_eq!(Public.narrower(Staff), Staff);
    }
}
