//! Values as the store keeps them, damaged in any way: read, or refused, in memory that the value's length bounds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur_model::{judgement::Judgement, mention::Mention, record::Record};
use rapporteur_storage::{StoredReport, value};
use serde::{Serialize, de::DeserializeOwned};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    // Chance seldom packs; half of the inputs are packed for it.
    let value = if first & 1 == 0 { bytes.to_vec() } else { value::pack(bytes) };
    let unpacked = value::unpack(&value);
    if first & 1 == 1 {
        assert_eq!(unpacked.as_deref(), Some(bytes));
    }
    if let Some(unpacked) = &unpacked {
        assert!(unpacked.len() <= value.len() * 256);
    }
    match first >> 1 & 3 {
        0 => check::<StoredReport>(&value),
        1 => check::<Mention>(&value),
        2 => check::<Record>(&value),
        _ => check::<Judgement>(&value),
    }
});

fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    let Ok(read) = value::decode::<T>(bytes, String::new) else { return };
    let written = value::encode(&read, String::new).expect("what was read can be written");
    assert_eq!(value::decode::<T>(&written, String::new).expect("what was written can be read"), read);
}
