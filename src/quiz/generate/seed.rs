//! Seeds: one for a name, and one for each quiz of a series. Written out, so that they are the same everywhere and for ever.

/// The seed that belongs to a name: FNV-1a (64 bits) over its UTF-8 bytes, then the finishing mix of SplitMix64, of which the
/// upper 32 bits are kept, so that a seed can be read out. Blanks around the name and the case of ASCII letters do not count.
///
/// Sources: draft-eastlake-fnv, section 3 (constants); Steele, Lea, Flood 2014, `mix64` of SplitMix.
pub fn seed_from(name: &str) -> u64 {
    let name = name.trim().to_ascii_lowercase();
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    mix(hash) >> 32
}

/// The finishing mix of SplitMix64.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
