#!/usr/bin/env bash
# The one door: builds, checks, tests and runs all of Jigit. `./build.sh help` says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

help() {
    cat <<'END'
usage: ./build.sh VERB

  run        build everything, start the headless Jira with a connected replay of a Git host, print READY <url>
               --port N (2990)  --db h2|postgres  --nodes N (a cluster, on postgres)  --data DIR  --empty
  test       run all suites, or one of: rust wasm java front it
             test chaos [--seed N] [--minutes M (5)]: a cluster under random events, compared row by row with the host
             test engines [--seed N] [--count N (1000000)] [--first N (0)]: spoiled requests, which both engines answer alike
             test soak [--minutes M (10)]: sixteen threads on each engine, their answers, and what they take
  check      format, clippy, Java style, licences
  wasm       the core as target/jigit.wasm for Jira's JVM, and with its JavaScript in target/browser for browsers
  plugin     the app for Jira: jira-plugin/plugin/target/jigit-<version>.jar
  core       the command-line door to the core: describe, issue-keys, smart-commits, preview, deliver, page
  generate   write the files that are generated from the Rust sources
  jni        the core as a native library for this machine: target/native/<system>-<processor>
  bench      measure one of:
               core      bytes to rows in WebAssembly and in the native library, beside Jackson in Java; all must agree first
                         --quick  --filter REGEX  --forks N (1)  --inputs FOLDER  --write: jira-plugin/bench/README.md
               keys      issue keys natively, in wasmtime and with Java's regular expressions
               sync      the first read of many commits into PostgreSQL, beside plain inserts of the same rows
                         --commits N (1000000)  --repositories N (200)  --keyed SHARE (1)  --seed N (1)  --jni 1
               webhooks  deliveries at two nodes of one Jira, until the other node shows what they told
                         --rate N (200 a second)  --seconds N (60)  --warmup N (120)  --repositories N (200)  --jni 1
               issue     panel and tab of an issue among many links
                         --links N (1000000)  --large N (10000)  --repositories N (200)  --times N (1000)
  clean      remove everything that was built

  WASM_TOOLCHAIN=auto|rustup|debian says which toolchain builds the WebAssembly module.
  What is missing is installed with rustup, apt-get, Maven and npm; with everything there no verb needs root.
END
}

# --- verbs ---------------------------------------------------------------------------------------------------------

wasm() {
    jvm_module
    browser_module
}

# The module for Jira's JVM: it imports nothing.
jvm_module() {
    need_rust
    say "wasm: the core for Jira's JVM"
    wasm_build release rlib,cdylib
    # Maven compiles the module to Java bytecode again whenever the file is newer, so it is touched only when it changed.
    local from=target/wasm/wasm32-unknown-unknown/release/jigit.wasm
    cmp -s "$from" target/jigit.wasm || cp "$from" target/jigit.wasm
    say "wasm: target/jigit.wasm, $(wc -c <target/jigit.wasm) bytes"
}

# The module for browsers, and the script that loads it.
browser_module() {
    need_rust
    say "wasm: the core for browsers"
    wasm_build browser cdylib --features browser
    local from=target/wasm/wasm32-unknown-unknown/browser/jigit.wasm
    if ! fresh browser "$from" wasm-tests/glue Cargo.lock || [ ! -f target/browser/jigit-core.js ]; then
        cargo run --quiet --locked -p jigit-glue -- "$from" target/browser
        done_with browser
    fi
    say "wasm: target/browser/jigit-core.wasm, $(wc -c <target/browser/jigit-core.wasm) bytes"
}

# The native library, under the name by which Java looks for it.
jni() {
    need_rust
    say "jni: the core as a native library"
    local folder name
    folder=target/native/$(uname -s | sed 's/Darwin/macos/' | tr '[:upper:]' '[:lower:]')-$(uname -m | sed 's/arm64/aarch64/')
    case "$(uname -s)" in Darwin) name=libjigit.dylib ;; *) name=libjigit.so ;; esac
    CARGO_ENCODED_RUSTFLAGS=$(remapped "$(rustc --print sysroot)") \
        cargo rustc --crate-type cdylib --quiet --locked --profile jni --features jni --lib -p jigit
    mkdir -p "$folder"
    cmp -s "target/jni/$name" "$folder/$name" || cp "target/jni/$name" "$folder/$name"
    say "jni: $folder/$name, $(wc -c <"$folder/$name") bytes"
}

