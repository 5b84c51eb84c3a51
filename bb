#!/usr/bin/env bash
# bb: the one door to BlueBlocks from a fresh clone.
#
#   ./bb test [MAVEN ARGS]   build everything and run every check (./mvnw verify)
#   ./bb requirements        rewrite docs/requirements.md from the tests' display names
#   ./bb bench FILE          the whole system's speed; OURS_REPEATS=n repeats
#   ./bb bench --memory      the whole system's memory while 5 GiB go through
#   ./bb drill               everything taken away in turn, under traffic; prints what it cost
#   ./bb kills --kills N     kill both ends and the relays of transfers, N times; every file must arrive
#   ./bb COMMAND ...         build what is not built yet, then run the command line
#
# Needs a JDK 25 or newer (found by itself) and nothing else. Works from any directory.
set -euo pipefail

# Debian minimal images run in the C locale, where Java cannot even name a file with an umlaut.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
'' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

# A bare container may have no HOME; Maven's wrapper insists on one.
[ -n "${HOME:-}" ] || { HOME=$(cd ~ 2>/dev/null && pwd) || HOME=/tmp; export HOME; }

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do
    link=$(readlink "$self")
    case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
root=$(cd "$(dirname "$self")" && pwd -P)

wanted=25                              # oldest JDK the code compiles on
programs="route-planner discovery-service relay-service audit-service"
stamp=$root/target/.bb-built           # its time: when the last good build began; its text: where and how
build_log=$root/target/bb-build.log

say() { printf '%s\n' "$*" >&2; }

