//! Compiles `proto/` with protox (no system `protoc`) into messages, clients, servers and the descriptor set that
//! reflection and the JSON mapping read.

use std::{env, error::Error, fs, path::PathBuf};

use prost::Message as _;

/// The files of the contract, below `proto/`.
const FILES: [&str; 11] = [
    "rapporteur/v1/common.proto",
    "rapporteur/v1/extraction.proto",
    "rapporteur/v1/record.proto",
    "rapporteur/v1/meeting_service.proto",
    "rapporteur/v1/organization_service.proto",
    "rapporteur/v1/person_service.proto",
    "rapporteur/v1/quote_service.proto",
    "rapporteur/v1/report_service.proto",
    "rapporteur/v1/record_service.proto",
    "rapporteur/v1/judgement_service.proto",
    "rapporteur/v1/backup_service.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=proto");
    let descriptors = protox::compile(FILES, ["proto"])?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("rapporteur_descriptor.bin"), descriptors.encode_to_vec())?;
    tonic_prost_build::configure()
        .build_client(env::var_os("CARGO_FEATURE_CLIENT").is_some())
        .build_server(env::var_os("CARGO_FEATURE_SERVER").is_some())
        .compile_fds(descriptors)?;
    Ok(())
}