plugin() {
    wasm
    jni
    need_java
    need_node
    if fresh plugin jira-plugin src/host target/jigit.wasm target/browser target/native; then
        say "plugin: nothing changed"
    else
        say "plugin: the Java modules, with Maven"
        maven -q -DskipTests package >&2
        done_with plugin
    fi
    say "plugin: $(ls jira-plugin/plugin/target/jigit-*.jar)"
}

core() {
    { jvm_module; say "core: the command-line door"; cargo build --quiet --locked -p jigit-wasm-tests --bin jigit-core; } >&2
    exec target/debug/jigit-core "$@"
}

run() {
    plugin
    exec java -cp "jira-plugin/it/target/demo/*" org.jigit.it.Demo "$@"
}

run_tests() {
    local suite failed=()
    if [ $# -gt 0 ] && [ "$1" != all ]; then
        suite=$1
        shift
        "test_$suite" "$@"
        return
    fi
    # Each suite is a process of its own, so that one failure stops neither the others nor `set -e` inside them.
    for suite in rust wasm java front it; do
        say "test: $suite"
        ./build.sh test "$suite" || failed+=("$suite")
    done
    [ ${#failed[@]} = 0 ] || die "failed: ${failed[*]}"
    say "test: all suites passed"
}

test_rust() {
    need_rust
    cargo test --locked -p jigit --features jni
}

test_wasm() {
    wasm
    need_node
    npm_ci wasm-tests
    cargo test --locked -p jigit-wasm-tests
}

test_java() {
    plugin
    corpus
    maven -pl '!it' verify
}

corpus() {
    npm_ci wasm-tests
    say "test: corpus answers of the native core, for the Java engines to compare with"
    cargo run --quiet --locked -p jigit-wasm-tests --bin jigit-core -- corpus target/corpus
}

test_front() {
    plugin
    need chromium chromium
    npm --prefix jira-plugin/plugin/src/main/frontend test
    AUI=$PWD/jira-plugin/headless/target/headless/static/aui CORE=$PWD/target/browser CHROMIUM=$(command -v chromium) \
        npm --prefix jira-plugin/plugin/src/main/frontend run test:browser
}

test_it() {
    plugin
    need chromium chromium
    need git git
    need ssh-keygen openssh-client
    need_python
    maven -pl it verify
}

# The short form of it, with one seed, is part of the suite `it`.
test_chaos() {
    local seed=$(((RANDOM << 15) + RANDOM)) minutes=5
    numbers "test chaos" "seed minutes" "$@"
    plugin
    say "test: chaos for $minutes min; again with ./build.sh test chaos --seed $seed --minutes $minutes"
    maven -pl it -Dtest=NoTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ChaosIT \
        "-Djigit.chaos.seed=$seed" "-Djigit.chaos.seconds=$((minutes * 60))" "-Dit.timeout=$((minutes * 60 + 2700))" verify
}

# The short forms of these two are part of the suite `java`.
test_engines() {
    local seed=$(((RANDOM << 15) + RANDOM)) count=1000000 first=0
    numbers "test engines" "seed count first" "$@"
    engines
    say "test: $count spoiled requests; again with ./build.sh test engines --seed $seed --count $count --first $first"
    core_test MutationTest "-Djigit.mutations.seed=$seed" "-Djigit.mutations.count=$count" "-Djigit.mutations.first=$first" \
        "-Dunit.timeout=$((count / 50 + 900))"
}

test_soak() {
    local minutes=10
    numbers "test soak" minutes "$@"
    engines
    say "test: sixteen threads for $minutes min on each engine"
    core_test SoakTest "-Djigit.soak.seconds=$((minutes * 60))" "-Dunit.timeout=$((minutes * 180 + 900))"
}

# What the tests of the engines need.
engines() {
    jvm_module
    jni
    need_java
    need_node
    corpus
}

# core_test NAME [OPTION...]: one test of the Java core.
core_test() {
    local name=$1
    shift
    maven -pl core -am -Dsurefire.failIfNoSpecifiedTests=false "-Dtest=$name" "$@" test
}

# numbers VERB "NAME..." [--NAME NUMBER]...: options that are numbers, into the variables of their names.
numbers() {
    local verb=$1 names=$2
    shift 2
    while [ $# -gt 0 ]; do
        [[ $1 == --* && " $names " == *" ${1#--} "* && ${2:-} =~ ^[0-9]{1,15}$ ]] ||
            die "$verb: expected a number behind one of --${names// /, --}, found $*"
        printf -v "${1#--}" %s "$2"
        shift 2
    done
}

check() {
    need_rust
    have_component rustfmt rustfmt
    have_component cargo-clippy clippy
    say "check: format of every Rust file, those behind macros too"
    find src wasm-tests -name node_modules -prune -o -name '*.rs' -print0 | xargs -0 rustfmt --check --edition 2024
    say "check: clippy, native"
    cargo clippy --quiet --locked --workspace --all-targets --features jigit/jni -- -D warnings
    check_wasm
    need_java
    say "check: Java style"
    maven -q -Pbench spotless:check
    say "check: licences"
    cargo test --quiet --locked -p jigit-wasm-tests --test licences
    check_maven_licences
    say "check: fine"
}

check_wasm() {
    local toolchain features
    toolchain=$(wasm_toolchain)
    for features in "" browser; do
        say "check: clippy, WebAssembly${features:+ for browsers}"
        case "$toolchain" in
        rustup) wasm_cargo rustc cargo clippy --release --features "$features" --quiet -- -D warnings ;;
        debian)
            need /usr/bin/cargo-clippy rust-web-clippy
            PATH="/usr/bin:$PATH" debian_wasm_cargo /usr/bin/cargo clippy --release --features "$features" --quiet \
                -Z build-std=std,panic_abort -- -D warnings
            ;;
        esac
    done
}

# Every licence that Maven's libraries name must stand in the list of those that were looked at.
check_maven_licences() {
    local folder=target/licences new
    maven -q -Pbench org.codehaus.mojo:license-maven-plugin:2.5.0:aggregate-add-third-party \
        "-Dlicense.outputDirectory=$PWD/$folder" -Dlicense.thirdPartyFilename=maven.txt -Dlicense.failOnMissing=true
    # A line is "(licence) (licence) name (group:artifact:version - address)"; a licence may hold parentheses of its own.
    new=$(grep -oE '^ +(\([^)]*(\([^)]*\)[^)]*)*\) )+' $folder/maven.txt |
        sed -E 's/^ +\(//; s/\) $//; s/\) \(/\n/g' | sort -u | grep -vxFf jira-plugin/core/licences.txt || true)
    [ -z "$new" ] || die "licences that nobody has looked at: $new; see $folder/maven.txt and jira-plugin/core/licences.txt"
}

generate() {
    need_rust
    say "generate: Messages.java, the table of character classes, THIRD-PARTY.md"
    GENERATE=1 cargo test --quiet --locked -p jigit --lib generated
    GENERATE=1 cargo test --quiet --locked -p jigit-wasm-tests --test licences generated
}

bench() {
    local what=${1:-}
    case "$what" in
    core)
        jvm_module
        jni
        need_java
        say "bench: the core beside Java"
        maven -q -Pbench -pl bench -am -DskipTests package >&2
        shift
        exec java -cp "jira-plugin/bench/target/bench/*" org.jigit.bench.Bench "$@"
        ;;
    keys)
        jvm_module
        need_java
        say "bench: issue keys"
        cargo bench --profile measure --locked -p jigit-wasm-tests --bench issue_keys
        ;;
    sync | webhooks | issue)
        plugin
        say "bench: $what"
        exec java -cp "jira-plugin/it/target/demo/*" org.jigit.it.bench.Bench "$@"
        ;;
    *)
        say "bench ${what:-without a name}: expected core, keys, sync, webhooks or issue"
        exit 2
        ;;
    esac
}

