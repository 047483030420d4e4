//! What is wrong with a secure connection, in a sentence, and what to do about it.
//!
//! It only inspects causes. Invariant: the sentence contains no URL.

use crate::language::say;
use std::{error::Error, io, iter};

use rustls::{CertificateError, Error as Tls};

/// The sentence for a TLS error, if the cause is one.
pub(super) fn sentence(error: &(dyn Error + 'static)) -> Option<String> {
    let mut causes = iter::successors(Some(error), |&cause| below(cause));
    Some(words(causes.find_map(|cause| cause.downcast_ref())?))
}

/// The next cause. An I/O error that wraps another one shows its text as its own and skips it as a source.
fn below<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let wrapped = cause
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    match wrapped {
        Some(inner) => Some(inner),
        None => cause.source(),
    }
}

fn words(error: &Tls) -> String {
    let what = match error {
        Tls::InvalidCertificate(wrong) => match wrong {
            CertificateError::UnknownIssuer => {
                say!("send-tls-issuer")
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                say!("send-tls-expired")
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                say!("send-tls-early")
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                say!("send-tls-name")
            }
            _ => say!("send-tls-refused"),
        },
        Tls::InvalidMessage(_) => say!("send-tls-plain"),
        _ => say!("send-tls-none"),
    };
    format!("{what} ({error})")
}
