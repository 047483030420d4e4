#!/usr/bin/env bash
# The licences of what is compiled into the binary for a target: licences.sh TARGET
# Each package is listed with its licence and the texts that it brings along; a text that an earlier package has as well
# is only referred to. It reads cargo's copies of the packages, so they have to be fetched already.
set -euo pipefail
target=$1
cd "$(dirname "${BASH_SOURCE[0]}")/.."
registry=${CARGO_HOME:-$HOME/.cargo}/registry/src
seen=$(mktemp -d)
trap 'rm -rf "$seen"' EXIT

rule=$(printf '=%.0s' $(seq 78))
echo "vbot-sync contains the packages below; Rust's standard library, under MIT or Apache-2.0; and SQLite, which is in the"
echo "public domain. A binary for musl also contains musl, under MIT, copyright Rich Felker and others."
cargo tree --locked --offline --target "$target" --edges normal,no-proc-macro --prefix none --format '{p}|{l}' |
    tr -d '\r' | sed 's/ (\*)$//' | grep -v '^vbot-sync ' | LC_ALL=C sort -u |
    while IFS='|' read -r package licence; do
        package=${package%% (*}
        crate=${package%% *}-${package##* v}
        printf '\n%s\n%s: %s\n' "$rule" "$crate" "$licence"
        for text in "$registry"/*/"$crate"/LICEN[CS]E* "$registry"/*/"$crate"/COPYING* "$registry"/*/"$crate"/NOTICE*; do
            [ -f "$text" ] || continue
            sum=$(cksum < "$text" | tr ' ' '-')
            if [ -e "$seen/$sum" ]; then
                printf '\n%s: the same text as %s\n' "$(basename "$text")" "$(cat "$seen/$sum")"
            else
                echo "$crate/$(basename "$text")" > "$seen/$sum"
                printf '\n%s:\n\n' "$(basename "$text")"
                tr -d '\r' < "$text"
            fi
        done
    done
[ -n "$(ls "$seen")" ] || { echo "no licence text was found below $registry" >&2; exit 1; }