clean() {
    say "clean: target, jira-plugin/*/target, node_modules"
    rm -rf target jira-plugin/*/target wasm-tests/node_modules
    find jira-plugin -name node_modules -type d -prune -exec rm -rf {} +
}

# --- WebAssembly ---------------------------------------------------------------------------------------------------

# wasm_build PROFILE CRATE_TYPES [OPTION...]: builds a module from the core. The types of its crate decide what is optimised: as a Rust
# library, too, it keeps its functions as they are, and cargo leaves link-time optimisation out; alone, those with one caller become part of it.
wasm_build() {
    local profile=$1 types=$2 toolchain
    shift 2
    toolchain=$(wasm_toolchain)
    case "$toolchain" in
    rustup) wasm_cargo rustc cargo rustc --crate-type "$types" --profile "$profile" "$@" ;;
    debian) debian_wasm_cargo /usr/bin/cargo rustc --crate-type "$types" --profile "$profile" -Z build-std=std,panic_abort "$@" ;;
    esac
}

# Which toolchain builds the modules: what is there already, then rustup's target, then Debian's packages.
wasm_toolchain() {
    case "${WASM_TOOLCHAIN:-auto}" in
    rustup)
        rustup target add wasm32-unknown-unknown >&2
        echo rustup
        ;;
    debian)
        need_debian_wasm
        echo debian
        ;;
    auto)
        if command -v rustup >/dev/null && rustup target list --installed | grep -qx wasm32-unknown-unknown; then
            echo rustup
        elif has_debian_wasm; then
            echo debian
        elif command -v rustup >/dev/null && timeout 60 rustup target add wasm32-unknown-unknown >&2; then
            echo rustup
        else
            say "wasm: rustup does not give the target, so Debian's toolchain is taken"
            need_debian_wasm
            echo debian
        fi
        ;;
    *) die "WASM_TOOLCHAIN: expected auto, rustup or debian, found \"$WASM_TOOLCHAIN\"" ;;
    esac
}

has_debian_wasm() {
    [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] && command -v wasm-ld-19 >/dev/null &&
        [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust/library/std" ]
}

need_debian_wasm() {
    has_debian_wasm || install rustc-web cargo-web rust-web-src lld-19
    has_debian_wasm || die "Debian's WebAssembly toolchain is incomplete: sudo apt-get install rustc-web cargo-web rust-web-src lld-19"
}

debian_wasm_cargo() {
    # build-std is an unstable option, so the whole build is told to be a nightly one.
    RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 \
        wasm_cargo /usr/bin/rustc "$@"
}

# wasm_cargo RUSTC CARGO SUBCOMMAND [OPTION...] [-- ...]: cargo for the modules, with flags that keep our folders out of it.
wasm_cargo() {
    local rustc=$1 cargo=$2 subcommand=$3 sysroot flags
    shift 3
    sysroot=$("$rustc" --print sysroot)
    flags=$(remapped "$sysroot")$'\x1f'-Clink-arg=--compress-relocations
    # The JVM never compiles large functions, so few become part of others. Browsers have no such limit.
    [[ "$*" == *"--profile browser"* ]] || flags+=$'\x1f'-Cllvm-args=-inline-threshold=100
    CARGO_TARGET_DIR=target/wasm CARGO_ENCODED_RUSTFLAGS=$flags \
        "$cargo" "$subcommand" --locked --lib -p jigit --target wasm32-unknown-unknown "$@"
}

# remapped SYSROOT: the flags that keep the folders of this machine out of what is built.
remapped() {
    printf -- '--remap-path-prefix=%s=/src\x1f--remap-path-prefix=%s=/cargo\x1f--remap-path-prefix=%s/lib/rustlib/src/rust=/rust' \
        "$PWD" "${CARGO_HOME:-$HOME/.cargo}" "$1"
}

# --- Java and npm --------------------------------------------------------------------------------------------------

maven() {
    mvn -f jira-plugin/pom.xml -B -ntp "$@"
}

# npm_ci FOLDER: installs what the lock file names, if it changed.
npm_ci() {
    local name
    name=npm-$(echo "$1" | tr / -)
    fresh "$name" "$1/package-lock.json" && [ -d "$1/node_modules" ] && return
    say "npm: packages of $1"
    npm --prefix "$1" ci --no-fund --no-audit >&2
    done_with "$name"
}

# --- what changed --------------------------------------------------------------------------------------------------

# fresh NAME PATH...: whether every file below the paths is as it was before the last `done_with NAME`.
fresh() {
    local stamp=target/stamps/$1
    shift
    mkdir -p target/stamps
    find "$@" \( -name node_modules -o -name target \) -prune -o -type f ! -name '*.md' -printf '%p %s %T@\n' |
        LC_ALL=C sort >"$stamp.now"
    cmp -s "$stamp.now" "$stamp"
}

# done_with NAME: remembers the files as they were when `fresh NAME` was asked, so that edits during a build count as new.
done_with() {
    mv "target/stamps/$1.now" "target/stamps/$1"
}

# --- what must be there --------------------------------------------------------------------------------------------

need_rust() {
    command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
    command -v cargo >/dev/null || die "Rust is missing: install it with rustup (https://rustup.rs)"
    need cc gcc libc6-dev
}

have_component() {
    command -v "$1" >/dev/null && "$1" --version >/dev/null 2>&1 && return
    say "installing rustup's $2"
    rustup component add "$2" >&2
}

need_java() {
    need javac openjdk-17-jdk-headless
    need mvn maven
    local version
    version=$(javac -version 2>&1 | sed 's/[^0-9]*\([0-9]*\).*/\1/')
    [ "$version" -ge 17 ] || die "JDK 17 or newer is needed, found $version: sudo apt-get install openjdk-17-jdk-headless"
}

