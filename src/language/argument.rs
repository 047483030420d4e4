//! The arguments of sentences: counts, and everything else as it displays.
//!
//! Rust has no way to say "any type that displays, but not a count". `say!` therefore calls `said` on a reference to a
//! [`Count`]: method lookup finds [`Counted`] first, and [`Shown`] with one more reference.

use std::fmt::Display;

/// The value of an argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// How many; it chooses between singular and plural.
    Count(u64),
    /// Any other value, as it displays.
    Text(String),
}

/// An argument on its way into a sentence.
#[derive(Debug)]
pub struct Count<'a, T: ?Sized>(pub &'a T);

/// What counts.
pub trait Counted {
    /// The count.
    fn said(&self) -> Said;
}

/// What displays.
pub trait Shown {
    /// The text.
    fn said(&self) -> Said;
}

/// A number of things, or a reference to one.
trait Number {
    fn count(&self) -> u64;
}

impl Number for usize {
    fn count(&self) -> u64 {
        u64::try_from(*self).unwrap_or(u64::MAX)
    }
}

impl Number for u64 {
    fn count(&self) -> u64 {
        *self
    }
}

impl<N: Number> Number for &N {
    fn count(&self) -> u64 {
        (*self).count()
    }
}

impl<N: Number> Counted for Count<'_, N> {
    fn said(&self) -> Said {
        Said::Count(self.0.count())
    }
}

impl<T: Display + ?Sized> Shown for &Count<'_, T> {
    fn said(&self) -> Said {
        Said::Text(self.0.to_string())
    }
}
