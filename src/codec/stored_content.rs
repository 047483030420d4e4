//! The content of one record among many: in memory, or spilled until it is needed.
//!
//! It does not know where it is spilled. Invariant: a read returns what was stored.

use std::{fmt::Debug, sync::Arc};

use super::{Packed, PackedRef};
use crate::{error::Error, model::Content};

/// A content that may be spilled.
#[derive(Clone, Debug)]
pub enum StoredContent {
    /// In memory.
    Inline(Packed),
    /// In that spill file, at that position.
    Spilled(Arc<dyn SpilledContents>, u64),
}

/// A place that contents are spilled to.
pub trait SpilledContents: Debug + Send + Sync {
    /// Calls `work` with the content at that position; `work` must not use the spill file.
    ///
    /// # Errors
    /// The spill file can't be read.
    fn show(&self, at: u64, work: &mut dyn FnMut(PackedRef<'_>)) -> Result<(), Error>;
}

/// Stores contents.
pub trait ContentStore {
    /// Stores a content.
    ///
    /// # Errors
    /// The spill file can't be written.
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent, Error>;
}

/// Keeps everything in memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

impl ContentStore for InMemory {
    fn put(&self, content: PackedRef<'_>) -> Result<StoredContent, Error> {
        Ok(StoredContent::Inline(content.owned()))
    }
}

impl StoredContent {
    /// In memory.
    #[must_use]
    pub fn of(content: &Content) -> Self {
        Self::Inline(Packed::of(content))
    }

    /// As an owned value.
    ///
    /// # Errors
    /// The spill file can't be read.
    pub fn packed(&self) -> Result<Packed, Error> {
        let mut packed = Packed::default();
        self.show(|content| packed = content.owned())?;
        Ok(packed)
    }

    /// Calls `work` with the content without a copy; `work` must not use the spill file.
    ///
    /// # Errors
    /// The spill file can't be read.
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
    /// The spill file can't be read.
    pub fn open(&self) -> Result<Content, Error> {
        Ok(self.packed()?.pack().open())
    }
}