need_node() {
    need node nodejs
    need npm npm
    local version
    version=$(node --version | sed 's/v\([0-9]*\).*/\1/')
    [ "$version" -ge 20 ] || die "Node 20 or newer is needed, found $version: https://nodejs.org/en/download"
}

# Clients in Python read from the stand-ins for Git hosts; Debian keeps what makes environments in a package of its own.
need_python() {
    need python3 python3
    python3 -c 'import ensurepip' 2>/dev/null || install python3-venv
    python3 -c 'import ensurepip' || die "python3 -m venv still does not work after installing python3-venv"
}

# need COMMAND PACKAGE...: installs Debian packages when a command is missing.
need() {
    local command=$1
    shift
    command -v "$command" >/dev/null && return
    install "$@"
    command -v "$command" >/dev/null || die "$command is still missing after installing $*"
}

install() {
    local root=()
    command -v apt-get >/dev/null || die "missing: $*. Please install it with your system's package manager"
    if [ "$(id -u)" != 0 ]; then
        { command -v sudo && { [ -t 0 ] || sudo -n true; }; } >/dev/null 2>&1 ||
            die "missing: $*. Please run: sudo apt-get install $*"
        root=(sudo)
    fi
    say "installing with apt-get: $*"
    "${root[@]}" apt-get update -qq >&2
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# stdout belongs to answers and to `READY`, so what is going on is said on stderr.
say() {
    printf '== %s\n' "$*" >&2
}

die() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}

main() {
    local verb=${1:-help}
    [ $# -eq 0 ] || shift
    case "$verb" in
    bench | check | clean | core | generate | jni | plugin | run | wasm) "$verb" "$@" ;;
    test) run_tests "$@" ;;
    help | -h | --help) help ;;
    *) help >&2; die "no such verb: $verb" ;;
    esac
}

main "$@"
