//! The words of `isles theme`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

/// What `theme` is told.
#[derive(Debug, Args)]
pub struct ThemeArguments {
    /// What to do with the theme.
    #[command(subcommand)]
    pub command: ThemeCommand,
}

/// What can be done with a theme.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// Write pages that show every component of the theme in every state it has
    Gallery(GalleryArguments),
}

/// What `theme gallery` is told.
#[derive(Debug, Args)]
pub struct GalleryArguments {
    /// The folder of the site whose theme is shown; left out, it is looked for from here upward, and where there
    /// is none the theme that comes with Isles is shown
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// Where the gallery goes; left out, the folder `gallery` of the site
    #[arg(short, long, value_name = "DEST", value_hint = ValueHint::DirPath)]
    pub dest_dir: Option<PathBuf>,
}
