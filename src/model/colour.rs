//! Colours, as people call them.
//!
//! Invariant: white is none, because a cell is white unless someone has filled it.

use std::fmt;

use crate::language::say;

/// A colour that people tell from others at a glance.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Colour {
    /// Such as `#ff0000`.
    Red,
    /// Such as `#ed7d31`.
    Orange,
    /// Such as `#ffff00`.
    Yellow,
    /// Such as `#92d050`.
    Green,
    /// Such as `#00b0f0`.
    Blue,
    /// Such as `#7030a0`.
    Purple,
    /// Such as `#ffc7ce`.
    Pink,
    /// Such as `#d9d9d9`.
    Grey,
    /// Such as `#000000`.
    Black,
}

impl Colour {
    /// The colour of these amounts of red, green and blue; white has none.
    #[must_use]
    pub fn of_rgb(rgb: [u8; 3]) -> Option<Self> {
        let [red, green, blue] = rgb.map(i32::from);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let spread = most - least;
        if least > 245 {
            return None;
        }
        if most < 50 {
            return Some(Self::Black);
        }
        if spread < 20 {
            return Some(Self::Grey);
        }
        // The hue in degrees, from red over green and blue.
        let hue = match most {
            _ if most == red => (green - blue) * 60 / spread,
            _ if most == green => 120 + (blue - red) * 60 / spread,
            _ => 240 + (red - green) * 60 / spread,
        };
        Some(match (hue + 360) % 360 {
            0..15 | 345..360 if least > 150 => Self::Pink,
            0..15 | 345..360 => Self::Red,
            15..42 => Self::Orange,
            42..70 => Self::Yellow,
            70..170 => Self::Green,
            170..255 => Self::Blue,
            255..290 => Self::Purple,
            _ => Self::Pink,
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&match self {
            Self::Red => say!("colour-red"),
            Self::Orange => say!("colour-orange"),
            Self::Yellow => say!("colour-yellow"),
            Self::Green => say!("colour-green"),
            Self::Blue => say!("colour-blue"),
            Self::Purple => say!("colour-purple"),
            Self::Pink => say!("colour-pink"),
            Self::Grey => say!("colour-grey"),
            Self::Black => say!("colour-black"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_excel_s_palette_have_the_names_that_it_shows() {
        for (rgb, name) in [
            ([0xff, 0xff, 0x00], Some(Colour::Yellow)),
            ([0xff, 0xeb, 0x9c], Some(Colour::Yellow)),
            ([0xff, 0x00, 0x00], Some(Colour::Red)),
            ([0xff, 0xc7, 0xce], Some(Colour::Pink)),
            ([0xff, 0xc0, 0x00], Some(Colour::Yellow)),
            ([0xed, 0x7d, 0x31], Some(Colour::Orange)),
            ([0x92, 0xd0, 0x50], Some(Colour::Green)),
            ([0xc6, 0xef, 0xce], Some(Colour::Green)),
            ([0x00, 0xb0, 0xf0], Some(Colour::Blue)),
            ([0x70, 0x30, 0xa0], Some(Colour::Purple)),
            ([0xd9, 0xd9, 0xd9], Some(Colour::Grey)),
            ([0x00, 0x00, 0x00], Some(Colour::Black)),
            ([0xff, 0xff, 0xff], None),
        ] {
            assert_eq!(Colour::of_rgb(rgb), name, "{rgb:02x?}");
        }
    }
}
