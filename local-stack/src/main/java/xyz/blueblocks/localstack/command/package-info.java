/// `bb up`, `down`, `status` and `logs`: the stack on a terminal.
///
/// Commands only speak to [xyz.blueblocks.localstack.LocalStack] and to the daemon that holds it.
@NullMarked
package xyz.blueblocks.localstack.command;

import org.jspecify.annotations.NullMarked;
