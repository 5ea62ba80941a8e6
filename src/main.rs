//! Arguments in, exit code out.

/// Pages are made on all threads out of many small values.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    isles::cli::run(std::env::args_os())
}
