//! `failures`: the rows that did not get through, listed, and as a workbook to correct them in.

use vbot_sync::{report, sync};

use super::{
    file::{self, Precious},
    task,
};
use crate::cli::{Arguments, args::Failures, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Failures) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let observer = Progress::looking(arguments)?;
    let failed = sync::failures(&config, store.as_ref(), &observer)?;
    observer.looked()?;
    if let Some(path) = &options.xlsx {
        let precious = Precious::of(&config, &arguments.config);
        let now = jiff::Timestamp::now();
        file::must_be_untouched(path)?;
        file::write(path, &precious, |out| {
            report::xlsx::failures(out, &failed, now)
        })?;
        let path = output::name(path);
        output::stderr(&format!(
            "written: {path}; correct the rows there, then `vbot-sync sync --corrections {path}` sends them\n"
        ));
    }
    output::print(|out| report::failures::list(out, &failed, output::style(arguments)))?;
    Ok(0)
}
