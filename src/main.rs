//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    isles::cli::run(std::env::args_os())
}