# Prints a JDK's major version; fails when there is no whole JDK. Starts no Java: this runs every time.
jdk_major() {
    local line
    [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        if [[ $line =~ ^JAVA_VERSION=\"([0-9]+) ]]; then
            printf '%s' "${BASH_REMATCH[1]}"
            return 0
        fi
    done <"$1/release"
    return 1
}

# Sets jdk: JAVA_HOME and PATH when new enough, else exactly the wanted one, else the oldest newer one.
find_jdk() {
    local home major javac best=0
    jdk=
    javac=$(command -v javac || true)
    [ -z "$javac" ] || javac=$(readlink -f "$javac" 2>/dev/null || printf '%s' "$javac")
    for home in "${JAVA_HOME:-}" "${javac%/bin/javac}"; do
        [ -n "$home" ] && major=$(jdk_major "$home") || continue
        if [ "$major" -ge $wanted ]; then
            jdk=$home
            return 0
        fi
    done
    for home in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* /usr/local/lib/jvm/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -r "$home/release" ] && major=$(jdk_major "$home") || continue
        [ "$major" -ge $wanted ] || continue
        if [ "$best" -eq 0 ] || [ "$major" -lt "$best" ]; then
            best=$major
            jdk=$home
        fi
    done
    [ -n "$jdk" ]
}

no_jdk() {
    say "bb: BlueBlocks needs a Java Development Kit, version $wanted or newer; none was found."
    say ""
    say "  Debian, Ubuntu   apt-get install openjdk-$wanted-jdk-headless"
    say "                   or, with the Adoptium repository: apt-get install temurin-$wanted-jdk"
    say "  macOS            brew install openjdk@$wanted"
    say "  anywhere         Temurin from https://adoptium.net, or SDKMAN: sdk install java $wanted-tem"
    say ""
    say "Looked in JAVA_HOME, PATH, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.jdks and /Library/Java."
    say "If it is elsewhere: JAVA_HOME=/path/to/jdk ./bb ..."
    exit 1
}

maven() {
    # The two flags only quieten warnings of Maven's own libraries on a new JDK.
    (cd "$root" && JAVA_HOME=$jdk \
        MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" \
        ./mvnw "$@")
}

# The last build is good when it was made here, its results are there, and nothing is newer.
# Directories count, so a deleted source is noticed too.
is_built() {
    local text program
    [ -r "$stamp" ] && [ -s "$root/local-stack/target/classpath.txt" ] || return 1
    IFS= read -r text <"$stamp" || true
    [ "$text" = "$root" ] || return 1
    for program in $programs; do
        [ -r "$root/$program/target/quarkus-app/quarkus-run.jar" ] || return 1
    done
    [ -z "$(find "$root/pom.xml" "$root/.mvn" "$root"/*/pom.xml "$root"/*/src/main \
        -newer "$stamp" 2>/dev/null | head -n 1)" ]
}

# Turns Maven's log into one line per module.
progress() {
    local line
    while IFS= read -r line; do
        if [[ $line =~ Building\ BlueBlocks:\ (.*)\ [0-9][^\ ]*\ +\[([0-9]+)/([0-9]+)\] ]]; then
            say "  module ${BASH_REMATCH[2]} of ${BASH_REMATCH[3]}: ${BASH_REMATCH[1]}"
        fi
    done
}

# One build at a time per clone: two terminals may start together.
lock() {
    local holder told= nameless=0
    until mkdir "$root/target/.bb-lock" 2>/dev/null; do
        holder=$(cat "$root/target/.bb-lock/pid" 2>/dev/null || true)
        # Who holds it writes its name at once; a lock without one was left by an interrupted bb.
        [ -n "$holder" ] || nameless=$((nameless + 1))
        if { [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; } || [ $nameless -gt 3 ]; then
            nameless=0
            rm -rf "$root/target/.bb-lock"
            continue
        fi
        [ -n "$told" ] || say "bb: another bb is building here; waiting for it"
        told=yes
        sleep 1
    done
    printf '%s' $$ >"$root/target/.bb-lock/pid"
    trap 'rm -rf "$root/target/.bb-lock"' EXIT
    trap 'exit 130' INT TERM
}

unlock() {
    rm -rf "$root/target/.bb-lock"
    trap - EXIT INT TERM
}

build() {
    mkdir -p "$root/target"
    lock
    if is_built; then
        unlock
        return 0
    fi
    say "bb: building with the JDK at $jdk (the first time also downloads libraries: a few minutes)"
    printf '%s\n' "$root" >"$stamp.new"
    rm -f "$stamp"
    : >"$root/target/.bb-quick"
    if ! maven -B -ntp -T1C package -Dquick -DskipTests -am -pl "local-stack,${programs// /,}" 2>&1 |
        tee "$build_log" | progress; then
        say "bb: the build failed. The end of $build_log:"
        # What Maven says after its first help link is advice about Maven.
        if grep -q '^\[ERROR\]' "$build_log"; then
            grep '^\[ERROR\]' "$build_log" | sed '/-> \[Help 1\]/q' | tail -n 25 >&2
        else
            tail -n 25 "$build_log" >&2
        fi
        exit 1
    fi
    mv "$stamp.new" "$stamp"
    unlock
}

run_tests() {
    # A quick build leaves classes that no check has seen, and the compiler would take them as they are.
    if [ -e "$root/target/.bb-quick" ]; then
        rm -rf "$root"/*/target/classes "$root"/*/target/maven-status "$root"/testing/*/target/classes \
            "$root"/testing/*/target/maven-status
        rm -f "$root/target/.bb-quick"
    fi
    say "bb: JDK at $jdk"
    say "bb: ./mvnw -B -ntp -T1C verify $*"
    mkdir -p "$root/target"
    printf '%s\n' "$root" >"$stamp.tested" # its time: nothing that is newer was tested
    maven -B -ntp -T1C verify "$@"
    case " $* " in
    *' -pl '* | *' --projects '* | *' -rf '* | *' --resume-from '* | *' -N '*) rm -f "$stamp.tested" ;;
    *) mv "$stamp.tested" "$stamp" ;; # all of it is built: the next command need not begin again
    esac
}

# Incubator modules announce themselves on stderr before any Java code runs and no flag stops them.
# It is always the first line: drop that one, hand on every other byte as it comes.
without_incubator_line() {
    trap '' INT # Ctrl-C is for java; this must outlive it to carry its last words
    local first=
    IFS= read -r first || { printf '%s' "$first"; return 0; }
    [ "$first" = "WARNING: Using incubator modules: jdk.incubator.vector" ] || printf '%s\n' "$first"
    exec cat
}

find_class_path() {
    local jar
    class_path=$(<"$root/local-stack/target/classpath.txt")
    for jar in "$root"/local-stack/target/local-stack-*.jar; do class_path=$jar:$class_path; done
}

# Benchmark and drills are a few files each that are not part of what bb builds: compiled when newer.
build_extra() {
    local classes=$root/testing/$1/target/bb sources=$root/testing/$1/src/main/java inner files
    if [ ! -e "$classes/.built" ] ||
        [ -n "$(find "$sources" "$stamp" -newer "$classes/.built" | head -n 1)" ]; then
        rm -rf "$classes"
        mkdir -p "$classes"
        files=("$sources/xyz/blueblocks/$1"/*.java)
        for inner in "$sources/xyz/blueblocks/$1"/*/; do
            [ ! -d "$inner" ] || files+=("$inner"*.java)
        done
        "$jdk/bin/javac" -proc:none -nowarn -d "$classes" -cp "$class_path" \
            "${files[@]}"
        touch "$classes/.built"
    fi
    class_path=$classes:$class_path
}

# Runs a main class on class_path.
run_java() {
    local flags main=$1
    shift
    flags=(
        --add-modules jdk.incubator.vector
        --enable-native-access=ALL-UNNAMED
        --sun-misc-unsafe-memory-access=allow
        -XX:+UseSerialGC -XX:-UsePerfData
        -Xms64m # a first heap in proportion to the machine would be touched bit by bit for minutes
        -Xlog:disable -Xlog:all=error:stderr
        "-Dbb.home=$root"
    )
    # stderr goes through a filter, so the program cannot see by itself that it is a terminal.
    [ ! -t 2 ] || flags+=(-Dbb.terminal=true)
    exec "$jdk/bin/java" "${flags[@]}" ${BB_JAVA_OPTS:-} -cp "$class_path" "$main" "$@" \
        2> >(without_incubator_line >&2)
}

# Straight from source: the page must be writable while the code it speaks of does not compile.
write_requirements() {
    cd "$root"
    exec "$jdk/bin/java" testing/architecture/src/test/java/xyz/blueblocks/architecture/RequirementPage.java
}

find_jdk || no_jdk
case ${1:-} in
test)
    shift
    run_tests "$@"
    ;;
requirements)
    write_requirements
    ;;
bench)
    shift
    is_built || build
    find_class_path
    build_extra bench
    run_java xyz.blueblocks.bench.WholeSystem "$@"
    ;;
drill)
    shift
    is_built || build
    find_class_path
    build_extra drill
    run_java xyz.blueblocks.drill.DrillMain "$@"
    ;;
kills)
    shift
    is_built || build
    find_class_path
    build_extra bench
    run_java xyz.blueblocks.bench.kills.Kills "$@"
    ;;
*)
    is_built || build
    find_class_path
    run_java xyz.blueblocks.cli.Main "$@"
    ;;
esac
