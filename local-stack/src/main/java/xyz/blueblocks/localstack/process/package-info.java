/// Programs that run beside this one: how they are started, watched and ended.
///
/// It knows command lines and signals. What a program is for, it must not know.
@NullMarked
package xyz.blueblocks.localstack.process;

import org.jspecify.annotations.NullMarked;
