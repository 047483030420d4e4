//! `explain`: everything that is known of one record.

use std::io::Write;

use vbot_sync::{
    error::{Error, Kind},
    model::{Code, Explanation},
    report, sync,
};

use super::task;
use crate::cli::{Arguments, args::Explain, failure::Failure, output, progress::Progress};

pub fn run(arguments: &Arguments, options: &Explain) -> Result<u8, Failure> {
    let config = task::config(arguments)?;
    let store = task::look(&config)?;
    let observer = Progress::new(arguments, false);
    let code = Code::from(options.code.trim());
    let explanation = sync::explain(&config, store.as_ref(), options.entity, &code, &observer)?;
    observer.clear();
    if explanation.is_empty() {
        return Err(unheard_of(&explanation).into());
    }
    let mut out = output::stdout();
    report::explain::record(&mut out, &explanation, output::style(arguments))?;
    out.flush()?;
    Ok(0)
}

fn unheard_of(about: &Explanation) -> Error {
    let Explanation { entity, code, .. } = about;
    let message = format!("nothing is known of {entity} {code}: no row, no record, no call");
    let error = Error::new(Kind::Input, message);
    match &about.nearest {
        Some(nearest) => error.hint(format!("did you mean {nearest}?")),
        None if !about.managed => {
            error.hint(format!("{entity} has no source in the configuration"))
        }
        None => error.hint("codes are compared as they stand, case included"),
    }
}
