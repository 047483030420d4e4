//! Names, addresses and notes from every Vietnamese syllable, for sheets in old fonts.
//!
//! It is written from the rules of spelling, independent of the room's tables. Invariant: the same seed gives the
//! same texts, and every text can be written in both old fonts: a capital with a tone occurs only in words of
//! capitals.

use unicode_normalization::UnicodeNormalization;

const ONSETS: &str = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x";

const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em \
    en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on \
    ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut ư ưa ưc ưi ưng ưt ưu uôc uôi uôm \
    uôn uông uôt ươc ươi ươm ươn ương ươp ươt ươu oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng \
    oăt oe oen oeo oet ooc oong uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu";

const BEHIND_QU: &str = "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât âu ây e en eo et ê êch ên \
    ênh êt ơ ôc y ych ynh yt yên yêt";

const SPECIAL: &str =
    "Quỳnh quýt tuýp Krông Đắk Lắk Búk Păh Prông giếng nghĩa nguyễn khuỷu ngoằn ngoèo thuở quốc";

const SURNAMES: &str =
    "Nguyễn Trần Lê Phạm Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Trịnh Tô Hà";

/// Numbers from a seed: a linear congruence, whose upper bits are random enough here.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len())]
    }
}

/// Every syllable, in lower case.
pub(super) fn all() -> Vec<String> {
    let mut all: Vec<String> = SPECIAL.split(' ').map(str::to_lowercase).collect();
    for onset in ONSETS.split(' ') {
        let rimes = if onset == "qu" { BEHIND_QU } else { RIMES };
        for rime in rimes
            .split_whitespace()
            .filter(|rime| go_together(onset, rime))
        {
            all.extend(toned(onset, rime));
        }
    }
    all
}

/// By the rules of spelling: `k`, `gh` and `ngh` before the front vowels, `c`, `g` and `ng` before the others.
fn go_together(onset: &str, rime: &str) -> bool {
    let is_front = rime.starts_with(['e', 'ê', 'i']);
    match onset {
        "k" | "gh" | "ngh" => is_front,
        "c" | "g" | "ng" => !is_front,
        "gi" => !rime.starts_with('i'),
        "" => !rime.starts_with("iê"),
        _ => true,
    }
}

fn toned(onset: &str, rime: &str) -> Vec<String> {
    let is_stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    let tones: &[&str] = if is_stopped {
        &["\u{301}", "\u{323}"]
    } else {
        &["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
    };
    let mut both = Vec::new();
    for place in places(rime) {
        both.extend(tones.iter().map(|tone| {
            let (before, behind) = rime.split_at(place);
            format!("{onset}{before}{tone}{behind}").nfc().collect()
        }));
    }
    both
}

/// The letter that carries the tone: two ways are usual in `hoà` and `hòa`.
fn places(rime: &str) -> Vec<usize> {
    let is_vowel = |letter: char| !"bcdghkmnpt".contains(letter);
    let vowels: Vec<(usize, char)> = rime
        .char_indices()
        .filter(|(_, one)| is_vowel(*one))
        .collect();
    let behind = |(at, letter): &(usize, char)| at + letter.len_utf8();
    if let Some(special) = vowels
        .iter()
        .rfind(|(_, letter)| "ăâêôơư".contains(*letter))
    {
        return vec![behind(special)];
    }
    let is_closed = !is_vowel(rime.chars().last().expect("a letter"));
    match (&vowels[..], is_closed) {
        ([.., last], true) | ([last], false) => vec![behind(last)],
        ([first, second], false) if ["oa", "oe", "uy"].contains(&rime) => {
            vec![behind(first), behind(second)]
        }
        ([first, _], false) => vec![behind(first)],
        ([_, middle, ..], false) => vec![behind(middle)],
        ([], _) => Vec::new(),
    }
}

/// With a capital first, where that can be written in both fonts.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().expect("a letter");
    if first.is_ascii() || "ăâêôơưđ".contains(first) {
        return first.to_uppercase().chain(letters).collect();
    }
    word.to_owned()
}

/// Texts of one column.
pub(super) struct Texts<'a> {
    pub dice: Dice,
    pub syllables: &'a [String],
}

impl Texts<'_> {
    fn word(&mut self) -> String {
        let at = self.dice.below(self.syllables.len());
        self.syllables[at].clone()
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    fn capitals(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| capital(&self.word())).collect();
        words.join(" ")
    }

    fn surname(&mut self) -> &'static str {
        let surnames: Vec<&str> = SURNAMES.split(' ').collect();
        self.dice.of(&surnames)
    }

    pub(super) fn name(&mut self) -> String {
        match self.dice.below(10) {
            0 => {
                ["Vũ Dũng", "Phú", "Lê Tú", "Vũ Hà", "Nguyen Van An"][self.dice.below(5)].to_owned()
            }
            1 => format!("NGUYỄN {}", self.words(2).to_uppercase()),
            2 => format!("Công ty TNHH {}", self.capitals(2)),
            count => format!("{} {}", self.surname(), self.capitals(count % 3 + 1)),
        }
    }

    pub(super) fn address(&mut self) -> String {
        let number = self.dice.below(400);
        let (street, ward, town) = (self.capitals(2), self.capitals(2), self.capitals(2));
        match self.dice.below(4) {
            0 => format!("Số {number}/5A đường {street}, P. {ward}, TP. {town}"),
            1 => format!("ấp {number}, xã {ward}, huyện {town}, tỉnh {street}"),
            2 => format!("Krông {ward}, Đắk Lắk"),
            _ => format!("{number} {street} - Q.3 (gần chợ {ward})"),
        }
    }

    pub(super) fn note(&mut self) -> String {
        let count = self.dice.below(6) + 1;
        match self.dice.below(6) {
            0 => self.word(),
            1 => format!("Ghi chú: {}; gọi lại lúc 8h30", self.words(count)),
            2 => format!("đã giao {count} hộp tuýp, quýt, bưởi 50%"),
            3 => ["Ghi chú", "Phú", "Mới", "cũ", "VIP"][self.dice.below(5)].to_owned(),
            4 => format!(
                "lô đất {number} m², {text}",
                number = count * 10,
                text = self.words(count)
            ),
            _ => self.words(count),
        }
    }
}
