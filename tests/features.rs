//! One deflate for all: printpdf, lopdf and image share flate2, and a feature of any of them could swap it silently.
use std::process::Command;

#[test]
fn deflate_is_the_one_in_rust() {
    let arguments = ["tree", "--offline", "-e", "features,normal,build", "-i", "flate2", "--prefix", "none", "-f", "{p} {f}"];
    let tree = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    let text = String::from_utf8_lossy(&tree.stdout);
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let package = text.lines().find(|line| line.starts_with("flate2 v")).expect("flate2 is in the tree");
    assert!(package.contains("rust_backend"), "{package}");
    for other in ["zlib", "zlib-ng", "zlib-rs", "cloudflare_zlib", "any_zlib", "any_c_zlib"] {
        let features = package.rsplit(' ').next().unwrap_or_default();
        assert!(!features.split(',').any(|feature| feature == other), "flate2 is built with {other}: {package}");
    }
}
