#!/usr/bin/env bash
# Packs a release for one target: archive.sh TARGET OUTDIR [BINARY]
# The binary has to run here, because completions and manual pages are made by itself. Without BINARY it is the one that
# `cargo build --release --target TARGET` leaves. The archive's name is printed. Works with the bash of macOS (3.2) and of
# Git for Windows.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: archive.sh TARGET OUTDIR [BINARY]" >&2; exit 2; }
target=$1
mkdir -p "$2"
out=$(cd "$2" && pwd)
exe=
case $target in *-windows-*) exe=.exe ;; esac
binary=${3:-${CARGO_TARGET_DIR:-target}/$target/release/vbot-sync$exe}
[ $# -lt 3 ] || binary=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export COPYFILE_DISABLE=1 # macOS would add a file of its own for each one

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
name=vbot-sync-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=$work/$name
mkdir -p "$folder/completions" "$folder/man" "$folder/docs"

cp "$binary" "$folder/vbot-sync$exe"
chmod 755 "$folder/vbot-sync$exe"
said=$("$folder/vbot-sync$exe" --version | tr -d '\r')
[ "$said" = "vbot-sync $version" ] || { echo "$binary is $said, not $version" >&2; exit 1; }

cp README*.md LICENSE* "$folder/"
cp docs/*.md docs/*.svg docs/*.png "$folder/docs/"
cp -R samples "$folder/samples"
rm -f "$folder/samples/.gitattributes"
"$folder/vbot-sync$exe" completions bash > "$folder/completions/vbot-sync.bash"
"$folder/vbot-sync$exe" completions zsh > "$folder/completions/_vbot-sync"
"$folder/vbot-sync$exe" completions fish > "$folder/completions/vbot-sync.fish"
"$folder/vbot-sync$exe" completions powershell > "$folder/completions/vbot-sync.ps1"
"$folder/vbot-sync$exe" --quiet man --out "$folder/man" 2> /dev/null
bash packaging/licences.sh "$target" > "$folder/THIRD-PARTY-LICENCES.txt"

cd "$work"
case $target in
    *-windows-*)
        archive=$name.zip
        rm -f "$out/$archive"
        if command -v 7z > /dev/null; then 7z a -bso0 "$out/$archive" "$name"; else zip -qr "$out/$archive" "$name"; fi
        ;;
    *)
        archive=$name.tar.gz
        tar -czf "$out/$archive" "$name"
        ;;
esac
echo "$archive"
