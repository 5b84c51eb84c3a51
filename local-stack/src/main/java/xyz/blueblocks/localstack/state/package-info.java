/// What a stack keeps on disk between runs, and the few rules that keep it safe: folders and files
/// that only their owner may read, a lock that dies with its holder, secrets made once, and a
/// record of every process started, precise enough that no stranger is ever killed in its place.
///
/// Nothing here starts a process or opens a socket.
@NullMarked
package xyz.blueblocks.localstack.state;

import org.jspecify.annotations.NullMarked;
