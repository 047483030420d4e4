//! The content of one record among many: at hand, or put away until somebody asks for it.
//!
//! Where it is put away is not known here. Invariant: what is taken out is what was put in.

use std::{fmt::Debug, sync::Arc};

use super::{Content, Packed, PackedRef};
use crate::error::Error;

/// A content that may not be in memory.
#[derive(Clone, Debug)]
pub enum StoredContent {
    /// At hand.
    Inline(Packed),
    /// In that spill file, at that place.
    Spilled(Arc<dyn SpilledContents>, u64),
}

/// Where contents are put away.
pub trait SpilledContents: Debug + Send + Sync {
    /// Hands what was put at that place to `work`, which does not use the spill file.
    ///
    /// # Errors
    /// The disk can't be read.
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<(), Error>;
}

/// Whoever puts contents away.
pub trait ContentStore {
    /// Puts it away.
    ///
    /// # Errors
    /// The disk can't be written to.
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent, Error>;
}

/// Keeps everything at hand.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

impl ContentStore for InMemory {
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent, Error> {
        Ok(StoredContent::Inline(content.owned()))
    }
}

impl StoredContent {
    /// At hand.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        Self::Inline(Packed::of(content))
    }

    /// In one piece.
    ///
    /// # Errors
    /// The disk can't be read.
    pub fn packed(&self) -> Result<Packed, Error> {
        let mut packed = Packed::default();
        self.show(|content| packed = content.owned())?;
        Ok(packed)
    }

    /// Hands it to `work` without a copy; `work` does not use the spill file.
    ///
    /// # Errors
    /// The disk can't be read.
    pub fn show<T: Default>(&self, mut work: impl FnMut(PackedRef<'_>) -> T) -> Result<T, Error> {
        match self {
            Self::Inline(packed) => Ok(work(packed.pack())),
            Self::Spilled(place, at) => {
                let mut made = T::default();
                place.show(*at, &mut |content| made = work(content))?;
                Ok(made)
            }
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
