//! What is wrong with a secure connection, in a sentence, and what to do about it.
//!
//! It only inspects causes. Invariant: the sentence contains no URL.

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
                "this machine does not know who has issued the server's certificate; a proxy or a virus scanner may have put in its own: set SSL_CERT_FILE to the path of a file with the issuer's certificate"
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "the server's certificate has expired, or the clock of this machine is wrong"
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet, or the clock of this machine is wrong"
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "the server's certificate is for another name than `base_url` has"
            }
            _ => "the server's certificate is not accepted",
        },
        Tls::InvalidMessage(_) => {
            "the server does not speak TLS there: is it http:// in `base_url`?"
        }
        _ => "no secure connection could be made",
    };
    format!("{what} ({error})")
}
