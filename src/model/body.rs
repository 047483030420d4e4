//! The content of one record among many: at hand, or put away until somebody asks for it.
//!
//! Where it is put away is not known here. Invariant: what is taken out is what was put in.

use std::{fmt::Debug, sync::Arc};

use super::{Content, Pack, Packed};
use crate::error::Error;

/// A content that may not be in memory.
#[derive(Clone, Debug)]
pub enum Body {
    /// At hand.
    Here(Packed),
    /// On that shelf, at that place.
    Away(Arc<dyn Shelf>, u64),
}

/// Where contents are put away.
pub trait Shelf: Debug + Send + Sync {
    /// What was put at that place.
    ///
    /// # Errors
    /// The disk can't be read.
    fn take(&self, at: u64) -> Result<Packed, Error>;
}

/// Whoever puts contents away.
pub trait Keeper {
    /// Puts it away.
    ///
    /// # Errors
    /// The disk can't be written to.
    fn put(&self, content: Pack<'_>) -> Result<Body, Error>;
}

/// Keeps everything at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct AtHand;

impl Keeper for AtHand {
    fn put(&self, content: Pack<'_>) -> Result<Body, Error> {
        Ok(Body::Here(content.owned()))
    }
}

impl Body {
    /// At hand.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        Self::Here(Packed::of(content))
    }

    /// In one piece.
    ///
    /// # Errors
    /// The disk can't be read.
    pub fn packed(&self) -> Result<Packed, Error> {
        match self {
            Self::Here(packed) => Ok(packed.clone()),
            Self::Away(place, at) => place.take(*at),
        }
    }

    /// As a content to work on.
    ///
    /// # Errors
    /// The disk can't be read.
    pub fn open(&self) -> Result<Content, Error> {
        Ok(self.packed()?.pack().open())
    }
}
